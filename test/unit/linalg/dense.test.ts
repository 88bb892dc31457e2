import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cholesky, solve, solveColumns, solveLower } from '../../../core/linalg/cholesky'
import { multiply, multiplyTransposed, transpose, transposedMultiply } from '../../../core/linalg/dense'
import { createRandom, shuffle } from '../../../core/linalg/random'
import { symmetricEigenvectors } from '../../../core/linalg/symmetricEigenvalues'
import { inverseAndLogDeterminant, multiply as slowMultiply, type Rows } from '../../support/slowMethods'

const sizes = fc.record({ rows: fc.integer({ min: 1, max: 9 }), inner: fc.integer({ min: 1, max: 9 }), columns: fc.integer({ min: 1, max: 9 }), seed: fc.nat(1e6) })

function matrix(rows: number, columns: number, seed: number): Float64Array {
  const random = createRandom(seed)
  return Float64Array.from({ length: rows * columns }, () => random.normal())
}

const rowsOf = (values: Float64Array, columns: number): Rows =>
  Array.from({ length: values.length / columns }, (_, row) => [...values.subarray(row * columns, (row + 1) * columns)])

/** Sums of at most nine products of numbers near one: a few ulps. */
function expectClose(found: Float64Array, expected: Rows, tolerance = 1e-13): void {
  const flat = expected.flat()
  expect(found).toHaveLength(flat.length)
  for (const [index, value] of flat.entries()) expect(Math.abs(found[index]! - value)).toBeLessThan(tolerance * (1 + Math.abs(value)))
}

describe('products of dense matrices', () => {
  it('agree with the definition in every shape', () => {
    fc.assert(fc.property(sizes, ({ rows, inner, columns, seed }) => {
      const a = matrix(rows, inner, seed)
      const b = matrix(inner, columns, seed + 1)
      const expected = slowMultiply(rowsOf(a, inner), rowsOf(b, columns))
      expectClose(multiply(a, b, rows, inner, columns), expected)
      expectClose(multiplyTransposed(a, transpose(b, inner, columns), rows, inner, columns), expected)
      expectClose(transposedMultiply(transpose(a, rows, inner), b, rows, inner, columns), expected)
    }))
  })
})

describe('Cholesky', () => {
  const positive = (order: number, seed: number): Float64Array => {
    const root = matrix(order, order, seed)
    const product = multiplyTransposed(root, root, order, order, order)
    for (let index = 0; index < order; index++) product[index * order + index]! += 0.5
    return product
  }

  it('gives the log determinant and solves systems', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 8 }), fc.nat(1e6), (order, seed) => {
      const a = positive(order, seed)
      const factor = cholesky(a, order)!
      // the smallest eigenvalue is ≥ 0.5 and the largest some tens: condition a hundred or so
      expect(Math.abs(factor.logDeterminant - inverseAndLogDeterminant(rowsOf(a, order)).logDeterminant)).toBeLessThan(1e-11)
      const b = matrix(order, 3, seed + 7)
      const x = solveColumns(factor, b.slice(), 3)
      expectClose(multiply(a, x, order, order, 3), rowsOf(b, 3), 1e-11)
      const one = b.filter((_, index) => index % 3 === 0)
      expectClose(solve(factor, one), rowsOf(x.filter((_, index) => index % 3 === 0), 1), 1e-12)
      expectClose(multiply(factor.lower, solveLower(factor, one), order, order, 1), rowsOf(one, 1), 1e-12)
    }))
  })

  it('refuses a matrix that is not positive definite', () => {
    expect(cholesky(Float64Array.of(1, 2, 2, 1), 2)).toBeNull()
    expect(cholesky(Float64Array.of(0), 1)).toBeNull()
    expect(cholesky(Float64Array.of(Number.NaN), 1)).toBeNull()
  })
})

describe('eigenvectors of a symmetric matrix', () => {
  it('are orthonormal, and A·v = λ·v with λ descending', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 8 }), fc.nat(1e6), (order, seed) => {
      const half = matrix(order, order, seed)
      const a = half.map((value, index) => value + half[(index % order) * order + Math.floor(index / order)]!)
      const { values, vectors } = symmetricEigenvectors(a, order)
      expect([...values]).toEqual([...values].sort((left, right) => right - left))
      // backward error of QL: some multiples of N·ε·|λ|max
      expectClose(multiplyTransposed(vectors, vectors, order, order, order), rowsOf(Float64Array.from({ length: order * order }, (_, at) => (at % (order + 1) === 0 ? 1 : 0)), order), 1e-13)
      const scaled = vectors.map((value, at) => value * values[Math.floor(at / order)]!)
      expectClose(multiply(vectors, a, order, order, order), rowsOf(scaled, order), 1e-12)
    }))
  })
})

describe('random numbers', () => {
  it('repeat with their seed and differ without', () => {
    const numbers = (seed: number): number[] => {
      const random = createRandom(seed)
      return Array.from({ length: 5 }, () => random.uniform())
    }
    expect(numbers(3)).toEqual(numbers(3))
    expect(numbers(3)).not.toEqual(numbers(4))
  })

  it('have the moments of their distributions, and forks do not repeat their origin', () => {
    const random = createRandom(11)
    const fork = random.fork()
    const count = 200_000
    const means = { uniform: 0, normal: 0, square: 0, fourth: 0, product: 0 }
    for (let at = 0; at < count; at++) {
      const normal = random.normal()
      means.uniform += random.uniform() / count
      means.normal += normal / count
      means.square += normal ** 2 / count
      means.fourth += normal ** 4 / count
      means.product += (normal * fork.normal()) / count
    }
    // six standard errors of each mean: sd/√200,000 with sd 0.29, 1, 1.41, 9.8 and 1
    expect(Math.abs(means.uniform - 0.5)).toBeLessThan(0.004)
    expect(Math.abs(means.normal)).toBeLessThan(0.0135)
    expect(Math.abs(means.square - 1)).toBeLessThan(0.019)
    expect(Math.abs(means.fourth - 3)).toBeLessThan(0.14)
    expect(Math.abs(means.product)).toBeLessThan(0.0135)
  })

  it('shuffle into a permutation that leaves no place preferred', () => {
    const random = createRandom(2)
    const counts = new Float64Array(16)
    for (let round = 0; round < 8000; round++) {
      const values = Int32Array.of(0, 1, 2, 3)
      shuffle(values, random)
      expect([...values].sort()).toEqual([0, 1, 2, 3])
      for (const [place, value] of values.entries()) counts[place * 4 + value]!++
    }
    // 2000 expected in each cell, sd √(8000·¼·¾) = 39
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(240)
  })
})
