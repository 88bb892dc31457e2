/** The largest eigenvalues of symmetric matrices with their eigenvectors, behind an interface: a faster kernel can take the place of the library. */
import { createRandom } from './random'
import { largestEntry, powerOfTwoBelow, symmetricEigenvectors, type SymmetricEigenDecomposition } from './symmetricEigenvalues'

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

/**
 * Whether A·u = λ·u for all pairs at once, up to rounding: tried on one random combination of them, which a wrong pair spoils but
 * for a chance of nothing (Freivalds). One product of the matrix with a vector.
 */
export function areEigenvectors(matrix: Float64Array, order: number, { values, vectors }: SymmetricEigenDecomposition): boolean {
  const scale = powerOfTwoBelow(largestEntry(matrix, order))
  const random = createRandom(2)
  const combined = new Float64Array(order)
  const stretched = new Float64Array(order)
  values.forEach((value, index) => {
    const weight = random.normal()
    for (let at = 0, from = index * order; at < order; at++) {
      combined[at]! += weight * vectors[from + at]!
      stretched[at]! += weight * (value / scale) * vectors[from + at]!
    }
  })
  let residual = 0
  let norm = 0
  for (let row = 0, from = 0; row < order; row++) {
    let product = 0
    for (let at = 0; at < order; at++, from++) {
      product += (matrix[from]! / scale) * combined[at]!
      norm += (matrix[from]! / scale) ** 2
    }
    residual += (product - stretched[row]!) ** 2
  }
  // each pair is off by some N·ε·‖A‖, the combination by √count of them, and so is the product; what is wrong is off by far more
  return Math.sqrt(residual) <= 32 * (order + 8) * Number.EPSILON * Math.sqrt(norm * Math.max(1, values.length))
}
