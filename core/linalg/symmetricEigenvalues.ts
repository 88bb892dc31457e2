/** Eigenvalues of symmetric matrices, behind an interface: a faster kernel can take the place of the library. */
import { EigenvalueDecomposition, Matrix } from 'ml-matrix'

export interface SymmetricEigenvalueSolver {
  /** For diagnostics. */
  readonly name: string
  /**
   * All eigenvalues of a symmetric matrix.
   *
   * @param matrix order × order, row-major; only its symmetric part is meaningful; not changed
   * @returns length order, descending, in the matrix's units; absolute error of the order of order·ε·|λ|max
   * @throws RangeError when an entry is not finite or the length does not fit
   */
  eigenvalues(matrix: Float64Array, order: number): Float64Array
}

/** Householder tridiagonalisation and implicit QL of ml-matrix: the reference that other solvers are tested against. */
export const libraryEigenvalueSolver: SymmetricEigenvalueSolver = {
  name: 'ml-matrix',
  eigenvalues(matrix, order) {
    checkMatrix(matrix, order)
    if (order === 0) return new Float64Array(0)
    const rows = new Matrix(order, order)
    for (let row = 0, at = 0; row < order; row++) {
      for (let column = 0; column < order; column++) rows.set(row, column, matrix[at++]!)
    }
    const { realEigenvalues } = new EigenvalueDecomposition(rows, { assumeSymmetric: true })
    return Float64Array.from(realEigenvalues).sort().reverse()
  }
}

function checkMatrix(matrix: Float64Array, order: number): void {
  if (matrix.length !== order * order) throw new RangeError(`a matrix of order ${order} has ${order * order} entries, not ${matrix.length}`)
  if (!matrix.every(Number.isFinite)) throw new RangeError('the matrix has an entry that is not finite')
}
