/**
 * What a row does to a shrinkage that was estimated with it, and to the target μI of the shrinkage. Both are small beside the
 * row's own part while little is shrunk; where much is, they are most of the standard error.
 */
import { plainProducts, type TransposedProducts } from '../../linalg/dense'
import { entryOf } from '../../linalg/symmetricMatrix'
import type { RowSample } from '../../dataset/rowSample'
import type { InputModel } from '../inputModel'
import { mostRows, scaledRuns, type RowScale, type ScaledRows } from './scaledRows'

/** Of one run of rows, each up to a constant. */
export interface ShrinkageInfluence {
  /** On tr S. */
  readonly trace: Float64Array
  /** On the shrinkage. */
  readonly shrinkage: Float64Array
}

export type ShrinkageInfluences = (run: ScaledRows) => ShrinkageInfluence

/**
 * With S = Σyyᵀ/n over the scaled rows y, and the shrinkage a function of tr S, ‖S‖² and Q = mean ‖y‖⁴ whose derivatives are known:
 * on the raw scale a row moves them by ‖y‖², 2yᵀSy and ‖y‖⁴ − 4T·y, T = mean ‖y‖²y. Standardised rows are scaled again by their
 * own weight: dS_jk = y_j y_k − ½R_jk(y_j² + y_k²), R = S·n/(n − 1), so tr S stays, and y_j² is weighed as below.
 *
 * @returns null where nothing is shrunk
 */
export function shrinkageInfluences(model: InputModel, sample: RowSample, scale: RowScale, products: TransposedProducts = plainProducts): ShrinkageInfluences | null {
  const { estimate, summary, rows } = model
  if (!estimate || rows === null || summary.shrinkage === null) return null
  const { derivatives } = estimate
  if (!derivatives) return run => ({ trace: squaredNorms(run, sample.dimension), shrinkage: new Float64Array(run.count) })
  const order = sample.dimension
  const scatter = populationCovariance(model, rows)
  const means = fourthMoments(sample, scale)
  const ofSquares = scale.factors ? weightsOfSquares(scatter, order, rows, derivatives.squares, derivatives.norm4, means.squares) : null
  const times = products(scatter, order, order)
  const images = new Float64Array(order * mostRows(order))
  return run => {
    const trace = squaredNorms(run, order)
    // S is symmetric: column r of the product is S·y of row r
    times(run.rows, run.count, images)
    const shrinkage = new Float64Array(run.count)
    for (let row = 0; row < run.count; row++) {
      let form = 0
      let along = 0
      let again = 0
      for (let column = 0, at = row * order; column < order; column++, at++) {
        const value = run.rows[at]!
        form += value * images[column * run.count + row]!
        along += value * means.norm2X[column]!
        if (ofSquares) again += value * value * ofSquares[column]!
      }
      const ofTrace = scale.factors ? 0 : derivatives.trace * trace[row]!
      shrinkage[row] = ofTrace + derivatives.squares * 2 * form + derivatives.norm4 * (trace[row]! ** 2 - 4 * along) - again
    }
    return { trace, shrinkage }
  }
}

function squaredNorms({ rows, count }: ScaledRows, order: number): Float64Array {
  return Float64Array.from({ length: count }, (_, row) => {
    let square = 0
    for (let at = row * order; at < (row + 1) * order; at++) square += rows[at]! * rows[at]!
    return square
  })
}

/** S by divisor n, from Σ̂ = kept·S·n/(n − 1) + addition·I. */
function populationCovariance({ covariance, estimate }: InputModel, rows: number): Float64Array {
  const { kept, addition } = estimate!
  const entry = entryOf(covariance)
  const { order } = covariance
  const factor = (rows - 1) / rows / kept
  const matrix = new Float64Array(order * order)
  for (let row = 0, at = 0; row < order; row++) {
    for (let column = 0; column < order; column++, at++) matrix[at] = (entry(row, column) - (row === column ? addition : 0)) * factor
  }
  return matrix
}

/** Means over the kept rows of ‖y‖²y and of ‖y‖²y_j². */
function fourthMoments(sample: RowSample, scale: RowScale): { readonly norm2X: Float64Array; readonly squares: Float64Array } {
  const { dimension, count } = sample
  const norm2X = new Float64Array(dimension)
  const squares = new Float64Array(dimension)
  for (const run of scaledRuns(sample, scale)) {
    const norms = squaredNorms(run, dimension)
    for (let row = 0, at = 0; row < run.count; row++) {
      const weight = norms[row]! / count
      for (let column = 0; column < dimension; column++, at++) {
        const value = run.rows[at]!
        norm2X[column]! += weight * value
        squares[column]! += weight * value * value
      }
    }
  }
  return { norm2X, squares }
}

/** Per column what y_j² takes away: 2Σ_k S_jk R_jk of ‖S‖², and 2·mean(‖y‖²y_j²)·n/(n − 1) of Q. */
function weightsOfSquares(scatter: Float64Array, order: number, rows: number, ofSquares: number, ofNorm4: number, means: Float64Array): Float64Array {
  const again = rows / (rows - 1)
  return Float64Array.from({ length: order }, (_, column) => {
    let squares = 0
    for (let at = column * order; at < (column + 1) * order; at++) squares += scatter[at]! * scatter[at]!
    return 2 * again * (ofSquares * squares + ofNorm4 * means[column]!)
  })
}
