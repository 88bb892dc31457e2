/** The largest eigenvalues and eigenvectors alone, where they are few of many: found in the matrix as it is, by the kernel's products. */
import { leadingEigenpairs, searchPanels, type LeadingEigenpairs } from '../linalg/leadingEigenpairs'
import { MatrixTooLarge, type EigenvalueHooks } from '../linalg/symmetricEigenvalues'
import { EigenvalueKernel } from './eigenvalueKernel'
import { kernelEigenvectorSolver } from './eigenvalues'
import { usefulThreads } from './helperThreads'
import { kernelVariant, type KernelVariant } from './load'
import { isUsable, loaded, type KernelSolverOptions } from './tridiagonalise'

/** Below this order all eigenvalues take no longer than half a second. */
const searchedOrder = 2000

/** Of the order: a Krylov space of what the products below allow holds some four vectors for each that is wanted. */
const searchedShare = 40

/** By the clock these products, with what comes with them, are a quarter of all eigenvalues, with two threads a third. */
export function productsOfOrder(order: number): number {
  return Math.min(150, Math.floor(order / searchedShare))
}

/** Whether `count` of so many eigenvalues are few enough for a search to be faster as a rule. It may still have to give up. */
export function isWorthSearching(order: number, count: number): boolean {
  return order >= searchedOrder && count * searchedShare <= order
}

/** Of small matrices, in a memory of its own, so that the large one stays where it is. */
const small = new Map<KernelVariant, EigenvalueKernel>()

/**
 * The `count` largest, descending, with orthonormal eigenvectors; how sure: `leadingEigenpairs` of core/linalg.
 *
 * @param products of the matrix with four vectors that may be spent
 * @returns null where these do not suffice: then all eigenvalues are to be found
 * @throws RangeError when an entry is not finite or the length does not fit; the signal's reason once it is aborted
 */
export function kernelLeadingEigenpairs(
  matrix: Float64Array, order: number, count: number, options: KernelSolverOptions, products: number, hooks: EigenvalueHooks = {}
): LeadingEigenpairs | null {
  const own = small.get(options.variant) ?? new EigenvalueKernel(options.variant)
  small.set(options.variant, own)
  const solver = kernelEigenvectorSolver({ variant: options.variant, threads: () => 1, kernel: own })
  const { kernel, scale } = loaded(matrix, order, options)
  try {
    const panels = kernel.panels(searchPanels(count, products))
    kernel.callHelpers(options.threads(order) - 1)
    const found = leadingEigenpairs(panels, count, { products, solver }, hooks)
    return found && { ...found, values: found.values.map(value => value * scale), residual: found.residual * scale, lowest: found.lowest * scale }
  } catch (error) {
    // what finds all needs less beside the matrix
    if (error instanceof MatrixTooLarge) return null
    throw error
  } finally {
    kernel.dismiss()
  }
}

/** By the fastest kernel of this machine; null where it has none, where a search is not worth its while, and where it gives up. */
export function searchLeadingEigenpairs(matrix: Float64Array, order: number, count: number, hooks: EigenvalueHooks = {}): LeadingEigenpairs | null {
  const variant = isWorthSearching(order, count) ? kernelVariant() : null
  if (variant === null || !isUsable(variant)) return null
  return kernelLeadingEigenpairs(matrix, order, count, { variant, threads: usefulThreads }, productsOfOrder(order), hooks)
}
