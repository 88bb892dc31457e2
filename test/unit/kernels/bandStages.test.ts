import fc from 'fast-check'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { BandStages } from '../../../core/kernels/bandStages'
import { EigenvalueKernel } from '../../../core/kernels/eigenvalueKernel'
import { kernelEigenvalueSolver } from '../../../core/kernels/eigenvalues'
import { kernelVariant } from '../../../core/kernels/load'
import { bandedOrder, tridiagonalise } from '../../../core/kernels/tridiagonalise'
import { multiply, multiplyTransposed } from '../../../core/linalg/dense'
import { inverseIteration } from '../../../core/linalg/inverseIteration'
import { areEigenvectors } from '../../../core/linalg/leadingEigenvectors'
import { createRandom } from '../../../core/linalg/random'
import { libraryEigenvalueSolver } from '../../../core/linalg/symmetricEigenvalues'
import { largestOf, randomSymmetric, symmetric, withEigenvalues } from '../../support/symmetricMatrices'

/** Half-width of the band: what special orders are near. */
const width = 16

const alone = (): number => 1
const banded = { threads: alone, bandedOrder: 0 } as const
// Relaxed SIMD needs a flag of V8's, which this sets.
const fastest = kernelVariant() ?? 'plain'

/** Backward stable as either solver is, N·ε·|λ|max each (eigenvalues.test.ts); 8 for the smallest orders. */
const tolerance = (order: number, largest: number): number => 2 * (order + 8) * Number.EPSILON * largest

function expectClose(found: Float64Array, expected: Float64Array): void {
  expect(found).toHaveLength(expected.length)
  const bound = tolerance(expected.length, largestOf(expected))
  for (const [index, value] of expected.entries()) expect(Math.abs(found[index]! - value)).toBeLessThanOrEqual(bound)
}

function toBand(matrix: Float64Array, order: number, kernel = new EigenvalueKernel(fastest)): BandStages {
  kernel.load(matrix, order, 1)
  const band = kernel.band()
  reduceFrom(band, 0)
  return band
}

function reduceFrom(band: BandStages, column: number, to = band.order): number {
  do column = band.reducePanel(column)
  while (column < to)
  return column
}

function whole(band: BandStages): Float64Array {
  const { rows, entries } = band.entries()
  return symmetric(band.order, (row, column) => (column - row < rows ? entries[row * rows + column - row]! : 0))
}

/** Matrices that a reduction may stumble over. */
const special: readonly (readonly [string, (order: number) => Float64Array])[] = [
  ['zero', order => new Float64Array(order * order)],
  ['diagonal', order => symmetric(order, (i, j) => (i === j ? (i * 29) % order : 0))],
  ['tridiagonal', order => symmetric(order, (i, j) => [2, -1][j - i] ?? 0)],
  ['a band as wide as the one it becomes', order => symmetric(order, (i, j) => (j - i <= width ? Math.sin(i + 3 * j) : 0))],
  ['a band one wider', order => symmetric(order, (i, j) => (j - i <= width + 1 ? Math.sin(i + 3 * j) : 0))],
  ['nothing but far corners', order => symmetric(order, (i, j) => (i + j === order - 1 ? 1 + i : 0))],
  ['all ones', order => symmetric(order, () => 1)],
  ['of rank 5', order => symmetric(order, (i, j) => [1, 2, 3, 4, 5].reduce((sum, k) => sum + Math.cos(i * k) * Math.cos(j * k), 0))],
  ['with two eigenvalues', order => withEigenvalues(Array.from({ length: order }, (_, k) => (k % 3 === 0 ? 2 : 1)), 1)],
  ['with clusters', order => withEigenvalues(Array.from({ length: order }, (_, k) => 1 + (k % 7) + 1e-12 * k), 2)],
  ['graded from 1 to 1e-300', order => symmetric(order, (i, j) => Math.sin(1 + i * j) * 10 ** (-150 * (i + j) / order))],
  ['graded upwards', order => symmetric(order, (i, j) => Math.sin(1 + i * j) * 10 ** (-150 * (2 * order - i - j) / order))]
]

describe.each(['plain', 'relaxed'] as const)('eigenvalues by way of a band (%s SIMD)', variant => {
  const solver = kernelEigenvalueSolver({ variant, ...banded })

  it('are those that the library finds at orders about multiples of the band’s width', () => {
    for (const order of [1, 2, 15, 16, 17, 18, 19, 20, 21, 31, 32, 33, 34, 35, 36, 48, 49, 50, 51, 63, 64, 65, 66, 67, 96, 127, 129]) {
      const matrix = randomSymmetric(order, order)
      expectClose(solver.eigenvalues(matrix, order), libraryEigenvalueSolver.eigenvalues(matrix, order))
    }
  })

  it.each(special)('of a matrix that is %s are those that the library finds', (_name, matrixOf) => {
    for (const order of [17, 18, 50, 83]) {
      const matrix = matrixOf(order)
      expectClose(solver.eigenvalues(matrix, order), libraryEigenvalueSolver.eigenvalues(matrix, order))
    }
  })

  it('are those that were put in, at any scale', () => {
    fc.assert(fc.property(fc.integer({ min: 18, max: 110 }), fc.integer({ min: 0, max: 1e6 }), fc.constantFrom(1, 2 ** -990, 2 ** 990), (order, seed, scale) => {
      const random = createRandom(seed)
      const expected = Float64Array.from({ length: order }, () => random.normal()).sort().reverse()
      const found = solver.eigenvalues(withEigenvalues(expected, seed).map(value => value * scale), order)
      expectClose(found.map(value => value / scale), expected)
    }), { numRuns: 40 })
  })
})

describe('the band', () => {
  it('is the matrix in the coordinates that vectors are rotated back from', () => {
    for (const order of [18, 33, 50, 95]) {
      const matrix = randomSymmetric(order, order)
      const band = toBand(matrix, order)
      // row j is where the j-th axis comes to lie
      const axes = band.rotateBack(symmetric(order, (i, j) => (i === j ? 1 : 0)))
      // sums over N of products of N reflectors' rounding errors
      const bound = 8 * (order + 8) * Number.EPSILON
      const gram = multiplyTransposed(axes, axes, order, order, order)
      for (const [at, value] of gram.entries()) expect(Math.abs(value - (at % (order + 1) === 0 ? 1 : 0))).toBeLessThan(bound)
      const turned = multiplyTransposed(multiply(axes, matrix, order, order, order), axes, order, order, order)
      const expected = whole(band)
      const norm = largestOf(libraryEigenvalueSolver.eigenvalues(matrix, order))
      for (const [at, value] of turned.entries()) expect(Math.abs(value - expected[at]!)).toBeLessThan(bound * norm)
    }
  })

  it('is solved with, pivots and all, as the library’s eigenvalues say', () => {
    const order = 70
    const matrix = randomSymmetric(order, 3)
    const band = toBand(matrix, order)
    const full = whole(band)
    const solver = band.solver()
    const random = createRandom(4)
    for (const shift of [0, 1.5, -3, 40]) {
      const expected = Float64Array.from({ length: order }, () => random.normal())
      const image = multiply(full, expected, order, order, 1).map((value, at) => value - shift * expected[at]!)
      solver.factorise(shift)
      solver.solve(image)
      const gap = Math.min(...libraryEigenvalueSolver.eigenvalues(matrix, order).map(value => Math.abs(value - shift)))
      const condition = (solver.norm + Math.abs(shift)) / gap
      // N·ε times the condition, and what pivots let grow, which hardly is more than this
      for (const [at, value] of image.entries()) expect(Math.abs(value - expected[at]!)).toBeLessThan(16 * order * Number.EPSILON * condition * largestOf(expected))
    }
  })

  it('tells its norm and residuals as the whole matrix does', () => {
    const order = 41
    const band = toBand(randomSymmetric(order, 5), order)
    const full = whole(band)
    const solver = band.solver()
    const sums = Array.from({ length: order }, (_, row) => full.subarray(row * order, (row + 1) * order).reduce((sum, value) => sum + Math.abs(value), 0))
    expect(solver.norm).toBeCloseTo(Math.max(...sums), 12)
    const x = Float64Array.from({ length: order }, (_, at) => Math.cos(at))
    const image = multiply(full, x, order, order, 1)
    expect(solver.residual(0.7, x)).toBeCloseTo(Math.hypot(...image.map((value, at) => value - 0.7 * x[at]!)), 10)
  })

  it.each(special)('gives eigenvectors of a matrix that is %s without the library', (_name, matrixOf) => {
    const order = 66
    const matrix = matrixOf(order)
    const { kernel, scale, band, ascending } = tridiagonalise(matrix, order, { variant: fastest, ...banded })
    const values = ascending()!.toReversed().slice(0, 20)
    const vectors = inverseIteration(band!.solver(), values)
    expect(vectors).not.toBeNull()
    expect(areEigenvectors(matrix, order, { values: values.map(value => value * scale), vectors: band!.rotateBack(vectors!) })).toBe(true)
    const gram = multiplyTransposed(vectors!, vectors!, 20, order, 20)
    // those nearer than a thousandth are made orthogonal; of others the residuals, over the gap, are what is left
    for (const [at, value] of gram.entries()) expect(Math.abs(value - (at % 21 === 0 ? 1 : 0))).toBeLessThan(8 * order * Number.EPSILON * 1000)
    expect(kernel.helperCount).toBe(0)
  })

  it('is taken by the order alone', () => {
    const small = { variant: fastest, threads: alone } as const
    expect(tridiagonalise(new Float64Array(1), 1, small).band).toBeNull()
    const large = tridiagonalise(symmetric(bandedOrder, (i, j) => (i === j ? i : 0)), bandedOrder, small)
    expect(large.band).not.toBeNull()
    expect(tridiagonalise(symmetric(bandedOrder - 1, (i, j) => (i === j ? i : 0)), bandedOrder - 1, small).band).toBeNull()
  })
})

describe('threads that share the stages', () => {
  /** Large enough for several strips, sums, parts of rows and waves of several parts. */
  const order = 603
  const matrix = randomSymmetric(order, 1)

  const untilHelpersAre = async (kernel: EigenvalueKernel, count: number): Promise<void> => {
    while (kernel.helperCount !== count) await setImmediate()
  }

  function chaseAll(band: BandStages): void {
    const waves = band.beginChase()
    band.chase(0, waves)
    band.endChase()
  }

  const some = (): Float64Array => Float64Array.from({ length: 21 * order }, (_, index) => Math.sin(index))

  it('find the same numbers, to the last bit, as one thread, and may join half-way', async () => {
    const single = new EigenvalueKernel('plain')
    const expected = toBand(matrix, order, single)
    chaseAll(expected)
    const kernel = new EigenvalueKernel('plain')
    for (const joinAt of [0, 160]) {
      kernel.load(matrix, order, 1)
      const band = kernel.band()
      const column = joinAt === 0 ? 0 : reduceFrom(band, 0, joinAt)
      kernel.callHelpers(2)
      await untilHelpersAre(kernel, 2)
      reduceFrom(band, column)
      chaseAll(band)
      expect(band.entries()).toEqual(expected.entries())
      expect(kernel.tridiagonal()).toEqual(single.tridiagonal())
      expect(kernel.iterate()).toEqual(single.iterate())
      expect(band.rotateBack(some())).toEqual(expected.rotateBack(some()))
      kernel.dismiss()
      await untilHelpersAre(kernel, 0)
    }
  })
})

describe('a reduction by way of a band', () => {
  const order = 210
  const matrix = randomSymmetric(order, 2)
  const solver = kernelEigenvalueSolver({ variant: fastest, ...banded })

  it('tells how far it is, rising from 0 to 1', () => {
    const fractions: number[] = []
    solver.eigenvalues(matrix, order, { onProgress: fraction => void fractions.push(fraction) })
    expect(fractions.length).toBeGreaterThan(10)
    expect([fractions[0], fractions.at(-1)]).toEqual([0, 1])
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b))
  })

  it('stops in either stage once it is cancelled, and works as before afterwards', () => {
    const expected = solver.eigenvalues(matrix, order)
    for (const at of [0.3, 0.88]) {
      const controller = new AbortController()
      let last = 0
      const stop = (fraction: number): void => {
        last = fraction
        if (fraction >= at) controller.abort(new Error('enough'))
      }
      expect(() => solver.eigenvalues(matrix, order, { signal: controller.signal, onProgress: stop })).toThrow('enough')
      expect(last).toBeLessThan(at + 0.15)
      expect([...solver.eigenvalues(matrix, order)]).toEqual([...expected])
    }
  })
})
