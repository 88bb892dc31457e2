/** Σ‖z‖⁴ of the standardised rows: the one number that Ledoit–Wolf needs and moments do not hold. */
import type { DatasetSummary, ImportOptions } from '../api/model'
import { ProblemError, type Result } from '../api/problem'
import { standardizingFactors } from './covariance'
import { changedProblem, Fingerprint } from './files'
import { asResult, readingOptions, type LoadHooks } from './hooks'
import type { Moments } from './moments'
import type { RowSample, RowValues } from './rowSample'
import { visitUsedRows } from './usedRows'

/**
 * Reads the rows once more: Σ‖z‖⁴ with z = (x − mean)/sd, sd by n − 1 and z = 0 in constant columns.
 *
 * @param summary of the same file, as `loadCsv` gave it, with its moments
 * @returns FILE_CHANGED_ON_DISK when the bytes are not those the moments came from
 * @see theory.md §7
 */
export async function standardizedNorm4(
  path: string, summary: DatasetSummary, moments: Moments, options: Pick<ImportOptions, 'missingCodes'>, hooks: LoadHooks = {}
): Promise<Result<number>> {
  return asResult(async () => {
    const factors = standardizingFactors(moments)
    const fingerprint = new Fingerprint()
    let norm4 = 0
    const source = { path, dialect: summary.dialect, columns: summary.columns, features: summary.features, missing: summary.missing, missingCodes: options.missingCodes }
    const count = await visitUsedRows(source, { ...readingOptions(hooks, 'moments', summary.bytes), fingerprint }, row => {
      norm4 += squaredNorm(row, 0, moments.mean, factors) ** 2
    })
    if (count.used !== moments.rows || fingerprint.sha256() !== summary.sha256) throw new ProblemError(changedProblem(path))
    return norm4
  })
}

/** The same from the kept rows; null when these are not all. */
export function standardizedNorm4OfSample({ rows, count, dimension, complete }: RowSample, moments: Moments): number | null {
  if (!complete) return null
  const factors = standardizingFactors(moments)
  let norm4 = 0
  for (let row = 0; row < count; row++) norm4 += squaredNorm(rows, row * dimension, moments.mean, factors) ** 2
  return norm4
}

/** ‖z‖² of the row that starts at `start`. */
function squaredNorm(rows: RowValues, start: number, mean: Float64Array, factors: Float64Array): number {
  let square = 0
  for (let column = 0; column < mean.length; column++) square += ((rows[start + column]! - mean[column]!) * factors[column]!) ** 2
  return square
}
