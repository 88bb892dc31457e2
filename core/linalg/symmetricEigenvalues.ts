/** Eigenvalues of symmetric matrices, behind an interface: a faster kernel can take the place of the library. */
import { EigenvalueDecomposition, Matrix } from 'ml-matrix'

export interface SymmetricEigenvalueSolver {
  /** For diagnostics. */
  readonly name: string
  /**
   * All eigenvalues of a symmetric matrix.
   *
   * @param matrix order × order, row-major, symmetric: of two mirrored entries only one may be looked at; not changed
   * @returns length order, descending, in the matrix's units; absolute error of the order of order·ε·|λ|max
   * @throws RangeError when an entry is not finite or the length does not fit; MatrixTooLarge; the signal's reason once it is aborted
   */
  eigenvalues(matrix: Float64Array, order: number, hooks?: EigenvalueHooks): Float64Array
}

/** For solvers that take their time: looked at and called between steps. A solver may know neither. */
export interface EigenvalueHooks {
  readonly signal?: Pick<AbortSignal, 'aborted' | 'throwIfAborted'>
  /** @param fraction of the work that is done, rising from 0 to 1 */
  readonly onProgress?: (fraction: number) => void
}

/** There is not enough memory for a matrix of this order. */
export class MatrixTooLarge extends Error {
  constructor(readonly order: number, options?: ErrorOptions) {
    super(`there is not enough memory for the eigenvalues of a matrix of order ${order}`, options)
  }
}

/** Householder tridiagonalisation and implicit QL of ml-matrix: the reference that other solvers are tested against. */
export const libraryEigenvalueSolver: SymmetricEigenvalueSolver = {
  name: 'ml-matrix',
  eigenvalues: (matrix, order) => libraryDecomposition(matrix, order).values
}

export interface SymmetricEigenDecomposition {
  /** Descending, length order. */
  readonly values: Float64Array
  /** Row i is the unit eigenvector of value i — order × order. */
  readonly vectors: Float64Array
}

/**
 * Eigenvalues and eigenvectors of a symmetric matrix.
 *
 * @param matrix order × order, row by row; only its symmetric part is meaningful; not changed
 * @throws RangeError when an entry is not finite or the length does not fit
 */
export function symmetricEigenvectors(matrix: Float64Array, order: number): SymmetricEigenDecomposition {
  const { values, columns } = libraryDecomposition(matrix, order)
  const vectors = new Float64Array(order * order)
  columns.forEach((column, index) => {
    for (let row = 0; row < order; row++) vectors[index * order + row] = column(row)
  })
  return { values, vectors }
}

/** Values descending, and beside each the reader of its eigenvector. */
function libraryDecomposition(matrix: Float64Array, order: number): { readonly values: Float64Array; readonly columns: readonly ((row: number) => number)[] } {
  const largest = largestEntry(matrix, order)
  if (order === 0) return { values: new Float64Array(0), columns: [] }
  const scale = powerOfTwoBelow(largest)
  const rows = new Matrix(order, order)
  for (let row = 0, at = 0; row < order; row++) {
    for (let column = 0; column < order; column++) rows.set(row, column, flushed(matrix[at++]! / scale))
  }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(rows, { assumeSymmetric: true })
  const ranked = Array.from(realEigenvalues, (value, column) => ({ value, column })).sort((a, b) => b.value - a.value)
  return {
    values: Float64Array.from(ranked, ({ value }) => value * scale),
    columns: ranked.map(({ column }) => row => eigenvectorMatrix.get(row, column))
  }
}

/** The library divides by numbers as small as its smallest entry and loses its way below this; far below any accuracy promised. */
const leastEntry = 2 ** -900

function flushed(value: number): number {
  return Math.abs(value) < leastEntry ? 0 : value
}

/** 2ᵏ ≤ size, 1 for 0. Dividing by it is exact and keeps the squares that a decomposition forms from under- and overflowing. */
export function powerOfTwoBelow(size: number): number {
  return size === 0 ? 1 : 2 ** Math.min(1023, Math.floor(Math.log2(size)))
}

/**
 * The largest |entry|; 0 for an empty matrix.
 * @throws RangeError when an entry is not finite or the length does not fit
 */
export function largestEntry(matrix: Float64Array, order: number): number {
  if (matrix.length !== order * order) throw new RangeError(`a matrix of order ${order} has ${order * order} entries, not ${matrix.length}`)
  let largest = 0
  // a plain loop: of some million entries a callback each would be noticed
  for (let index = 0; index < matrix.length; index++) {
    const size = Math.abs(matrix[index]!)
    if (!(size <= Number.MAX_VALUE)) throw new RangeError('the matrix has an entry that is not finite')
    if (size > largest) largest = size
  }
  return largest
}
