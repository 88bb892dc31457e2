/** The eigenvalues of several partitions, one after the other, with progress over all of them. */
import { setImmediate } from 'node:timers/promises'
import { failure, success, type Problem, type Result } from '../api/problem'
import type { InputModel } from '../evaluation/inputModel'
import { decompose, type Partition, type PartitionSpectrum } from '../evaluation/partition'
import { eigenvalueSolver } from '../kernels/eigenvalues'
import { MatrixTooLarge, type EigenvalueHooks } from '../linalg/symmetricEigenvalues'
import { cancelledJob } from './cancelledJob'
import type { TaskHooks } from './tasks'

/** @returns JOB_CANCELLED once the signal is aborted; NUMERICAL_FAILURE where the memory does not suffice */
export async function decomposeAll(model: InputModel, partitions: readonly Partition[], { signal, onProgress }: TaskHooks): Promise<Result<readonly PartitionSpectrum[]>> {
  const works = partitions.map(workOf)
  const total = works.reduce((sum, work) => sum + work, 0)
  const found: PartitionSpectrum[] = []
  let done = 0
  for (const [index, partition] of partitions.entries()) {
    const work = works[index]!
    const report = (fraction: number): void => onProgress?.({ fraction: (done + work * fraction) / total, rows: 0, stage: 'eigenvalues' })
    // a signal of this thread can only be given while the thread does something else
    if (signal) await setImmediate()
    if (signal?.aborted) return failure(cancelledJob)
    report(0)
    const spectrum = attempt(model, partition, { ...(signal && { signal }), onProgress: report })
    if (!spectrum.ok) return spectrum
    found.push(spectrum.value)
    done += work
  }
  return success(found)
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

function tooLarge({ order }: MatrixTooLarge): Problem {
  return {
    code: 'NUMERICAL_FAILURE',
    what: `there is not enough memory for the eigenvalues of a covariance of ${order} columns`,
    meaning: 'the last result stands',
    action: 'close other programs, or choose fewer columns'
  }
}
