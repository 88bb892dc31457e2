/** The eigenvalues of several partitions, one after the other, with progress over all of them. */
import { setImmediate } from 'node:timers/promises'
import { failure, success, type Problem, type Result } from '../api/problem'
import type { InputModel } from '../evaluation/inputModel'
import { decompose, wholeInput, type Partition, type PartitionSpectrum } from '../evaluation/partition'
import { eigenvalueSolver, eigenvectorSolver } from '../kernels/eigenvalues'
import { MatrixTooLarge, type EigenvalueHooks } from '../linalg/symmetricEigenvalues'
import { cancelledJob } from './cancelledJob'
import type { TaskHooks } from './tasks'

/** Below this order a matrix is decomposed again in no time. */
const leadingOrder = 500

/** Each key once. @param leading eigenvectors wanted of the whole input, if it is large @returns the spectra in the order of the partitions; JOB_CANCELLED once the signal is aborted; NUMERICAL_FAILURE where the memory does not suffice */
export async function decomposeAll(model: InputModel, partitions: readonly Partition[], { signal, onProgress }: TaskHooks, leading = 0): Promise<Result<readonly PartitionSpectrum[]>> {
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
    const spectrum = attempt(model, partition, { ...(signal && { signal }), onProgress: report })
    if (!spectrum.ok) return spectrum
    found.set(key, leading === 0 ? spectrum.value : withLeading(model, partition, spectrum.value, leading))
    done += work
  }
  return success(partitions.map(({ key }) => found.get(key)!))
}

/** In the order of the arithmetic: the cube of the order. */
function workOf({ from, to, windows }: Partition): number {
  return (windows === 'whole' ? to - from : (windows[0]?.length ?? 0)) ** 3
}

function attempt(model: InputModel, partition: Partition, hooks: EigenvalueHooks): Result<PartitionSpectrum> {
  try {
    return decompose(model, partition, { name: eigenvalueSolver.name, eigenvalues: (matrix, order) => eigenvalueSolver.eigenvalues(matrix, order, hooks) })
  } catch (error) {
    if (hooks.signal?.aborted) return failure(cancelledJob)
    if (error instanceof MatrixTooLarge) return failure(tooLarge(error))
    throw error
  }
}

/** With eigenvectors, while the kernel holds what the matrix has been reduced to: a thread that is asked for them later would reduce it again. */
function withLeading({ covariance, rows }: InputModel, partition: Partition, found: PartitionSpectrum, count: number): PartitionSpectrum {
  const { order } = covariance
  if (rows === null || covariance.kind !== 'full' || order < leadingOrder || partition.key !== wholeInput(order).key) return found
  try {
    return { ...found, leading: eigenvectorSolver.leading(covariance.entries, order, Math.min(count, found.spectrum.rank)).vectors }
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
