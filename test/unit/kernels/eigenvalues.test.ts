import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eigenvalueSolver, kernelEigenvalueSolver } from '../../../core/kernels/eigenvalues'
import { kernelVariant } from '../../../core/kernels/load'
import { createRandom, shuffle } from '../../../core/linalg/random'
import { libraryEigenvalueSolver } from '../../../core/linalg/symmetricEigenvalues'
import { largestOf, randomSymmetric, symmetric } from '../../support/symmetricMatrices'

const alone = (): number => 1
// Relaxed SIMD needs a flag of V8's, which this sets.
kernelVariant()
const ways = [{ way: 'directly', bandedOrder: Infinity }, { way: 'by way of a band', bandedOrder: 0 }]
const solvers = (['plain', 'relaxed'] as const).flatMap(variant =>
  ways.map(({ way, bandedOrder }) => [`kernel (${variant} SIMD) ${way}`, kernelEigenvalueSolver({ variant, threads: alone, bandedOrder })] as const))

/**
 * Both solvers are backward stable: what they find are the eigenvalues of a matrix that differs by a small multiple of √N·ε·‖A‖ to
 * N·ε·‖A‖, and eigenvalues move no further than the matrix does (Weyl). Two of them, and the promise is N·ε·|λ|max each; the 8 is for the smallest orders.
 */
const tolerance = (order: number, largest: number): number => 2 * (order + 8) * Number.EPSILON * largest

function expectClose(found: Float64Array, expected: Float64Array): void {
  expect(found).toHaveLength(expected.length)
  const bound = tolerance(expected.length, largestOf(expected))
  for (const [index, value] of expected.entries()) expect(Math.abs(found[index]! - value)).toBeLessThanOrEqual(bound)
}

describe.each(solvers)('eigenvalues by the %s', (_name, solver) => {
  it('are those that the library finds, at every order and for full and sparse matrices', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 45 }), fc.integer({ min: 0, max: 1e6 }), fc.constantFrom(1, 0.5, 0.1), (order, seed, density) => {
      const random = createRandom(seed)
      const matrix = symmetric(order, () => (random.uniform() < density ? random.normal() : 0))
      expectClose(solver.eigenvalues(matrix, order), libraryEigenvalueSolver.eigenvalues(matrix, order))
    }))
  })

  it('are those that the library finds where several panels and partial sums are at work', () => {
    for (const order of [129, 131, 134, 200]) {
      const matrix = randomSymmetric(order, order)
      expectClose(solver.eigenvalues(matrix, order), libraryEigenvalueSolver.eigenvalues(matrix, order))
    }
  })

  it('are the known ones of min(i, j), the covariance of a random walk', () => {
    for (const order of [6, 97, 500, 803]) {
      const found = solver.eigenvalues(symmetric(order, row => row + 1), order)
      expectClose(found, Float64Array.from({ length: order }, (_, k) => 1 / (4 * Math.sin(((2 * k + 1) * Math.PI) / (4 * order + 2)) ** 2)))
    }
  })

  it('are the known ones of second differences, in any order of the coordinates', () => {
    const order = 203
    const places = Int32Array.from({ length: order }, (_, index) => index)
    shuffle(places, createRandom(4))
    const difference = (row: number, column: number): number => [2, -1][Math.abs(places[row]! - places[column]!)] ?? 0
    const expected = Float64Array.from({ length: order }, (_, k) => 2 + 2 * Math.cos(((k + 1) * Math.PI) / (order + 1)))
    expectClose(solver.eigenvalues(symmetric(order, difference), order), expected)
  })

  it('add up to the trace, and their squares to the squared Frobenius norm', () => {
    const order = 602
    const matrix = randomSymmetric(order, 3)
    const found = solver.eigenvalues(matrix, order)
    const largest = largestOf(found)
    const trace = found.reduce((sum, _, index) => sum + matrix[index * order + index]!, 0)
    // N errors of up to N·ε·|λ|max would make N²·ε; they are as often up as down, and few come near
    expect(Math.abs(found.reduce((sum, value) => sum + value, 0) - trace)).toBeLessThan(order * tolerance(order, largest) / 10)
    const squares = (values: Float64Array): number => values.reduce((sum, value) => sum + value * value, 0)
    expect(Math.abs(squares(found) / squares(matrix) - 1)).toBeLessThan(tolerance(order, 1))
  })

  it('of special matrices are exact or nearly so', () => {
    const order = 70
    expect([...solver.eigenvalues(new Float64Array(order * order), order)]).toEqual(Array<number>(order).fill(0))
    expect([...solver.eigenvalues(symmetric(order, (i, j) => (i === j ? 3 : 0)), order)]).toEqual(Array<number>(order).fill(3))
    // a diagonal matrix is tridiagonal as it stands: nothing is rounded
    const diagonal = Float64Array.from({ length: order }, (_, index) => (index * 29) % order - 20.5)
    expect([...solver.eigenvalues(symmetric(order, (i, j) => (i === j ? diagonal[i]! : 0)), order)]).toEqual([...diagonal].sort((a, b) => b - a))
    // of rank 1 and 2
    expectClose(solver.eigenvalues(symmetric(order, () => 1), order), Float64Array.of(order, ...Array<number>(order - 1).fill(0)))
    expectClose(solver.eigenvalues(symmetric(order, (i, j) => (i + j) % 2), order), Float64Array.of(order / 2, ...Array<number>(order - 2).fill(0), -order / 2))
    expect([...solver.eigenvalues(Float64Array.of(-7), 1)]).toEqual([-7])
    expectClose(solver.eigenvalues(Float64Array.of(2, 1, 1, 2), 2), Float64Array.of(3, 1))
  })

  it('of blocks that have nothing to do with each other are those of the blocks', () => {
    const order = 60
    const blocks = randomSymmetric(order, 8).map((value, at) => (Math.floor(Math.floor(at / order) / 15) === Math.floor((at % order) / 15) ? value : 0))
    const expected = [0, 15, 30, 45].flatMap(from => {
      const block = symmetric(15, (i, j) => blocks[(from + i) * order + from + j]!)
      return [...libraryEigenvalueSolver.eigenvalues(block, 15)]
    })
    expectClose(solver.eigenvalues(blocks, order), Float64Array.from(expected).sort().reverse())
  })

  it('keep their digits from 1e-300 to 1e300', () => {
    const order = 39
    const matrix = randomSymmetric(order, 9)
    const expected = solver.eigenvalues(matrix, order)
    for (const exponent of [-997, -300, 300, 997]) {
      const scale = 2 ** exponent
      // powers of two round nothing, so not a bit may change
      expect([...solver.eigenvalues(matrix.map(value => value * scale), order)].map(value => value / scale)).toEqual([...expected])
    }
  })

  it('of matrices whose entries differ by hundreds of orders of magnitude are those that the library finds', () => {
    fc.assert(fc.property(fc.integer({ min: 2, max: 24 }), fc.integer({ min: 0, max: 1e6 }), fc.constantFrom(3, 30, 150, 300), (order, seed, decades) => {
      const random = createRandom(seed)
      const size = Float64Array.from({ length: order }, () => 10 ** (-decades * random.uniform()))
      const matrix = symmetric(order, (i, j) => random.normal() * size[i]! * size[j]!)
      expectClose(solver.eigenvalues(matrix, order), libraryEigenvalueSolver.eigenvalues(matrix, order))
    }))
  })

  it('of blocks that are coupled by numbers whose squares underflow are those of the blocks', () => {
    const order = 30
    const random = createRandom(10)
    const block = randomSymmetric(order, 10)
    for (const size of [1e-130, 1e-161, 1e-163, 1e-200]) {
      // a corner of three rows that are coupled to the rest so weakly
      const matrix = symmetric(order + 3, (i, j) => (i < 3 ? (i === j ? i : size * random.normal()) : block[(i - 3) * order + j - 3]!))
      const expected = Float64Array.of(0, 1, 2, ...libraryEigenvalueSolver.eigenvalues(block, order)).sort().reverse()
      expectClose(solver.eigenvalues(matrix, order + 3), expected)
    }
  })

  it('of nothing are nothing; a matrix of the wrong length or with NaN or ∞ anywhere is refused', () => {
    expect(solver.eigenvalues(new Float64Array(0), 0)).toHaveLength(0)
    expect(() => solver.eigenvalues(new Float64Array(3), 2)).toThrow(RangeError)
    for (const bad of [Number.NaN, Infinity, -Infinity]) {
      expect(() => solver.eigenvalues(Float64Array.of(1, 0, bad, 1), 2)).toThrow(RangeError)
    }
  })

  it('leave the matrix as it was, and do not depend on the one before', () => {
    const matrix = randomSymmetric(50, 11)
    const copy = matrix.slice()
    const first = solver.eigenvalues(matrix, 50)
    solver.eigenvalues(randomSymmetric(90, 12), 90)
    expect([...solver.eigenvalues(matrix, 50)]).toEqual([...first])
    expect([...matrix]).toEqual([...copy])
  })
})

describe('the eigenvalue solver of this machine', () => {
  it('is the kernel in the fastest variant there is', () => {
    expect(eigenvalueSolver.name).toBe(`kernel (${kernelVariant()} SIMD)`)
  })

  it('tells how far it is, rising from 0 to 1', () => {
    const fractions: number[] = []
    eigenvalueSolver.eigenvalues(randomSymmetric(150, 1), 150, { onProgress: fraction => void fractions.push(fraction) })
    expect(fractions.length).toBeGreaterThan(5)
    expect([fractions[0], fractions.at(-1)]).toEqual([0, 1])
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b))
  })

  it('stops between panels once it is cancelled, and works as before afterwards', () => {
    const matrix = randomSymmetric(300, 2)
    const expected = eigenvalueSolver.eigenvalues(matrix, 300)
    const controller = new AbortController()
    let last = 0
    const stop = (fraction: number): void => {
      last = fraction
      if (fraction > 0.3) controller.abort(new Error('enough'))
    }
    expect(() => eigenvalueSolver.eigenvalues(matrix, 300, { signal: controller.signal, onProgress: stop })).toThrow('enough')
    expect(last).toBeLessThan(0.5)
    expect([...eigenvalueSolver.eigenvalues(matrix, 300)]).toEqual([...expected])
  })
})
