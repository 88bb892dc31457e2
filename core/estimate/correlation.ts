/**
 * Canonical correlation of columns with classes: the largest correlation of a linear combination of the columns with a function of
 * the class. Of posteriors it estimates the maximal correlation ρ_m(X;Y) from below; of the features it is the linear one.
 */
import { multiply, transpose } from '../linalg/dense'
import { symmetricEigenvectors } from '../linalg/symmetricEigenvalues'
import { meanAndError, type Estimate } from './information'
import { centredColumns, scatterOfColumns, whitening } from './whitening'

/** Columns against classes. */
export interface ClassScatter {
  readonly order: number
  /** K. */
  readonly classes: number
  /** T = Σ(x − x̄)(x − x̄)ᵀ, order × order; a column with 0 on the diagonal counts for nothing. */
  readonly total: Float64Array
  /** G, order × K, of √n_c·(x̄_c − x̄): GGᵀ is the scatter between the classes. */
  readonly between: Float64Array
}

export interface CanonicalPair {
  /** 0 ≤ ρ ≤ 1. */
  readonly correlation: number
  /** Weights of the columns, length order. */
  readonly weights: Float64Array
}

/** ρ² = top eigenvalue of T⁻¹GGᵀ, on the positive eigenspace of T. */
export function topCanonicalPair({ order, classes, total, between }: ClassScatter): CanonicalPair {
  const { rank, apply, transposed } = whitening(total, order)
  const whitened = apply(between, classes)
  const { values, vectors } = symmetricEigenvectors(multiply(transpose(whitened, rank, classes), whitened, classes, rank, classes), classes)
  const square = Math.max(0, Math.min(1, values[0] ?? 0))
  return { correlation: Math.sqrt(square), weights: transposed(multiply(whitened, vectors.subarray(0, classes), rank, classes, 1)) }
}

/**
 * Scatter of rows against their classes.
 *
 * @param values m × order, row by row
 * @param labels length m, every class present
 */
export function classScatter(values: Float64Array, order: number, labels: Int32Array, classes: number): ClassScatter {
  const rows = labels.length
  const centred = centredColumns(values, order)
  const counts = new Float64Array(classes)
  const between = new Float64Array(order * classes)
  labels.forEach((label, row) => {
    counts[label]!++
    for (let column = 0; column < order; column++) between[column * classes + label]! += centred[row * order + column]!
  })
  for (let at = 0; at < between.length; at++) between[at]! /= Math.sqrt(counts[at % classes]!)
  return { order, classes, total: scatterOfColumns(transpose(centred, rows, order), order, rows), between }
}

/**
 * ρ with its standard error: f = w·x and g = E[f|class], both standardised, give SE = sd(fg − (ρ/2)(f² + g²))/√m.
 *
 * @param values m × order, row by row
 */
export function withError({ correlation, weights }: CanonicalPair, values: Float64Array, order: number, labels: Int32Array, classes: number): Estimate {
  const f = standardized(multiply(values, weights, labels.length, order, 1))
  const sums = new Float64Array(classes)
  const counts = new Float64Array(classes)
  labels.forEach((label, row) => {
    sums[label]! += f[row]!
    counts[label]!++
  })
  const g = standardized(Float64Array.from(labels, label => sums[label]! / counts[label]!))
  const influence = f.map((value, row) => value * g[row]! - (correlation / 2) * (value * value + g[row]! * g[row]!))
  return { value: correlation, standardError: meanAndError(influence).standardError }
}

/** Mean 0 and variance 1; zeros for what does not vary. */
function standardized(values: Float64Array): Float64Array {
  const centred = centredColumns(values, 1)
  const deviation = Math.sqrt(centred.reduce((sum, value) => sum + value * value, 0) / values.length)
  return deviation > 0 ? centred.map(value => value / deviation) : centred
}
