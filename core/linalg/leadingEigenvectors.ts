/** The largest eigenvalues of symmetric matrices with their eigenvectors, behind an interface: a faster kernel can take the place of the library. */
import { symmetricEigenvectors, type SymmetricEigenDecomposition } from './symmetricEigenvalues'

export interface LeadingEigenvectorSolver {
  /** For diagnostics. */
  readonly name: string
  /**
   * The largest eigenvalues with an orthonormal set of eigenvectors. Of equal eigenvalues any set is one.
   *
   * @param matrix order × order, row-major, symmetric: of two mirrored entries only one may be looked at; not changed
   * @param count 0 ≤ count ≤ order
   * @returns count values, descending, and count × order numbers; ‖A·u − λ·u‖ of the order of order·ε·|λ|max
   * @throws RangeError when an entry is not finite or the length does not fit
   */
  leading(matrix: Float64Array, order: number, count: number): SymmetricEigenDecomposition
}

/** ml-matrix finds all of them, whatever is asked for: the reference that other solvers are tested against. */
export const libraryEigenvectorSolver: LeadingEigenvectorSolver = {
  name: 'ml-matrix',
  leading(matrix, order, count) {
    const { values, vectors } = symmetricEigenvectors(matrix, order)
    return { values: values.slice(0, count), vectors: vectors.slice(0, count * order) }
  }
}
