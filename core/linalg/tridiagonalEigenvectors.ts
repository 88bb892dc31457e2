/** Eigenvectors of a symmetric tridiagonal matrix whose eigenvalues are known. */
import { inverseIteration, leastPivot, type ShiftedSolver } from './inverseIteration'

export interface Tridiagonal {
  /** Length N. */
  readonly diagonal: Float64Array
  /** Length N − 1. */
  readonly offDiagonal: Float64Array
}

/**
 * @param values eigenvalues of the matrix, descending, to the order of N·ε·‖T‖
 * @returns a unit eigenvector of each, values.length × N row by row, orthogonal to each other; null when one was not found
 */
export function tridiagonalEigenvectors(matrix: Tridiagonal, values: Float64Array): Float64Array | null {
  return inverseIteration(new ShiftedFactors(matrix), values)
}

/** ‖T‖∞. */
function normOf({ diagonal, offDiagonal }: Tridiagonal): number {
  return diagonal.reduce((most, value, at) => Math.max(most, Math.abs(value) + Math.abs(offDiagonal[at - 1] ?? 0) + Math.abs(offDiagonal[at] ?? 0)), 0)
}

/** T − shift·I = P·L·U with partial pivoting: U has two diagonals above its own. */
class ShiftedFactors implements ShiftedSolver {
  readonly order: number
  readonly norm: number
  readonly #pivots: Float64Array
  readonly #above: Float64Array
  readonly #farAbove: Float64Array
  readonly #multipliers: Float64Array
  readonly #isSwapped: Uint8Array

  constructor(private readonly matrix: Tridiagonal) {
    const order = matrix.diagonal.length
    this.order = order
    this.norm = normOf(matrix)
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
    const least = leastPivot(this.norm)
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

  residual(value: number, vector: Float64Array): number {
    const { diagonal, offDiagonal } = this.matrix
    let sum = 0
    for (let at = 0; at < vector.length; at++) {
      const before = at > 0 ? offDiagonal[at - 1]! * vector[at - 1]! : 0
      const after = at + 1 < vector.length ? offDiagonal[at]! * vector[at + 1]! : 0
      sum += (before + (diagonal[at]! - value) * vector[at]! + after) ** 2
    }
    return Math.sqrt(sum)
  }
}
