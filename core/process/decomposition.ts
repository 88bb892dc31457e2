/** The eigenvalues of several partitions, one after the other, with progress over all of them. */
import { setImmediate } from 'node:timers/promises'
import { failure, success, type Problem, type Result } from '../api/problem'
import type { InputModel } from '../evaluation/inputModel'
import { decompose, decomposeLeading, wholeInput, type Partition, type PartitionSpectrum } from '../evaluation/partition'
import type { SufficientComponents } from '../evaluation/sufficientComponents'
import { eigenvalueSolver, eigenvectorSolver } from '../kernels/eigenvalues'
import { searchLeadingEigenpairs } from '../kernels/leadingEigenpairs'
import type { LeadingEigenpairs } from '../linalg/leadingEigenpairs'
import { MatrixTooLarge, type EigenvalueHooks } from '../linalg/symmetricEigenvalues'
import { cancelledJob } from './cancelledJob'
import type { TaskHooks } from './tasks'

/** What a search that finds nothing takes, beside finding all: so far it has progress. */
const searchShare = 0.15

/** Below this order a matrix is decomposed again in no time. */
const leadingOrder = 500

export interface DecompositionExtent {
  /** Eigenvectors wanted beside all eigenvalues of the whole input, if it is large. */
  readonly leading?: number
  readonly sufficient?: SufficientComponents
}

/** As `searchLeadingEigenpairs` of core/kernels. */
export type SearchWithHooks = (matrix: Float64Array, order: number, count: number, hooks: EigenvalueHooks) => LeadingEigenpairs | null

/**
 * Each key once.
 *
 * @param search for the largest eigenvalues, where these suffice; all are found where it finds nothing
 * @returns the spectra in the order of the partitions; JOB_CANCELLED once the signal is aborted; NUMERICAL_FAILURE where the memory does not suffice
 */
export async function decomposeAll(
  model: InputModel, partitions: readonly Partition[], { signal, onProgress }: TaskHooks, { leading = 0, sufficient = new Map() }: DecompositionExtent = {},
  search: SearchWithHooks = searchLeadingEigenpairs
): Promise<Result<readonly PartitionSpectrum[]>> {
  // the whole input and what a design reads are often the same
  const different = new Map(partitions.map(partition => [partition.key, partition]))
  const total = [...different.values()].reduce((sum, partition) => sum + workOf(partition), 0)
  const found = new Map<string, PartitionSpectrum>()
  let done = 0
  for (const [key, partition] of different) {
    const work = workOf(partition)
    const report = (fraction: number): void => onProgress?.({ fraction: (done + work * fraction) / total, rows: 0, stage: 'eigenvalues' })
    // a signal of this thread can only be given while the thread does something else
    if (signal) await setImmediate()
    if (signal?.aborted) return failure(cancelledJob)
    report(0)
    const spectrum = attempt(model, partition, { ...(signal && { signal }), onProgress: report }, sufficient.get(key) ?? null, search)
    if (!spectrum.ok) return spectrum
    found.set(key, leading === 0 || spectrum.value.leading ? spectrum.value : withLeading(model, partition, spectrum.value, leading))
    done += work
  }
  return success(partitions.map(({ key }) => found.get(key)!))
}

/** In the order of the arithmetic: the cube of the order. */
function workOf({ from, to, windows }: Partition): number {
  return (windows === 'whole' ? to - from : (windows[0]?.length ?? 0)) ** 3
}

/** @param count of leading eigenvalues that suffices; null: all are wanted */
function attempt(model: InputModel, partition: Partition, hooks: EigenvalueHooks, count: number | null, search: SearchWithHooks): Result<PartitionSpectrum> {
  try {
    let searched = 0
    const searching = within(hooks, fraction => (searched = searchShare * fraction))
    const leading = count === null ? null : decomposeLeading(model, partition, count, (matrix, order, most) => search(matrix, order, most, searching))
    if (leading) {
      hooks.onProgress?.(1)
      return success(leading)
    }
    const rest = within(hooks, fraction => searched + (1 - searched) * fraction)
    return decompose(model, partition, { name: eigenvalueSolver.name, eigenvalues: (matrix, order) => eigenvalueSolver.eigenvalues(matrix, order, rest) })
  } catch (error) {
    if (hooks.signal?.aborted) return failure(cancelledJob)
    if (error instanceof MatrixTooLarge) return failure(tooLarge(error))
    throw error
  }
}

/** The same with progress as a part of the whole. */
function within({ signal, onProgress }: EigenvalueHooks, place: (fraction: number) => number): EigenvalueHooks {
  return { ...(signal && { signal }), onProgress: fraction => onProgress?.(place(fraction)) }
}

/** With eigenvectors, while the kernel holds what the matrix has been reduced to: a thread that is asked for them later would reduce it again. */
function withLeading({ covariance, rows }: InputModel, partition: Partition, found: PartitionSpectrum, count: number): PartitionSpectrum {
  const { order } = covariance
  if (rows === null || covariance.kind !== 'full' || order < leadingOrder || partition.key !== wholeInput(order).key) return found
  try {
    return { ...found, leading: eigenvectorSolver.leading(covariance.entries, order, Math.min(count, found.spectrum.positive.length)).vectors }
  } catch (error) {
    if (error instanceof MatrixTooLarge) return found
    throw error
  }
}

function tooLarge({ order }: MatrixTooLarge): Problem {
  return {
    code: 'NUMERICAL_FAILURE',
    what: `there is not enough memory for the eigenvalues of a covariance of ${order} columns`,
    meaning: 'the last result stands',
    action: 'close other programs, or choose fewer columns'
  }
}
