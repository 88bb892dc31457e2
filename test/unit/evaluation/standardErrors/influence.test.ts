/** The influence of a row against the whole pipeline run again with that row weighed a little more. */
import { describe, expect, it } from 'vitest'
import type { CovarianceEstimator, CovarianceOptions, InputShape } from '../../../../core/api/model'
import { buildChannels } from '../../../../core/evaluation/channels'
import { seriesForm } from '../../../../core/evaluation/standardErrors/linearForms'
import { RowInfluence } from '../../../../core/evaluation/standardErrors/rowInfluence'
import { evaluateDesign } from '../../../../core/evaluation/evaluate'
import { scaledRuns, rowScaleOf } from '../../../../core/evaluation/standardErrors/scaledRows'
import { shrinkageInfluences } from '../../../../core/evaluation/standardErrors/shrinkageInfluence'
import { libraryEigenvectorSolver } from '../../../../core/linalg/leadingEigenvectors'
import { partitionVectors } from '../../../../core/evaluation/standardErrors/rowInfluence'
import { createRandom } from '../../../../core/linalg/random'
import { evaluate } from '../../../support/evaluate'
import { prepareMoments, sampled, type SampledRows } from '../../../support/sampledRows'
import type { Rows } from '../../../support/slowMethods'

const order = 8
const count = 60

function someRows(): Rows {
  const random = createRandom(7)
  return Array.from({ length: count }, () => {
    const shared = random.normal()
    return Array.from({ length: order }, (_, column) => 3 + (random.normal() + 0.6 * shared) * (1 + column / 3) * (random.uniform() < 0.1 ? 2 : 1))
  })
}

/** Σ̂ of weighted rows by the definitions of the estimators, in two passes; weights sum to n. */
function weightedCovariance(rows: Rows, weights: readonly number[], { estimator, standardize }: CovarianceOptions): Rows {
  const n = rows.length
  const axis = rows[0]!.map((_, index) => index)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const average = (of: (row: number[]) => number, from: Rows): number => from.reduce((sum, row, index) => sum + weights[index]! * of(row), 0) / total
  const mean = axis.map(j => average(row => row[j]!, rows))
  let x = rows.map(row => row.map((value, j) => value - mean[j]!))
  if (standardize) {
    const deviation = axis.map(j => Math.sqrt((average(row => row[j]! ** 2, x) * n) / (n - 1)))
    x = x.map(row => row.map((value, j) => value / deviation[j]!))
  }
  const s = axis.map(j => axis.map(k => average(row => row[j]! * row[k]!, x)))
  const p = axis.length
  const mu = axis.reduce((sum, j) => sum + s[j]![j]!, 0) / p
  const squares = s.flat().reduce((sum, value) => sum + value * value, 0)
  const kind = estimator!.kind
  if (kind === 'sample') return s.map(row => row.map(value => (value * n) / (n - 1)))
  if (kind === 'ridge') return s.map((row, j) => row.map((value, k) => (value * n) / (n - 1) + (j === k ? estimator!.epsilon : 0)))
  const delta = (squares - p * mu * mu) / p
  const fourth = average(row => row.reduce((sum, value) => sum + value * value, 0) ** 2, x)
  const shrinkage = kind === 'ledoit-wolf'
    ? Math.max(0, Math.min((fourth - squares) / (n * p), delta)) / delta
    : Math.min(1, (squares / (p * p) + mu * mu) / ((n + 1) * (squares / (p * p) - (mu * mu) / p)))
  return s.map((row, j) => row.map((value, k) => (1 - shrinkage) * value + (j === k ? shrinkage * mu : 0)))
}

/** s of every row up to a constant, by the code under test. */
function influencesOf(data: SampledRows, notation: string, covariance: CovarianceOptions, budget: number, shape?: InputShape): Float64Array {
  const input = prepareMoments(data, notation, { covariance, budget, ...(shape && { shape }) })
  const { model, spectra, compiled, noise } = input
  const scale = rowScaleOf(data.moments, covariance)
  const shrinkageOf = shrinkageInfluences(model, data.sample, scale)
  const sums = new Float64Array(data.sample.count)
  for (const { partition, weights } of seriesForm(buildChannels(compiled, model, spectra, noise), budget).terms) {
    const { positive } = spectra.of(partition).spectrum
    const influence = new RowInfluence(model, partition, partitionVectors(model, partition, positive.length, libraryEigenvectorSolver), positive, weights.length, scale)
    let start = 0
    for (const run of scaledRuns(data.sample, scale)) {
      const q = influence.of(run, shrinkageOf?.(run) ?? null)
      for (let component = 0; component < weights.length; component++) {
        for (let row = 0; row < run.count; row++) sums[start + row]! += weights[component]! * q[component * run.count + row]!
      }
      start += run.count
    }
  }
  return sums
}

const estimators: readonly CovarianceEstimator[] = [{ kind: 'sample' }, { kind: 'ledoit-wolf' }, { kind: 'oas' }, { kind: 'ridge', epsilon: 0.7 }]
const designs: readonly (readonly [string, InputShape | undefined])[] = [
  ['dense(3)', undefined],
  ['conv(block=2, filters=1)', undefined],
  ['(dense(1, budget=0.05) | dense(1, budget=20))', undefined],
  ['conv(kernel=2x2, filters=2)', { height: 2, width: 4, channels: 1 }],
  ['(conv(block=4, filters=2) | dense(2))', undefined],
  ['([0:3]dense(2) | [2:8]dense(2))', undefined],
  ['(dense(1) | dense(2))', undefined],
  ['dense(6) -> (dense(2) | dense(1)) -> dense(7)', undefined]
]

describe('what a row does to the MMI', () => {
  const rows = someRows()
  const data = sampled(rows)
  const cases = estimators.flatMap(estimator => [false, true].flatMap(standardize => designs.map(([notation, shape]) => ({ estimator, standardize, notation, shape }))))

  it.each(cases)('is that of weighing the row a little more: $notation, $estimator.kind, standardised $standardize', ({ estimator, standardize, notation, shape }) => {
    const covariance = { estimator, standardize }
    const budget = 6
    const influences = influencesOf(data, notation, covariance, budget, shape)
    const mean = influences.reduce((sum, value) => sum + value, 0) / count
    const valueWith = (row: number, change: number): number => {
      const weights = rows.map((_, index) => (index === row ? 1 + change : 1))
      return evaluate(notation, { input: weightedCovariance(rows, weights, covariance), budget, ...(shape && { shape }) }).mmi.value
    }
    // d/dw of a row's weight, times n; the divisor n − 1 of sample and ridge scales the row's part by n/(n − 1)
    const divisor = estimator.kind === 'sample' || estimator.kind === 'ridge' ? count / (count - 1) : 1
    const step = 1e-4
    for (const row of [0, 17, 42]) {
      const slope = (count * (valueWith(row, step) - valueWith(row, -step))) / (2 * step)
      // the central difference errs by step², and by the rounding of MMI over the step: 1e-16·n/step
      expect((influences[row]! - mean) * divisor).toBeCloseTo(slope, 6)
    }
  })
})

describe('the evaluation under test', () => {
  it('has the covariance that the weighted definitions give with equal weights', () => {
    const rows = someRows()
    const data = sampled(rows)
    for (const estimator of estimators) {
      for (const standardize of [false, true]) {
        const value = evaluateDesign(prepareMoments(data, 'dense(3)', { covariance: { estimator, standardize }, budget: 6 })).mmi.value
        expect(evaluate('dense(3)', { input: weightedCovariance(rows, rows.map(() => 1), { estimator, standardize }), budget: 6 }).mmi.value).toBeCloseTo(value, 11)
      }
    }
  })
})
