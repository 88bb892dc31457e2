import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { multiplyTransposed } from '../../../core/linalg/dense'
import { plainPanels, type VectorPanels } from '../../../core/linalg/krylov/vectorPanels'
import { leadingEigenpairs, searchPanels, type LeadingEigenpairs } from '../../../core/linalg/leadingEigenpairs'
import { libraryEigenvectorSolver } from '../../../core/linalg/leadingEigenvectors'
import { libraryEigenvalueSolver, type EigenvalueHooks } from '../../../core/linalg/symmetricEigenvalues'
import { largestOf, randomSymmetric, symmetric, withEigenvalues } from '../../support/symmetricMatrices'

const solver = libraryEigenvectorSolver

/** With as many products as the order allows, unless fewer are given. */
function search(matrix: Float64Array, order: number, count: number, products = Math.floor(order / 4), hooks?: EigenvalueHooks): LeadingEigenpairs | null {
  return leadingEigenpairs(plainPanels(matrix, order, searchPanels(count, products)), count, { products, solver }, hooks)
}

/** What the search promises, max(N, 512)·ε·|λ|max, and what the library does, N·ε·|λ|max. */
function expectLeading(found: LeadingEigenpairs | null, matrix: Float64Array, order: number, count: number): void {
  expect(found).not.toBeNull()
  const { values, vectors, residual, unseen, lowest } = found!
  const all = libraryEigenvalueSolver.eigenvalues(matrix, order)
  const largest = largestOf(all)
  const promised = Math.max(order, 512) * Number.EPSILON * largest
  expect([values.length, vectors.length]).toEqual([count, count * order])
  for (let k = 0; k < count; k++) expect(Math.abs(values[k]! - all[k]!)).toBeLessThanOrEqual(promised + order * Number.EPSILON * largest)
  expect(residual).toBeLessThanOrEqual(promised)
  expect(unseen).toBeLessThanOrEqual(1e-12)
  expect(lowest).toBeGreaterThanOrEqual(all.at(-1)! - order * Number.EPSILON * largest)
  const images = multiplyTransposed(vectors, matrix, count, order, order)
  const squares = images.reduce((sum, value, at) => sum + (value - values[Math.floor(at / order)]! * vectors[at]!) ** 2, 0)
  // what is told of the residual is an estimate from four random combinations, which may come out at half of it
  expect(Math.sqrt(squares)).toBeLessThanOrEqual(Math.max(2 * residual, promised))
  const gram = multiplyTransposed(vectors, vectors, count, order, count)
  // a vector is made of `size` orthonormal ones, in coordinates that are orthonormal to some size·ε
  for (const [at, value] of gram.entries()) expect(Math.abs(value - (at % (count + 1) === 0 ? 1 : 0))).toBeLessThan(order * 4 * Number.EPSILON)
}

const spectrum = (order: number, value: (index: number) => number): number[] => Array.from({ length: order }, (_, index) => value(index + 1))

describe('the search for the largest eigenvalues', () => {
  it('finds those that the library finds, of falling spectra with random eigenvectors', () => {
    const falls = fc.constantFrom((i: number) => 1 / i ** 2, (i: number) => Math.exp(-0.3 * i), (i: number) => (i <= 20 ? 50 / i : 0.1 + 0.001 * (i % 7)))
    fc.assert(fc.property(fc.integer({ min: 110, max: 140 }), fc.integer({ min: 1, max: 8 }), fc.integer({ min: 0, max: 1e6 }), falls, (order, count, seed, fall) => {
      const matrix = withEigenvalues(spectrum(order, fall), seed)
      expectLeading(search(matrix, order, count), matrix, order, count)
    }), { numRuns: 25 })
  })

  it('finds pairs and quadruples of equal eigenvalues, also where the count cuts one', () => {
    for (const [together, count] of [[2, 4], [2, 5], [4, 8], [4, 6], [3, 4]] as const) {
      const matrix = withEigenvalues(spectrum(120, i => 2 ** -Math.floor((i - 1) / together)), together)
      expectLeading(search(matrix, 120, count), matrix, 120, count)
    }
  })

  it('finds more equal eigenvalues than a block has vectors', () => {
    const matrix = withEigenvalues(spectrum(180, i => (i <= 7 ? 1 : 0.4 * 0.7 ** i)), 5)
    expectLeading(search(matrix, 180, 9), matrix, 180, 9)
  })

  it('finds an eigenvector of which its start has nothing, as a second look sees it', () => {
    const order = 200
    const rest = withEigenvalues(spectrum(order - 1, i => 0.5 ** i), 9)
    // the first coordinate has nothing to do with the others
    const matrix = symmetric(order, (i, j) => (i === 0 ? (j === 0 ? 0.3 : 0) : rest[(i - 1) * (order - 1) + j - 1]!))
    const panels = plainPanels(matrix, order, searchPanels(3, 50))
    let projections = 0
    const blind: VectorPanels = {
      ...panels,
      project(first, panel) {
        // before anything else is done with the start
        if (projections++ === 0) panels.vectors(panel).fill(0, 0, 4)
        return panels.project(first, panel)
      }
    }
    const begun: number[] = []
    const found = leadingEigenpairs(blind, 3, { products: 50, solver: { ...solver, leading: (a, n, k) => (begun.push(n), solver.leading(a, n, k)) } })
    expectLeading(found, matrix, order, 3)
    // the small matrices grow, and begin anew with the second search
    expect(begun.some((size, index) => size < (begun[index - 1] ?? 0))).toBe(true)
  })

  it('finds clusters of eigenvalues as near as rounding', () => {
    const matrix = withEigenvalues(spectrum(130, i => (i <= 3 ? 1 - i * 1e-14 : i <= 6 ? 0.5 + i * 1e-10 : 0.3 * 0.8 ** i)), 8)
    expectLeading(search(matrix, 130, 6), matrix, 130, 6)
  })

  it('finds the zeros that follow the rank, and equal eigenvalues throughout', () => {
    const lowRank = withEigenvalues(spectrum(100, i => (i <= 5 ? 1 / i : 0)), 3)
    expectLeading(search(lowRank, 100, 9), lowRank, 100, 9)
    const white = withEigenvalues(spectrum(100, () => 3), 4)
    expectLeading(search(white, 100, 6), white, 100, 6)
    const identity = withEigenvalues(spectrum(100, () => 1), 4).map((_, at) => (at % 101 === 0 ? 2 : 0))
    expectLeading(search(identity, 100, 6), identity, 100, 6)
  })

  it('finds the largest, not those largest in size, and tells of negative ones', () => {
    const matrix = withEigenvalues(spectrum(120, i => (i <= 4 ? 5 - i : i === 9 ? -2 : 0.5 ** i)), 6)
    const found = search(matrix, 120, 3)
    expectLeading(found, matrix, 120, 3)
    expect(found!.lowest).toBeCloseTo(-2, 8)
  })

  it('gives the same numbers each time, whatever came before', () => {
    const matrix = withEigenvalues(spectrum(110, i => 1 / i ** 2), 1)
    const first = search(matrix, 110, 3)
    search(randomSymmetric(90, 2), 90, 2)
    expect(search(matrix, 110, 3)).toEqual(first)
  })

  it('gives up on flat spectra, on few products, and where too many of too few are wanted', () => {
    const flat = withEigenvalues(spectrum(200, i => 1 - 0.5 * (i / 200) ** 2), 7)
    expect(search(flat, 200, 20, 30)).toBeNull()
    const falling = withEigenvalues(spectrum(120, i => 1 / i), 7)
    expect(search(falling, 120, 5, 6)).toBeNull()
    for (const [order, count] of [[1, 1], [2, 1], [9, 9], [40, 30], [40, 0]] as const) expect(search(randomSymmetric(order, 3), order, count)).toBeNull()
    expect(search(new Float64Array(0), 0, 0)).toBeNull()
  })

  it('is right wherever it does not give up, at every order and for any matrix', () => {
    let answers = 0
    fc.assert(fc.property(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 0, max: 30 }), (order, count, seed, rank) => {
      const matrix = withEigenvalues(spectrum(order, i => (i <= rank ? ((seed * i) % 7) / i : 0)), seed)
      const found = search(matrix, order, count)
      if (!found) return
      answers++
      expectLeading(found, matrix, order, count)
    }), { numRuns: 60, seed: 5 })
    expect(answers).toBeGreaterThan(10)
  })

  it('tells how far it is, and stops between two products once it is cancelled', () => {
    const matrix = withEigenvalues(spectrum(120, i => 1 / i ** 2), 2)
    const fractions: number[] = []
    search(matrix, 120, 4, 30, { onProgress: fraction => void fractions.push(fraction) })
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b))
    expect(fractions.length).toBeGreaterThan(5)
    const controller = new AbortController()
    let last = 0
    const stop = (fraction: number): void => {
      last = fraction
      if (fraction > 0.1) controller.abort(new Error('enough'))
    }
    expect(() => search(matrix, 120, 4, 30, { signal: controller.signal, onProgress: stop })).toThrow('enough')
    expect(last).toBeLessThan(0.2)
  })
})
