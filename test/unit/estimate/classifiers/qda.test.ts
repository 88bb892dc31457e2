import { describe, expect, it } from 'vitest'
import { fitLda } from '../../../../core/estimate/classifiers/lda'
import { fitQda, shrinkageToPooled } from '../../../../core/estimate/classifiers/qda'
import { residualScatter } from '../../../../core/estimate/classifiers/training'
import type { LabelledRows } from '../../../../core/estimate/labelledRows'
import { cholesky } from '../../../../core/linalg/cholesky'
import { drawRows, targetInput } from '../../../support/targetInput'
import { everyRow, meanTotalVariation, ones, preparedRows } from '../prepared'

const qda = (data: LabelledRows): Float64Array => fitQda(data, ones(data)).posteriors(everyRow(data))

/** The same mean, standard deviations 1 and 3: nothing for a line to tell apart. */
const rings = (count: number, seed: number) => drawRows(count, [0.5, 0.5], (own, random) => [random.normal() * (own ? 3 : 1), random.normal() * (own ? 3 : 1)], seed)

const ringsPosterior = (x: number, y: number): [number, number] => {
  const square = x * x + y * y
  const inner = Math.exp(-square / 2)
  const outer = Math.exp(-square / 18) / 9
  return [inner / (inner + outer), outer / (inner + outer)]
}

describe('shrunk QDA', () => {
  it('comes close to the posterior of normal classes with different covariances, which LDA misses', () => {
    const input = rings(3000, 1)
    const data = preparedRows(input)
    const truth = Float64Array.from(Array.from(input.labels.keys()).flatMap(row => ringsPosterior(input.rows[2 * row]!, input.rows[2 * row + 1]!)))
    // ten parameters from 3000 rows; LDA sees nothing and stays near one half
    expect(meanTotalVariation(qda(data), truth, 2)).toBeLessThan(0.02)
    expect(meanTotalVariation(fitLda(data, ones(data), residualScatter(data, ones(data))).posteriors(everyRow(data)), truth, 2)).toBeGreaterThan(0.2)
  })

  it('is nearly LDA when the classes have one covariance', () => {
    const input = drawRows(2000, [0.5, 0.5], (own, random) => [own + random.normal(), random.normal(), random.normal()], 2)
    const data = preparedRows(input)
    expect(meanTotalVariation(qda(data), fitLda(data, ones(data), residualScatter(data, ones(data))).posteriors(everyRow(data)), 2)).toBeLessThan(0.01)
  })

  it('works for classes of two rows, of identical rows and of fewer rows than columns', () => {
    const random = rings(40, 3)
    const rows = Array.from({ length: 20 }, (_, row) => [...random.rows.subarray(row * 4, row * 4 + 4)])
    const twins = [[9, 9, 9, 9], [9, 9, 9, 9], [9, 9, 9, 9]]
    const posteriors = qda(preparedRows(targetInput([...rows, ...twins, [5, 1, 2, 3], [5, 2, 2, 1]], [...rows.map((_, row) => 'ab'[row % 2]!), 'c', 'c', 'c', 'd', 'd'])))
    expect(posteriors.every(value => value >= 0 && value <= 1)).toBe(true)
    for (const row of [20, 21, 22]) expect(posteriors[row * 4 + 2]).toBeGreaterThan(0.9)
  })

  it('does not depend on the scales of the columns', () => {
    const input = rings(200, 4)
    const scaled = { ...input, rows: input.rows.map((value, at) => (at % 2 ? 1024 * value : value / 64)) }
    expect(meanTotalVariation(qda(preparedRows(input)), qda(preparedRows(scaled)), 2)).toBeLessThan(1e-12)
  })
})

describe('the weight of the pooled covariance', () => {
  const identity = cholesky(Float64Array.of(1, 0, 0, 1), 2)!

  it('is 1 for one row and at least 1/n', () => {
    expect(shrinkageToPooled(Float64Array.of(5, 0, 0, 5), 1, identity)).toBe(1)
    expect(shrinkageToPooled(new Float64Array(4), 10, identity)).toBe(0.1)
  })

  it('falls as 1/n for a covariance of its own, and stays 1 for one that could be the pooled one', () => {
    const own = Float64Array.of(9, 0, 0, 9)
    // [tr A² + (tr A)²]/[(n − 1)·‖A − I‖²] = (162 + 324)/(100·128)
    expect(shrinkageToPooled(own, 101, identity)).toBeCloseTo(486 / 12_800, 12)
    expect(shrinkageToPooled(Float64Array.of(1.1, 0, 0, 0.9), 101, identity)).toBe(1)
  })
})
