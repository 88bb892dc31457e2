/** Quadratic discriminant analysis: a covariance for each class, shrunk towards the pooled one. */
import { packedIndex } from '../../dataset/scatter'
import { cholesky, solveColumns, solveLowerColumns, type Cholesky } from '../../linalg/cholesky'
import type { LabelledRows } from '../labelledRows'
import { scoresToPosteriors, type FittedClassifier } from './classifier'
import { pooledCovariance, type PooledCovariance } from './lda'
import { describeTraining, residualScatter, withinClassScatter, type Training } from './training'

const rowsAtATime = 64

/**
 * Each class has Σ_c = (1 − s_c)·S_c + s_c·Σ_p: S_c its own covariance (by n_c − 1), Σ_p the pooled, shrunk covariance of LDA, and s_c
 * the weight that would minimise the expected squared error for normal rows, with S_c put for what is not known:
 * s_c = [tr A² + (tr A)²]/[(n_c − 1)·(tr A² − 2 tr A + d)], A = Σ_p⁻¹S_c, kept between 1/n_c and 1. So a class of a few rows, or of
 * fewer rows than columns, borrows most of its shape from the others, and one with a single row (or none that differ) all of it.
 */
export function fitQda(data: LabelledRows, weights: Float64Array): FittedClassifier {
  const training = describeTraining(data, weights)
  const { counts, rows: total, active } = training
  const present = Array.from(counts, count => count > 0)
  const classes = active.length === 0 ? [] : shapesOf(data, weights, training)
  return {
    posteriors(rows) {
      const scores = new Float64Array(rows.length * data.classes)
      counts.forEach((count, own) => {
        const constant = (count > 0 ? Math.log(count / total) : 0) - (classes[own]?.logDeterminant ?? 0) / 2
        for (let at = 0; at < rows.length; at++) scores[at * data.classes + own] = constant
        const shape = classes[own]
        if (shape) subtractHalfDistances(scores, data, training, rows, own, shape)
      })
      return scoresToPosteriors(scores, data.shares, present)
    }
  }
}

/** The factor of every class's covariance; null for a class that is absent. */
function shapesOf(data: LabelledRows, weights: Float64Array, training: Training): (Cholesky | null)[] {
  const scatters = Array.from(training.counts, (_, own) => residualScatter(data, weights.map((weight, row) => (data.labels[row] === own ? weight : 0))))
  const together = new Float64Array(scatters[0]!.length)
  for (const scatter of scatters) scatter.forEach((value, at) => (together[at]! += value))
  const pooled = pooledCovariance(data, training, together)
  return scatters.map((scatter, own) => {
    if (training.counts[own] === 0) return null
    const counts = training.counts.map((count, other) => (other === own ? count : 0))
    return classShape(withinClassScatter(data, { ...training, counts }, scatter), training.counts[own]!, pooled)
  })
}

/** @param within packed scatter of the class about its mean @param count n_c */
function classShape(within: Float64Array, count: number, pooled: PooledCovariance): Cholesky {
  const order = pooled.factor.order
  const own = new Float64Array(order * order)
  const freedom = Math.max(1, count - 1)
  for (let row = 0; row < order; row++) {
    for (let column = row; column < order; column++) {
      const value = within[packedIndex(row, column, order)]! / freedom
      own[row * order + column] = value
      own[column * order + row] = value
    }
  }
  const shrinkage = shrinkageToPooled(own, count, pooled.factor)
  const factor = shrinkage === 1 ? null : cholesky(own.map((value, at) => (1 - shrinkage) * value + shrinkage * pooled.matrix[at]!), order)
  // a sum of a positive definite and a semidefinite matrix fails only by rounding
  return factor ?? pooled.factor
}

/** s_c of `fitQda`. @param covariance S_c, in the same units as the pooled one */
export function shrinkageToPooled(covariance: Float64Array, count: number, pooled: Cholesky): number {
  if (count < 2) return 1
  const { order } = pooled
  const ratio = solveColumns(pooled, covariance.slice(), order)
  let trace = 0
  let squares = 0
  for (let row = 0; row < order; row++) {
    trace += ratio[row * (order + 1)]!
    for (let column = 0; column < order; column++) squares += ratio[row * order + column]! * ratio[column * order + row]!
  }
  const distance = squares - 2 * trace + order
  const error = (squares + trace * trace) / (count - 1)
  return Math.min(1, Math.max(1 / count, distance > 0 ? error / distance : 1))
}

/** scores −= ½(x − μ)ᵀΣ_c⁻¹(x − μ) for the class `own`. */
function subtractHalfDistances(scores: Float64Array, data: LabelledRows, training: Training, rows: Int32Array, own: number, factor: Cholesky): void {
  const { active, deviations, means } = training
  const { order, classes, classMeans, labels, residuals } = data
  const block = new Float64Array(active.length * rowsAtATime)
  for (let start = 0; start < rows.length; start += rowsAtATime) {
    const count = Math.min(rowsAtATime, rows.length - start)
    for (let at = 0; at < active.length; at++) {
      const column = active[at]!
      const mean = classMeans[own * order + column]!
      const shift = means[own * order + column]!
      for (let index = 0; index < count; index++) {
        const row = rows[start + index]!
        const offset = classMeans[labels[row]! * order + column]! - mean
        block[at * count + index] = (residuals[row * order + column]! + offset - shift) / deviations[at]!
      }
    }
    solveLowerColumns(factor, block, count)
    for (let at = 0; at < active.length; at++) {
      for (let index = 0; index < count; index++) scores[(start + index) * classes + own]! -= block[at * count + index]! ** 2 / 2
    }
  }
}
