import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pairedWeights, principalWeights } from '../../../../core/theory/certificate/construct'
import { randomOrthogonal, uniform } from '../../../support/slowMethods'

const squares = (values: Float64Array): number => values.reduce((sum, value) => sum + value * value, 0)

/** WᵀW. */
const gram = (weights: Float64Array, columns: number): number[] => Array.from({ length: columns * columns }, (_, at) => {
  const [i, j] = [Math.floor(at / columns), at % columns]
  let sum = 0
  for (let row = 0; row < weights.length / columns; row++) sum += weights[row * columns + i]! * weights[row * columns + j]!
  return sum
})

describe('weights along principal directions', () => {
  it('have one row per gain, of that squared length, and zeros below', () => {
    const weights = principalWeights(Float64Array.of(4, 1), Float64Array.of(0.6, 0.8, 0, -0.8, 0.6, 0), 3, 3)
    expect([...weights]).toEqual([1.2, 1.6, 0, -0.8, 0.6, 0, 0, 0, 0])
  })
})

describe('the weights of two branches', () => {
  it('have the budgets asked for, anywhere in the Schur–Horn range, and together are the joint optimum', () => {
    const gains = fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 1, maxLength: 6 }).map(values => Float64Array.from(values).sort().reverse())
    const widths = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
    const columns = 6
    const vectors = Float64Array.from(randomOrthogonal(columns, uniform(5)).flat())
    fc.assert(fc.property(gains, widths, fc.double({ min: 0, max: 1, noNaN: true }), (all, [first, second], share) => {
      const used = all.slice(0, first + second)
      const padded = [...used, ...new Array<number>(first + second - used.length).fill(0)]
      const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
      const largest = sum(padded.slice(0, first))
      const smallest = sum(padded.slice(second))
      const budget = smallest + share * (largest - smallest)
      const [one, other] = pairedWeights(used, vectors, columns, [first, second], budget)
      expect(one).toHaveLength(first * columns)
      expect(other).toHaveLength(second * columns)
      // some tens of roundings of numbers up to 60
      expect(Math.abs(squares(one) - budget)).toBeLessThan(1e-12)
      expect(Math.abs(squares(other) - (sum(padded) - budget))).toBeLessThan(1e-12)
      const joint = gram(principalWeights(used, vectors, first + second, columns), columns)
      gram(Float64Array.of(...one, ...other), columns).forEach((value, at) => expect(Math.abs(value - joint[at]!)).toBeLessThan(1e-12))
    }))
  })
})
