import { describe, expect, it } from 'vitest'
import type { DesignComparison } from '../../../core/api/model'
import type { TargetAnalysis } from '../../../core/api/target'
import { parseDesign } from '../../../core/design/parse'
import type { ReportContent, ReportDesign } from '../../../core/report/page/content'
import { comparisonTable } from '../../../core/report/page/designs'
import { reportPage } from '../../../core/report/page/page'
import { evaluate, must } from '../../support/evaluate'

const setting = { input: [4, 3, 2, 1], budget: 6 }

function design(name: string, notation: string, verdict: DesignComparison['verdict'] = null): ReportDesign {
  return { name, notation, tree: must(parseDesign(notation)), result: { ok: true, value: { evaluation: evaluate(notation, setting), parameters: 1234, verdict } } }
}

const analysis: TargetAnalysis = {
  state: 'ok', reason: 'the interval is not empty', rowsNeeded: null, rowsNeededForInterval: null,
  interval: { lower: 0.7074, upper: 6.2218, recommended: 6.2218, half: 3.4646 }, inner: { lower: 0.73, upper: 5.9 }, outer: { lower: 0.68, upper: 6.5 }, peak: 0.29,
  informationXY: { value: 0.571, standardError: 0.018, estimator: 'cross-fitted-lda', upperCheck: 0.6 }, labelEntropy: Math.log(3),
  eta: { value: 0.807, variant: 'paper', maximalCorrelation: 0.807, contraction: 0.652, linear: 0.765, plugIn: 0.81, standardError: 0.01, pValue: 0.005, raised: false },
  delta: { value: 0.026, formula: 0.026, bootstrap: 0.018, mPrime: 1, impliedMPrime: 0.5, origin: 'estimated' },
  rows: 1500, measuredRows: 1500, sampled: false, classes: ['a', 'b', 'c'], classifier: 'lda', folds: 5, seed: 1, memorisation: null, envelope: null, notes: ['a note on the estimates']
}

const content = (change: Partial<ReportContent> = {}): ReportContent => ({
  title: 'flowers <b>&</b>',
  createdAt: '2026-11-25T12:00:00Z',
  version: '0.1.0',
  unit: 'nats',
  source: {
    kind: 'data', files: [{ name: '"quoted" <file>.csv', bytes: 4821, sha256: 'a'.repeat(64) }], rows: 150, droppedRows: 2, missing: 'drop', dialect: null, label: 'species', classes: ['x', 'y'],
    features: ['<script>alert(1)</script>', 'width'], dataset: null
  },
  shape: null,
  designs: [design('Design A', 'dense(3, relu) -> dense(2) #head', { position: 'below', mmi: 1, distance: 5.2, width: 7, leaf: [1], budget: 41 }), design('Design B', 'dense(4)')],
  active: 0,
  charts: [],
  target: { analysis, saved: true },
  certificate: { achieved: 1.0000001, bound: 1.0000002, status: 'exact', starts: 8, trained: 1.0000001, constructed: null, seed: 1 },
  ...change
})

describe('the report', () => {
  it('is one page with nothing to fetch, no script and no text taken for markup', () => {
    const page = reportPage(content())
    expect(page.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|<script|<link|<img|url\(/)
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(page).toContain('<h1>flowers &lt;b&gt;&amp;&lt;/b&gt;</h1>')
    expect(page).not.toMatch(/NaN|undefined|Infinity|\[object/)
  })

  it('tells the answer, its status and reasons, the provenance, the interval and the certificate', () => {
    const page = reportPage(content())
    const { mmi } = evaluate('dense(3, relu) -> dense(2) #head', setting)
    expect(page).toContain(`MMI ${mmi.value.toPrecision(4)} nat, exact`)
    for (const words of [
      'Theorem 6', 'a'.repeat(64), '2 (missing values: rows dropped)', 'species, 2 classes: x, y', '0.7074 nat to 6.222 nat', 'From the saved run', 'cross-fitted-lda', '0.8070 (paper)',
      'below, 5.200 nat short of the upper end; 7 units of its bottleneck or a budget of 41 would bring it to the upper end', '1.000000 nat ≤ MMI ≤ 1.000000 nat', 'seed 1', 'Design B', '1,234'
    ]) expect(page).toContain(words)
  })

  it('draws the diagram with its blocks', () => {
    const page = reportPage(content())
    expect(page).toContain('▸◂ bottleneck')
    expect(page).toContain('<title>Design A: dense(3, relu) -&gt; dense(2) #head</title>')
  })

  it('converts every amount of information, and only those', () => {
    const page = reportPage(content({ unit: 'bits' }))
    expect(page).toContain(`${(0.571 / Math.LN2).toPrecision(4)} ± ${(0.018 / Math.LN2).toPrecision(2)} bit`)
    expect(page).toContain('0.8070 (paper)')
    expect(page).not.toMatch(/\d nat\b/)
  })

  it('names the problem of a design that has one', () => {
    const broken: ReportDesign = { name: 'Broken', notation: 'conv(block=3)', tree: { items: [] }, result: { ok: false, problem: { code: 'DESIGN_DIVISIBILITY', what: 'a block of 3 does not divide 4', meaning: 'it cannot be laid', action: 'choose 2' } } }
    expect(reportPage(content({ designs: [broken], active: 0 }))).toContain('DESIGN_DIVISIBILITY: a block of 3 does not divide 4; it cannot be laid. Choose 2.')
  })

  it('without data tells the spectrum in their place', () => {
    const page = reportPage(content({ source: { kind: 'spectrum', name: 'exponential spectrum', description: 'λ = e^(−0.1(i−1))', dimension: 100 }, target: null, certificate: null }))
    expect(page).toContain('a modelled spectrum stands for the covariance')
    expect(page).not.toContain('Certificate')
  })

  it('shows charts as pictures with their finding in words', () => {
    const spec = { kind: 'spectrum', eigenvalues: Float64Array.of(3, 2, 1), rank: 3, active: 2, scale: 'linear', caption: 'Spectrum of flowers' } as const
    const page = reportPage(content({ charts: [{ title: 'Spectrum', spec }] }))
    expect(page).toContain('<h3>Spectrum</h3>')
    expect(page.match(/<svg /g)).toHaveLength(2)
  })
})

it('the comparison as numbers keeps every digit and names problems in their place', () => {
  const table = comparisonTable([design('A', 'dense(2)')], 'nats')
  expect(table.rows[0]!.slice(0, 2)).toEqual(['A', evaluate('dense(2)', setting).mmi.value])
})
