/**
 * Eigenvectors of a symmetric tridiagonal matrix whose eigenvalues are known, by inverse iteration.
 * @see Golub & Van Loan, Matrix Computations, §8.4; LAPACK's dstein
 */
import { multiply, multiplyTransposed } from './dense'
import { createRandom } from './random'

export interface Tridiagonal {
  /** Length N. */
  readonly diagonal: Float64Array
  /** Length N − 1. */
  readonly offDiagonal: Float64Array
}

/** Vectors whose eigenvalues are nearer than this, relative to the norm, are kept orthogonal by hand; others are so of themselves. */
const nearby = 1e-3

const mostTurns = 8

/**
 * @param values eigenvalues of the matrix, descending, to the order of N·ε·‖T‖
 * @returns a unit eigenvector of each, values.length × N row by row, orthogonal to each other; null when one was not found
 */
export function tridiagonalEigenvectors(matrix: Tridiagonal, values: Float64Array): Float64Array | null {
  const order = matrix.diagonal.length
  const norm = normOf(matrix)
  const vectors = new Float64Array(values.length * order)
  const factors = new ShiftedFactors(matrix, norm)
  const random = createRandom(1)
  let near = 0
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!
    while (near < index && values[near]! - value > nearby * norm) near++
    const vector = vectors.subarray(index * order, (index + 1) * order)
    // another start for each: so equal eigenvalues give different vectors
    for (let at = 0; at < order; at++) vector[at] = random.uniform() - 0.5
    factors.factorise(value)
    if (!converge(matrix, value, vector, factors, vectors.subarray(near * order, index * order), norm)) return null
  }
  return vectors
}

/** ‖T‖∞. */
function normOf({ diagonal, offDiagonal }: Tridiagonal): number {
  return diagonal.reduce((most, value, at) => Math.max(most, Math.abs(value) + Math.abs(offDiagonal[at - 1] ?? 0) + Math.abs(offDiagonal[at] ?? 0)), 0)
}

/** @param near the earlier vectors that it has to stay orthogonal to, row by row */
function converge(matrix: Tridiagonal, value: number, vector: Float64Array, factors: ShiftedFactors, near: Float64Array, norm: number): boolean {
  const order = vector.length
  // what rounding leaves of a residual, and what the eigenvalue is off by
  const enough = 4 * (order + 8) * Number.EPSILON * norm
  for (let turn = 1; turn <= mostTurns; turn++) {
    factors.solve(vector)
    if (!normalise(vector)) return false
    // twice is enough: once more takes away what rounding has left of the first time (Kahan)
    for (let pass = 0; pass < 2; pass++) makeOrthogonal(vector, near)
    if (!normalise(vector)) return false
    // a turn more than needed: the residual says nothing of what an earlier vector has left behind
    if (turn > 1 && residual(matrix, value, vector) <= enough) return true
  }
  return false
}

function normalise(vector: Float64Array): boolean {
  let largest = 0
  // NaN stays
  for (let at = 0; at < vector.length; at++) largest = Math.max(largest, Math.abs(vector[at]!))
  if (!(largest > 0 && largest < Infinity)) return false
  let sum = 0
  for (let at = 0; at < vector.length; at++) {
    vector[at]! /= largest
    sum += vector[at]! * vector[at]!
  }
  const length = Math.sqrt(sum)
  for (let at = 0; at < vector.length; at++) vector[at]! /= length
  return true
}

function makeOrthogonal(vector: Float64Array, near: Float64Array): void {
  const order = vector.length
  const count = near.length / order
  if (count === 0) return
  const shadow = multiply(multiplyTransposed(vector, near, 1, order, count), near, 1, count, order)
  for (let at = 0; at < order; at++) vector[at]! -= shadow[at]!
}

/** ‖T·x − λ·x‖. */
function residual({ diagonal, offDiagonal }: Tridiagonal, value: number, vector: Float64Array): number {
  let sum = 0
  for (let at = 0; at < vector.length; at++) {
    const before = at > 0 ? offDiagonal[at - 1]! * vector[at - 1]! : 0
    const after = at + 1 < vector.length ? offDiagonal[at]! * vector[at + 1]! : 0
    sum += (before + (diagonal[at]! - value) * vector[at]! + after) ** 2
  }
  return Math.sqrt(sum)
}

/** T − shift·I = P·L·U with partial pivoting: U has two diagonals above its own. */
class ShiftedFactors {
  readonly #pivots: Float64Array
  readonly #above: Float64Array
  readonly #farAbove: Float64Array
  readonly #multipliers: Float64Array
  readonly #isSwapped: Uint8Array

  constructor(private readonly matrix: Tridiagonal, private readonly norm: number) {
    const order = matrix.diagonal.length
    this.#pivots = new Float64Array(order)
    this.#above = new Float64Array(order)
    this.#farAbove = new Float64Array(order)
    this.#multipliers = new Float64Array(order)
    this.#isSwapped = new Uint8Array(order)
  }

  factorise(shift: number): void {
    const { diagonal, offDiagonal } = this.matrix
    const order = diagonal.length
    // of the row at work: its entries on the diagonal and beside it
    let own = diagonal[0]! - shift
    let beside = order > 1 ? offDiagonal[0]! : 0
    for (let at = 0; at + 1 < order; at++) {
      const below = offDiagonal[at]!
      const next = diagonal[at + 1]! - shift
      const nextBeside = at + 2 < order ? offDiagonal[at + 1]! : 0
      const isSwapped = Math.abs(below) > Math.abs(own)
      this.#isSwapped[at] = isSwapped ? 1 : 0
      if (isSwapped) {
        const multiplier = own / below
        this.#set(at, below, next, nextBeside, multiplier)
        own = beside - multiplier * next
        beside = -multiplier * nextBeside
      } else {
        const multiplier = own === 0 ? 0 : below / own
        this.#set(at, own, beside, 0, multiplier)
        own = next - multiplier * beside
        beside = nextBeside
      }
    }
    this.#set(order - 1, own, 0, 0, 0)
  }

  #set(at: number, pivot: number, above: number, farAbove: number, multiplier: number): void {
    // a singular matrix is what inverse iteration wants; it only must not divide by zero
    const least = Number.EPSILON * this.norm || 1
    this.#pivots[at] = Math.abs(pivot) < least ? (pivot < 0 ? -least : least) : pivot
    this.#above[at] = above
    this.#farAbove[at] = farAbove
    this.#multipliers[at] = multiplier
  }

  /** x ← (T − shift·I)⁻¹·x. */
  solve(x: Float64Array): void {
    const order = x.length
    for (let at = 0; at + 1 < order; at++) {
      if (this.#isSwapped[at]) {
        const kept = x[at]!
        x[at] = x[at + 1]!
        x[at + 1] = kept - this.#multipliers[at]! * x[at]!
      } else {
        x[at + 1]! -= this.#multipliers[at]! * x[at]!
      }
    }
    let next = 0
    let afterNext = 0
    for (let at = order - 1; at >= 0; at--) {
      const value = (x[at]! - this.#above[at]! * next - this.#farAbove[at]! * afterNext) / this.#pivots[at]!
      x[at] = value
      afterNext = next
      next = value
    }
  }
}
