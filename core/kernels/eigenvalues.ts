/** Eigenvalues of symmetric matrices, values only, by the compiled kernel: at order 784 some hundred times as fast as the library. */
import { largestEntry, libraryEigenvalueSolver, powerOfTwoBelow, type EigenvalueHooks, type SymmetricEigenvalueSolver } from '../linalg/symmetricEigenvalues'
import { EigenvalueKernel } from './eigenvalueKernel'
import { usefulThreads } from './eigenvalueThreads'
import { kernelVariant, type KernelVariant } from './load'

export interface KernelSolverOptions {
  readonly variant: KernelVariant
  /** How many threads share the work at an order, this one among them. The numbers are the same with any. */
  readonly threads: (order: number) => number
}

/**
 * All eigenvalues by Householder tridiagonalisation and root-free QL.
 * The signal is looked at after every panel of columns: within some 20 ms at order 3,000.
 */
export function kernelEigenvalueSolver({ variant, threads }: KernelSolverOptions): SymmetricEigenvalueSolver {
  return {
    name: `kernel (${variant} SIMD)`,
    eigenvalues(matrix, order, hooks = {}) {
      const scale = powerOfTwoBelow(largestEntry(matrix, order))
      const kernel = kernelOf(variant)
      kernel.load(matrix, order, scale)
      tridiagonalise(kernel, order, threads(order), hooks)
      const ascending = kernel.iterate()
      // the library takes other shifts; that this one fails has not been seen
      if (ascending === null) return libraryEigenvalueSolver.eigenvalues(matrix, order, hooks)
      hooks.onProgress?.(1)
      return ascending.reverse().map(value => value * scale)
    }
  }
}

/** One of each in a thread: its memory is used again. */
const kernels = new Map<KernelVariant, EigenvalueKernel>()

function kernelOf(variant: KernelVariant): EigenvalueKernel {
  const kernel = kernels.get(variant) ?? new EigenvalueKernel(variant)
  kernels.set(variant, kernel)
  return kernel
}

function tridiagonalise(kernel: EigenvalueKernel, order: number, threads: number, { signal, onProgress }: EigenvalueHooks): void {
  kernel.startHelpers(threads - 1)
  try {
    let column = 0
    do {
      signal?.throwIfAborted()
      onProgress?.(doneBefore(column, order))
      column = kernel.reducePanel(column)
    } while (column < order)
  } finally {
    kernel.dismiss()
  }
}

/** The work of a column grows with the square of what is left of the matrix; the iteration afterwards takes some hundredths. */
function doneBefore(column: number, order: number): number {
  return order === 0 ? 0 : 0.98 * (1 - (1 - column / order) ** 3)
}

/**
 * The fastest solver of this machine. It is the library where there is no SIMD, on processors of before 2008, and where the system
 * lends no process the addresses that shared memory needs.
 */
export const eigenvalueSolver: SymmetricEigenvalueSolver = {
  get name() { return fastest().name },
  eigenvalues: (matrix, order, hooks) => fastest().eigenvalues(matrix, order, hooks)
}

let chosen: SymmetricEigenvalueSolver | undefined

function fastest(): SymmetricEigenvalueSolver {
  if (chosen) return chosen
  const variant = kernelVariant()
  chosen = variant !== null && isUsable(variant) ? kernelEigenvalueSolver({ variant, threads: usefulThreads }) : libraryEigenvalueSolver
  return chosen
}

function isUsable(variant: KernelVariant): boolean {
  try {
    return kernelOf(variant).helperCount === 0
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
