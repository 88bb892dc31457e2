import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classCap } from '../../../core/dataset/classes'
import { MomentAccumulator, mergeMoments, type Moments, type MomentsProvenance } from '../../../core/dataset/moments'
import { multiplyPacked, packedDiagonal, packedIndex } from '../../../core/dataset/scatter'
import { exactMoments } from './exactMoments'
import { randomRows } from './randomRows'

const provenance: MomentsProvenance = { sources: [], dialect: null, missing: null, missingCodes: [], label: 'y', seed: null, version: null }

function momentsOf(rows: readonly (readonly number[])[], labels: readonly string[] | null = null, blockRows?: number, shift?: Float64Array): Moments {
  const columns = Array.from({ length: rows[0]?.length ?? 3 }, (_, index) => `x${index}`)
  const accumulator = new MomentAccumulator(columns, { ...(blockRows && { blockRows }), ...(shift && { shift }) })
  rows.forEach((row, index) => accumulator.add(Float64Array.from(row), labels?.[index] ?? null))
  return accumulator.finish({ dropped: 0, provenance })
}

const merge = (a: Moments, b: Moments): Moments => {
  const merged = mergeMoments(a, b)
  if (!merged.ok) throw new Error(merged.problem.what)
  return merged.value
}

/** Largest difference of S, T and Q, each against its natural size: √(SᵢᵢSⱼⱼ), (n Q³)^¼ (Hölder's bound of |T|) and Q. */
function relativeError(a: Moments, b: Moments): number {
  const order = a.columns.length
  const spread = packedDiagonal(b.scatter, order).map(Math.sqrt)
  let worst = Math.abs(a.norm4 - b.norm4) / (b.norm4 || 1)
  const sizeT = (b.rows * b.norm4 ** 3) ** 0.25 || 1
  for (let row = 0; row < order; row++) {
    worst = Math.max(worst, Math.abs(a.norm2X[row]! - b.norm2X[row]!) / sizeT)
    for (let column = row; column < order; column++) {
      const at = packedIndex(row, column, order)
      worst = Math.max(worst, Math.abs(a.scatter[at]! - b.scatter[at]!) / (spread[row]! * spread[column]! || 1))
    }
  }
  return worst
}

describe('MomentAccumulator', () => {
  it('keeps the digits of data with mean 1e8 and spread 1, against exact rational arithmetic', () => {
    const rows = randomRows(700, 5, 7).map(row => row.map((value, column) => 1e8 * (column + 1) + Math.round(value * 2 ** 20) / 2 ** 20))
    const exact = exactMoments(rows)
    const moments = momentsOf(rows)
    // Rounding of S is about n·ε relative to its entries; nothing of the mean's 1e16 is left in it.
    expect(relativeError(moments, { ...moments, ...exact })).toBeLessThan(1e-13)
    exact.mean.forEach((mean, column) => expect(Math.abs(moments.mean[column]! - mean)).toBeLessThan(2e-16 * 1e9))
  })

  it('gives the same moments for any size of blocks and any shift', () => {
    const rows = randomRows(300, 6, 3).map(row => row.map(value => value ** 3 + 10))
    const reference = momentsOf(rows, null, 300)
    for (const blockRows of [1, 2, 7, 64, 256]) {
      expect(relativeError(momentsOf(rows, null, blockRows), reference)).toBeLessThan(1e-13)
      expect(relativeError(momentsOf(rows, null, blockRows, Float64Array.from({ length: 6 }, () => 12)), reference)).toBeLessThan(1e-13)
    }
  })

  it('holds for rows that drift far from the first ones', () => {
    const rows = randomRows(1000, 3, 5).map((row, index) => row.map(value => value + index * 1000))
    const exact = exactMoments(rows.map(row => row.map(value => Math.round(value * 2 ** 16) / 2 ** 16)))
    const moments = momentsOf(rows.map(row => row.map(value => Math.round(value * 2 ** 16) / 2 ** 16)))
    expect(relativeError(moments, { ...moments, ...exact })).toBeLessThan(1e-13)
  })

  it('gives a constant column a scatter of exactly zero and its exact mean', () => {
    const rows = randomRows(600, 2, 9).map(([first]) => [first!, 0.1])
    for (const moments of [momentsOf(rows), momentsOf(rows, null, 7), momentsOf(rows, null, 7, Float64Array.of(0, 3))]) {
      expect([moments.scatter[packedIndex(0, 1, 2)], moments.scatter[packedIndex(1, 1, 2)]]).toEqual([0, 0])
    }
    expect(momentsOf(rows).mean[1]).toBe(0.1)
  })

  it('keeps counts and means of classes, sorted by code point', () => {
    const { classes } = momentsOf([[1, 2], [3, 4], [5, 6], [7, 9]], ['ß', 'b', 'b', 'B'], 2)
    expect(classes?.names).toEqual(['B', 'b', 'ß'])
    expect(classes?.counts).toEqual([1, 2, 1])
    expect([...classes!.means]).toEqual([7, 9, 4, 5, 1, 2])
  })

  it('keeps no classes beyond the cap', () => {
    const accumulator = new MomentAccumulator(['x'])
    for (let index = 0; index <= classCap; index++) {
      expect(accumulator.classesCapped).toBe(false)
      accumulator.add(Float64Array.of(index), `id-${index}`)
    }
    const moments = accumulator.finish({ dropped: 0, provenance })
    expect([accumulator.classesCapped, moments.classes, moments.rows]).toEqual([true, null, classCap + 1])
  })

  it('can be asked midway and goes on', () => {
    const accumulator = new MomentAccumulator(['x'])
    for (const value of [1, 2]) accumulator.add(Float64Array.of(value), null)
    const half = accumulator.finish({ dropped: 0, provenance })
    accumulator.add(Float64Array.of(6), null)
    expect([half.rows, half.mean[0], half.scatter[0]]).toEqual([2, 1.5, 0.5])
    expect([accumulator.finish({ dropped: 0, provenance }).mean[0], accumulator.finish({ dropped: 0, provenance }).scatter[0]]).toEqual([3, 14])
  })
})

describe('mergeMoments', () => {
  const table = fc.record({
    rows: fc.array(fc.array(fc.double({ noNaN: true, min: -1e3, max: 1e3 }), { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 40 }),
    offset: fc.constantFrom(0, 1e4),
    split: fc.nat(40)
  })

  it('gives for any split what one pass gives', () => {
    fc.assert(fc.property(table, ({ rows, offset, split }) => {
      const shifted = rows.map(row => row.map(value => value + offset))
      const labels = shifted.map((_, index) => (index % 3 === 0 ? 'a' : 'b'))
      const whole = momentsOf(shifted, labels)
      const merged = merge(momentsOf(shifted.slice(0, split), labels.slice(0, split)), momentsOf(shifted.slice(split), labels.slice(split)))
      expect(merged.rows).toBe(whole.rows)
      // The parts' means are rounded to 1e-12 at 1e4: that much of T is lost, and of nothing else.
      const spread = Math.sqrt(Math.max(...packedDiagonal(whole.scatter, 3)) / whole.rows) || 1
      for (let column = 0; column < 3; column++) expect(Math.abs(merged.mean[column]! - whole.mean[column]!)).toBeLessThan(1e-11)
      fc.pre(spread > 1e-3 && packedDiagonal(whole.scatter, 3).every(value => value > 1e-3))
      expect(relativeError(merged, whole)).toBeLessThan(1e-8)
      expect(merged.classes?.names).toEqual(whole.classes?.names)
      expect(merged.classes?.counts).toEqual(whole.classes?.counts)
      merged.classes!.means.forEach((mean, index) => expect(Math.abs(mean - whole.classes!.means[index]!)).toBeLessThan(1e-10))
    }))
  })

  it('is exact to rounding for parts of ordinary data, in either order', () => {
    const rows = randomRows(500, 4, 1)
    const whole = momentsOf(rows)
    const [a, b] = [momentsOf(rows.slice(0, 123)), momentsOf(rows.slice(123))]
    expect(relativeError(merge(a, b), whole)).toBeLessThan(1e-13)
    expect(relativeError(merge(b, a), whole)).toBeLessThan(1e-13)
  })

  it('refuses other columns and drops classes of another label', () => {
    const a = momentsOf([[1, 2], [3, 4]], ['u', 'v'])
    const renamed = mergeMoments(a, { ...a, columns: ['x0', 'z'] })
    expect(renamed.ok ? '' : `${renamed.problem.code} ${renamed.problem.what}`).toBe('MOMENTS_INVALID column 1 is "x1" in one part and "z" in the other')
    const wider = mergeMoments(a, momentsOf([[1, 2, 3], [3, 4, 5]]))
    expect(wider.ok ? '' : wider.problem.what).toBe('one part has 2 columns, the other 3')
    expect(merge(a, { ...a, provenance: { ...provenance, label: 'z' } }).classes).toBeNull()
  })

  it('joins the sources and keeps what both parts agree on', () => {
    const source = { name: 'a.csv', bytes: 1, sha256: '0' }
    const a = { ...momentsOf([[1, 2]]), dropped: 2, provenance: { ...provenance, sources: [source], version: '1', missingCodes: ['x'] } }
    const b = { ...momentsOf([[3, 4]]), dropped: 3, provenance: { ...provenance, sources: [{ ...source, name: 'b.csv' }], version: '2', missingCodes: ['x', 'y'] } }
    const merged = merge(a, b)
    expect(merged.dropped).toBe(5)
    expect(merged.provenance).toMatchObject({ sources: [{ name: 'a.csv' }, { name: 'b.csv' }], version: null, label: 'y', missingCodes: ['x', 'y'] })
  })
})

it('multiplyPacked is the product with the full matrix', () => {
  expect([...multiplyPacked(Float64Array.of(1, 2, 3, 4, 5, 6), 3, Float64Array.of(1, -1, 2))]).toEqual([1 - 2 + 6, 2 - 4 + 10, 3 - 5 + 12])
})
