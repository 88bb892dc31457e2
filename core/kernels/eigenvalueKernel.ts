/** The compiled eigenvalue kernel with its memory, and one matrix at a time in it. */
import { panelWidth, type VectorPanels } from '../linalg/krylov/vectorPanels'
import { MatrixTooLarge } from '../linalg/symmetricEigenvalues'
import type { Tridiagonal } from '../linalg/tridiagonalEigenvectors'
import { BandStages, type BandExports } from './bandStages'
import * as compiled from './generated/eigenvalues'
import { callHelpers } from './helperThreads'
import { kernelMemory, kernelModule, type KernelVariant } from './load'
import { webAssembly, type WasmMemory, type WasmModule } from './webAssembly'

/** What core/kernels/assembly/eigenvalues.ts exports; addresses above 2 GiB arrive as negative numbers, truth as 0 or 1. */
interface Exports extends BandExports {
  readonly prepare: (order: number) => number
  readonly rowFromDiagonal: (row: number) => number
  readonly values: () => number
  readonly diagonal: () => number
  readonly offDiagonal: () => number
  readonly prepareVectors: (count: number) => number
  readonly vectorAddress: (index: number) => number
  readonly rotateBack: (count: number) => void
  readonly preparePanels: (count: number) => number
  readonly panelAddress: (index: number) => number
  readonly multiplyPanel: (from: number, to: number) => void
  readonly projectPanel: (count: number, panel: number) => void
  readonly combinePanels: (count: number, panel: number) => void
  readonly coefficients: () => number
  readonly reducePanel: (from: number) => number
  readonly iterate: () => number
  readonly gather: () => void
  readonly dismiss: () => void
  readonly helperCount: () => number
}

export class EigenvalueKernel {
  readonly #module: WasmModule
  readonly #memory: WasmMemory
  readonly #exports: Exports
  #order = 0

  /** @throws RangeError when the system does not lend the addresses for its memory */
  constructor(variant: KernelVariant) {
    this.#module = kernelModule(compiled, variant)
    this.#memory = kernelMemory(0)
    this.#exports = new webAssembly.Instance(this.#module, { env: { memory: this.#memory } }).exports as Exports
  }

  /**
   * Takes in matrix/scale. Memory grows to the largest matrix met, some 4·order² bytes, and is kept for the next.
   * @param matrix order × order; its upper triangle is read; finite, and the largest entry of the quotient near 1
   * @throws MatrixTooLarge
   */
  load(matrix: Float64Array, order: number, scale: number): void {
    if (this.#exports.prepare(order) === 0) throw new MatrixTooLarge(order)
    this.#order = order
    const numbers = new Float64Array(this.#memory.buffer)
    for (let row = 0; row < order; row++) {
      const to = (this.#exports.rowFromDiagonal(row) >>> 0) / 8
      copyScaled(matrix, row * order + row, (row + 1) * order, scale, numbers, to)
    }
  }

  /** Threads that help with this matrix as soon as they have started. They leave at `dismiss`. */
  callHelpers(count: number): void {
    this.#exports.gather()
    callHelpers(this.#module, this.#memory, count)
  }

  get helperCount(): number {
    return this.#exports.helperCount()
  }

  dismiss(): void {
    this.#exports.dismiss()
  }

  /** Brings the columns of one panel to tridiagonal form. @returns where the next panel begins; the order when there is none */
  reducePanel(from: number): number {
    return this.#exports.reducePanel(from)
  }

  /**
   * A reduction by way of a band in place of panel after panel; to be asked for before the matrix is reduced.
   * @throws MatrixTooLarge
   */
  band(): BandStages {
    return new BandStages(this.#exports, (address, count) => this.#numbers(address, count), this.#order)
  }

  /** The eigenvalues of the tridiagonal matrix, ascending; null when the iteration does not converge. */
  iterate(): Float64Array | null {
    return this.#exports.iterate() === 0 ? null : this.#numbers(this.#exports.values(), this.#order).slice().sort()
  }

  /** What the matrix has been reduced to. */
  tridiagonal(): Tridiagonal {
    return {
      diagonal: this.#numbers(this.#exports.diagonal(), this.#order).slice(),
      offDiagonal: this.#numbers(this.#exports.offDiagonal(), Math.max(0, this.#order - 1)).slice()
    }
  }

  /**
   * Eigenvectors of the tridiagonal matrix as eigenvectors of the matrix.
   * @param vectors row by row; overwritten
   * @throws MatrixTooLarge
   */
  rotateBack(vectors: Float64Array): Float64Array {
    const order = this.#order
    const count = vectors.length / order
    if (this.#exports.prepareVectors(count) === 0) throw new MatrixTooLarge(order)
    const place = (index: number): Float64Array => this.#numbers(this.#exports.vectorAddress(index), order)
    for (let index = 0; index < count; index++) place(index).set(vectors.subarray(index * order, (index + 1) * order))
    this.#exports.rotateBack(count)
    for (let index = 0; index < count; index++) vectors.set(place(index), index * order)
    return vectors
  }

  /**
   * Panels for the search for leading eigenvectors; to be asked for before the matrix is reduced. They are gone once it is.
   * @throws MatrixTooLarge
   */
  panels(count: number): VectorPanels {
    const order = this.#order
    if (this.#exports.preparePanels(count) === 0) throw new MatrixTooLarge(order)
    const coefficients = (panels: number): Float64Array => this.#numbers(this.#exports.coefficients(), panels * panelWidth ** 2)
    return {
      order,
      count,
      vectors: index => this.#numbers(this.#exports.panelAddress(index), order * panelWidth),
      multiply: (from, to) => this.#exports.multiplyPanel(from, to),
      project: (panels, panel) => {
        this.#exports.projectPanel(panels, panel)
        return coefficients(panels).slice()
      },
      combine: (panels, factors, panel) => {
        coefficients(panels).set(factors)
        this.#exports.combinePanels(panels, panel)
      }
    }
  }

  #numbers(address: number, count: number): Float64Array {
    return new Float64Array(this.#memory.buffer, address >>> 0, count)
  }
}

/** @param scale a power of two: where its inverse is a number, it is exact, and multiplying is faster */
function copyScaled(values: Float64Array, from: number, end: number, scale: number, target: Float64Array, to: number): void {
  const inverse = 1 / scale
  if (Number.isFinite(inverse)) for (let at = from; at < end; at++) target[to++] = values[at]! * inverse
  else for (let at = from; at < end; at++) target[to++] = values[at]! / scale
}
