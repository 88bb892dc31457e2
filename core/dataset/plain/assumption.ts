/** What the head of a file suggests about all of it: the reader goes by it and finds out whether it holds. */
import type { DecimalSign, ImportOptions } from '../../api/model'
import { chooseColumns, nameColumns } from '../columns'
import { decideDecimal } from '../decimal'
import { parseSample } from '../dialect'
import type { ExaminedFile } from '../examine'
import type { MissingCodes } from '../missing'
import { parseNumber } from '../numbers'
import { ColumnScan, type ColumnReading } from '../profile'
import { fieldParser } from '../quotes'
import { isBlank } from '../rows'
import { countLineBreaks } from '../text'
import { kindOfRows } from './rowKind'
import type { RowKind } from './sharedSample'

/** Enough to tell numbers from texts and where their middle is; more would take longer than it saves. */
const mostCells = 1500
const fewestRows = 8
/** Characters. */
const startLength = 64 * 1024

export interface Assumption {
  readonly names: readonly string[]
  readonly repeated: readonly string[]
  /** Lines up to the end of the header; 0 without one. */
  readonly headerLines: number
  readonly encoding: 'utf-8' | 'latin-1'
  readonly decimal: DecimalSign
  readonly label: number | null
  /** As the user chose them; null: every numeric column but the label. */
  readonly chosenFeatures: readonly number[] | null
  readonly features: readonly number[]
  /** What holds all values of features in the first rows. */
  readonly rowKind: RowKind
  /** Per column a value in the middle of its first ones, whole where these are. */
  readonly shift: Float64Array
}

/** null for what only the general reader can read: two-byte encodings, a head that ends in its first row or does not show where that ends. */
export function assumeFromHead({ dialect, head }: ExaminedFile, options: ImportOptions, codes: MissingCodes, file: string): Assumption | null {
  const { encoding } = dialect
  if (encoding !== 'utf-8' && encoding !== 'latin-1') return null
  const first = firstRecord(head.text, dialect)
  if (!first) return null
  const { names, repeated } = nameColumns(first.fields, dialect.header)
  const choice = chooseColumns(names, options.label, options.features, file)
  // whether that or something in the rows is the first problem, the general reader tells
  if (!choice.ok) return null
  const { label, features: chosenFeatures } = choice.value
  const start = head.text.slice(0, startOf(head.text))
  const records = parseSample(start, dialect, head.complete && start.length === head.text.length).records.slice(dialect.header ? 1 : 0).filter(({ length }) => length === names.length).slice(0, Math.max(fewestRows, Math.floor(mostCells / names.length)))
  const scans = names.map((_, column) => scanOf(records, column, codes, options.dialect.decimal ?? null))
  const possible = (chosenFeatures ?? names.map((_, index) => index)).filter(index => index !== label)
  const decimal = options.dialect.decimal ?? decideDecimal(possible.map(index => ({ name: names[index]!, scan: scans[index]! })), file).decimal
  const isNumeric = (column: number): boolean => {
    const { numbers, texts } = scans[column]!.reading(decimal)
    return texts === 0 && numbers > 0
  }
  const features = chosenFeatures ?? possible.filter(isNumeric)
  // a value far off in a row that does not count would be no middle of those that do
  const needed = [...(options.missing === 'drop' ? features : []), ...(label === null ? [] : [label])]
  const values = records.map(record => record.map(field => parseNumber(field.trim(), decimal)))
  const used = values.filter((row, index) => needed.every(column => !isMissing(row[column]!, records[index]![column]!, codes)))
  const middles = names.map((_, column) => middleOf(used, column, codes))
  const ranges = features.map(column => scans[column]!.reading(decimal))
  const all = (of: (range: ColumnReading) => number | null, choose: (...values: number[]) => number): number => ranges.reduce((found, range) => choose(found, of(range) ?? 0), 0)
  return {
    names, repeated, encoding, decimal, label, chosenFeatures, features,
    headerLines: dialect.header ? first.lines : 0,
    rowKind: kindOfRows({
      whole: features.every(column => middles[column]!.whole), minimum: all(range => range.minimum, Math.min), maximum: all(range => range.maximum, Math.max),
      decimals: Math.max(0, ...features.map(column => mostDecimals(records, column, decimal))),
      values: used.flatMap(row => features.flatMap(column => row[column] ?? []))
    }),
    shift: Float64Array.from(middles, ({ value }) => value)
  }
}

/** @param value of the field; null for what is no number */
function isMissing(value: number | null, field: string, codes: MissingCodes): boolean {
  return codes.hasText(field.trim()) || (value !== null && codes.hasNumber(value))
}

/** Where the lines end that are looked at: all that begin in the first part, and at least a few. */
function startOf(text: string): number {
  let end = 0
  for (let line = 0; line < fewestRows && end >= 0; line++) end = text.indexOf('\n', end) + 1 || -1
  const last = text.indexOf('\n', startLength)
  return end < 0 || last < 0 ? text.length : Math.max(end, last + 1)
}

interface FirstRecord {
  readonly fields: readonly string[]
  /** Lines up to its end. */
  readonly lines: number
}

/** The first record that is not blank; null when it does not end in the text, or its quotes are malformed. */
function firstRecord(text: string, signs: ExaminedFile['dialect']): FirstRecord | null {
  let lines = 0
  for (let from = 0; from < text.length;) {
    const end = text.indexOf('\n', from)
    if (end < 0) return null
    const { data: [fields], errors } = fieldParser(signs).parse(text.slice(from, end), 0, false) as ParsedText
    // a quote that is not closed on its line
    if (errors.length > 0) return recordOverLines(text.slice(from), lines, signs)
    lines++
    if (fields && !isBlank(fields)) return { fields, lines }
    from = end + 1
  }
  return null
}

interface ParsedText {
  readonly data: readonly (readonly string[])[]
  readonly errors: readonly unknown[]
}

function recordOverLines(text: string, linesBefore: number, signs: ExaminedFile['dialect']): FirstRecord | null {
  const { data: [fields], errors } = fieldParser(signs, 1).parse(text, 0, true) as ParsedText
  if (!fields || errors.length > 0 || isBlank(fields)) return null
  return { fields, lines: linesBefore + 1 + fields.reduce((sum, field) => sum + countLineBreaks(field), 0) }
}

function scanOf(records: readonly (readonly string[])[], column: number, codes: MissingCodes, decimal: DecimalSign | null): ColumnScan {
  const scan = new ColumnScan(codes, decimal)
  for (const [index, record] of records.entries()) scan.add(record[column]!, index)
  return scan
}

/** The most digits after the decimal sign; an exponent counts as such, which is more than there are. */
function mostDecimals(records: readonly (readonly string[])[], column: number, decimal: DecimalSign): number {
  return records.reduce((most, record) => {
    const field = record[column]!.trim()
    const sign = field.lastIndexOf(decimal)
    return sign < 0 ? most : Math.max(most, field.length - sign - 1)
  }, 0)
}

interface Middle {
  readonly value: number
  /** Whether all values are whole numbers. */
  readonly whole: boolean
}

/** The mean, rounded where all values are whole; 0 for whole numbers most of which are 0: then these stay what costs the least, and the mean is no farther than the spread. */
function middleOf(rows: readonly (readonly (number | null)[])[], column: number, codes: MissingCodes): Middle {
  let count = 0
  let mean = 0
  let zeros = 0
  let whole = true
  for (const row of rows) {
    const value = row[column]!
    if (value === null || !Number.isFinite(value) || codes.hasNumber(value)) continue
    mean += (value - mean) / ++count
    zeros += Number(value === 0)
    whole &&= Number.isInteger(value)
  }
  if (!whole) return { value: mean, whole }
  return { value: 2 * zeros >= count ? 0 : Math.round(mean), whole }
}
