import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readFileWhole } from '../../../core/project/fileBytes'
import { readProject } from '../../../core/project/open'
import { writeProject } from '../../../core/project/save'
import { mmi } from '../../support/commandLine'
import { must } from '../../support/evaluate'
import { referenceFolder } from '../../support/reference'

const iris = resolve(referenceFolder, 'iris.csv')
const data = ['--data', iris, '--label', 'label']
const design = ['--design', 'dense(8, relu) -> dense(2) #head', '--budget', '10']
let folder: string
const file = (name: string): string => join(folder, name)
const written = (name: string): string => readFileSync(file(name), 'utf8')

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'mmi-export-')) })
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function exported(...words: readonly string[]): Promise<string> {
  const { status, out, err } = await mmi('export', ...words)
  expect([status, err]).toEqual([0, ''])
  return out
}

async function evaluated(...words: readonly string[]): Promise<number> {
  return JSON.parse((await mmi('eval', ...words, '--json')).out).mmi.value
}

/** A project of two designs over iris, saved beside no CSV. */
async function twoDesigns(): Promise<string> {
  const project = file('two.mmiproj')
  await mmi('new', project, ...data, ...design)
  const { document, moments } = must(await readProject(must(await readFileWhole(project)).bytes))
  const more = { ...document, designs: [{ name: 'Narrow', notation: 'dense(1)' }, { name: 'Wide', notation: 'dense(8, relu) -> dense(2) #head' }], activeDesign: 1 }
  writeFileSync(project, must(await writeProject(more, moments)))
  return project
}

describe('mmi export report', () => {
  it('writes one page with the value of eval, the provenance, the target and every chart', async () => {
    await exported('report', ...data, ...design, '--title', 'Flowers & more', '-o', file('out.html'))
    const page = written('out.html')
    const value = await evaluated(...data, ...design)
    expect(page).toContain(`MMI ${value.toPrecision(4)}`)
    expect(page).toContain('<h1>Flowers &amp; more</h1>')
    expect(page).toContain(JSON.parse((await mmi('inspect', iris, '--json')).out).sha256)
    for (const words of ['Target interval for I(X;Z)', 'MMI along the weight budget', 'MMI along the width of', 'Eigenvalue spectrum', '▸◂ bottleneck']) expect(page).toContain(words)
    expect(page.replaceAll('http://www.w3.org/2000/svg', '').replaceAll('http://www.w3.org/1999/xlink', '')).not.toMatch(/https?:|<script|<link|<img|url\((?!#)/)
    expect(page).not.toMatch(/NaN|undefined|Infinity|\[object/)
  })

  it('tells of all designs of a project, and of the one that is named instead', async () => {
    const project = await twoDesigns()
    const all = await exported('report', project)
    expect(all).toContain('Narrow')
    expect(all).toContain('<h2>Wide')
    const one = await exported('report', project, '--design', 'dense(3)')
    expect(one).not.toContain('Narrow')
  })

  it('of a modelled spectrum has neither data nor a target, with --certify what weights reach', async () => {
    const page = await exported('report', '--spectrum', 'exponential:rate=0.5,dim=6', '--design', 'dense(3)', '--certify')
    expect(page).toContain('exponential, λᵢ = e^(−0.5·(i−1))')
    expect(page).toContain('Certificate')
    expect(page).not.toContain('Target interval')
  })

  it('without rows leaves the target out and says why', async () => {
    await mmi('moments', iris, '--label', 'label', '-o', file('m.npz'))
    const { status, err } = await mmi('export', 'report', '--moments', file('m.npz'), '--design', 'dense(2)', '-o', file('out.html'))
    expect([status, err]).toEqual([0, 'mmi: note: no target interval: the rows are not at hand, only their moments\n'])
    expect(written('out.html')).toContain('iris.csv')
  })
})

describe('mmi export chart', () => {
  it('draws every kind as SVG', async () => {
    for (const kind of ['budget', 'spectrum', 'target', 'width', 'covariance', 'correlation', 'diagram']) {
      await exported('chart', '--kind', kind, ...data, ...design, '-o', file(`${kind}.svg`))
      expect(written(`${kind}.svg`)).toMatch(/^<svg [^]*<\/svg>$/)
    }
    expect(written('budget.svg')).toContain('width="640" height="360"')
    expect(written('diagram.svg')).toContain('iris.csv')
  })

  it('has size and colours', async () => {
    await exported('chart', '--kind', 'spectrum', ...data, '--size', '300x200', '--colours', 'dark', '-o', file('s.svg'))
    expect(written('s.svg')).toContain('width="300" height="200"')
    expect(written('s.svg')).toContain('#1b1f26')
  })

  it('writes as CSV what mmi curve computes', async () => {
    await exported('chart', '--kind', 'budget', ...data, ...design, '--points', '5', '-o', file('c.csv'))
    const curve = JSON.parse((await mmi('curve', ...data, ...design, '--points', '5', '--json')).out)
    const rows = written('c.csv').trim().split('\r\n').slice(1).map(line => line.split(',').map(Number))
    expect(rows.map(row => row[0])).toEqual(curve.budgets)
    expect(rows.map(row => row[1])).toEqual(curve.mmi)
  })

  it('lays the other designs of a project over the shown one, and the target as a band on demand', async () => {
    await exported('chart', '--kind', 'budget', await twoDesigns(), '-o', file('two.svg'))
    expect(written('two.svg')).toContain('Narrow')
    await exported('chart', '--kind', 'width', ...data, ...design, '--width', 'head', '--with-target', '-o', file('w.csv'))
    expect(written('w.csv')).toMatch(/^units,MMI \(nat\),target\r\n1,/)
  })
})

describe('mmi export table', () => {
  it('compares the designs as CSV, Markdown and LaTeX, in the unit asked for', async () => {
    const project = await twoDesigns()
    for (const extension of ['csv', 'md', 'tex']) await exported('table', project, '--unit', 'bits', '-o', file(`t.${extension}`))
    const value = await evaluated(project, '--unit', 'bits')
    for (const extension of ['csv', 'md', 'tex']) expect(written(`t.${extension}`)).toContain(String(value))
    expect(written('t.md')).toMatch(/^\| design \| MMI \(bit\) \|/)
    expect(written('t.tex')).toContain('\\toprule')
    expect(written('t.csv').split('\r\n')).toHaveLength(4)
  })

  it('writes the table of a chart', async () => {
    await exported('table', '--kind', 'spectrum', '--spectrum', 'white:dim=2', '-o', file('s.md'))
    expect(written('s.md')).toBe('| component | eigenvalue |\n| ---: | ---: |\n| 1 | 1 |\n| 2 | 1 |\n')
  })

  it('writes Σ and its correlations with the names of the columns', async () => {
    await exported('table', '--kind', 'correlation', ...data, '-o', file('c.md'))
    const [header, , first] = written('c.md').split('\n')
    expect(header).toContain('petal')
    expect(first).toMatch(/^\| sepal.* \| 1 \|/)
  })
})

describe('mmi export code', () => {
  it('prints the design in either framework, or writes it', async () => {
    expect(await exported('code', '--framework', 'pytorch', ...data, ...design)).toContain('nn.Linear(4, 8)')
    await exported('code', '--framework', 'keras', ...data, ...design, '-o', file('model.py'))
    expect(written('model.py')).toContain('keras.Model(inputs, dense_head)')
  })
})

describe('a refusal', () => {
  const refused: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['nothing named', [], /USAGE: nothing to export is named: report, chart, table, code/],
    ['an unknown thing', ['song'], /USAGE: "song" cannot be exported/],
    ['an operand too many', ['code', 'a.mmiproj', 'b'], /USAGE: "b" is one operand too many/],
    ['an option of another export', ['report', '--framework', 'keras', ...data, ...design], /USAGE: --framework is for code, not for report/],
    ['an option of the target where there is none', ['code', '--eta', 'exact', ...data, ...design], /USAGE: --eta is for report, chart and table/],
    ['a PDF', ['report', ...data, ...design, '-o', 'out.pdf'], /USAGE: "\S*out\.pdf" cannot be written here; nothing was done\. A PDF is printed by the window/],
    ['a PNG', ['chart', '--kind', 'budget', ...data, ...design, '-o', 'out.png'], /A PNG is painted by the window/],
    ['another extension', ['table', ...data, ...design, '-o', 'out.doc'], /a table is written as \.csv, \.md or \.tex/],
    ['no output', ['chart', '--kind', 'budget', ...data, ...design], /no output file is named/],
    ['no kind', ['chart', ...data, ...design, '-o', 'out.svg'], /no chart is named/],
    ['a diagram as a table', ['chart', '--kind', 'diagram', ...data, ...design, '-o', 'out.csv'], /a diagram has no table/],
    ['no framework', ['code', ...data, ...design], /no framework is named/],
    ['a size', ['chart', '--kind', 'budget', '--size', '10x10', ...data, ...design, '-o', 'out.svg'], /--size is "10x10"/],
    ['a design that is wrong', ['report', ...data, '--design', 'dense(0)', '-o', 'out.html'], /DESIGN_PARAMETER/],
    ['no design', ['chart', '--kind', 'width', ...data, '-o', 'out.svg'], /DESIGN_EMPTY/],
    ['a width of a group', ['chart', '--kind', 'width', ...data, '--design', '(dense(1) | dense(1))', '-o', 'out.svg'], /the bottleneck is a group/],
    ['a target of a spectrum', ['chart', '--kind', 'target', '--spectrum', 'white:dim=3', '-o', 'out.svg'], /needs labelled data/],
    ['a target without a label', ['chart', '--kind', 'target', '--data', iris, '-o', 'out.svg'], /TARGET_NEEDS_LABEL/]
  ]
  for (const [name, words, expected] of refused) {
    it(`of ${name} is one coded line, and no file`, async () => {
      const { status, out, err } = await mmi('export', ...words.map(word => (word.startsWith('out.') ? file(word) : word)))
      expect([status, out]).toEqual([2, ''])
      expect(err).toMatch(expected)
      expect(err.trimEnd().split('\n')).toHaveLength(1)
      expect(readdirSync(folder)).toEqual([])
    })
  }

  it('never writes over what it reads, the CSV beside a project included', async () => {
    const csv = file('own.csv')
    writeFileSync(csv, readFileSync(iris))
    const project = file('p.mmiproj')
    await mmi('new', project, '--data', csv, '--label', 'label', ...design)
    for (const words of [['table', '--data', csv, ...design], ['table', project]]) {
      const { status, err } = await mmi('export', ...words, '-o', csv)
      expect(status).toBe(2)
      expect(err).toContain('the output is also an input')
    }
    expect(readFileSync(csv)).toEqual(readFileSync(iris))
  })

  it('of a folder that is not there leaves nothing', async () => {
    const { status, err } = await mmi('export', 'code', '--framework', 'keras', ...data, ...design, '-o', file('none/model.py'))
    expect(status).toBe(1)
    expect(err).toContain('FILE_NOT_WRITABLE')
    expect(existsSync(file('none'))).toBe(false)
  })
})
