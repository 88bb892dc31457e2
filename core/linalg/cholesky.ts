/** Symmetric positive definite systems by Cholesky's factorisation A = LLᵀ. */

export interface Cholesky {
  readonly order: number
  /** L, order × order row by row, zeros above the diagonal. */
  readonly lower: Float64Array
  /** log det A. */
  readonly logDeterminant: number
}

/**
 * @param matrix order × order, symmetric (its lower triangle is read); not changed
 * @returns null when the matrix is not positive definite to rounding
 */
export function cholesky(matrix: Float64Array, order: number): Cholesky | null {
  const lower = new Float64Array(order * order)
  let logDeterminant = 0
  for (let row = 0; row < order; row++) {
    const start = row * order
    for (let column = 0; column <= row; column++) {
      const other = column * order
      let sum = matrix[start + column]!
      for (let k = 0; k < column; k++) sum -= lower[start + k]! * lower[other + k]!
      if (column < row) lower[start + column] = sum / lower[other + column]!
      else {
        if (!(sum > 0) || !Number.isFinite(sum)) return null
        lower[start + row] = Math.sqrt(sum)
        logDeterminant += Math.log(sum)
      }
    }
  }
  return { order, lower, logDeterminant }
}

/** Smallest squared diagonal entry of L: for a matrix with unit diagonal, how far its columns are from dependent; 1 for order 0. */
export function smallestPivot({ lower, order }: Cholesky): number {
  let least = 1
  for (let index = 0; index < order; index++) least = Math.min(least, lower[index * (order + 1)]! ** 2)
  return least
}

/** y with Ly = b. @param b length order @param out may be b itself */
export function solveLower({ lower, order }: Cholesky, b: Float64Array, out = new Float64Array(order)): Float64Array {
  for (let row = 0; row < order; row++) {
    let sum = b[row]!
    for (let k = 0; k < row; k++) sum -= lower[row * order + k]! * out[k]!
    out[row] = sum / lower[row * order + row]!
  }
  return out
}

/** x with Ax = b. @param b length order @param out may be b itself */
export function solve(factor: Cholesky, b: Float64Array, out = new Float64Array(factor.order)): Float64Array {
  const { lower, order } = factor
  solveLower(factor, b, out)
  for (let row = order - 1; row >= 0; row--) {
    let sum = out[row]!
    for (let k = row + 1; k < order; k++) sum -= lower[k * order + row]! * out[k]!
    out[row] = sum / lower[row * order + row]!
  }
  return out
}

/**
 * X with AX = B, all columns together, so that memory is read in rows.
 *
 * @param b order × columns, row by row; overwritten with X and returned
 */
export function solveColumns(factor: Cholesky, b: Float64Array, columns: number): Float64Array {
  return solveUpperColumns(factor, solveLowerColumns(factor, b, columns), columns)
}

/** Y with LY = B. @param b order × columns, row by row; overwritten with Y and returned */
export function solveLowerColumns({ lower, order }: Cholesky, b: Float64Array, columns: number): Float64Array {
  for (let row = 0; row < order; row++) {
    for (let k = 0; k < row; k++) subtractRow(b, row, k, columns, lower[row * order + k]!)
    scaleRow(b, row, columns, 1 / lower[row * order + row]!)
  }
  return b
}

/** X with LᵀX = B. @param b order × columns, row by row; overwritten with X and returned */
export function solveUpperColumns({ lower, order }: Cholesky, b: Float64Array, columns: number): Float64Array {
  for (let row = order - 1; row >= 0; row--) {
    for (let k = row + 1; k < order; k++) subtractRow(b, row, k, columns, lower[k * order + row]!)
    scaleRow(b, row, columns, 1 / lower[row * order + row]!)
  }
  return b
}

function subtractRow(matrix: Float64Array, target: number, source: number, columns: number, factor: number): void {
  if (factor === 0) return
  const to = target * columns
  const from = source * columns
  for (let column = 0; column < columns; column++) matrix[to + column]! -= factor * matrix[from + column]!
}

function scaleRow(matrix: Float64Array, row: number, columns: number, factor: number): void {
  for (let at = row * columns; at < (row + 1) * columns; at++) matrix[at]! *= factor
}
