/** From moments to the covariance that an evaluation is measured against. */
import type { CovarianceOptions } from '../api/model'
import { success, type Result } from '../api/problem'
import { estimateCovariance } from '../dataset/covariance'
import type { Moments } from '../dataset/moments'
import { packedDiagonal } from '../dataset/scatter'
import type { InputModel } from './inputModel'

/**
 * Estimate Σ from moments.
 *
 * @param standardizedNorm4 Σ‖z‖⁴ of the standardised rows, where a second pass over them has found it (theory.md §7)
 */
export function momentsInput(moments: Moments, options: CovarianceOptions, standardizedNorm4?: number): Result<InputModel> {
  const covariance = estimateCovariance(moments, options, standardizedNorm4 === undefined ? undefined : { standardizedNorm4 })
  if (!covariance.ok) return covariance
  const { order, matrix, summary, estimate } = covariance.value
  return success({
    covariance: { kind: 'full', order, entries: matrix },
    origin: 'estimated',
    summary,
    estimate,
    rows: moments.rows,
    droppedRows: moments.dropped,
    constantColumns: constantColumnsOf(moments)
  })
}

/** Columns whose every used value is the same: kept, with variance 0. */
export function constantColumnsOf(moments: Moments): readonly string[] {
  const scatter = packedDiagonal(moments.scatter, moments.columns.length)
  return moments.columns.filter((_, index) => scatter[index] === 0)
}
