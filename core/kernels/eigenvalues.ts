/** Eigenvalues of symmetric matrices, values only, by the compiled kernel: some 80 times as fast as the library at order 784. */
import { largestEntry, libraryEigenvalueSolver, powerOfTwoBelow, type EigenvalueHooks, type SymmetricEigenvalueSolver } from '../linalg/symmetricEigenvalues'
import { startHelpers, usefulThreads } from './eigenvalueThreads'
import * as compiled from './generated/eigenvalues'
import { kernelMemory, kernelModule, kernelVariant, type KernelVariant } from './load'
import { webAssembly, type WasmMemory, type WasmModule } from './webAssembly'

/** What core/kernels/assembly/eigenvalues.ts exports; addresses above 2 GiB arrive as negative numbers. */
interface EigenvalueExports {
  readonly prepare: (order: number) => number
  readonly rowFromDiagonal: (row: number) => number
  readonly values: () => number
  readonly reducePanel: (from: number) => number
  readonly iterate: () => number
  readonly dismiss: () => void
}

interface EigenvalueKernel {
  readonly module: WasmModule
  readonly memory: WasmMemory
  readonly exports: EigenvalueExports
}

export interface KernelSolverOptions {
  readonly variant: KernelVariant
  /** How many threads share the work, this one among them. Numbers are the same with any. */
  readonly threads: (order: number) => number
}

/** All eigenvalues by tridiagonalisation and root-free QL, in this thread and, for large matrices, helpers. */
export function kernelEigenvalueSolver({ variant, threads }: KernelSolverOptions): SymmetricEigenvalueSolver {
  return {
    name: `kernel (${variant} SIMD)`,
    eigenvalues(matrix, order, hooks = {}) {
      const scale = powerOfTwoBelow(largestEntry(matrix, order))
      if (order === 0) return new Float64Array(0)
      const kernel = instance(variant)
      if (kernel.exports.prepare(order) === 0) throw new RangeError(`there is not enough memory for a matrix of order ${order}`)
      fillUpperTriangle(kernel, matrix, order, scale)
      reduce(kernel, order, threads(order), hooks)
      // the library converges by other shifts; that both fail has not been seen
      if (kernel.exports.iterate() === 0) return libraryEigenvalueSolver.eigenvalues(matrix, order, hooks)
      hooks.onProgress?.(1)
      return descending(kernel, order, scale)
    }
  }
}

/** One each, whose memory grows with the largest matrix and is used again: a thread ends with its task. */
const instances = new Map<KernelVariant, EigenvalueKernel>()

function instance(variant: KernelVariant): EigenvalueKernel {
  let kernel = instances.get(variant)
  if (!kernel) {
    const module = kernelModule(compiled, variant)
    const memory = kernelMemory(0)
    kernel = { module, memory, exports: new webAssembly.Instance(module, { env: { memory } }).exports as EigenvalueExports }
    instances.set(variant, kernel)
  }
  return kernel
}

function fillUpperTriangle({ memory, exports }: EigenvalueKernel, matrix: Float64Array, order: number, scale: number): void {
  const numbers = new Float64Array(memory.buffer)
  for (let row = 0; row < order; row++) {
    const from = row * order
    const to = (exports.rowFromDiagonal(row) >>> 0) / 8 - row
    for (let column = row; column < order; column++) numbers[to + column] = matrix[from + column]! / scale
  }
}

function reduce({ module, memory, exports }: EigenvalueKernel, order: number, threads: number, { signal, onProgress }: EigenvalueHooks): void {
  startHelpers(module, memory, threads - 1)
  try {
    for (let column = 0; column < order;) {
      signal?.throwIfAborted()
      onProgress?.(doneBefore(column, order))
      column = exports.reducePanel(column)
    }
  } finally {
    exports.dismiss()
  }
}

/** The work of a column grows with the square of what is left of the matrix; the iteration afterwards is a small part. */
function doneBefore(column: number, order: number): number {
  return 0.98 * (1 - (1 - column / order) ** 3)
}

function descending({ memory, exports }: EigenvalueKernel, order: number, scale: number): Float64Array {
  return new Float64Array(memory.buffer, exports.values() >>> 0, order).slice().sort().reverse().map(value => value * scale)
}

/** The fastest solver of this machine. */
export const eigenvalueSolver: SymmetricEigenvalueSolver = {
  get name() { return fastest().name },
  eigenvalues: (matrix, order, hooks) => fastest().eigenvalues(matrix, order, hooks)
}

let chosen: SymmetricEigenvalueSolver | undefined

function fastest(): SymmetricEigenvalueSolver {
  if (chosen) return chosen
  const variant = kernelVariant()
  chosen = variant === null ? libraryEigenvalueSolver : kernelEigenvalueSolver({ variant, threads: usefulThreads })
  return chosen
}
