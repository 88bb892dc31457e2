import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { EigenvalueKernel } from '../../../core/kernels/eigenvalueKernel'
import { kernelEigenvalueSolver } from '../../../core/kernels/eigenvalues'
import { isWorthSearching, kernelLeadingEigenpairs, searchLeadingEigenpairs } from '../../../core/kernels/leadingEigenpairs'
import { kernelVariant, type KernelVariant } from '../../../core/kernels/load'
import { plainPanels, type VectorPanels } from '../../../core/linalg/krylov/vectorPanels'
import { createRandom } from '../../../core/linalg/random'
import { largestOf, randomSymmetric, symmetric, withEigenvalues } from '../../support/symmetricMatrices'

// Relaxed SIMD needs a flag of V8's, which this sets.
kernelVariant()
const variants: readonly KernelVariant[] = ['plain', 'relaxed']
const alone = (): number => 1

function fill(panels: VectorPanels, index: number, seed: number): void {
  const random = createRandom(seed)
  const vectors = panels.vectors(index)
  for (let at = 0; at < vectors.length; at++) vectors[at] = random.normal()
}

describe.each(variants)('panels of four vectors by the %s kernel', variant => {
  // below and above a block of rows, a chunk of columns, and a part of the steps
  it.each([1, 2, 3, 4, 5, 7, 8, 63, 257, 300])('do what plain loops do, at order %i', order => {
    const matrix = randomSymmetric(order, order)
    const kernel = new EigenvalueKernel(variant)
    kernel.load(matrix, order, 1)
    const [ours, plain] = [kernel.panels(4), plainPanels(matrix, order, 4)]
    for (const panels of [ours, plain]) for (const index of [0, 1, 2]) fill(panels, index, index)
    ours.multiply(1, 3)
    plain.multiply(1, 3)
    const along = [ours.project(3, 3), plain.project(3, 3)] as const
    const factors = along[1].map(value => -value / (10 * order))
    ours.combine(3, factors, 3)
    plain.combine(3, factors, 3)
    // each of some 4N products rounds by ε, of numbers up to some √N in size
    const bound = 64 * (order + 8) * Number.EPSILON * Math.sqrt(order)
    for (const [at, value] of plain.vectors(3).entries()) expect(Math.abs(ours.vectors(3)[at]! - value)).toBeLessThan(bound)
    for (const [at, value] of along[1].entries()) expect(Math.abs(along[0][at]! - value)).toBeLessThan(bound * Math.sqrt(order))
  })
})

const falling = (order: number): number[] => Array.from({ length: order }, (_, index) => 1 / (index + 1))

describe.each(variants)('the largest eigenvalues by the %s kernel', variant => {
  const options = { variant, threads: alone }

  it('are those that the kernel finds among all, of any scale', () => {
    const order = 400
    const matrix = withEigenvalues(falling(order), 2)
    const all = kernelEigenvalueSolver(options).eigenvalues(matrix, order)
    const found = kernelLeadingEigenpairs(matrix, order, 10, options, 60)!
    // both promise N·ε·λ₁, the search of a matrix of at least order 512
    for (let k = 0; k < 10; k++) expect(Math.abs(found.values[k]! - all[k]!)).toBeLessThan((order + 512) * Number.EPSILON)
    for (const exponent of [-900, 900]) {
      const scaled = kernelLeadingEigenpairs(matrix.map(value => value * 2 ** exponent), order, 10, options, 60)!
      // powers of two round nothing
      expect([...scaled.values].map(value => value * 2 ** -exponent)).toEqual([...found.values])
      expect([scaled.residual, scaled.lowest].map(value => value * 2 ** -exponent)).toEqual([found.residual, found.lowest])
      expect(scaled.vectors).toEqual(found.vectors)
    }
  })

  it('are found without a trace in what is found afterwards of the same matrix', () => {
    const order = 150
    const matrix = withEigenvalues(falling(order), 3)
    const before = kernelEigenvalueSolver(options).eigenvalues(matrix, order)
    kernelLeadingEigenpairs(matrix, order, 3, options, 30)
    expect([...kernelEigenvalueSolver(options).eigenvalues(matrix, order)]).toEqual([...before])
  })

  it('are not found of no matrix, of a zero one and of flat ones; what is not finite is refused', () => {
    expect(kernelLeadingEigenpairs(new Float64Array(0), 0, 1, options, 30)).toBeNull()
    expect(kernelLeadingEigenpairs(new Float64Array(10_000), 100, 3, options, 20)).toBeNull()
    const flat = withEigenvalues(Array.from({ length: 300 }, (_, index) => (1 + 0.7 * Math.cos((Math.PI * (index + 0.5)) / 300)) ** 2), 4)
    expect(kernelLeadingEigenpairs(flat, 300, 10, options, 40)).toBeNull()
    expect(() => kernelLeadingEigenpairs(Float64Array.of(Number.NaN), 1, 1, options, 30)).toThrow(RangeError)
  })

  it('stop being looked for once it is cancelled', () => {
    const matrix = withEigenvalues(falling(300), 5)
    const controller = new AbortController()
    const onProgress = (fraction: number): void => { if (fraction > 0.1) controller.abort(new Error('enough')) }
    expect(() => kernelLeadingEigenpairs(matrix, 300, 5, options, 60, { signal: controller.signal, onProgress })).toThrow('enough')
    expect(kernelLeadingEigenpairs(matrix, 300, 5, options, 60)).not.toBeNull()
  })
})

describe('threads that share the products of panels', () => {
  it('make the same numbers, to the last bit, as one thread', async () => {
    const order = 701
    const matrix = symmetric(order, (i, j) => 1 / (1 + Math.abs(i - j)))
    const results = []
    for (const helpers of [0, 2]) {
      const kernel = new EigenvalueKernel('plain')
      kernel.load(matrix, order, 1)
      const panels = kernel.panels(6)
      fill(panels, 0, 1)
      kernel.callHelpers(helpers)
      while (kernel.helperCount !== helpers) await setImmediate()
      for (let index = 0; index < 5; index++) {
        panels.multiply(index, index + 1)
        panels.combine(index + 1, panels.project(index + 1, index + 1).map(value => -value / order), index + 1)
      }
      kernel.dismiss()
      results.push([...panels.vectors(5)])
    }
    expect(results[1]).toEqual(results[0])
  })
})

describe('whether a search is worth its while', () => {
  it('is so for few of many: those take a fraction of the products that all take', () => {
    expect(isWorthSearching(3072, 50)).toBe(true)
    expect(isWorthSearching(10_000, 250)).toBe(true)
    expect([isWorthSearching(3072, 100), isWorthSearching(1999, 1), isWorthSearching(10_000, 10_000)]).toEqual([false, false, false])
    expect(searchLeadingEigenpairs(randomSymmetric(50, 1), 50, 1)).toBeNull()
  })

  it('shows at the least order: the largest are found, and are the largest', () => {
    const order = 2000
    // a diagonal matrix in other coordinates would take a second to make: this one is the random walk's, with known eigenvalues
    const matrix = symmetric(order, row => row + 1)
    const { values } = searchLeadingEigenpairs(matrix, order, 12)!
    const known = Array.from({ length: 12 }, (_, k) => 1 / (4 * Math.sin(((2 * k + 1) * Math.PI) / (4 * order + 2)) ** 2))
    for (const [k, value] of known.entries()) expect(Math.abs(values[k]! - value)).toBeLessThan(order * Number.EPSILON * known[0]!)
    expect(largestOf(values)).toBe(values[0])
  })
})
