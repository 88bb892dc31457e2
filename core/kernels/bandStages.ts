/** The reduction of the matrix in the eigenvalue kernel by way of a band, and eigenvectors by way of the band. */
import { leastPivot, type ShiftedSolver } from '../linalg/inverseIteration'
import { MatrixTooLarge } from '../linalg/symmetricEigenvalues'

/** What core/kernels/assembly/eigenvalues.ts exports for it. */
export interface BandExports {
  readonly prepareBand: () => number
  readonly reducePanelToBand: (from: number) => number
  readonly beginChase: () => number
  readonly chase: (from: number, to: number) => void
  readonly endChase: () => void
  readonly band: () => number
  readonly bandRows: () => number
  readonly factoriseBand: (shift: number, least: number) => void
  readonly solution: () => number
  readonly solveBand: () => void
  readonly prepareBandVectors: (count: number) => number
  readonly bandVectorPanel: (index: number) => number
  readonly rotateBandVectors: (count: number) => void
}

/** Vectors of a panel, number by number. */
const panelWidth = 4

export class BandStages {
  /**
   * @param numbers of the kernel's memory, as it is now: it may have grown since the last look
   * @throws MatrixTooLarge
   */
  constructor(
    private readonly exports: BandExports,
    private readonly numbers: (address: number, count: number) => Float64Array,
    readonly order: number
  ) {
    if (exports.prepareBand() === 0) throw new MatrixTooLarge(order)
  }

  /** Brings the columns of one panel into the band. @returns where the next panel begins; the order when the matrix is a band */
  reducePanel(from: number): number {
    return this.exports.reducePanelToBand(from)
  }

  /** @returns how many waves of the chase take the band to tridiagonal form */
  beginChase(): number {
    return this.exports.beginChase()
  }

  chase(from: number, to: number): void {
    this.exports.chase(from, to)
  }

  /** Leaves the tridiagonal matrix where the kernel iterates on it. */
  endChase(): void {
    this.exports.endChase()
  }

  /** Column by column, `rows` numbers from the diagonal down. The chase leaves it as it is. */
  entries(): { readonly rows: number; readonly entries: Float64Array } {
    const rows = this.exports.bandRows()
    return { rows, entries: this.numbers(this.exports.band(), rows * this.order).slice() }
  }

  /** The band, for inverse iteration. */
  solver(): ShiftedSolver {
    const { exports, numbers, order } = this
    const { rows, entries } = this.entries()
    const norm = normOf(entries, rows)
    return {
      order,
      norm,
      factorise: shift => exports.factoriseBand(shift, leastPivot(norm)),
      solve: x => {
        const place = numbers(exports.solution(), order)
        place.set(x)
        exports.solveBand()
        x.set(place)
      },
      residual: (value, x) => residual(entries, rows, value, x)
    }
  }

  /**
   * Eigenvectors of the band as eigenvectors of the matrix.
   * @param vectors row by row; overwritten
   * @throws MatrixTooLarge
   */
  rotateBack(vectors: Float64Array): Float64Array {
    const { order } = this
    const count = vectors.length / order
    if (this.exports.prepareBandVectors(count) === 0) throw new MatrixTooLarge(order)
    for (let index = 0; index < count; index++) {
      const panel = this.#panel(index)
      for (let at = 0, to = index % panelWidth; at < order; at++, to += panelWidth) panel[to] = vectors[index * order + at]!
    }
    this.exports.rotateBandVectors(count)
    for (let index = 0; index < count; index++) {
      const panel = this.#panel(index)
      for (let at = 0, from = index % panelWidth; at < order; at++, from += panelWidth) vectors[index * order + at] = panel[from]!
    }
    return vectors
  }

  #panel(index: number): Float64Array {
    return this.numbers(this.exports.bandVectorPanel(Math.floor(index / panelWidth)), this.order * panelWidth)
  }
}

/** ‖B‖∞ of the band's lower half, column by column. */
function normOf(entries: Float64Array, rows: number): number {
  const order = entries.length / rows
  const sums = new Float64Array(order)
  for (let column = 0; column < order; column++) {
    for (let below = 0; below < rows && column + below < order; below++) {
      const size = Math.abs(entries[column * rows + below]!)
      sums[column]! += size
      if (below > 0) sums[column + below]! += size
    }
  }
  return sums.reduce((most, sum) => Math.max(most, sum), 0)
}

/** ‖B·x − λ·x‖. */
function residual(entries: Float64Array, rows: number, value: number, x: Float64Array): number {
  const order = x.length
  const difference = x.map(entry => -value * entry)
  for (let column = 0; column < order; column++) {
    difference[column]! += entries[column * rows]! * x[column]!
    for (let below = 1; below < rows && column + below < order; below++) {
      const entry = entries[column * rows + below]!
      difference[column + below]! += entry * x[column]!
      difference[column]! += entry * x[column + below]!
    }
  }
  return Math.sqrt(difference.reduce((sum, entry) => sum + entry * entry, 0))
}
