import { describe, expect, it } from 'vitest'
import { printDesign } from '../../../core/design/print'
import type { Path } from '../../../core/design/types'
import type { EvaluationInput } from '../../../core/evaluation/evaluate'
import { evaluateDesign } from '../../../core/evaluation/evaluate'
import { prepareDesign } from '../../../core/evaluation/prepare'
import { legalWidths, widthCurve, widthSweep } from '../../../core/evaluation/widthSweep'
import { maximumInformation, prepareWaterFilling } from '../../../core/theory/waterFilling'
import { must, prepare, type Setting } from '../../support/evaluate'
import { blockPaths } from '../design/arbitraryDesign'
import { editedWidth } from './editedWidth'
import { imageShape, randomCovariance, randomDesign } from './randomDesign'

const spectrum = [3, 2, 1, 0.5, 0.2, 0.1]

/** Parse, validate, compile and evaluate the edited design; null when it is illegal. The windows of a design do not depend on a width, so its spectra serve. */
function fromScratch(input: EvaluationInput, notation: string, shape: Setting['shape']): number | null {
  const prepared = prepareDesign(notation, { dimension: input.model.covariance.order, shape: shape ?? null })
  return prepared.ok ? evaluateDesign({ ...input, ...prepared.value }).mmi.value : null
}

describe('a width sweep', () => {
  it('is what evaluating each edited design from scratch gives, bit for bit, for every block of random designs', () => {
    const widths = [1, 2, 3, 4, 5, 6, 8, 9, 12, 30, 1_000_000]
    const seen = { illegal: 0, felt: 0 }
    for (let seed = 1; seed <= 60; seed++) {
      const input = prepare(printDesign(randomDesign(seed)), { input: randomCovariance(seed), budget: [0.3, 4, 60, 4000][seed % 4]!, shape: imageShape })
      for (const path of blockPaths(input.design)) {
        const sweep = must(widthSweep(input, path))
        const expected = widths.map(width => fromScratch(input, editedWidth(input.design, path, width), imageShape))
        const values = widths.map(sweep.information)
        const swept = widths.map((width, index) => ((width - sweep.current) % sweep.step === 0 ? values[index] : null))
        expect(swept, `${printDesign(input.design)} at [${path.join()}]`).toEqual(expected)
        expect(values).toEqual(values.toSorted((one, other) => one - other))
        seen.illegal += expected.filter(value => value === null).length
        if (values[0] !== values.at(-1)) seen.felt += 1
      }
    }
    // the property would say little if hardly any width were illegal, or hardly any block limited its design
    expect(seen.illegal).toBeGreaterThan(200)
    expect(seen.felt).toBeGreaterThan(60)
  })

  it('reaches every kind of block whose outputs a later stage counts', () => {
    const cases: readonly [design: string, path: Path, step: number][] = [
      ['dense(12) -> conv(block=4, filters=1)', [0], 4],
      ['dense(12) -> conv(block=4, filters=1) -> conv(block=3, filters=2)', [0], 12],
      ['dense(12) -> conv(block=4, filters=3) -> dense(2) -> conv(block=2, filters=1)', [0], 4],
      ['conv(block=3, filters=2) -> conv(block=2, filters=1)', [0], 1],
      ['(dense(4) | conv(block=2, filters=2)) -> conv(block=5, filters=1)', [0, 1, 0], 5],
      ['(dense(4) -> conv(block=2, filters=3) | dense(1)) -> conv(block=7, filters=1)', [0, 0, 0], 14],
      ['dense(12) -> (conv(block=4, filters=1) | conv(block=6, filters=1) | dense(3))', [0], 12],
      ['dense(6) -> conv(block=3, filters=4) -> (conv(block=2, filters=1) | dense(3)) -> conv(block=4, filters=1)', [1], 1],
      ['dense(4) -> dense(3)', [0], 1]
    ]
    for (const [design, path, step] of cases) {
      const input = prepare(design, { input: spectrum, budget: 30 })
      const sweep = must(widthSweep(input, path))
      expect(sweep.step, design).toBe(step)
      for (let width = 1; width <= 40; width++) {
        const expected = fromScratch(input, editedWidth(input.design, path, width), undefined)
        expect((width - sweep.current) % step === 0, `${design} with ${width}`).toBe(expected !== null)
        if (expected !== null) expect(sweep.information(width), `${design} with ${width}`).toBe(expected)
      }
    }
  })

  it('answers 10,000 widths of a dense layer among a hundred blocks far within a frame', () => {
    const others = Array.from({ length: 33 }, (_, index) => `(dense(${20 + index}) | dense(${9 + index})) -> dense(${30 + index})`).join(' -> ')
    const input = prepare(`dense(50) -> ${others}`, { input: Array.from({ length: 100 }, (_, index) => Math.exp(-0.1 * index)), budget: 50 })
    const { information } = must(widthSweep(input, [0]))
    const times = Array.from({ length: 9 }, () => {
      const started = performance.now()
      for (let width = 1; width <= 10_000; width++) information(width)
      return performance.now() - started
    })
    // some 2 ms on the slowest machine at hand; the best of nine, as others may use it too
    expect(Math.min(...times)).toBeLessThan(8)
  })
})

describe('a width curve', () => {
  const table = prepareWaterFilling(Float64Array.from(spectrum), 1)

  it('is the closed form of a single layer, and flat beyond the rank', () => {
    const { widths, mmi, current, kind, status, notes } = must(widthCurve(prepare('dense(3)', { input: spectrum, budget: 200 }), [0], { from: 1, to: 9, points: 9 }))
    expect([...widths]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect([...mmi]).toEqual([...widths].map(width => maximumInformation(table, 200, width)))
    expect(new Set(mmi.subarray(5)).size).toBe(1)
    expect({ current, kind, status, notes }).toEqual({ current: 3, kind: 'units', status: 'exact', notes: [] })
  })

  it('leaves out widths at which a later convolution no longer divides, and says so', () => {
    const input = prepare('dense(8) -> conv(block=4, filters=1)', { input: spectrum, budget: 9 })
    const listed = must(widthCurve(input, [0], [1, 2, 4, 6, 8, 12]))
    expect([...listed.widths]).toEqual([4, 8, 12])
    expect(listed.notes.join()).toMatch(/do not differ from 8 by a multiple of 4/)
    expect([...must(widthCurve(input, [0], { from: 1, to: 3, points: 3 })).widths]).toEqual([])
    expect([...must(widthCurve(input, [0], { from: 3, to: 403, points: 5 })).widths]).toEqual([4, 104, 204, 300, 400])
  })

  it('counts the filters of a convolution', () => {
    const { kind, current, mmi } = must(widthCurve(prepare('conv(block=3, filters=2)', { input: [1, 2, 3, 1, 2, 3], budget: 4 }), [0], [1, 2, 3]))
    expect({ kind, current }).toEqual({ kind: 'filters', current: 2 })
    expect(mmi[0]).toBe(2 * maximumInformation(prepareWaterFilling(Float64Array.of(3, 2, 1), 1), 4, 1))
  })

  it('refuses what has no width and ranges that are none', () => {
    const input = prepare('(dense(2) | dense(3)) -> dense(2)', { input: spectrum })
    const code = (path: Path, from: number, to: number, points: number): string | null => {
      const outcome = widthCurve(input, path, { from, to, points })
      return outcome.ok ? null : outcome.problem.code
    }
    expect([code([0], 1, 5, 5), code([7], 1, 5, 5), code([], 1, 5, 5)]).toEqual(['DESIGN_BLOCK_UNKNOWN', 'DESIGN_BLOCK_UNKNOWN', 'DESIGN_BLOCK_UNKNOWN'])
    expect([code([1], 5, 1, 5), code([1], 0, 5, 5), code([1], 1.5, 5, 5), code([1], 1, 2e9, 5), code([1], 1, 5, 0)]).toEqual(Array.from({ length: 5 }, () => 'CURVE_RANGE_INVALID'))
    expect(code([0, 1, 0], 5, 5, 1)).toBeNull()
  })
})

describe('the widths of a range', () => {
  it('are whole, ascending, each once, from the first legal one to the last', () => {
    for (const [current, step] of [[1, 1], [5, 3], [64, 8]] as const) {
      for (const [from, to, points] of [[1, 10, 10], [1, 10, 4], [7, 7, 1], [3, 1000, 17], [1, 64, 2]] as const) {
        const widths = [...legalWidths({ current, step }, { from, to, points })]
        const all = Array.from({ length: to - from + 1 }, (_, index) => from + index).filter(width => (width - current) % step === 0)
        expect(widths.length).toBe(Math.min(points, all.length))
        expect(widths.every(width => all.includes(width))).toBe(true)
        expect(widths.toSorted((one, other) => one - other)).toEqual([...new Set(widths)])
        expect(widths[0]).toBe(all[0])
        if (points > 1) expect(widths.at(-1)).toBe(all.at(-1))
      }
    }
  })
})
