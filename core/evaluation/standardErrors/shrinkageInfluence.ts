/**
 * What a row does to a shrinkage that was estimated with it, and to the target μI of the shrinkage. Both are small beside the
 * row's own part while little is shrunk; where much is, they are most of the standard error.
 */
import { plainProducts, type MatrixProducts } from '../../linalg/matrixProducts'
import { fullEntries } from '../../linalg/symmetricMatrix'
import { dot } from '../../linalg/views'
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
export function shrinkageInfluences(model: InputModel, sample: RowSample, scale: RowScale, products: MatrixProducts = plainProducts): ShrinkageInfluences | null {
  const { estimate, summary, rows } = model
  if (!estimate || rows === null || summary.shrinkage === null) return null
  const { derivatives } = estimate
  if (!derivatives) return run => ({ trace: squaredNorms(run, sample.dimension), shrinkage: new Float64Array(run.count) })
  const order = sample.dimension
  const means = fourthMoments(sample, scale)
  const matrix = fullEntries(model.covariance)
  // S by divisor n, from Σ̂ = kept·S·n/(n − 1) + addition·I
  const population = (rows - 1) / rows / estimate.kept
  const ofSquares = scale.factors ? weightsOfSquares(matrix, order, estimate.addition, population, rows, derivatives.squares, derivatives.norm4, means.squares) : null
  const formsOf = products.quadraticForms(matrix, order, estimate.addition)
  const forms = new Float64Array(mostRows(order))
  return run => {
    const trace = squaredNorms(run, order)
    formsOf(run.rows, run.count, forms)
    const shrinkage = new Float64Array(run.count)
    for (let row = 0; row < run.count; row++) {
      const along = dot(run.rows, row * order, means.norm2X, 0, order)
      const again = ofSquares ? dotOfSquares(run.rows, row * order, ofSquares) : 0
      const ofTrace = scale.factors ? 0 : derivatives.trace * trace[row]!
      shrinkage[row] = ofTrace + derivatives.squares * 2 * population * forms[row]! + derivatives.norm4 * (trace[row]! ** 2 - 4 * along) - again
    }
    return { trace, shrinkage }
  }
}

function dotOfSquares(rows: Float64Array, start: number, weights: Float64Array): number {
  let sum = 0
  for (let column = 0; column < weights.length; column++) sum += rows[start + column]! * rows[start + column]! * weights[column]!
  return sum
}

function squaredNorms({ rows, count }: ScaledRows, order: number): Float64Array {
  const norms = new Float64Array(count)
  for (let row = 0, at = 0; row < count; row++) {
    let square = 0
    for (const end = at + order; at < end; at++) square += rows[at]! * rows[at]!
    norms[row] = square
  }
  return norms
}

/** Means over the kept rows of ‖y‖²y and, where rows are standardised, of ‖y‖²y_j². */
function fourthMoments(sample: RowSample, scale: RowScale): { readonly norm2X: Float64Array; readonly squares: Float64Array } {
  const { dimension, count } = sample
  const norm2X = new Float64Array(dimension)
  const squares = new Float64Array(dimension)
  for (const run of scaledRuns(sample, scale)) {
    const norms = squaredNorms(run, dimension)
    for (let row = 0; row < run.count; row++) {
      const weight = norms[row]! / count
      addWeighted(norm2X, run.rows, row * dimension, weight)
      if (scale.factors) addWeightedSquares(squares, run.rows, row * dimension, weight)
    }
  }
  return { norm2X, squares }
}

function addWeighted(sums: Float64Array, rows: Float64Array, start: number, weight: number): void {
  for (let column = 0; column < sums.length; column++) sums[column]! += weight * rows[start + column]!
}

function addWeightedSquares(sums: Float64Array, rows: Float64Array, start: number, weight: number): void {
  for (let column = 0; column < sums.length; column++) sums[column]! += weight * rows[start + column]! * rows[start + column]!
}

/** Per column what y_j² takes away: 2Σ_k S_jk R_jk of ‖S‖², and 2·mean(‖y‖²y_j²)·n/(n − 1) of Q. S = (matrix − shift·I)·factor. */
function weightsOfSquares(
  matrix: Float64Array, order: number, shift: number, factor: number, rows: number, ofSquares: number, ofNorm4: number, means: Float64Array
): Float64Array {
  const again = rows / (rows - 1)
  return Float64Array.from({ length: order }, (_, column) => {
    let squares = 0
    for (let other = 0, at = column * order; other < order; other++, at++) squares += ((matrix[at]! - (other === column ? shift : 0)) * factor) ** 2
    return 2 * again * (ofSquares * squares + ofNorm4 * means[column]!)
  })
}
