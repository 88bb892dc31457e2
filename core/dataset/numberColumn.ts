/** A CSV of a single column of numbers, such as a list of eigenvalues. */
import { basename } from 'node:path'
import { ProblemError, type Result } from '../api/problem'
import { asResult, readingOptions, type LoadHooks } from './hooks'
import { parseNumber } from './numbers'
import { prepareFile } from './prepare'
import { readRows } from './rows'
import { counted } from './wording'

/**
 * All values of the file's only numeric column, in order; text columns beside it are ignored.
 *
 * @returns CSV_COLUMN_UNKNOWN when several columns hold numbers, CSV_VALUE_MISSING for a gap, else as `loadCsv`
 */
export async function readNumberColumn(path: string, hooks: LoadHooks = {}): Promise<Result<readonly number[]>> {
  return asResult(async () => {
    const { scanned, selected, dialect, problems } = await prepareFile(path, { dialect: {}, label: null, features: null, missing: 'error', missingCodes: [] }, hooks, false)
    const problem = problems.find(({ code }) => code !== 'CSV_ROWS_TOO_FEW')
    if (problem) throw new ProblemError(problem)
    const column = selected.columns.find(({ role }) => role === 'feature')
    if (!column || selected.features.length > 1) throw severalColumns(path, selected.features.length)
    const values: number[] = []
    let skipHeader = dialect.header
    for await (const { records, lines } of readRows(path, dialect, readingOptions(hooks, 'reading', scanned.bytes))) {
      for (const [index, record] of records.entries()) {
        if (skipHeader) skipHeader = false
        else values.push(numberIn(record[column.index] ?? '', dialect.decimal, path, lines[index] ?? 0))
      }
    }
    return values
  })
}

function numberIn(field: string, decimal: '.' | ',', path: string, row: number): number {
  const value = parseNumber(field.trim(), decimal)
  if (value !== null) return value
  throw new ProblemError({
    code: 'CSV_VALUE_MISSING', what: `row ${row} has no value`, meaning: 'the list would have a gap; nothing was read', action: 'fill it in or remove the row',
    place: { file: basename(path), row }
  })
}

function severalColumns(path: string, count: number): ProblemError {
  return new ProblemError({
    code: 'CSV_COLUMN_UNKNOWN',
    what: `${counted(count, 'column')} hold numbers`,
    meaning: 'which of them is meant is unclear; nothing was read',
    action: 'keep one column of numbers in the file',
    place: { file: basename(path) }
  })
}
