/** A CSV before it is used: a first answer from its head, then from all of its rows. */
import { basename } from 'node:path'
import { previewColumns, previewRows, type CsvPreview, type PreviewField } from '../api/importPreview'
import type { DecimalSign, ImportOptions } from '../api/model'
import { failure, success, type Problem, type Result } from '../api/problem'
import { nameColumns } from './columns'
import { parseSample } from './dialect'
import { examineFile, headBytes, type ExaminedFile } from './examine'
import { asResult, type LoadHooks } from './hooks'
import { inspectCsv, type InspectedCsv } from './inspect'
import { MissingCodes } from './missing'
import { parseNumber } from './numbers'

/**
 * What the head of a file shows, at once whatever its size. A file that ends in the head is read whole.
 *
 * @returns null when the head is too short to show a row: only the whole file answers then
 */
export async function previewHead(path: string, options: ImportOptions): Promise<Result<CsvPreview | null>> {
  const shown = await preview(path, options, { limitBytes: headBytes, chunkBytes: headBytes })
  if (!shown.ok || shown.value.complete) return shown
  const { code } = shown.value.problems[0] ?? {}
  return success(code === 'CSV_EMPTY' || code === 'CSV_ROWS_TOO_FEW' ? null : shown.value)
}

/**
 * What all rows of a file show. Only a file that is no text fails; rows that make no table are shown as far as they can be, beside the problem.
 */
export async function previewCsv(path: string, options: ImportOptions, hooks: LoadHooks = {}): Promise<Result<CsvPreview>> {
  return preview(path, options, hooks)
}

async function preview(path: string, options: ImportOptions, hooks: LoadHooks): Promise<Result<CsvPreview>> {
  const codes = new MissingCodes(options.missingCodes)
  const examined = await asResult(() => examineFile(path, options.dialect, codes))
  if (!examined.ok) return examined
  const inspected = await inspectCsv(path, options, hooks)
  if (!inspected.ok && inspected.problem.code === 'JOB_CANCELLED') return failure(inspected.problem)
  const shown = inspected.ok ? asTable(inspected.value, codes) : asLines(examined.value, options, codes, inspected.problem)
  const { state: { bytes }, detected, head } = examined.value
  const complete = hooks.limitBytes === undefined || bytes < hooks.limitBytes
  const quote = options.dialect.quote ?? '"'
  return success({
    name: basename(path), bytes, complete, detected, marked: head.marked, quoted: quote !== 'none' && hasQuotedField(head.text, quote),
    ...shown
  })
}

type Shown = Omit<CsvPreview, 'name' | 'bytes' | 'complete' | 'detected' | 'marked' | 'quoted'>

function asTable({ dialect, columns, firstRows, totalRows, rows, droppedRows, label, ambiguity, problems, notes }: InspectedCsv, codes: MissingCodes): Shown {
  // While the decimal sign is open, numbers are shown as they are written.
  const decimal = ambiguity || problems.some(({ code }) => code === 'CSV_DIALECT_CONFLICT') ? null : dialect.decimal
  const numeric = columns.slice(0, previewColumns).map(({ type }) => type === 'numeric')
  return {
    dialect, columns, totalRows, rows, droppedRows, ambiguity, problems, notes,
    label: label && { name: label.name, classes: label.classes.length, capped: label.capped },
    shownColumns: columns.slice(0, previewColumns).map(({ name }) => name),
    firstRows: firstRows.slice(0, previewRows).map(row => row.slice(0, previewColumns).map((field, index) => asField(field, numeric[index] ?? false, decimal, codes)))
  }
}

/** Rows that make no table, split as far as they can be. */
function asLines({ dialect, head }: ExaminedFile, { dialect: { decimal = '.' } }: ImportOptions, codes: MissingCodes, problem: Problem): Shown {
  const { records } = parseSample(head.text, dialect, head.complete)
  const rows = dialect.header ? records.slice(1) : records
  return {
    dialect: { ...dialect, decimal }, columns: [], totalRows: 0, rows: 0, droppedRows: 0, label: null, ambiguity: null, problems: [problem], notes: [],
    shownColumns: nameColumns(records[0] ?? [], dialect.header).names.slice(0, previewColumns),
    firstRows: rows.slice(0, previewRows).map(row => row.slice(0, previewColumns).map(field => asField(field, false, null, codes)))
  }
}

/** @param decimal null: not known yet */
function asField(field: string, numeric: boolean, decimal: DecimalSign | null, codes: MissingCodes): PreviewField {
  const text = field.trim()
  if (codes.hasText(text)) return { kind: 'missing', text }
  const value = numeric && decimal !== null ? parseNumber(text, decimal) : null
  if (value === null) return { kind: 'text', text }
  return codes.hasNumber(value) ? { kind: 'missing', text } : { kind: 'number', text, value }
}

function hasQuotedField(text: string, quote: '"' | "'"): boolean {
  return text.startsWith(quote) || new RegExp(`[,;\\t|\\n]${quote}`).test(text)
}
