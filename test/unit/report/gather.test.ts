import { describe, expect, it } from 'vitest'
import type { BudgetCurve, WidthCurve } from '../../../core/api/model'
import { judgingInterval, type TargetAnalysis } from '../../../core/api/target'
import { parseDesign } from '../../../core/design/parse'
import { darkPalette, lightPalette } from '../../../core/report/charts/palette'
import { bottleneckLeaf, spectrumSpecOf } from '../../../core/report/charts/specOf'
import { diagramPicture } from '../../../core/report/diagram/picture'
import type { ReportDesign } from '../../../core/report/page/content'
import { gatherReport, type ReportMaterial } from '../../../core/report/page/gather'
import { dataSource, diagramSource, sourceName, spectrumFormula, spectrumSource } from '../../../core/report/page/source'
import { evaluate, must } from '../../support/evaluate'

const setting = { input: [4, 3, 2, 1], budget: 6 }
const design = (name: string, notation: string): ReportDesign =>
  ({ name, notation, tree: must(parseDesign(notation)), result: { ok: true, value: { evaluation: evaluate(notation, setting), parameters: 10, verdict: null } } })
const curve = (at: number): BudgetCurve => ({
  budgets: Float64Array.of(1, 10), mmi: Float64Array.of(at, 2 * at), breakpoints: Float64Array.of(), status: 'exact', standardErrors: null, standardErrorBasis: null, standardErrorPending: false
})
const width: WidthCurve = { widths: Int32Array.of(1, 2), mmi: Float64Array.of(1, 2), current: 2, kind: 'units', status: 'exact', notes: [] }
const broken: ReportDesign = { name: 'Broken', notation: '', tree: { items: [] }, result: { ok: false, problem: { code: 'DESIGN_EMPTY', what: 'empty', meaning: 'nothing', action: 'draw' } } }

const material = (change: Partial<ReportMaterial> = {}): ReportMaterial => ({
  title: 'T', createdAt: '2026-11-25T12:00:00.000Z', version: '1', unit: 'nats', source: spectrumSource({ kind: 'white', dimension: 4 }), shape: null, noise: 1,
  designs: [design('A', 'dense(3)'), design('B', 'dense(2)'), broken], active: 1, curves: [curve(1), curve(2), null], width: { curve: width, block: 'dense 2' },
  spectrum: { eigenvalues: Float64Array.of(4, 3, 2, 1), rank: 4, condition: 4 }, target: null, certificate: null, ...change
})
const kinds = (change: Partial<ReportMaterial> = {}): readonly string[] => gatherReport(material(change)).charts.map(({ spec }) => spec.kind)

describe('the content of a report', () => {
  it('has a chart for every answer, and none for what is missing', () => {
    expect(kinds()).toEqual(['budget', 'width', 'spectrum'])
    expect(kinds({ width: null, spectrum: null, curves: [curve(1), null, null] })).toEqual([])
  })

  it('draws the curve of the shown design at its value, the others under their names', () => {
    const [budget] = gatherReport(material()).charts
    const value = evaluate('dense(2)', setting).mmi.value
    expect(budget!.spec).toMatchObject({ name: 'B', value, budget: 6, mmi: Float64Array.of(2, 4), others: [{ name: 'A', mmi: Float64Array.of(1, 2) }] })
  })

  it('names no curve where there is only one', () => {
    expect(gatherReport(material({ designs: [design('A', 'dense(3)')], active: 0, curves: [curve(1)] })).charts[0]!.spec).toMatchObject({ name: null, others: [] })
  })

  it('has no chart of a design without an answer', () => {
    expect(kinds({ active: 2 })).toEqual(['width', 'spectrum'])
  })

  it('stands the designs with an answer beside the interval, which is a band on the curves', () => {
    const interval = { lower: 1, upper: 3, recommended: 3, half: 2 }
    const analysis = { state: 'ok', reason: 'r', rowsNeeded: null, rowsNeededForInterval: null, envelope: null, interval, inner: null, outer: null, memorisation: null } as unknown as TargetAnalysis
    const { charts } = gatherReport(material({ target: { analysis, saved: false } }))
    expect(charts.map(({ spec }) => spec.kind)).toEqual(['budget', 'width', 'target', 'spectrum'])
    expect(charts[0]!.spec).toMatchObject({ target: interval })
    expect(charts[2]!.spec).toMatchObject({ designs: [{ name: 'A' }, { name: 'B' }] })
    expect(judgingInterval({ ...analysis, state: 'vacuous' })).toBeNull()
  })
})

describe('the spectrum of a report', () => {
  it('marks what a block that reads all inputs makes of it, and nothing for a group', () => {
    const leaf = bottleneckLeaf(evaluate('dense(2)', setting))
    expect(leaf).toMatchObject({ path: '0' })
    const { active, threshold } = spectrumSpecOf({ eigenvalues: Float64Array.of(4, 3), rank: 2, condition: null }, leaf, 1)
    expect([active, threshold]).toEqual([leaf!.active, 1 / leaf!.waterLevel!])
    expect(bottleneckLeaf(evaluate('(dense(1) | dense(1))', setting))).toBeNull()
    expect(bottleneckLeaf(null)).toBeNull()
  })
})

describe('the source of a report', () => {
  const origin = { files: [{ name: 'old.csv', bytes: 1, sha256: 'b'.repeat(64) }, { name: 'more.csv', bytes: null, sha256: null }], missing: 'mean', dialect: null } as const
  const read = { rows: 10, droppedRows: 1, features: ['a', 'b'], label: { name: 'y', classes: ['0', '1'] }, dataset: null }

  it('is what was remembered of the files where only moments are at hand', () => {
    const source = dataSource(read, origin)
    expect(source).toMatchObject({ files: origin.files, missing: 'mean', label: 'y', classes: ['0', '1'], rows: 10, droppedRows: 1 })
    expect(sourceName(source)).toBe('old.csv and 1 more')
    expect(diagramSource(source, 1024, { height: 32, width: 32, channels: 1 })).toEqual({ name: 'old.csv and 1 more', detail: '1,024 inputs, 32×32' })
  })

  it('names a modelled spectrum by its formula', () => {
    expect(spectrumFormula({ kind: 'exponential', rate: 0.1, dimension: 100 })).toBe('exponential, λᵢ = e^(−0.1·(i−1))')
    expect(spectrumFormula({ kind: 'power', exponent: 1, dimension: 9 })).toBe('power law, λᵢ = i^(−1)')
    expect(spectrumSource({ kind: 'list', name: 'own.csv', values: [2, 1] })).toMatchObject({ description: 'eigenvalues listed in own.csv', dimension: 2 })
  })
})

describe('the diagram as a picture', () => {
  it('has the ground of its colours, and the end of a name that is too long', () => {
    const view = { source: { name: 'a-very-long-name-of-a-file-2026.csv', detail: '4 inputs' }, unit: 'nats' } as const
    const drawn = { name: 'A', notation: 'dense(2)', tree: must(parseDesign('dense(2)')), evaluation: evaluate('dense(2)', setting) }
    const light = diagramPicture(drawn, { ...view, dark: false })
    expect(light.svg).toContain(lightPalette.panel)
    expect(light.svg).toContain('>…name-of-a-file-2026.csv<')
    expect(diagramPicture(drawn, { ...view, dark: true }).svg).toContain(darkPalette.panel)
    expect(light.caption).toContain('20 px')
  })
})
