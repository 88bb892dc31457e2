import { describe, expect, it } from 'vitest'
import { axisTicks, fromPixel, niceTicks, thinned, tickLabel, toPixel, type AxisScale } from '../../../core/report/charts/axes'
import { interpolate } from '../../../core/report/charts/curve'

const log: AxisScale = { kind: 'log', from: 0.1, to: 1000, start: 40, end: 440 }
const linear: AxisScale = { kind: 'linear', from: 0, to: 50, start: 150, end: 30 }

describe('an axis', () => {
  it('places powers of ten evenly on a logarithmic axis', () => {
    expect([0.1, 1, 10, 100, 1000].map(value => toPixel(log, value))).toEqual([40, 140, 240, 340, 440])
  })

  it('runs upwards when it starts at the bottom', () => {
    expect([0, 25, 50].map(value => toPixel(linear, value))).toEqual([150, 90, 30])
  })

  it.each([['logarithmic', log], ['linear', linear]] as const)('reads back from a %s axis what it placed', (_, axis) => {
    for (const value of [0.1, 0.7, 3, 42]) expect(fromPixel(axis, toPixel(axis, value)) / value).toBeCloseTo(1, 12)
  })
})

describe('ticks', () => {
  it('writes the powers of ten and marks 2 and 5 between them', () => {
    const ticks = axisTicks(log, 48)
    expect(ticks.majors).toEqual([0.1, 1, 10, 100, 1000])
    expect(ticks.labels).toEqual(ticks.majors)
    expect(ticks.minors).toEqual([0.2, 0.5, 2, 5, 20, 50, 200, 500])
  })

  it('writes 2 and 5 too where there is room', () => {
    expect(axisTicks({ ...log, from: 1, to: 100 }, 48).labels).toEqual([1, 2, 5, 10, 20, 50, 100])
  })

  it('leaves out powers of ten, evenly, where there is none', () => {
    const ticks = axisTicks({ ...log, from: 1e-8, to: 1e8 }, 48)
    expect(ticks.majors).toEqual([1e-8, 1e-6, 1e-4, 0.01, 1, 100, 10_000, 1e6, 1e8])
    expect(ticks.minors).toEqual([])
  })

  it('takes round values on an axis shorter than a decade', () => {
    const { labels } = axisTicks({ ...log, from: 60, to: 95 }, 48)
    expect(labels).toEqual([60, 65, 70, 75, 80, 85, 90])
  })

  it('never gives an axis of nothing', () => {
    expect(niceTicks(3, 3, 5)).toEqual([])
    expect(niceTicks(0, 1, 4)).toEqual([0, 0.25, 0.5, 0.75, 1])
  })

  it.each([[0, '0'], [0.01, '0.01'], [2500, '2,500'], [100_000, '100,000'], [0.1234, '0.1234'], [1e6, '10⁶'], [2e-7, '2×10⁻⁷'], [-1500, '−1,500']])('writes %d as %s', (value, text) => {
    expect(tickLabel(value)).toBe(text)
  })

  it('keeps the first of every crowd', () => {
    expect(thinned([0, 1, 2, 3, 4, 7, 7.5, 20], 3)).toEqual([0, 3, 7, 20])
  })
})

describe('a curve given by points', () => {
  const budgets = Float64Array.of(1, 2, 4)
  const values = Float64Array.of(10, 20, 30)

  it('is read straight between them', () => {
    expect([1, 1.5, 2, 3, 4].map(at => interpolate(budgets, values, at))).toEqual([10, 15, 20, 25, 30])
  })

  it('has no value outside them', () => {
    expect(interpolate(budgets, values, 0.9)).toBeNull()
    expect(interpolate(budgets, values, 5)).toBeNull()
    expect(interpolate(new Float64Array(), new Float64Array(), 1)).toBeNull()
    expect(interpolate(budgets, values, Number.NaN)).toBeNull()
  })
})
