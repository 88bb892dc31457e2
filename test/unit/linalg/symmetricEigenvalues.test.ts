import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { libraryEigenvalueSolver } from '../../../core/linalg/symmetricEigenvalues'
import { randomOrthogonal, uniform, withSpectrum } from '../../support/slowMethods'

describe('eigenvalues of a symmetric matrix', () => {
  it('are those it was built from, in descending order, in any rotation', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1, maxLength: 9 }), fc.integer(), (values, seed) => {
      const matrix = withSpectrum(values, randomOrthogonal(values.length, uniform(seed)))
      const found = libraryEigenvalueSolver.eigenvalues(Float64Array.from(matrix.flat()), values.length)
      const expected = [...values].sort((a, b) => b - a)
      // backward error of QL and of the rotation itself: some multiples of N·ε·λ₁
      for (const [index, value] of expected.entries()) expect(Math.abs(found[index]! - value)).toBeLessThan(1e-13 * (1 + expected[0]!) * values.length)
    }))
  })

  it('do not change under a permutation of the coordinates', () => {
    const matrix = withSpectrum([3, 2, 1], randomOrthogonal(3, uniform(5)))
    const permuted = [2, 0, 1].map(i => [2, 0, 1].map(j => matrix[i]![j]!))
    const before = libraryEigenvalueSolver.eigenvalues(Float64Array.from(matrix.flat()), 3)
    const after = libraryEigenvalueSolver.eigenvalues(Float64Array.from(permuted.flat()), 3)
    for (const [index, value] of before.entries()) expect(Math.abs(after[index]! - value)).toBeLessThan(1e-14)
  })

  it('keep their digits at any scale', () => {
    const matrix = withSpectrum([3, 2, 1], randomOrthogonal(3, uniform(5))).flat()
    for (const scale of [2 ** -1000, 2 ** -300, 2 ** 300, 2 ** 1000]) {
      const found = libraryEigenvalueSolver.eigenvalues(Float64Array.from(matrix, value => value * scale), 3)
      for (const [index, value] of [3, 2, 1].entries()) expect(Math.abs(found[index]! / scale - value)).toBeLessThan(1e-14 * 3)
    }
  })

  it('survive entries so small that their quotients overflow', () => {
    const [a, tiny, b] = [-0.0004483541636487256, -3.5e-323, -0.009576340839069497]
    const found = libraryEigenvalueSolver.eigenvalues(Float64Array.of(a, tiny, b, tiny, 3.8e-79, 0, b, 0, 0), 3)
    const root = Math.sqrt(a * a / 4 + b * b)
    for (const [index, value] of [a / 2 + root, 0, a / 2 - root].entries()) expect(Math.abs(found[index]! - value)).toBeLessThan(1e-16)
  })

  it('of nothing are nothing; a matrix of the wrong length or with NaN is refused', () => {
    expect(libraryEigenvalueSolver.eigenvalues(new Float64Array(0), 0)).toHaveLength(0)
    expect(() => libraryEigenvalueSolver.eigenvalues(new Float64Array(3), 2)).toThrow(RangeError)
    expect(() => libraryEigenvalueSolver.eigenvalues(Float64Array.of(Number.NaN), 1)).toThrow(RangeError)
  })
})
