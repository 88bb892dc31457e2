import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mmi, mmiJson as json } from '../../support/commandLine'
import { referenceFolder } from '../../support/reference'

const iris = resolve(referenceFolder, 'iris.csv')
let folder: string

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'mmi-cli-')) })
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('mmi eval', () => {
  it('prints the keys of the contract', async () => {
    const result = await json('eval', '--data', iris, '--label', 'label', '--design', 'dense(16, relu) -> (dense(2) | dense(1) -> dense(2)) -> dense(3) #head', '--budget', '5')
    expect(Object.keys(result)).toEqual(['mmi', 'bottleneck', 'blocks', 'input', 'covariance', 'gaussian', 'budget', 'noise', 'notes', 'bracket'])
    expect(Object.keys(result.mmi)).toEqual(['value', 'unit', 'status', 'standardError', 'reasons', 'standardErrorBasis'])
    expect(result.blocks.map((block: { path: string; kind: string }) => `${block.path} ${block.kind}`)).toEqual([
      '0 dense', '1 parallel', '1.0 dense', '1.1 series', '1.1.0 dense', '1.1.1 dense', '2 dense'
    ])
    expect(result.blocks[0]).toMatchObject({ label: null, rank: 4, positions: 1, status: 'exact' })
    expect(result.blocks[0].breakpoints).toHaveLength(4)
    expect(result.blocks[1]).toHaveProperty('sumRule')
    expect(result.blocks[1]).toHaveProperty('jointBound')
    expect(result.input).toMatchObject({ dimension: 4, rows: 150, droppedRows: 0, constantColumns: [], rank: 4 })
    expect(result.covariance).toMatchObject({ estimator: 'sample', shrinkage: null, standardized: false })
    expect(result).toMatchObject({ budget: 5, noise: 1 })
  })

  it('has the defaults of the contract', async () => {
    const result = await json('eval', '--spectrum', 'white:dim=3', '--design', 'dense(2)')
    expect(result).toMatchObject({ budget: 100, noise: 1, mmi: { unit: 'nats' }, covariance: { estimator: null }, input: { rows: null, droppedRows: null } })
  })

  it('converts information to bits, and nothing else', async () => {
    const words = ['eval', '--data', iris, '--label', 'label', '--design', '(dense(1) | dense(2))', '--budget', '4']
    const nats = await json(...words)
    const bits = await json(...words, '--unit', 'bits')
    for (const [index, block] of nats.blocks.entries()) {
      expect(bits.blocks[index].mmi).toBe(block.mmi / Math.LN2)
      expect(bits.blocks[index].breakpoints).toEqual(block.breakpoints)
    }
    expect(bits.blocks[0].jointBound).toBe(nats.blocks[0].jointBound / Math.LN2)
    expect(bits.mmi).toMatchObject({ unit: 'bits', value: nats.mmi.value / Math.LN2 })
  })

  it('switches to Ledoit–Wolf with many columns per row, unless an estimator was named', async () => {
    const file = join(folder, 'wide.csv')
    writeFileSync(file, `a,b,c\n${Array.from({ length: 20 }, (_, row) => `${row % 7},${(row * row) % 5},${Math.sin(row)}`).join('\n')}\n`)
    expect((await json('eval', '--data', file, '--design', 'dense(2)')).covariance.estimator).toBe('ledoit-wolf')
    expect((await json('eval', '--data', file, '--design', 'dense(2)', '--standardize')).covariance).toMatchObject({ estimator: 'ledoit-wolf', standardized: true })
    expect((await json('eval', '--data', file, '--design', 'dense(2)', '--covariance', 'sample')).covariance.estimator).toBe('sample')
    expect((await json('eval', '--data', file, '--design', 'dense(2)', '--covariance', 'ridge:0.5')).covariance.estimator).toBe('ridge:0.5')
  })

  it('takes columns by name, index and range, and never the label', async () => {
    const byName = await json('eval', '--data', iris, '--features', 'petal_length_cm,petal_width_cm', '--design', 'dense(2)')
    const byRange = await json('eval', '--data', iris, '--features', '2:4', '--label', '4', '--design', 'dense(2)')
    expect(byRange.mmi.value).toBe(byName.mmi.value)
    expect(byName.input.dimension).toBe(2)
  })

  it('explains itself in words without --json', async () => {
    const { out } = await mmi('eval', '--data', iris, '--label', 'label', '--design', 'dense(8, relu) -> dense(2)', '--budget', '50')
    expect(out).toMatch(/^MMI +\S+ nat, exact$/m)
    expect(out).toMatch(/^bottleneck +1$/m)
  })
})

describe('mmi curve', () => {
  it('writes CSV whose values are those of eval, as text, to a file and as JSON', async () => {
    const words = ['curve', '--spectrum', 'power:exponent=1,dim=100', '--design', 'dense(50)', '--from', '0.5', '--to', '500', '--points', '4']
    const { out } = await mmi(...words)
    const rows = out.trim().split('\n')
    expect(rows[0]).toBe('budget,mmi_nats')
    expect(Number(rows[1]!.split(',')[1])).toBeCloseTo(0.2027325540540822, 9)
    expect(Number(rows[4]!.split(',')[1])).toBeCloseTo(14.735172963388624, 9)
    const file = join(folder, 'curve.csv')
    expect(await mmi(...words, '-o', file)).toMatchObject({ status: 0, out: '' })
    expect(readFileSync(file, 'utf8')).toBe(out)
    expect((await json(...words)).budgets).toHaveLength(4)
  })

  it('runs along the width of a block named by label or path, with the values of eval at each', async () => {
    const design = (filters: number): string => `conv(block=2, filters=${filters}) #first -> (dense(2) | dense(3)) -> dense(4)`
    const words = ['--data', iris, '--label', 'label', '--budget', '50']
    const { out } = await mmi('curve', ...words, '--design', design(2), '--width', 'first', '--to', '3')
    const rows = out.trim().split('\n').map(row => row.split(','))
    expect(rows[0]).toEqual(['width', 'mmi_nats'])
    for (const filters of [1, 2, 3]) expect(Number(rows[filters]![1])).toBe((await json('eval', ...words, '--design', design(filters))).mmi.value)
    expect(await mmi('curve', ...words, '--design', design(2), '--width', '0', '--to', '3')).toMatchObject({ out })
    const asJson = await json('curve', ...words, '--design', design(2), '--width', '1.1', '--unit', 'bits')
    expect(asJson).toMatchObject({ unit: 'bits', status: 'upper-bound', block: { path: '1.1', label: null }, kind: 'units', current: 3, widths: [1, 2, 3, 4, 5, 6] })
    expect(asJson.mmi).toHaveLength(6)
  })

  it('says which widths are left out', async () => {
    const { out, err } = await mmi('curve', '--spectrum', 'white:dim=6', '--design', 'dense(4) -> conv(block=2, filters=1)', '--width', '0')
    expect(out.split('\n').map(row => row.split(',')[0])).toEqual(['width', '2', '4', '6', '8', ''])
    expect(err).toMatch(/^mmi: note: left out: numbers of units that do not differ from 4 by a multiple of 2/)
  })

  it('refuses a name that several blocks bear or that is a group, naming what there is', async () => {
    const refusal = async (width: string): Promise<string> =>
      (await mmi('curve', '--spectrum', 'white:dim=6', '--design', '(dense(4) #a | dense(2) -> dense(3) #a) #both -> dense(5) #end', '--width', width)).err
    expect(await refusal('a')).toContain('the label "a" stands at 0.0 and 0.1.1; nothing was computed. Name one of these paths.')
    expect(await refusal('both')).toContain('"both" is a group, and a group has no width; nothing was computed. Name one of a, 0.1.0, a, end.')
    expect(await refusal('0.1')).toContain('"0.1" is a group')
    expect(await refusal('7')).toContain('no block is called "7"')
  })
})

describe('mmi new, check, moments', () => {
  it('write a project and moments that evaluate to the same numbers as the CSV', async () => {
    const project = join(folder, 'p.mmiproj')
    const model = ['--label', 'label', '--design', 'dense(8,relu)->dense(3)', '--budget', '7', '--noise', '0.5', '--standardize']
    const direct = await json('eval', '--data', iris, ...model)
    expect(await mmi('new', project, '--data', iris, ...model)).toMatchObject({ status: 0 })
    expect(await mmi('check', project)).toMatchObject({ status: 0, err: '' })
    expect(await json('eval', project)).toMatchObject({ mmi: { ...direct.mmi, standardErrorBasis: 'saved' }, gaussian: direct.gaussian, budget: 7, noise: 0.5 })
    expect((await json('eval', project, '--budget', '9')).budget).toBe(9)
    const moments = join(folder, 'm.npz')
    expect(await mmi('moments', iris, '--label', 'label', '-o', moments)).toMatchObject({ status: 0 })
    expect((await json('eval', '--moments', moments, '--design', 'dense(8,relu)->dense(3)', '--budget', '7', '--noise', '0.5', '--standardize')).mmi.value).toBe(direct.mmi.value)
  })

  it('keep what Ledoit–Wolf after standardising needs of the rows', async () => {
    const project = join(folder, 'p.mmiproj')
    const model = ['--label', 'label', '--design', 'dense(3)', '--standardize', '--covariance', 'ledoit-wolf']
    const direct = await json('eval', '--data', iris, ...model)
    await mmi('new', project, '--data', iris, ...model)
    const saved = await json('eval', project)
    expect(saved.mmi).toEqual({ ...direct.mmi, standardErrorBasis: 'saved' })
    expect(saved.covariance).toEqual(direct.covariance)
  })

  it('name the columns that were left out', async () => {
    expect((await json('eval', '--data', iris, '--design', 'dense(1)')).notes.join()).toContain('label')
    expect((await mmi('curve', '--data', iris, '--design', 'dense(1)')).err).toMatch(/^mmi: note: left out: "label"/)
    expect((await mmi('moments', iris, '-o', join(folder, 'm.npz'))).err).toMatch(/^mmi: note: left out: "label"/)
    expect((await mmi('new', join(folder, 'n.mmiproj'), '--data', iris)).err).toMatch(/^mmi: note: left out: "label"/)
  })

  it('merge parts of a CSV into the moments of the whole', async () => {
    const [header, ...rows] = readFileSync(iris, 'utf8').trim().split('\n')
    writeFileSync(join(folder, 'a.csv'), `${header}\n${rows.slice(0, 60).join('\n')}\n`)
    writeFileSync(join(folder, 'b.csv'), `${header}\n${rows.slice(60).join('\n')}\n`)
    await mmi('moments', join(folder, 'a.csv'), join(folder, 'b.csv'), '--label', 'label', '-o', join(folder, 'all.npz'))
    const merged = await json('eval', '--moments', join(folder, 'all.npz'), '--design', 'dense(3)')
    const whole = await json('eval', '--data', iris, '--label', 'label', '--design', 'dense(3)')
    expect(merged.input.rows).toBe(150)
    // merging adds the parts in another order: a few units in the last place
    expect(Math.abs(merged.mmi.value - whole.mmi.value)).toBeLessThan(1e-12)
  })

  it('let a moments file grow in place', async () => {
    const total = join(folder, 'total.npz')
    await mmi('moments', iris, '--label', 'label', '-o', total)
    expect(await mmi('moments', total, iris, '--label', 'label', '-o', total)).toMatchObject({ status: 0 })
    expect((await json('eval', '--moments', total, '--design', 'dense(3)')).input.rows).toBe(300)
  })

  it('name every design of a project that does not fit', async () => {
    const project = join(folder, 'p.mmiproj')
    await mmi('new', project, '--spectrum', 'white:dim=6', '--design', 'conv(block=3, filters=1)')
    expect(await mmi('new', project, '--spectrum', 'white:dim=6')).toMatchObject({ status: 2, err: expect.stringContaining('exists already') })
    expect(await mmi('new', project, '--spectrum', 'white:dim=7', '--force')).toMatchObject({ status: 0 })
  })
})

describe('mmi itself', () => {
  it('has help for each command, a version, and usage problems for what it does not know', async () => {
    expect((await mmi('--version')).out).toMatch(/^mmi \d+\.\d+\.\d+\n$/)
    expect((await mmi('--help')).out).toContain('mmi eval')
    for (const command of ['eval', 'inspect', 'curve', 'moments', 'new', 'check']) expect((await mmi(command, '--help')).out).toContain(`mmi ${command}`)
    expect(await mmi('frobnicate')).toMatchObject({ status: 2, out: '', err: expect.stringMatching(/^mmi: USAGE: there is no command "frobnicate"/) })
    expect(await mmi('eval', '--data', iris, '--budgett', '3')).toMatchObject({ status: 2, out: '', err: expect.stringMatching(/^mmi: USAGE/) })
  })
})

describe('a device', () => {
  it.runIf(process.platform === 'linux')('that never ends is refused at once, as a failure of reading', async () => {
    for (const words of [['check', '/dev/zero'], ['eval', '--moments', '/dev/zero', '--design', 'dense(1)'], ['eval', '--data', '/dev/zero', '--design', 'dense(1)']]) {
      expect(await mmi(...words)).toMatchObject({ status: 1, out: '', err: expect.stringMatching(/^mmi: FILE_UNREADABLE: /) })
    }
  })
})

describe('bad input', () => {
  const files: Readonly<Record<string, string | Uint8Array>> = {
    'empty.csv': '',
    'header.csv': 'a,b\n',
    'one-row.csv': 'a,b\n1,2\n',
    'ragged.csv': 'a,b\n1,2\n3\n',
    'text.csv': 'a,b\nx,y\nz,w\n',
    'infinite.csv': 'a,b\n1,2\n3,inf\n5,6\n',
    'ambiguous.csv': 'a;b\n1,234;1\n2,345;2\n',
    'binary.csv': Uint8Array.of(0, 1, 2, 3, 255, 254, 0, 0, 7),
    'open-quote.csv': 'a,b\n"1,2\n3,4\n',
    'missing.csv': 'a,b\n1,2\n,3\n5,6\n',
    'all-missing.csv': 'a,b\n1,\n,3\n2,\n',
    'good.csv': 'a,b,c\n1,2,3\n2,1,4\n4,3,1\n',
    'eigenvalues.csv': 'lambda\n2\n-1\n',
    'not.mmiproj': 'no zip at all',
    'not.npz': 'no zip either',
    'tiny.csv': 'a,b\n1e-80,2e-80\n3e-80,1e-80\n2e-80,2e-80\n'
  }
  const at = (name: string): string => join(folder, name)
  const good = (): string[] => ['eval', '--data', at('good.csv'), '--design']
  const cases: readonly (readonly [code: string, words: () => string[]])[] = [
    ['FILE_MISSING', () => ['eval', '--data', at('nowhere.csv'), '--design', 'dense(1)']],
    ['FILE_IS_FOLDER', () => ['eval', '--data', folder, '--design', 'dense(1)']],
    ['CSV_EMPTY', () => ['eval', '--data', at('empty.csv'), '--design', 'dense(1)']],
    ['CSV_ROWS_TOO_FEW', () => ['eval', '--data', at('header.csv'), '--design', 'dense(1)']],
    ['CSV_ROWS_TOO_FEW', () => ['eval', '--data', at('one-row.csv'), '--design', 'dense(1)']],
    ['CSV_ROWS_TOO_FEW', () => ['eval', '--data', at('all-missing.csv'), '--design', 'dense(1)']],
    ['CSV_ROW_RAGGED', () => ['eval', '--data', at('ragged.csv'), '--design', 'dense(1)']],
    ['CSV_NO_NUMERIC_COLUMN', () => ['eval', '--data', at('text.csv'), '--design', 'dense(1)']],
    ['CSV_VALUE_NOT_FINITE', () => ['eval', '--data', at('infinite.csv'), '--design', 'dense(1)']],
    ['CSV_DECIMAL_AMBIGUOUS', () => ['eval', '--data', at('ambiguous.csv'), '--design', 'dense(1)']],
    ['CSV_BINARY', () => ['eval', '--data', at('binary.csv'), '--design', 'dense(1)']],
    ['CSV_SCALE_TOO_SMALL', () => ['eval', '--data', at('tiny.csv'), '--design', 'dense(1)']],
    ['CSV_QUOTE_UNCLOSED', () => ['eval', '--data', at('open-quote.csv'), '--design', 'dense(1)']],
    ['CSV_VALUE_MISSING', () => ['eval', '--data', at('missing.csv'), '--missing', 'error', '--design', 'dense(1)']],
    ['CSV_COLUMN_UNKNOWN', () => [...good(), 'dense(1)', '--label', 'nope']],
    ['CSV_LABEL_IS_FEATURE', () => [...good(), 'dense(1)', '--label', 'a', '--features', 'a,b']],
    ['DESIGN_EMPTY', () => [...good(), '']],
    ['DESIGN_SYNTAX', () => [...good(), 'dense(3']],
    ['DESIGN_PARAMETER', () => [...good(), 'dense(0)']],
    ['DESIGN_BLOCK_UNKNOWN', () => [...good(), 'pool(2)']],
    ['DESIGN_ACTIVATION_UNKNOWN', () => [...good(), 'dense(2, reluu)']],
    ['DESIGN_DIVISIBILITY', () => [...good(), 'conv(block=2, filters=1)']],
    ['DESIGN_KERNEL_SHAPE', () => [...good(), 'conv(kernel=2x2, filters=1)']],
    ['DESIGN_SLICE', () => [...good(), '([0:9] dense(1) | dense(1))']],
    ['DESIGN_BUDGET_CONFLICT', () => [...good(), 'dense(3, budget=1) -> dense(2) -> dense(1, budget=2)']],
    ['DESIGN_BUDGETS_PER_LAYER', () => [...good(), 'dense(3, budget=1) -> dense(1, budget=2)']],
    ['SHAPE_MISMATCH', () => [...good(), 'dense(1)', '--shape', '2x2x1']],
    ['BUDGET_INVALID', () => [...good(), 'dense(1)', '--budget', '-5']],
    ['NOISE_INVALID', () => [...good(), 'dense(1)', '--noise', '0']],
    ['USAGE', () => [...good(), 'dense(1)', '--budget', 'lots']],
    ['USAGE', () => [...good(), 'dense(1)', '--covariance', 'magic']],
    ['USAGE', () => [...good(), 'dense(1)', '--unit', 'hartleys']],
    ['USAGE', () => [...good(), 'dense(1)', '--moments', at('not.npz')]],
    ['USAGE', () => ['eval', '--design', 'dense(1)']],
    ['USAGE', () => []],
    ['USAGE', () => ['eval', '--spectrum', 'white:dim=3', '--standardize', '--design', 'dense(1)']],
    ['SPECTRUM_INVALID', () => ['eval', '--spectrum', 'pink:dim=3', '--design', 'dense(1)']],
    ['SPECTRUM_INVALID', () => ['eval', '--spectrum', 'white:dim=0', '--design', 'dense(1)']],
    ['SPECTRUM_NEGATIVE', () => ['eval', '--spectrum', `file:${at('eigenvalues.csv')}`, '--design', 'dense(1)']],
    ['CURVE_RANGE_INVALID', () => ['curve', '--spectrum', 'white:dim=3', '--design', 'dense(1)', '--from', '5', '--to', '1', '-o', at('out.csv')]],
    ['CURVE_RANGE_INVALID', () => ['curve', '--spectrum', 'white:dim=3', '--design', 'dense(1)', '--width', '0', '--from', '5', '--to', '1', '-o', at('out.csv')]],
    ['CURVE_RANGE_INVALID', () => ['curve', '--spectrum', 'white:dim=3', '--design', 'dense(1)', '--width', '0', '--from', '0']],
    ['CURVE_RANGE_INVALID', () => ['curve', '--spectrum', 'white:dim=3', '--design', 'dense(1)', '--width', '0', '--to', '2.5']],
    ['DESIGN_BLOCK_UNKNOWN', () => ['curve', '--spectrum', 'white:dim=3', '--design', 'dense(1)', '--width', 'head']],
    ['DESIGN_BLOCK_UNKNOWN', () => ['curve', '--spectrum', 'white:dim=3', '--design', '(dense(1) | dense(2))', '--width', '0']],
    ['USAGE', () => ['curve', '--spectrum', 'white:dim=3', '--design', 'dense(1)', '--width', '0', '--scale', 'log']],
    ['USAGE', () => ['curve', '--spectrum', 'white:dim=3', '--design', 'dense(1)', '--width', '0', '--points', '0']],
    ['PROJECT_NOT_A_ZIP', () => ['eval', at('not.mmiproj')]],
    ['PROJECT_NOT_A_ZIP', () => ['check', at('not.mmiproj')]],
    ['MOMENTS_INVALID', () => ['eval', '--moments', at('not.npz'), '--design', 'dense(1)']],
    ['USAGE', () => ['moments', at('good.csv'), '-o', at('good.csv')]],
    ['USAGE', () => ['moments', at('good.csv'), '-o', '']],
    ['USAGE', () => ['curve', '--data', at('good.csv'), '--design', 'dense(1)', '-o', at('good.csv')]],
    ['USAGE', () => ['curve', '--spectrum', `file:${at('eigenvalues.csv')}`, '--design', 'dense(1)', '-o', at('eigenvalues.csv')]],
    ['USAGE', () => ['new', at('good.csv'), '--data', at('good.csv'), '--force']],
    ['USAGE', () => ['eval', '--spectrum', 'white:dim=3', '--no-header', '--design', 'dense(1)']],
    ['SPECTRUM_INVALID', () => ['eval', '--spectrum', 'white:dim=0x10', '--design', 'dense(1)']],
    ['SPECTRUM_INVALID', () => ['eval', '--spectrum', 'white:dim=3=4', '--design', 'dense(1)']],
    ['DESIGN_SYNTAX', () => [...good(), '-> dense(1)']]
  ]

  const contents = (): readonly string[] => readdirSync(folder).sort().map(name => `${name}: ${readFileSync(at(name), 'base64')}`)

  for (const [index, [code, words]] of cases.entries()) {
    it(`${index + 1}: is answered with ${code}, status 2, one line, and nothing else`, async () => {
      for (const [name, content] of Object.entries(files)) writeFileSync(at(name), content)
      const before = contents()
      const { status, out, err } = await mmi(...words())
      expect(err).toMatch(new RegExp(`^mmi: ${code}: [^\\n]+\\.\\n$`))
      expect({ status, out }).toEqual({ status: 2, out: '' })
      expect(contents()).toEqual(before)
      if (words().length === 0) return
      const asJson = await mmi(...words(), '--json')
      expect(JSON.parse(asJson.err.split('\n')[1]!)).toMatchObject({ error: { code } })
    })
  }
})
