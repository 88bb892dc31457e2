import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { factorOnePlus, inverseOfFactor } from '../../../core/linalg/onePlus'
import { createRandom } from '../../../core/linalg/random'
import { inverseAndLogDeterminant, multiply, transpose, type Rows } from '../../support/slowMethods'

/** BBᵀ·size, of at most `rank`. */
function positive(order: number, rank: number, size: number, seed: number): Rows {
  const random = createRandom(seed)
  const root = Array.from({ length: order }, () => Array.from({ length: rank }, () => random.normal()))
  return multiply(root, transpose(root)).map(row => row.map(value => size * value))
}

const flat = (rows: Rows): Float64Array => Float64Array.from(rows.flat())

describe('I + A', () => {
  it('has the log determinant and the inverse that elimination finds', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 1, max: 5 }), fc.nat(1e6), (order, rank, seed) => {
      const a = positive(order, rank, 0.3, seed)
      const { inverse, logDeterminant } = inverseAndLogDeterminant(a.map((row, i) => row.map((value, j) => value + (i === j ? 1 : 0))))
      const factor = flat(a)
      // eigenvalues of I + A lie between 1 and some tens: condition a hundred at most
      expect(Math.abs(factorOnePlus(factor, order) - logDeterminant)).toBeLessThan(1e-12 * (1 + logDeterminant))
      const found = inverseOfFactor(factor, order, new Float64Array(order * order))
      flat(inverse).forEach((value, at) => expect(Math.abs(found[at]! - value)).toBeLessThan(1e-12))
    }), { numRuns: 40 })
  })

  it('keeps the digits of its log determinant however small A is', () => {
    const a = positive(5, 5, 1e-14, 3)
    const trace = a.reduce((sum, row, i) => sum + row[i]!, 0)
    // log det(I + A) = tr A − tr A²/2 + …, the second term 1e-13 of the first
    expect(Math.abs(factorOnePlus(flat(a), 5) / trace - 1)).toBeLessThan(1e-12)
  })

  it('refuses what is not positive definite or not finite', () => {
    expect(() => factorOnePlus(Float64Array.of(-2), 1)).toThrow(RangeError)
    expect(() => factorOnePlus(Float64Array.of(1, 3, 3, 1), 2)).toThrow(RangeError)
    expect(() => factorOnePlus(Float64Array.of(Infinity), 1)).toThrow(RangeError)
  })
})
