/** The compiled eigenvalue kernel with its memory, and one matrix at a time in it. */
import { MatrixTooLarge } from '../linalg/symmetricEigenvalues'
import * as compiled from './generated/eigenvalues'
import { startHelpers } from './eigenvalueThreads'
import { kernelMemory, kernelModule, type KernelVariant } from './load'
import { webAssembly, type WasmMemory, type WasmModule } from './webAssembly'

/** What core/kernels/assembly/eigenvalues.ts exports; addresses above 2 GiB arrive as negative numbers, truth as 0 or 1. */
interface Exports {
  readonly prepare: (order: number) => number
  readonly rowFromDiagonal: (row: number) => number
  readonly values: () => number
  readonly reducePanel: (from: number) => number
  readonly iterate: () => number
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
      const from = row * order
      const to = (this.#exports.rowFromDiagonal(row) >>> 0) / 8 - row
      for (let column = row; column < order; column++) numbers[to + column] = matrix[from + column]! / scale
    }
  }

  /** Threads that help with this matrix as soon as they have started. They leave at `dismiss`. */
  startHelpers(count: number): void {
    startHelpers(this.#module, this.#memory, count)
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

  /** The eigenvalues of the tridiagonal matrix, ascending; null when the iteration does not converge. */
  iterate(): Float64Array | null {
    if (this.#exports.iterate() === 0) return null
    return new Float64Array(this.#memory.buffer, this.#exports.values() >>> 0, this.#order).slice().sort()
  }
}
