/** Σ‖z‖⁴ of the standardised rows: the one number that Ledoit–Wolf needs and moments do not hold. */
import type { DatasetSummary, ImportOptions } from '../api/model'
import { ProblemError, type Result } from '../api/problem'
import { standardizingFactors } from './covariance'
import { changedProblem, Fingerprint } from './files'
import { asResult, readingOptions, type LoadHooks } from './hooks'
import type { Moments } from './moments'
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
      let square = 0
      for (let column = 0; column < row.length; column++) square += ((row[column]! - moments.mean[column]!) * factors[column]!) ** 2
      norm4 += square * square
    })
    if (count.used !== moments.rows || fingerprint.sha256() !== summary.sha256) throw new ProblemError(changedProblem(path))
    return norm4
  })
}
