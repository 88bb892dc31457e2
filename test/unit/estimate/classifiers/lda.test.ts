import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crossFittedPosteriors } from '../../../../core/estimate/classifiers/crossFit'
import { fitLda } from '../../../../core/estimate/classifiers/lda'
import { residualScatter } from '../../../../core/estimate/classifiers/training'
import { stratifiedFolds } from '../../../../core/estimate/folds'
import type { LabelledRows } from '../../../../core/estimate/labelledRows'
import { createRandom } from '../../../../core/linalg/random'
import { inverseAndLogDeterminant, type Rows } from '../../../support/slowMethods'
import { drawRows, targetInput, threeGaussians, threeGaussiansPosterior } from '../../../support/targetInput'
import { everyRow, largestDifference, meanTotalVariation, ones, preparedRows } from '../prepared'

const lda = (data: LabelledRows, weights = ones(data)): Float64Array => fitLda(data, weights, residualScatter(data, weights)).posteriors(everyRow(data))

/** Correlated columns of different scales about three class means. */
const correlated = (count: number, seed: number) =>
  drawRows(count, [0.5, 0.3, 0.2], (own, random) => {
    const common = random.normal()
    return [own + random.normal() + common, 100 * (own === 1 ? 1 : 0) + 80 * random.normal() + 60 * common, 1e-3 * random.normal() ** 3, own * own + random.normal() - common]
  }, seed)

describe('shrunk LDA', () => {
  it('is what its definition says, by inverse matrices and squared distances', () => {
    for (const seed of [1, 2]) {
      const input = correlated(60, seed)
      // rounding of a matrix of condition some tens, in an exponent of some tens
      expect(largestDifference(lda(preparedRows(input)), slowLda(input.rows, input.labels, 4, 3, input.rows))).toBeLessThan(1e-11)
    }
  })

  it('with weights is LDA of rows repeated so often', () => {
    const { rows, labels, ...rest } = correlated(60, 1)
    const data = preparedRows({ rows, labels, ...rest })
    const random = createRandom(5)
    const weights = new Float64Array(60)
    for (let draw = 0; draw < 60; draw++) weights[random.integer(60)]!++
    const repeated = [...weights].flatMap((weight, row) => Array.from({ length: weight }, () => row))
    const slow = slowLda(Float64Array.from(repeated.flatMap(row => [...rows.subarray(4 * row, 4 * row + 4)])), Int32Array.from(repeated, row => labels[row]!), 4, 3, rows)
    expect(largestDifference(lda(data, weights), slow)).toBeLessThan(1e-11)
  })

  it('cross-fitted with the scatter of all rows less the held-out ones is that of the training rows alone', () => {
    const data = preparedRows(correlated(80, 6))
    const folds = stratifiedFolds(data.values, data.order, data.labels, 3, 5, createRandom(1))
    const direct = crossFittedPosteriors(data, 'lda', folds, null, () => undefined)
    const subtracted = crossFittedPosteriors(data, 'lda', folds, residualScatter(data, ones(data)), () => undefined)
    expect(largestDifference(direct, subtracted)).toBeLessThan(1e-12)
  })

  it('comes close to the posterior of normal classes with equal covariances', () => {
    const input = threeGaussians(4000, 1)
    const truth = Float64Array.from(Array.from(input.labels.keys()).flatMap(row => threeGaussiansPosterior([...input.rows.subarray(2 * row, 2 * row + 2)])))
    // five or so parameters from 4000 rows: some 1/√4000 each
    expect(meanTotalVariation(lda(preparedRows(input)), truth, 3)).toBeLessThan(0.02)
  })

  it('does not depend on the scales and origins of the columns', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), fc.boolean(), fc.double({ min: -1e3, max: 1e3, noNaN: true })), { minLength: 4, maxLength: 4 }), maps => {
      const input = correlated(50, 7)
      const moved = input.rows.map((value, at) => value * maps[at % 4]![0] * (maps[at % 4]![1] ? -1 : 1) + maps[at % 4]![2])
      // a column of size 1e-3 moved to 1e3 keeps ten digits of its own
      expect(largestDifference(lda(preparedRows({ ...input, rows: moved })), lda(preparedRows(input)))).toBeLessThan(1e-6)
    }), { numRuns: 30 })
  })

  it('does not depend on the order of the classes', () => {
    const input = correlated(60, 8)
    const order = [2, 0, 1]
    const renamed = lda(preparedRows({ ...input, labels: input.labels.map(label => order[label]!) }))
    const expected = lda(preparedRows(input)).map((_, at, all) => all[at - (at % 3) + order.indexOf(at % 3)]!)
    expect(largestDifference(renamed, expected)).toBeLessThan(1e-12)
  })

  it('tells classes apart that are near each other and far from a third', () => {
    const labels = Array.from({ length: 90 }, (_, row) => 'abc'[row % 3]!)
    const random = createRandom(2)
    const rows = labels.map(label => [{ a: 0, b: 1e9, c: 1e9 + 8 }[label]! + random.normal()])
    const posteriors = lda(preparedRows(targetInput(rows, labels)))
    labels.forEach((label, row) => expect(posteriors[row * 3 + 'abc'.indexOf(label)]).toBeGreaterThan(0.5))
  })

  it('copes with columns that depend on each other', () => {
    const signs = Array.from({ length: 40 }, (_, row) => [row % 2 ? 1 : -1, row % 4 < 2 ? 1 : -1] as const)
    // residuals all of the same length: Ledoit and Wolf's weight is 0 and the covariance singular
    const posteriors = lda(preparedRows(targetInput(signs.map(([first]) => [first, 2 * first]), signs.map(([, second]) => (second > 0 ? 'a' : 'b')))))
    expect(posteriors.every(value => Math.abs(value - 0.5) < 1e-6)).toBe(true)
  })

  it('gives a class that its rows lack that class\'s share, and the rest to the others', () => {
    const data = preparedRows(correlated(60, 9))
    const weights = ones(data).map((_, row) => (data.labels[row] === 2 ? 0 : 1))
    const posteriors = lda(data, weights)
    for (let row = 0; row < data.rows; row++) {
      expect(posteriors[row * 3 + 2]).toBe(data.shares[2])
      expect(posteriors[row * 3]! + posteriors[row * 3 + 1]! + posteriors[row * 3 + 2]!).toBeCloseTo(1, 14)
    }
  })
})

/** The definition on plain rows: Ledoit and Wolf's weight by its own formula, the inverse by elimination. @returns posteriors of `of` */
function slowLda(rows: Float64Array, labels: Int32Array, order: number, classes: number, of: Float64Array): Float64Array {
  const split = (values: Float64Array): Rows => Array.from({ length: values.length / order }, (_, row) => [...values.subarray(row * order, (row + 1) * order)])
  const count = labels.length
  const training = split(rows)
  const means = Array.from({ length: classes }, (_, own) => {
    const members = training.filter((__, row) => labels[row] === own)
    return training[0]!.map((__, column) => members.reduce((sum, row) => sum + row[column]!, 0) / members.length)
  })
  const residuals = training.map((row, at) => row.map((value, column) => value - means[labels[at]!]![column]!))
  const deviations = means[0]!.map((_, column) => Math.sqrt(residuals.reduce((sum, row) => sum + row[column]! ** 2, 0) / (count - classes)))
  const scaled = residuals.map(row => row.map((value, column) => value / deviations[column]!))
  const sample = means[0]!.map((_, i) => means[0]!.map((__, j) => scaled.reduce((sum, row) => sum + row[i]! * row[j]!, 0) / count))
  const level = sample.reduce((sum, row, i) => sum + row[i]!, 0) / order
  const distance = sample.flat().reduce((sum, value, at) => sum + (value - (at % (order + 1) === 0 ? level : 0)) ** 2, 0)
  const error = scaled.reduce((sum, row) => sum + sample.flat().reduce((inner, value, at) => inner + (row[Math.floor(at / order)]! * row[at % order]! - value) ** 2, 0), 0) / count ** 2
  const weight = Math.min(1, error / distance)
  const factor = count / (count - classes)
  const { inverse } = inverseAndLogDeterminant(sample.map((row, i) => row.map((value, j) => factor * ((1 - weight) * value + (i === j ? weight * level : 0)))))
  return Float64Array.from(split(of).flatMap(row => {
    const densities = means.map((mean, own) => {
      const z = row.map((value, column) => (value - mean[column]!) / deviations[column]!)
      const square = z.reduce((sum, value, i) => sum + value * z.reduce((inner, other, j) => inner + inverse[i]![j]! * other, 0), 0)
      return Math.log(labels.filter(label => label === own).length / count) - square / 2
    })
    const highest = Math.max(...densities)
    const total = densities.reduce((sum, density) => sum + Math.exp(density - highest), 0)
    return densities.map(density => Math.exp(density - highest) / total)
  }))
}
