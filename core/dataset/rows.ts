/** The file as records of raw fields, with the line each record starts on: streaming, in bounded memory. */
import { basename } from 'node:path'
import type { Dialect } from '../api/model'
import { ProblemError, type Problem } from '../api/problem'
import { nameColumns } from './columns'
import { doubledQuote, fieldParser, holdsQuotes } from './quotes'
import { countLineBreaks, readText, type TextOptions } from './text'
import { counted, quoted } from './wording'

/** What splitting into fields needs to know; the decimal sign comes later. */
export type FieldDialect = Omit<Dialect, 'decimal'>

export interface RecordBatch {
  /** Every record has as many fields as the first one of the file. */
  readonly records: readonly (readonly string[])[]
  /** 1-based physical line on which each record starts. */
  readonly lines: readonly number[]
}

export interface RowsOptions extends TextOptions {
  readonly onProgress?: ((progress: { readonly bytes: number; readonly rows: number }) => void) | undefined
  /** Longest record in characters; for tests. */
  readonly longestRecord?: number | undefined
}

const defaultLongestRecord = 16 * 1024 * 1024

/**
 * All records of the file in order, the header too. Blank lines are no records, but count as lines.
 * Throws ProblemError: CSV_ROW_RAGGED, CSV_QUOTE_UNCLOSED, CSV_QUOTE_MALFORMED, CSV_TOO_WIDE (one endless record),
 * CSV_ENCODING_INVALID, JOB_CANCELLED, and those of the file.
 */
export async function* readRows(path: string, dialect: FieldDialect, options: RowsOptions = {}): AsyncGenerator<RecordBatch, void, undefined> {
  const splitter = new RecordSplitter(dialect, basename(path), options.longestRecord ?? defaultLongestRecord)
  let rows = 0
  let read = 0
  const report = (batch: RecordBatch): RecordBatch => {
    rows += batch.records.length
    options.onProgress?.({ bytes: read, rows })
    return batch
  }
  for await (const { text, bytes } of readText(path, dialect.encoding, options)) {
    read = bytes
    const batch = splitter.add(text)
    if (batch) yield report(batch)
  }
  // What the limit cuts off at the end is no record.
  if (options.limitBytes !== undefined && read >= options.limitBytes) return
  yield report(splitter.finish())
}

interface ParsedText {
  readonly data: readonly (readonly string[])[]
  readonly errors: readonly { readonly code: string; readonly row: number; readonly index: number }[]
  readonly meta: { readonly cursor: number }
}

/** Drives papaparse's parser over pieces of text, as its own streamer does, but at our pace and with our memory. */
class RecordSplitter {
  private buffer = ''
  private line = 1
  /** A record longer than the buffer is tried again only when the buffer has doubled: no quadratic rescans. */
  private nextAttempt = 0
  private first: readonly string[] | null = null

  constructor(private readonly dialect: FieldDialect, private readonly file: string, private readonly longestRecord: number) {}

  /** The records that end in the text so far; null when there are none. */
  add(text: string): RecordBatch | null {
    this.buffer += text
    if (this.buffer.length < this.nextAttempt) return null
    const batch = this.take(this.parse(false))
    if (batch.records.length === 0 && this.buffer.length > this.longestRecord) throw new ProblemError(this.endlessRecord())
    this.nextAttempt = batch.records.length > 0 ? 0 : Math.min(2 * this.buffer.length, this.longestRecord + 1)
    return batch.records.length > 0 ? batch : null
  }

  /** The records left when the text has ended. */
  finish(): RecordBatch {
    return this.take(this.parse(true))
  }

  private parse(ended: boolean): ParsedText {
    return fieldParser(this.dialect).parse(this.buffer, 0, !ended) as ParsedText
  }

  private take(parsed: ParsedText): RecordBatch {
    // Errors in a record that has not ended yet may be the buffer's end, not the file's fault.
    const error = parsed.errors.find(({ row }) => row < parsed.data.length)
    if (error) throw new ProblemError(this.badQuote(error))
    const consumed = this.buffer.slice(0, parsed.meta.cursor)
    const quotes = holdsQuotes(consumed, this.dialect.quote)
    const records: (readonly string[])[] = []
    const lines: number[] = []
    for (const record of parsed.data) {
      if (!isBlank(record)) {
        this.requireWidth(record)
        records.push(record)
        lines.push(this.line)
      }
      this.line += 1 + (quotes ? record.reduce((sum, field) => sum + countLineBreaks(field), 0) : 0)
    }
    this.buffer = this.buffer.slice(parsed.meta.cursor)
    return { records, lines }
  }

  private requireWidth(record: readonly string[]): void {
    this.first ??= record
    if (record.length !== this.first.length) throw new ProblemError(this.raggedRow(record, this.first))
  }

  private raggedRow(record: readonly string[], first: readonly string[]): Problem {
    const { header, delimiter } = this.dialect
    const wanted = `${header ? 'the header' : 'the first row'} has ${first.length}`
    const names = nameColumns(first, header).names
    const detail = record.length < first.length
      ? `${quoted(names[record.length] ?? '')} is the first one missing`
      : `${quoted(record[first.length] ?? '')} is the first one too many`
    return {
      code: 'CSV_ROW_RAGGED',
      what: `row ${this.line} has ${counted(record.length, 'field')}, ${wanted}: ${detail}`,
      meaning: 'its values cannot be told apart by column; nothing was kept',
      action: record.length < first.length ? 'add what is missing or remove the row' : `quote fields that contain ${delimiterName(delimiter)}, remove the row, or choose the delimiter (--delimiter)`,
      place: { file: this.file, row: this.line }
    }
  }

  private badQuote(error: { readonly code: string; readonly index: number }): Problem {
    const row = this.line + countLineBreaks(this.buffer.slice(0, error.index))
    const place = { file: this.file, row }
    const doubled = doubledQuote(this.dialect.quote)
    return error.code === 'MissingQuotes'
      ? {
        code: 'CSV_QUOTE_UNCLOSED',
        what: `the quote that opens in row ${row} is never closed`,
        meaning: 'everything after it would be one field; nothing was kept',
        action: `close the quote, or double it (${doubled}) where it belongs to the text`,
        place
      }
      : {
        code: 'CSV_QUOTE_MALFORMED',
        what: `the quoted field that opens in row ${row} has text after its closing quote`,
        meaning: 'where the field ends is unclear; nothing was kept',
        action: `double the quotes (${doubled}) that belong to the text`,
        place
      }
  }

  private endlessRecord(): Problem {
    const error = this.parse(true).errors[0]
    if (error) return this.badQuote(error)
    return {
      code: 'CSV_TOO_WIDE',
      what: `row ${this.line} is longer than ${Math.round(this.longestRecord / 1024 / 1024)} MiB`,
      meaning: 'no row of a table is that long; nothing was kept',
      action: 'check that the file is a CSV with line breaks', place: { file: this.file, row: this.line }
    }
  }
}

/** Whether a record is a blank line, which is none. */
export function isBlank(record: readonly string[]): boolean {
  return record.length === 1 && record[0]!.trim() === ''
}

/** A delimiter as it stands in a sentence. */
export function delimiterName(delimiter: Dialect['delimiter']): string {
  return delimiter === '\t' ? 'a tab' : `"${delimiter}"`
}
