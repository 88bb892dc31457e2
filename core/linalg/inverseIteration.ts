/**
 * Eigenvectors of a symmetric matrix whose eigenvalues are known, by inverse iteration: for matrices that are quick to solve with.
 * @see Golub & Van Loan, Matrix Computations, §8.4; LAPACK's dstein
 */
import { multiply, multiplyTransposed } from './dense'
import { createRandom } from './random'

/** A symmetric matrix M of few diagonals. */
export interface ShiftedSolver {
  readonly order: number
  /** ‖M‖∞ */
  readonly norm: number
  /** Makes M − shift·I ready to be solved with. It may be singular: pivots below ε·‖M‖ are replaced. */
  factorise(shift: number): void
  /** x ← (M − shift·I)⁻¹·x. */
  solve(x: Float64Array): void
  /** ‖M·x − λ·x‖. */
  residual(value: number, x: Float64Array): number
}

/** What takes the place of pivots that are smaller. */
export function leastPivot(norm: number): number {
  return Number.EPSILON * norm || 1
}

/** Vectors whose eigenvalues are nearer than this, relative to the norm, are kept orthogonal by hand; others are so of themselves. */
const nearby = 1e-3

const mostTurns = 8

/**
 * @param values eigenvalues of the matrix, descending, to the order of N·ε·‖M‖
 * @returns a unit eigenvector of each, values.length × N row by row, orthogonal to each other; null when one was not found
 */
export function inverseIteration(matrix: ShiftedSolver, values: Float64Array): Float64Array | null {
  const { order, norm } = matrix
  const vectors = new Float64Array(values.length * order)
  const random = createRandom(1)
  let near = 0
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!
    while (near < index && values[near]! - value > nearby * norm) near++
    const vector = vectors.subarray(index * order, (index + 1) * order)
    // another start for each: so equal eigenvalues give different vectors
    for (let at = 0; at < order; at++) vector[at] = random.uniform() - 0.5
    matrix.factorise(value)
    if (!converge(matrix, value, vector, vectors.subarray(near * order, index * order))) return null
  }
  return vectors
}

/** @param near the earlier vectors that it has to stay orthogonal to, row by row */
function converge(matrix: ShiftedSolver, value: number, vector: Float64Array, near: Float64Array): boolean {
  // what rounding leaves of a residual, and what the eigenvalue is off by
  const enough = 4 * (matrix.order + 8) * Number.EPSILON * matrix.norm
  for (let turn = 1; turn <= mostTurns; turn++) {
    matrix.solve(vector)
    if (!normalise(vector)) return false
    // twice is enough: once more takes away what rounding has left of the first time (Kahan)
    for (let pass = 0; pass < 2; pass++) makeOrthogonal(vector, near)
    if (!normalise(vector)) return false
    // a turn more than needed: the residual says nothing of what an earlier vector has left behind
    if (turn > 1 && matrix.residual(value, vector) <= enough) return true
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
