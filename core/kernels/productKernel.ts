/** The compiled product kernel with its memory, in which matrices are laid out one behind the other. */
import * as compiled from './generated/product'
import { callHelpers } from './helperThreads'
import { growKernelMemory, kernelMemory, kernelModule, type KernelVariant } from './load'
import { webAssembly, type WasmMemory, type WasmModule } from './webAssembly'

/** What core/kernels/assembly/product.ts exports; addresses above 2 GiB arrive as negative numbers. */
interface Exports {
  readonly free: () => number
  readonly multiply: (left: number, leftCount: number, right: number, rightCount: number, inner: number, out: number) => void
  readonly addProducts: (left: number, leftCount: number, right: number, rightCount: number, inner: number, out: number) => void
  readonly addSquares: (panels: number, count: number, inner: number, out: number) => void
  readonly quadraticForms: (upper: number, count: number, right: number, rightCount: number, out: number, forms: number) => void
  readonly helperCount: () => number
  readonly dismiss: () => void
}

const numberBytes = Float64Array.BYTES_PER_ELEMENT
/** Places begin at multiples of so many bytes: cache lines. */
const alignment = 64

/** A piece of the kernel's memory. */
export interface Place {
  readonly address: number
  /** float64. */
  readonly length: number
}

export class ProductKernel {
  readonly run: Exports
  readonly #module: WasmModule
  readonly #memory: WasmMemory
  #free: number

  /** @throws RangeError when the system does not lend the addresses for its memory */
  constructor(variant: KernelVariant) {
    this.#module = kernelModule(compiled, variant)
    this.#memory = kernelMemory(0)
    this.run = new webAssembly.Instance(this.#module, { env: { memory: this.#memory } }).exports as Exports
    this.#free = this.run.free() >>> 0
  }

  /** A place of so many numbers, all zeros, for good. @throws RangeError when the memory cannot grow so far */
  take(length: number): Place {
    const address = this.#free
    const end = Math.ceil((address + length * numberBytes) / alignment) * alignment
    growKernelMemory(this.#memory, end)
    this.#free = end
    return { address, length }
  }

  /** A view of the place. */
  numbers({ address, length }: Place): Float64Array {
    return new Float64Array(this.#memory.buffer, address, length)
  }

  /** Threads that help as soon as they have started. They leave at `dismiss`. */
  callHelpers(count: number): void {
    callHelpers(this.#module, this.#memory, count)
  }

  get helperCount(): number {
    return this.run.helperCount()
  }

  dismiss(): void {
    this.run.dismiss()
  }
}
