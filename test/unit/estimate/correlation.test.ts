import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classScatter, topCanonicalPair, withError } from '../../../core/estimate/correlation'
import { linearCorrelation } from '../../../core/estimate/linearCorrelation'
import { permutationTest } from '../../../core/estimate/permutation'
import { whitenedRows } from '../../../core/estimate/whitening'
import { residualScatter } from '../../../core/estimate/classifiers/training'
import { multiplyTransposed, transpose } from '../../../core/linalg/dense'
import { createRandom } from '../../../core/linalg/random'
import { drawRows, threeGaussians, threeGaussiansPosterior, targetInput } from '../../support/targetInput'
import { ones, preparedRows } from './prepared'

const canonical = (values: Float64Array, order: number, labels: Int32Array, classes: number): number => topCanonicalPair(classScatter(values, order, labels, classes)).correlation

/** Correlation of w·x with its own class means: what a canonical correlation is the largest of. */
function correlationAlong(values: Float64Array, order: number, labels: Int32Array, classes: number, weights: readonly number[]): number {
  const scores = Array.from(labels, (_, row) => weights.reduce((sum, weight, column) => sum + weight * values[row * order + column]!, 0))
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length
  const total = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0)
  let between = 0
  for (let own = 0; own < classes; own++) {
    const members = scores.filter((_, row) => labels[row] === own)
    between += members.length * (members.reduce((sum, score) => sum + score, 0) / members.length - mean) ** 2
  }
  return total > 0 ? Math.sqrt(between / total) : 0
}

describe('the top canonical correlation with classes', () => {
  it('is the largest over all directions, by a search around the circle', () => {
    for (const seed of [1, 2, 3]) {
      const { rows, labels } = drawRows(60, [0.4, 0.3, 0.3], (own, random) => [own + random.normal(), (own === 1 ? 1 : 0) + 2 * random.normal()], seed)
      let best = 0
      for (let step = 0; step < 4000; step++) {
        const angle = (Math.PI * step) / 4000
        best = Math.max(best, correlationAlong(rows, 2, labels, 3, [Math.cos(angle), Math.sin(angle)]))
      }
      const pair = topCanonicalPair(classScatter(rows, 2, labels, 3))
      // the top is flat: a step of 8e-4 costs its square
      expect(Math.abs(pair.correlation - best)).toBeLessThan(2e-6)
      expect(correlationAlong(rows, 2, labels, 3, [...pair.weights])).toBeCloseTo(pair.correlation, 12)
    }
  })

  it('takes a column that others determine for what it adds: nothing', () => {
    const { rows, labels } = threeGaussians(90, 4)
    const wider = Float64Array.from(Array.from(labels.keys()).flatMap(row => [rows[2 * row]!, rows[2 * row + 1]!, rows[2 * row]! - 3 * rows[2 * row + 1]!, 7]))
    expect(canonical(wider, 4, labels, 3)).toBeCloseTo(canonical(rows, 2, labels, 3), 10)
  })

  it('does not depend on scales, and is 0 for columns without variation', () => {
    const { rows, labels } = threeGaussians(60, 5)
    expect(canonical(rows.map((value, at) => (at % 2 ? 1e-9 * value : 1e9 * value + 1e12)), 2, labels, 3)).toBeCloseTo(canonical(rows, 2, labels, 3), 8)
    expect(canonical(new Float64Array(60).fill(0.1), 1, labels, 3)).toBe(0)
  })

  it('is 1 when a direction tells a class apart without fail', () => {
    const labels = Int32Array.from({ length: 30 }, (_, row) => row % 3)
    const posteriors = Float64Array.from(Array.from(labels).flatMap((label, row) => (label === 0 ? [1, 0] : [0, 0.3 + (row % 4) / 10])))
    expect(canonical(posteriors, 2, labels, 3)).toBeCloseTo(1, 12)
  })

  it('of the features follows from their within-class scatter and means, also with more columns than rows', () => {
    const input = drawRows(80, [0.5, 0.5], (own, random) => Array.from({ length: 6 }, (_, column) => (own + 1) * column + 10 ** column * random.normal()), 6)
    const data = preparedRows(input)
    expect(linearCorrelation(data, residualScatter(data, ones(data)))).toBeCloseTo(canonical(input.rows, 6, input.labels, 2), 10)
    const wide = preparedRows(drawRows(12, [0.5, 0.5], (_, random) => Array.from({ length: 20 }, () => random.normal()), 7))
    expect(linearCorrelation(wide, residualScatter(wide, ones(wide)))).toBeCloseTo(1, 10)
  })
})

describe('the maximal correlation', () => {
  it('of true posteriors is that of the worked example, and spreads over draws as its standard error says', () => {
    const found = Array.from({ length: 200 }, (_, seed) => {
      const { rows, labels } = threeGaussians(500, seed + 1)
      const columns = Float64Array.from(Array.from(labels.keys()).flatMap(row => threeGaussiansPosterior([rows[2 * row]!, rows[2 * row + 1]!]).slice(0, 2)))
      return withError(topCanonicalPair(classScatter(columns, 2, labels, 3)), columns, 2, labels, 3)
    })
    const mean = found.reduce((sum, { value }) => sum + value, 0) / 200
    const error = found.reduce((sum, { standardError }) => sum + standardError, 0) / 200
    const spread = Math.sqrt(found.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / 200)
    // 0.80725 by quadrature; choosing the best of two directions raises a sample's value by a few thousandths
    expect(Math.abs(mean - 0.80725)).toBeLessThan(0.01)
    // a standard deviation from 200 draws is known to 5 %
    expect(spread / error).toBeGreaterThan(0.85)
    expect(spread / error).toBeLessThan(1.15)
  })
})

describe('whitened rows', () => {
  it('are uncorrelated with unit scatter on the space in which the columns vary', () => {
    fc.assert(fc.property(fc.nat(1e6), fc.integer({ min: 1, max: 4 }), (seed, order) => {
      const random = createRandom(seed)
      const values = Float64Array.from({ length: 12 * order }, () => random.normal())
      // the last column repeats the first
      const doubled = Float64Array.from(Array.from({ length: 12 }, (_, row) => [...values.subarray(row * order, (row + 1) * order), 5 - values[row * order]!]).flat())
      const white = whitenedRows(doubled, order + 1)
      expect(white.order).toBe(order)
      const byColumn = transpose(white.values, 12, order)
      multiplyTransposed(byColumn, byColumn, order, 12, order).forEach((value, at) => expect(value).toBeCloseTo(at % (order + 1) === 0 ? 1 : 0, 9))
    }))
  })
})

describe('the permutation test', () => {
  const test = (values: Float64Array, order: number, labels: Int32Array, classes: number, seed: number, permutations = 99): number =>
    permutationTest(values, order, labels, classes, canonical(values, order, labels, classes), permutations, createRandom(seed), () => undefined)

  it('counts the permutations whose own canonical correlation is as large', () => {
    const { rows, labels } = drawRows(30, [0.5, 0.5], (own, random) => [0.5 * own + random.normal(), random.normal()], 8)
    const found = canonical(rows, 2, labels, 2)
    const random = createRandom(3)
    const shuffled = labels.slice()
    let reached = 0
    for (let done = 0; done < 99; done++) {
      for (let last = 29; last > 0; last--) {
        const other = random.integer(last + 1);
        [shuffled[last], shuffled[other]] = [shuffled[other]!, shuffled[last]!]
      }
      if (canonical(rows, 2, shuffled, 2) >= found) reached++
    }
    expect(reached).toBeGreaterThan(0)
    expect(test(rows, 2, labels, 2, 3)).toBe((1 + reached) / 100)
  })

  it('has p uniform without a signal, and as small as it can be with one', () => {
    const levels = Array.from({ length: 200 }, (_, seed) => {
      const { rows, labels } = drawRows(40, [0.5, 0.5], (_own, random) => [random.normal()], seed + 1)
      return test(rows, 1, labels, 2, seed, 39)
    })
    // 10 expected of 200, standard deviation 3.1
    expect(levels.filter(level => level <= 0.05).length).toBeGreaterThanOrEqual(2)
    expect(levels.filter(level => level <= 0.05).length).toBeLessThanOrEqual(20)
    const { rows, labels } = threeGaussians(100, 3)
    expect(test(rows, 2, labels, 3, 1)).toBe(0.01)
  })

  it('counts permutations that make the same partition, and all of them for a constant', () => {
    const { rows, labels } = targetInput([[0], [0.1], [1], [1.1]], ['a', 'a', 'b', 'b'])
    // 8 of the 24 orders of four labels keep the partition
    expect(Math.abs(test(rows, 1, labels, 2, 1, 3000) - 1 / 3)).toBeLessThan(0.04)
    expect(test(new Float64Array(4).fill(0.3), 1, labels, 2, 1)).toBe(1)
  })
})
