/** The decimal sign of a file, from all its columns. Where both readings fit, nothing is guessed: the user chooses. */
import type { DecimalAmbiguity } from '../api/importPreview'
import type { DecimalSign } from '../api/model'
import type { Problem } from '../api/problem'
import { parseNumber } from './numbers'
import { isMostlyNumeric, type Example, type ScannedColumn } from './profile'
import { quoted } from './wording'

export interface CheckedColumn {
  readonly name: string
  readonly scan: ScannedColumn
}

/** The sign to read with, and why it may not be used unasked. */
export interface DecimalDecision {
  readonly decimal: DecimalSign
  readonly problem: Problem | null
  /** Where both readings fit. */
  readonly ambiguity: DecimalAmbiguity | null
}

const choose = 'choose the decimal sign (--decimal . or --decimal ,)'

/**
 * Decides by the columns that hold nothing but numbers in one reading or the other. A column with `1,234` and no value
 * that decides is ambiguous; so is one of `1.234` in a file where other columns prove the comma. Columns that
 * contradict each other are a conflict.
 *
 * @param columns those that may become features: neither the label nor left out
 */
export function decideDecimal(columns: readonly CheckedColumn[], file: string): DecimalDecision {
  const numeric = columns.filter(({ scan }) => scan.textsUnderBoth === 0)
  const undecided = !numeric.some(({ scan }) => scan.evidence.point ?? scan.evidence.comma ?? scan.evidence.commaEither)
  if (undecided) return { decimal: signOfFlawedColumns(columns), problem: null, ambiguity: null }
  const point = firstWith(numeric, ({ scan }) => scan.evidence.point)
  const comma = firstWith(numeric, ({ scan }) => scan.evidence.comma)
  if (point && comma) return { decimal: '.', problem: conflict(point, comma, file), ambiguity: null }
  const ambiguous = firstWith(numeric, ({ scan: { evidence } }) => {
    if (evidence.point || evidence.comma) return null
    return evidence.commaEither ?? (comma ? evidence.pointEither : null)
  })
  return { decimal: comma ? ',' : '.', problem: ambiguous && ambiguity(ambiguous, file), ambiguity: ambiguous && readingsOf(ambiguous) }
}

/** Where no clean column tells, columns with a few texts among their numbers do: they are left out, but for the right reason. */
function signOfFlawedColumns(columns: readonly CheckedColumn[]): DecimalSign {
  const mostly = columns.map(({ scan }) => scan).filter(scan => isMostlyNumeric(scan.reading('.')) || isMostlyNumeric(scan.reading(',')))
  return mostly.some(scan => scan.evidence.comma) && !mostly.some(scan => scan.evidence.point) ? ',' : '.'
}

interface Found {
  readonly name: string
  readonly example: Example
}

function firstWith(columns: readonly CheckedColumn[], find: (column: CheckedColumn) => Example | null): Found | null {
  for (const column of columns) {
    const example = find(column)
    if (example) return { name: column.name, example }
  }
  return null
}

function readingsOf({ name, example: { text, row } }: Found): DecimalAmbiguity {
  return { column: name, row, text, point: parseNumber(text, '.') ?? 0, comma: parseNumber(text, ',') ?? 0 }
}

function ambiguity({ name, example }: Found, file: string): Problem {
  const [smaller, larger] = [parseNumber(example.text, '.') ?? 0, parseNumber(example.text, ',') ?? 0].sort((a, b) => Math.abs(a) - Math.abs(b))
  return {
    code: 'CSV_DECIMAL_AMBIGUOUS',
    what: `column ${quoted(name)}: ${quoted(example.text)} can be ${smaller} or ${larger}`,
    meaning: 'its numbers would be a guess; nothing was changed',
    action: choose,
    place: { file, row: example.row, column: name }
  }
}

function conflict(point: Found, comma: Found, file: string): Problem {
  return {
    code: 'CSV_DIALECT_CONFLICT',
    what: `${whereFound(point)} needs the decimal sign "."; ${whereFound(comma)} needs ","`,
    meaning: 'one file has one decimal sign; nothing was changed',
    action: `${choose}: what does not fit it is then left out as text`,
    place: { file, row: comma.example.row, column: comma.name }
  }
}

function whereFound({ name, example }: Found): string {
  return `${quoted(example.text)} in column ${quoted(name)}, row ${example.row},`
}
