/** How a CSV is written: delimiter and header, from the first rows; the decimal sign needs every row (decimal.ts). */
import { delimiters, type Delimiter, type QuoteSign } from '../api/model'
import type { MissingCodes } from './missing'
import { looksNumeric } from './numbers'
import { fieldParser, type FieldSigns } from './quotes'

const mostRecords = 500

type Table = readonly (readonly string[])[]

/**
 * The delimiter that gives the most consistent number of fields above one; between equals, the one whose fields look
 * most like single values, then the usual order. A file where none does has a single column, and ",".
 *
 * @param text start of the file, line breaks normalised to LF
 * @param complete whether it is the whole file
 */
export function detectDelimiter(text: string, complete: boolean, quote: QuoteSign = '"'): Delimiter {
  let best: { readonly delimiter: Delimiter; readonly consistency: number; readonly records: Table } | null = null
  for (const delimiter of delimiters) {
    const { records, errors } = parseSample(text, { delimiter, quote }, complete)
    const { width, count } = commonWidth(records)
    if (width < 2) continue
    const consistency = count / (records.length + errors)
    // most often there is only one: how fields look is found out where it decides
    if (!best || (consistency - best.consistency || likeness(records) - likeness(best.records)) > 0) best = { delimiter, consistency, records }
  }
  return best?.delimiter ?? ','
}

/**
 * Whether the first record names the columns: some column has a text above numbers, or the first record holds no number
 * at all. Numbers above numbers and texts above texts are data.
 */
export function detectHeader(text: string, signs: FieldSigns, missing: MissingCodes, complete: boolean): boolean {
  const { records } = parseSample(text, signs, complete)
  const [first, ...rest] = records
  if (!first) return false
  const cells = first.map(field => field.trim())
  if (!cells.some(cell => looksNumeric(cell))) return true
  return cells.some((cell, column) => {
    if (missing.hasText(cell) || looksNumeric(cell)) return false
    const below = rest.map(record => (record[column] ?? '').trim()).filter(value => !missing.hasText(value))
    return below.length > 0 && below.every(value => looksNumeric(value))
  })
}

/** The first records that end in the text; of a record longer than the text, what there is of it. */
export function parseSample(text: string, signs: FieldSigns, complete: boolean): { readonly records: Table; readonly errors: number } {
  const parse = (ended: boolean) => {
    const { data, errors } = fieldParser(signs, mostRecords).parse(text, 0, !ended) as { data: Table; errors: readonly unknown[] }
    return { records: data.filter(record => record.length > 1 || record[0]!.trim() !== ''), errors: errors.length }
  }
  const whole = parse(complete)
  return whole.records.length > 0 || complete ? whole : parse(true)
}

/** The most frequent number of fields, and how many records have it. */
function commonWidth(records: Table): { readonly width: number; readonly count: number } {
  const counts = new Map<number, number>()
  for (const { length } of records) counts.set(length, (counts.get(length) ?? 0) + 1)
  const [width, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [0, 0]
  return { width, count }
}

/** How much the fields look like single values, 0 to 2: a number most, then a text without any of the delimiters in it. */
function likeness(records: Table): number {
  let sum = 0
  let fields = 0
  for (const record of records) {
    fields += record.length
    for (const field of record) {
      if (looksNumeric(field.trim())) sum += 2
      else if (!delimiters.some(delimiter => field.includes(delimiter))) sum += 1
    }
  }
  return sum / fields
}
