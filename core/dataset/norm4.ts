/** Σ‖z‖⁴ of the standardised rows: the one number that Ledoit–Wolf needs and moments do not hold. */
import type { DatasetSummary, ImportOptions } from '../api/model'
import { ProblemError, type Result } from '../api/problem'
import { standardizingFactors } from './covariance'
import { examineFile } from './examine'
import { changedProblem, Fingerprint } from './files'
import { asResult, readingOptions, type LoadHooks } from './hooks'
import { MissingCodes } from './missing'
import type { Moments } from './moments'
import { withPlainReading } from './plain/reading'
import type { RowSample } from './rowSample'
import { copyRows } from './storedRows'
import { visitUsedRows } from './usedRows'

/**
 * Reads the rows once more: Σ‖z‖⁴ with z = (x − mean)/sd, sd by n − 1 and z = 0 in constant columns.
 *
 * @param summary of the same file, as `loadCsv` gave it with its SHA-256, and its moments
 * @returns FILE_CHANGED_ON_DISK when the bytes are not those the moments came from
 * @see theory.md §7
 */
export async function standardizedNorm4(
  path: string, summary: DatasetSummary, moments: Moments, options: Pick<ImportOptions, 'missingCodes'>, hooks: LoadHooks = {}
): Promise<Result<number>> {
  return asResult(async () => {
    const plain = await readPlainly(path, summary, moments, options, hooks)
    hooks.onLane?.(plain === null ? 'general' : 'plain')
    return plain ?? readGenerally(path, summary, moments, options, hooks)
  })
}

/** null where the general reader has to tell, of a file that has changed among others. */
async function readPlainly(path: string, summary: DatasetSummary, moments: Moments, { missingCodes }: Pick<ImportOptions, 'missingCodes'>, hooks: LoadHooks): Promise<number | null> {
  const { columns, features, dialect, missing } = summary
  const positions = new Map(columns.map(({ name }, index) => [name, index]))
  const known = { columns: features.map(name => positions.get(name)!), mean: moments.mean, scale: standardizingFactors(moments) }
  const label = columns.findIndex(({ role }) => role === 'label')
  // columns are known by their places: names could be read as ranges of places
  return withPlainReading(path, { dialect, missing, missingCodes, label: null, features: null }, hooks, { sample: null }, async plain => {
    const examined = plain && (await examineFile(path, dialect, new MissingCodes(missingCodes)).catch(() => null))
    const fill = missing === 'mean' ? Float64Array.from(columns, ({ mean }) => mean ?? 0) : null
    const read = examined && (await plain.scaledNorm4(examined, label < 0 ? null : label, known, fill))
    return read && read.used === moments.rows && read.sha256 === summary.sha256 ? read.norm4 : null
  })
}

async function readGenerally(path: string, summary: DatasetSummary, moments: Moments, options: Pick<ImportOptions, 'missingCodes'>, hooks: LoadHooks): Promise<number> {
  const factors = standardizingFactors(moments)
  const fingerprint = new Fingerprint()
  let norm4 = 0
  const source = { path, dialect: summary.dialect, columns: summary.columns, features: summary.features, missing: summary.missing, missingCodes: options.missingCodes }
  const count = await visitUsedRows(source, { ...readingOptions(hooks, 'moments', summary.bytes), fingerprint }, row => {
    norm4 += squaredNorm(row, 0, moments.mean, factors) ** 2
  })
  if (count.used !== moments.rows || fingerprint.sha256() !== summary.sha256) throw new ProblemError(changedProblem(path))
  return norm4
}

/** Rows that are taken from the sample at a time. */
const rowsTogether = 64

/** The same from the kept rows; null when these are not all. */
export function standardizedNorm4OfSample(sample: RowSample, moments: Moments): number | null {
  const { count, dimension, complete } = sample
  if (!complete) return null
  const factors = standardizingFactors(moments)
  const rows = new Float64Array(rowsTogether * dimension)
  let norm4 = 0
  for (let start = 0; start < count; start += rowsTogether) {
    const taken = Math.min(rowsTogether, count - start)
    copyRows(sample, start, taken, rows)
    for (let row = 0; row < taken; row++) norm4 += squaredNorm(rows, row * dimension, moments.mean, factors) ** 2
  }
  return norm4
}

/** ‖z‖² of the row that starts at `start`. */
function squaredNorm(rows: Float64Array, start: number, mean: Float64Array, factors: Float64Array): number {
  let square = 0
  for (let column = 0; column < mean.length; column++) square += ((rows[start + column]! - mean[column]!) * factors[column]!) ** 2
  return square
}
