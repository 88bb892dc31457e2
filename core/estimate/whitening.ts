/** Maps that make columns uncorrelated and of unit scatter, on the space in which they vary. */
import { cholesky, smallestPivot, solveLowerColumns, solveUpperColumns } from '../linalg/cholesky'
import { multiply, transpose } from '../linalg/dense'
import { symmetricEigenvectors } from '../linalg/symmetricEigenvalues'

/** A map M, rank × order, with MᵀM = T⁺, the inverse of a scatter on its positive eigenspace. */
export interface Whitening {
  readonly rank: number
  /** M·B. @param matrix order × columns @returns rank × columns */
  apply(matrix: Float64Array, columns: number): Float64Array
  /** Mᵀ·v. @param vector length rank @returns length order */
  transposed(vector: Float64Array): Float64Array
}

/** Squared pivots of a matrix with unit diagonal below this are rounding. */
const leastPivot = 1e-10

/**
 * @param scatter T, order × order, symmetric and positive semidefinite; a column whose diagonal is 0 counts for nothing
 */
export function whitening(scatter: Float64Array, order: number): Whitening {
  const used = Int32Array.from({ length: order }, (_, column) => column).filter(column => scatter[column * (order + 1)]! > 0)
  const scales = Float64Array.from(used, column => 1 / Math.sqrt(scatter[column * (order + 1)]!))
  const unit = new Float64Array(used.length * used.length)
  used.forEach((row, at) => {
    used.forEach((column, other) => (unit[at * used.length + other] = at === other ? 1 : scatter[row * order + column]! * scales[at]! * scales[other]!))
  })
  const inner = whitenUnit(unit, used.length)
  return {
    rank: inner.rank,
    apply(matrix, columns) {
      const scaled = new Float64Array(used.length * columns)
      used.forEach((row, at) => {
        for (let column = 0; column < columns; column++) scaled[at * columns + column] = matrix[row * columns + column]! * scales[at]!
      })
      return inner.apply(scaled, columns)
    },
    transposed(vector) {
      const result = new Float64Array(order)
      inner.transposed(vector).forEach((value, at) => (result[used[at]!] = value * scales[at]!))
      return result
    }
  }
}

/** L⁻¹ where the matrix, of unit diagonal, is LLᵀ beyond rounding; else Λ^(−½)Vᵀ over its positive eigenvalues. */
function whitenUnit(matrix: Float64Array, order: number): Whitening {
  const factor = cholesky(matrix, order)
  if (factor && smallestPivot(factor) >= leastPivot) {
    return { rank: order, apply: (b, columns) => solveLowerColumns(factor, b, columns), transposed: vector => solveUpperColumns(factor, vector.slice(), 1) }
  }
  const { values, vectors } = symmetricEigenvectors(matrix, order)
  const rank = values.filter(value => value > 10 * order * Number.EPSILON * values[0]!).length
  const map = new Float64Array(rank * order)
  for (let at = 0; at < map.length; at++) map[at] = vectors[at]! / Math.sqrt(values[Math.floor(at / order)]!)
  return { rank, apply: (b, columns) => multiply(map, b, rank, order, columns), transposed: vector => multiply(vector, map, 1, rank, order) }
}

/** Columns whose spread is below this share of their size (root mean square) are constant but for rounding. */
const leastSpread = 1e-13

/**
 * Columns minus their means; those that are constant but for rounding become 0.
 *
 * @param values rows × order, row by row
 */
export function centredColumns(values: Float64Array, order: number): Float64Array {
  const rows = values.length / order
  const means = new Float64Array(order)
  const sizes = new Float64Array(order)
  const spreads = new Float64Array(order)
  for (let at = 0; at < values.length; at++) means[at % order]! += values[at]! / rows
  const centred = values.map((value, at) => value - means[at % order]!)
  for (let at = 0; at < values.length; at++) {
    sizes[at % order]! += values[at]! ** 2
    spreads[at % order]! += centred[at]! ** 2
  }
  return centred.map((value, at) => (spreads[at % order]! > leastSpread ** 2 * sizes[at % order]! ? value : 0))
}

/**
 * Rows whose columns are uncorrelated, centred and of unit scatter: XᵀX = I.
 *
 * @param values rows × order, row by row
 */
export function whitenedRows(values: Float64Array, order: number): { readonly values: Float64Array; readonly order: number } {
  const rows = values.length / order
  const byColumn = transpose(centredColumns(values, order), rows, order)
  const { apply, rank } = whitening(scatterOfColumns(byColumn, order, rows), order)
  return { values: transpose(apply(byColumn, rows), rank, rows), order: rank }
}

/** X·Xᵀ for columns that stand as rows. @param byColumn order × rows */
export function scatterOfColumns(byColumn: Float64Array, order: number, rows: number): Float64Array {
  return multiply(byColumn, transpose(byColumn, order, rows), order, rows, order)
}
