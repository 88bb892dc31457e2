/** Linear discriminant analysis with a shrunk within-class covariance. */
import { ledoitWolfShrinkage } from '../../dataset/covariance'
import { packedIndex } from '../../dataset/scatter'
import { cholesky, smallestPivot, solveLowerColumns, solveUpperColumns, type Cholesky } from '../../linalg/cholesky'
import type { LabelledRows } from '../labelledRows'
import { linearScores, scoresToPosteriors, type FittedClassifier } from './classifier'
import { describeTraining, withinClassScatter, type Training } from './training'

/** Squared pivots below this (of a matrix with unit diagonal) are rounding: the columns are dependent. */
const leastPivot = 1e-10

export interface PooledCovariance {
  /** d_a × d_a over the active columns in units of their deviations: (1 − s)·scatter/(n − K) + s·I. */
  readonly matrix: Float64Array
  readonly factor: Cholesky
  /** s. */
  readonly shrinkage: number
}

/**
 * The pooled within-class covariance of a training set on columns of unit within-class deviation, shrunk towards the identity by
 * Ledoit and Wolf's weight for the residuals. Where that leaves dependent columns singular, the weight is raised until it does not.
 */
export function pooledCovariance(data: LabelledRows, training: Training, scatter: Float64Array): PooledCovariance {
  const order = training.active.length
  const within = withinClassScatter(data, training, scatter)
  const freedom = training.rows - training.present
  let shrinkage = ledoitWolfShrinkage(within, order, training.rows, training.norm4)
  for (;;) {
    const matrix = new Float64Array(order * order)
    for (let row = 0; row < order; row++) {
      matrix[row * order + row] = 1
      for (let column = row + 1; column < order; column++) {
        const value = ((1 - shrinkage) * within[packedIndex(row, column, order)]!) / freedom
        matrix[row * order + column] = value
        matrix[column * order + row] = value
      }
    }
    const factor = cholesky(matrix, order)
    if (factor && smallestPivot(factor) >= leastPivot) return { matrix, factor, shrinkage }
    shrinkage = Math.min(1, Math.max(1e-9, 10 * shrinkage))
  }
}

/**
 * LDA with the training set's class shares as priors. Without a column that varies, the posterior is those shares.
 *
 * @param scatter of the training set, by `residualScatter`
 */
export function fitLda(data: LabelledRows, weights: Float64Array, scatter: Float64Array): FittedClassifier {
  const { classes } = data
  const training = describeTraining(data, weights)
  const { counts, rows: total } = training
  const priors = Float64Array.from(counts, count => (count > 0 ? Math.log(count / total) : 0))
  const { coefficients, offsets } = discriminants(data, training, scatter)
  for (let at = 0; at < offsets.length; at++) offsets[at]! += priors[at % classes]!
  const present = Array.from(counts, count => count > 0)
  return { posteriors: rows => scoresToPosteriors(linearScores(data, rows, coefficients, offsets), data.shares, present) }
}

interface Discriminants {
  /** K × d, in the residuals' scale. */
  readonly coefficients: Float64Array
  /** K × K, of `linearScores`. */
  readonly offsets: Float64Array
}

/**
 * A row of class c is its residual r plus that class's mean m_c in all rows. Up to a constant of the row, −½ of its squared distance
 * from the centre μ_y is r·Σ⁻¹μ_y − ½‖μ_y − m_c‖² in Σ's norm: with differences of means only, far classes lose no digits.
 */
function discriminants(data: LabelledRows, training: Training, scatter: Float64Array): Discriminants {
  const { order, classes, classMeans } = data
  const { active, deviations, means } = training
  const coefficients = new Float64Array(classes * order)
  const offsets = new Float64Array(classes * classes)
  if (active.length === 0) return { coefficients, offsets }
  const { factor } = pooledCovariance(data, training, scatter)
  /** d_a × K: L⁻¹ of class vectors. */
  const whitened = (source: (at: number) => number): Float64Array => {
    const scaled = new Float64Array(active.length * classes)
    active.forEach((column, at) => {
      for (let own = 0; own < classes; own++) scaled[at * classes + own] = source(own * order + column) / deviations[at]!
    })
    return solveLowerColumns(factor, scaled, classes)
  }
  const origins = whitened(at => classMeans[at]!)
  const centres = whitened(at => classMeans[at]! + means[at]!)
  for (let at = 0; at < active.length; at++) {
    for (let from = 0; from < classes; from++) {
      for (let own = 0; own < classes; own++) offsets[from * classes + own]! -= (centres[at * classes + own]! - origins[at * classes + from]!) ** 2 / 2
    }
  }
  const solved = solveUpperColumns(factor, centres, classes)
  active.forEach((column, at) => {
    for (let own = 0; own < classes; own++) coefficients[own * order + column] = solved[at * classes + own]! / deviations[at]!
  })
  return { coefficients, offsets }
}
