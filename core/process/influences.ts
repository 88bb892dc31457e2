/** Influences of kept rows by the fastest solvers of this machine: the same numbers on the spot, in a thread and on the command line. */
import { computeInfluences, influenceWork, type InfluenceOutcome, type InfluenceRequest } from '../evaluation/standardErrors/computeInfluences'
import { eigenvectorSolver } from '../kernels/eigenvalues'
import { mostUsefulThreads, startedHelpers } from '../kernels/helperThreads'
import { kernelVariant } from '../kernels/load'
import { KernelProducts } from '../kernels/products'

/** Fewer columns are not worth a kernel's memory. By size alone, so that the same question has the same last digit wherever it is asked. */
const kernelDimension = 128

/** Multiplications that take some 50 ms: about as long as a thread takes to start. */
const threadedWork = 5e8
/** That take 5 ms: enough for threads that are there already. */
const sharedWork = 5e7

/** @param onProgress share of the work that is done, 0 to 1 */
export function rowInfluences(request: InfluenceRequest, onProgress?: (fraction: number) => void): InfluenceOutcome {
  const products = request.sample.dimension < kernelDimension ? null : kernelProducts(influenceWork(request))
  try {
    return computeInfluences(request, onProgress, eigenvectorSolver, products ?? undefined)
  } finally {
    products?.dismiss()
  }
}

/** How many threads are to help; the numbers are the same with any. */
function helpersFor(work: number): number {
  const most = mostUsefulThreads() - 1
  if (work >= threadedWork) return most
  return work < sharedWork ? 0 : Math.min(most, startedHelpers())
}

/** null where the machine has no kernels, or no memory for them. */
function kernelProducts(work: number): KernelProducts | null {
  const variant = kernelVariant()
  try {
    return variant && new KernelProducts(variant, helpersFor(work))
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
