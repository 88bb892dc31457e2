/** Influences of kept rows by the fastest solvers of this machine: the same numbers on the spot, in a thread and on the command line. */
import { computeInfluences, type InfluenceOutcome, type InfluenceRequest } from '../evaluation/standardErrors/computeInfluences'
import { eigenvectorSolver } from '../kernels/eigenvalues'
import { fastProducts } from '../kernels/products'

/** @param onProgress share of the work that is done, 0 to 1 */
export function rowInfluences(request: InfluenceRequest, onProgress?: (fraction: number) => void): InfluenceOutcome {
  return computeInfluences(request, onProgress, eigenvectorSolver, fastProducts)
}
