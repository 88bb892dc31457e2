import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eigenvectorSolver, kernelEigenvalueSolver, kernelEigenvectorSolver } from '../../../core/kernels/eigenvalues'
import { kernelVariant } from '../../../core/kernels/load'
import { multiplyTransposed } from '../../../core/linalg/dense'
import { libraryEigenvectorSolver, type LeadingEigenvectorSolver } from '../../../core/linalg/leadingEigenvectors'
import { createRandom } from '../../../core/linalg/random'
import { largestOf, randomSymmetric, symmetric } from '../../support/symmetricMatrices'

const alone = (): number => 1
// Relaxed SIMD needs a flag of V8's, which this sets.
kernelVariant()
const ways = [{ way: 'directly', bandedOrder: Infinity }, { way: 'by way of a band', bandedOrder: 0 }]
const cases = (['plain', 'relaxed'] as const).flatMap(variant => ways.map(({ way, bandedOrder }) => [`kernel (${variant} SIMD) ${way}`, { variant, threads: alone, bandedOrder }] as const))

/**
 * That they are eigenvectors, of unit length and orthogonal, is all there is to say of eigenvectors: which ones they are is settled
 * only where eigenvalues lie apart.
 */
function expectEigenvectors(solver: LeadingEigenvectorSolver, matrix: Float64Array, order: number, count: number): void {
  const { values, vectors } = solver.leading(matrix, order, count)
  const reference = libraryEigenvectorSolver.leading(matrix, order, count)
  const norm = largestOf(libraryEigenvectorSolver.leading(matrix, order, order).values)
  // N·ε·‖A‖ of the reduction, of the eigenvalue and of the inverse iteration, and of the library where it is compared with
  const bound = 8 * (order + 8) * Number.EPSILON
  expect([values.length, vectors.length]).toEqual([count, count * order])
  const products = multiplyTransposed(vectors, matrix, count, order, order)
  for (let k = 0; k < count; k++) {
    expect(Math.abs(values[k]! - reference.values[k]!)).toBeLessThanOrEqual(bound * norm)
    const residual = Math.hypot(...Array.from({ length: order }, (_, at) => products[k * order + at]! - values[k]! * vectors[k * order + at]!))
    expect(residual).toBeLessThanOrEqual(bound * norm)
  }
  const gram = multiplyTransposed(vectors, vectors, count, order, count)
  // vectors nearer than a thousandth are made orthogonal; of others the residuals, over the gap, are what is left
  for (const [at, value] of gram.entries()) expect(Math.abs(value - (at % (count + 1) === 0 ? 1 : 0))).toBeLessThan(bound * 1000)
}

describe.each(cases)('leading eigenvectors by the %s', (_name, options) => {
  const solver = kernelEigenvectorSolver(options)

  it('are unit vectors, orthogonal, that the matrix only stretches, by the largest eigenvalues', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 40 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 1e6 }), fc.constantFrom(1, 0.3, 0.05), (order, share, seed, density) => {
      const random = createRandom(seed)
      const matrix = symmetric(order, () => (random.uniform() < density ? random.normal() : 0))
      expectEigenvectors(solver, matrix, order, Math.round(share * order))
    }))
  })

  it('are so where several panels are at work, for few and for all', () => {
    for (const [order, count] of [[131, 7], [134, 134]] as const) expectEigenvectors(solver, randomSymmetric(order, order), order, count)
  })

  it('are so for equal eigenvalues, for many near each other, and for low rank', () => {
    const order = 90
    const random = createRandom(5)
    const factors = Array.from({ length: 3 }, () => Float64Array.from({ length: order }, () => random.normal()))
    const lowRank = symmetric(order, (i, j) => factors.reduce((sum, factor) => sum + factor[i]! * factor[j]!, 0))
    const nearlyWhite = symmetric(order, (i, j) => (i === j ? 1 : 0) + 1e-6 * random.normal())
    const blocks = symmetric(order, (i, j) => (Math.floor(i / 10) === Math.floor(j / 10) ? 1 / (1 + Math.abs(i - j)) : 0))
    const matrices = [symmetric(order, (i, j) => (i === j ? 2 : 0)), new Float64Array(order * order), lowRank, nearlyWhite, blocks, symmetric(order, () => 1)]
    for (const matrix of matrices) expectEigenvectors(solver, matrix, order, 30)
  })

  it('of a matrix whose values were found just before are those of the matrix as it is now', () => {
    const order = 75
    const values = kernelEigenvalueSolver(options)
    const matrix = randomSymmetric(order, 21)
    values.eigenvalues(matrix, order)
    expectEigenvectors(solver, matrix, order, 6)
    values.eigenvalues(matrix, order)
    // written to since, by little: what was kept of it does not serve any more
    matrix[3 * order + 7]! += 1e-6
    matrix[7 * order + 3]! += 1e-6
    expectEigenvectors(solver, matrix, order, 6)
  })

  it('are so at any scale, and none are none', () => {
    for (const scale of [2 ** -900, 2 ** 900]) expectEigenvectors(solver, randomSymmetric(20, 1).map(value => value * scale), 20, 5)
    expect(solver.leading(randomSymmetric(20, 1), 20, 0)).toEqual({ values: new Float64Array(0), vectors: new Float64Array(0) })
    expect(solver.leading(new Float64Array(0), 0, 0)).toEqual({ values: new Float64Array(0), vectors: new Float64Array(0) })
    expect(() => solver.leading(Float64Array.of(Number.NaN), 1, 1)).toThrow(RangeError)
  })
})

describe('the eigenvector solver of this machine', () => {
  it('is the kernel in the fastest variant there is', () => {
    expect(eigenvectorSolver.name).toBe(`kernel (${kernelVariant()} SIMD)`)
  })
})
