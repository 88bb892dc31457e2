import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareNearest, fitNearest, neighbourCount } from '../../../../core/estimate/classifiers/nearest'
import { firstInOrder } from '../../../../core/estimate/classifiers/order'
import { createRandom } from '../../../../core/linalg/random'
import { drawRows, targetInput } from '../../../support/targetInput'
import { everyRow, largestDifference, ones, preparedRows } from '../prepared'

describe('the first in order', () => {
  it('are those of a stable sort', () => {
    const values = fc.array(fc.oneof(fc.integer({ min: 0, max: 4 }), fc.double({ noNaN: true }), fc.constant(Infinity)), { maxLength: 60 })
    fc.assert(fc.property(values, fc.integer({ min: 0, max: 70 }), (found, count) => {
      const sorted = [...found.keys()].sort((a, b) => (found[a]! < found[b]! ? -1 : found[a]! > found[b]! ? 1 : a - b)).slice(0, count)
      expect([...firstInOrder(Float64Array.from(found), count)]).toEqual(sorted)
    }), { numRuns: 500 })
  })
})

describe('k nearest neighbours', () => {
  /** Rows on a coarse grid of two scales, so that many distances are equal. */
  const grid = (count: number, seed: number) => drawRows(count, [0.6, 0.4], (own, random) => [random.integer(5) + own, 100 * random.integer(4)], seed)

  it('count the classes of the nearest training rows, of equally near ones the first', () => {
    const input = grid(60, 1)
    const data = preparedRows(input)
    const weights = ones(data).map((_, row) => (row % 3 === 0 ? 0 : 1))
    const found = fitNearest(data, weights).posteriors(everyRow(data))
    const expected = slowNearest(input.rows, input.labels, weights, [...data.shares])
    expect(largestDifference(found, expected)).toBeLessThan(1e-15)
  })

  it('come close to a known posterior that no line and no ellipse fits', () => {
    // two stripes of each class, alternating, with one label in ten wrong
    const input = drawRows(4000, [1], (_, random) => [4 * random.uniform()], 2)
    const random = createRandom(3)
    const sides = Array.from(input.rows, value => Math.floor(value) % 2)
    const labels = sides.map(side => (random.uniform() < 0.1 ? 1 - side : side))
    const data = preparedRows(targetInput(Array.from(input.rows, value => [value]), labels.map(label => 'ab'[label]!)))
    const posteriors = fitNearest(data, ones(data)).posteriors(everyRow(data))
    const errors = sides.map((side, row) => Math.abs(posteriors[row * 2 + side]! - 0.9))
    // 63 neighbours: a standard error of √(0.09/63) = 0.038, and a blur of 63 rows at three edges
    expect(errors.reduce((sum, error) => sum + error, 0) / 4000).toBeLessThan(0.05)
  })

  it('of bootstrap samples are those of rows repeated so often, and of all rows those of all', () => {
    const input = grid(50, 4)
    const data = preparedRows(input)
    const random = createRandom(6)
    const samples = Array.from({ length: 4 }, (_, index) => {
      const weights = new Float64Array(50)
      // the last sample holds few rows, many times: the nearest must be looked for far away
      for (let draw = 0; draw < 50; draw++) weights[random.integer(index === 3 ? 2 : 50)]!++
      return weights
    })
    const found = samples.map(() => new Float64Array(100))
    const all = new Float64Array(100)
    let sample = 0
    compareNearest(data, samples, (row, ofAll, ofSample) => {
      all.set(ofAll, row * 2)
      found[sample++ % 4]!.set(ofSample, row * 2)
    }, () => undefined)
    expect(largestDifference(all, fitNearest(data, ones(data)).posteriors(everyRow(data)))).toBeLessThan(1e-15)
    samples.forEach((weights, index) => expect(largestDifference(found[index]!, slowNearest(input.rows, input.labels, weights, [...data.shares], deviations(input.rows, input.labels, ones(data))))).toBeLessThan(1e-15))
  })
})

/** Within-class standard deviations of two columns. */
function deviations(rows: Float64Array, labels: Int32Array, weights: Float64Array): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return [0, 1].map(column => {
    let squares = 0
    for (const own of [0, 1]) {
      const members = [...labels.keys()].filter(row => labels[row] === own)
      const count = members.reduce((sum, row) => sum + weights[row]!, 0)
      const mean = members.reduce((sum, row) => sum + weights[row]! * rows[row * 2 + column]!, 0) / count
      squares += members.reduce((sum, row) => sum + weights[row]! * (rows[row * 2 + column]! - mean) ** 2, 0)
    }
    return Math.sqrt(squares / (total - 2))
  })
}

/** By sorting all draws; distances to nine digits, so that equal ones are equal. */
function slowNearest(rows: Float64Array, labels: Int32Array, weights: Float64Array, shares: readonly number[], scales = deviations(rows, labels, weights)): Float64Array {
  const draws = [...weights].flatMap((weight, row) => Array.from({ length: weight }, () => row))
  const count = neighbourCount(draws.length)
  const rounded = (value: number): number => Number(value.toPrecision(9))
  return Float64Array.from(Array.from(labels.keys()).flatMap(row => {
    const distance = (other: number): number => rounded([0, 1].reduce((sum, column) => sum + ((rows[row * 2 + column]! - rows[other * 2 + column]!) / scales[column]!) ** 2, 0))
    const nearest = draws.toSorted((a, b) => distance(a) - distance(b) || a - b).slice(0, count)
    return shares.map((share, own) => (nearest.filter(other => labels[other] === own).length + share) / (count + 1))
  }))
}
