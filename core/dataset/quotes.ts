/** The parser of fields, under the sign that encloses them. */
import Papa from 'papaparse'
import type { Delimiter, QuoteSign } from '../api/model'

export interface FieldSigns {
  readonly delimiter: Delimiter
  readonly quote?: QuoteSign | undefined
}

/** A parser of text whose line breaks are LF. @param preview records at most; 0: all */
export function fieldParser({ delimiter, quote = '"' }: FieldSigns, preview = 0): Papa.Parser {
  // The fast mode of papaparse knows no quotes at all.
  const signs = quote === 'none' ? { fastMode: true } : { quoteChar: quote }
  return new Papa.Parser({ delimiter, newline: '\n', preview, ...signs })
}

/** Whether a text holds the sign at all: without it no field spans lines. */
export function holdsQuotes(text: string, quote: QuoteSign = '"'): boolean {
  return quote !== 'none' && text.includes(quote)
}

/** The sign twice, as it is written inside of an enclosed field. */
export function doubledQuote(quote: QuoteSign = '"'): string {
  return quote === 'none' ? '' : quote + quote
}
