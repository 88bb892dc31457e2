/** Symmetric matrices for tests of eigenvalues. */
import { createRandom } from '../../core/linalg/random'

/** From its upper triangle. @returns order × order, row by row */
export function symmetric(order: number, entry: (row: number, column: number) => number): Float64Array {
  const matrix = new Float64Array(order * order)
  for (let row = 0; row < order; row++) {
    for (let column = row; column < order; column++) matrix[row * order + column] = matrix[column * order + row] = entry(row, column)
  }
  return matrix
}

export function randomSymmetric(order: number, seed: number): Float64Array {
  const random = createRandom(seed)
  return symmetric(order, () => random.normal())
}

export const largestOf = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
