/** The second pass: the rows that count, as numbers, under the policy for missing values. */
import { basename } from 'node:path'
import type { ColumnProfile, Dialect, MissingPolicy } from '../api/model'
import { ProblemError } from '../api/problem'
import { changedProblem } from './files'
import { MissingCodes } from './missing'
import { parseNumber } from './numbers'
import { readRows, type RowsOptions } from './rows'
import { quoted } from './wording'

/** What a second pass needs to know from the first. */
export interface RowSource {
  readonly path: string
  readonly dialect: Dialect
  readonly columns: readonly ColumnProfile[]
  /** Feature names, in the order of the coordinates. */
  readonly features: readonly string[]
  readonly missing: MissingPolicy
  readonly missingCodes: readonly string[]
}

export interface UsedRowsCount {
  readonly used: number
  readonly dropped: number
  /** Missing values replaced by the mean of their column. */
  readonly replaced: number
}

/**
 * Visits every row that the policy keeps: the features as numbers and the label's text, without surrounding white space.
 * The array is reused from row to row. Throws ProblemError CSV_VALUE_MISSING under the policy `error`,
 * FILE_CHANGED_ON_DISK when a value does not fit the first pass, and what `readRows` throws.
 */
export async function visitUsedRows(
  source: RowSource, options: RowsOptions, visit: (row: Float64Array, label: string | null) => void
): Promise<UsedRowsCount> {
  const reader = new RowReader(source)
  let skipHeader = source.dialect.header
  for await (const { records, lines } of readRows(source.path, source.dialect, options)) {
    for (let index = 0; index < records.length; index++) {
      if (skipHeader) skipHeader = false
      else if (reader.read(records[index]!, lines[index]!)) visit(reader.row, reader.label)
    }
  }
  return { used: reader.used, dropped: reader.dropped, replaced: reader.replaced }
}

class RowReader {
  readonly row: Float64Array
  label: string | null = null
  used = 0
  dropped = 0
  replaced = 0
  private readonly codes: MissingCodes
  private readonly featureColumns: readonly ColumnProfile[]
  private readonly labelColumn: ColumnProfile | null

  constructor(private readonly source: RowSource) {
    this.codes = new MissingCodes(source.missingCodes)
    const byName = new Map(source.columns.map(column => [column.name, column]))
    this.featureColumns = source.features.map(name => byName.get(name)).filter(column => column !== undefined)
    this.labelColumn = source.columns.find(column => column.role === 'label') ?? null
    this.row = new Float64Array(this.featureColumns.length)
  }

  /** Whether the record counts; then `row` and `label` hold it. */
  read(record: readonly string[], line: number): boolean {
    const replaced = this.readFeatures(record, line)
    const labelled = this.readLabel(record, line)
    if (replaced === null || !labelled) {
      this.dropped++
      return false
    }
    this.used++
    this.replaced += replaced
    return true
  }

  /** How many values were replaced; null when the row is to be dropped. */
  private readFeatures(record: readonly string[], line: number): number | null {
    let replaced = 0
    for (let index = 0; index < this.featureColumns.length; index++) {
      const column = this.featureColumns[index]!
      const value = this.valueOf(record[column.index])
      if (value !== null) {
        this.row[index] = value
        continue
      }
      switch (this.source.missing) {
        case 'drop': return null
        case 'error': throw this.missingValue(column, line)
        case 'mean': this.row[index] = column.mean ?? 0
      }
      replaced++
    }
    return replaced
  }

  /** A finite number, or null for a missing one; the first pass has seen that there is nothing else. */
  private valueOf(field: string | undefined): number | null {
    if (field === undefined) throw new ProblemError(changedProblem(this.source.path))
    const text = field.trim()
    const value = parseNumber(text, this.source.dialect.decimal)
    if (value !== null && Number.isFinite(value) && !this.codes.hasNumber(value)) return value
    if (this.codes.hasText(text) || (value !== null && this.codes.hasNumber(value))) return null
    throw new ProblemError(changedProblem(this.source.path))
  }

  private readLabel(record: readonly string[], line: number): boolean {
    if (!this.labelColumn) return true
    const text = (record[this.labelColumn.index] ?? '').trim()
    const number = parseNumber(text, this.source.dialect.decimal)
    const missing = this.codes.hasText(text) || (number !== null && this.codes.hasNumber(number))
    if (missing && this.source.missing === 'error') throw this.missingValue(this.labelColumn, line)
    this.label = missing ? null : text
    return !missing
  }

  private missingValue({ name }: ColumnProfile, line: number): ProblemError {
    return new ProblemError({
      code: 'CSV_VALUE_MISSING', what: `column ${quoted(name)} has no value in row ${line}`, meaning: 'missing values are refused; nothing was computed',
      action: 'fill it in, or let such rows be dropped or filled with the mean (--missing drop or --missing mean)',
      place: { file: basename(this.source.path), row: line, column: name }
    })
  }
}
