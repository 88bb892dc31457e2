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

/** With the given eigenvalues, up to rounding, and random eigenvectors: a diagonal matrix seen in three mirrors. */
export function withEigenvalues(values: ArrayLike<number>, seed: number): Float64Array {
  const random = createRandom(seed)
  const order = values.length
  const matrix = symmetric(order, (row, column) => (row === column ? values[row]! : 0))
  for (let mirror = 0; mirror < 3; mirror++) {
    const normal = Float64Array.from({ length: order }, () => random.normal())
    const size = Math.hypot(...normal)
    const unit = normal.map(value => value / size)
    const image = unit.map((_, row) => unit.reduce((sum, value, column) => sum + matrix[row * order + column]! * value, 0))
    const along = image.reduce((sum, value, row) => sum + value * unit[row]!, 0)
    const shifted = image.map((value, row) => value - along * unit[row]!)
    for (let row = 0; row < order; row++) {
      for (let column = 0; column < order; column++) matrix[row * order + column]! -= 2 * (shifted[row]! * unit[column]! + unit[row]! * shifted[column]!)
    }
  }
  return symmetric(order, (row, column) => (matrix[row * order + column]! + matrix[column * order + row]!) / 2)
}
