import { describe, expect, it } from 'vitest'
import { areEigenvectors, libraryEigenvectorSolver } from '../../../core/linalg/leadingEigenvectors'
import { randomSymmetric } from '../../support/symmetricMatrices'

describe('the check of eigenvectors', () => {
  const order = 40
  const matrix = randomSymmetric(order, 4)
  const { values, vectors } = libraryEigenvectorSolver.leading(matrix, order, 8)

  it('finds them right, for few, for all and for none, at any scale', () => {
    for (const count of [0, 1, 8, 40]) expect(areEigenvectors(matrix, order, libraryEigenvectorSolver.leading(matrix, order, count))).toBe(true)
    for (const scale of [2 ** -1000, 2 ** 1000]) {
      expect(areEigenvectors(matrix.map(value => value * scale), order, { values: values.map(value => value * scale), vectors })).toBe(true)
    }
    expect(areEigenvectors(new Float64Array(9), 3, { values: Float64Array.of(0), vectors: Float64Array.of(1, 0, 0) })).toBe(true)
  })

  it('finds out a value, a vector or an entry that is a little wrong', () => {
    const wrong = (numbers: Float64Array, at: number): Float64Array => numbers.map((value, index) => (index === at ? value + 1e-9 : value))
    expect(areEigenvectors(matrix, order, { values: wrong(values, 7), vectors })).toBe(false)
    expect(areEigenvectors(matrix, order, { values, vectors: wrong(vectors, 100) })).toBe(false)
    expect(areEigenvectors(wrong(matrix, 77), order, { values, vectors })).toBe(false)
    expect(areEigenvectors(matrix, order, { values, vectors: vectors.map(() => Number.NaN) })).toBe(false)
  })
})
