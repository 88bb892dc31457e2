/** Eigenvalues of symmetric matrices by the compiled kernel: at order 784 a hundred times as fast as the library, which also finds vectors. */
import { areEigenvectors, libraryEigenvectorSolver, type LeadingEigenvectorSolver } from '../linalg/leadingEigenvectors'
import { inverseIteration } from '../linalg/inverseIteration'
import { libraryEigenvalueSolver, type SymmetricEigenDecomposition, type SymmetricEigenvalueSolver } from '../linalg/symmetricEigenvalues'
import { tridiagonalEigenvectors } from '../linalg/tridiagonalEigenvectors'
import { usefulThreads } from './helperThreads'
import { kernelVariant } from './load'
import { isUsable, tridiagonalise, tridiagonalisedBefore, type KernelSolverOptions, type Tridiagonalised } from './tridiagonalise'

/** All eigenvalues by Householder tridiagonalisation and root-free QL. */
export function kernelEigenvalueSolver(options: KernelSolverOptions): SymmetricEigenvalueSolver {
  return {
    name: nameOf(options),
    eigenvalues(matrix, order, hooks = {}) {
      const { scale, ascending: found } = tridiagonalise(matrix, order, options, hooks)
      const ascending = found()
      // the library takes other shifts; that these fail has not been seen
      if (ascending === null) return libraryEigenvalueSolver.eigenvalues(matrix, order, hooks)
      hooks.onProgress?.(1)
      return ascending.toReversed().map(value => value * scale)
    }
  }
}

/**
 * Eigenvectors of the tridiagonal matrix, or of the band, by inverse iteration, rotated back: work grows with how many are asked for. What is found
 * is certified against the matrix, or else the library's is taken.
 */
export function kernelEigenvectorSolver(options: KernelSolverOptions): LeadingEigenvectorSolver {
  return {
    name: nameOf(options),
    leading(matrix, order, count) {
      for (const reduced of [() => tridiagonalisedBefore(matrix, options), () => tridiagonalise(matrix, order, options)]) {
        const found = leadingOf(reduced(), count, options.threads(order))
        if (found && areEigenvectors(matrix, order, found)) return found
      }
      return libraryEigenvectorSolver.leading(matrix, order, count)
    }
  }
}

function leadingOf(reduced: Tridiagonalised | null, count: number, threads: number): SymmetricEigenDecomposition | null {
  if (!reduced) return null
  const { kernel, scale, band, ascending } = reduced
  const values = ascending()?.toReversed().slice(0, count)
  const vectors = values && (band ? inverseIteration(band.solver(), values) : tridiagonalEigenvectors(kernel.tridiagonal(), values))
  if (!vectors) return null
  kernel.callHelpers(threads - 1)
  try {
    return { values: values.map(value => value * scale), vectors: (band ?? kernel).rotateBack(vectors) }
  } finally {
    kernel.dismiss()
  }
}

function nameOf({ variant }: KernelSolverOptions): string {
  return `kernel (${variant} SIMD)`
}

interface Solvers {
  readonly values: SymmetricEigenvalueSolver
  readonly vectors: LeadingEigenvectorSolver
}

let chosen: Solvers | undefined

/**
 * The fastest of this machine. That is the library where there is no SIMD, on processors of before 2008, and where the system lends
 * no process the addresses that shared memory needs.
 */
function fastest(): Solvers {
  if (chosen) return chosen
  const variant = kernelVariant()
  if (variant === null || !isUsable(variant)) {
    chosen = { values: libraryEigenvalueSolver, vectors: libraryEigenvectorSolver }
  } else {
    const options = { variant, threads: usefulThreads }
    chosen = { values: kernelEigenvalueSolver(options), vectors: kernelEigenvectorSolver(options) }
  }
  return chosen
}

/** What every eigenvalue of the program is found with. */
export const eigenvalueSolver: SymmetricEigenvalueSolver = {
  get name() { return fastest().values.name },
  eigenvalues: (matrix, order, hooks) => fastest().values.eigenvalues(matrix, order, hooks)
}

export const eigenvectorSolver: LeadingEigenvectorSolver = {
  get name() { return fastest().vectors.name },
  leading: (matrix, order, count) => fastest().vectors.leading(matrix, order, count)
}
