/** Which columns become features, which is the label, and why the others are left out. */
import type { ColumnProfile, ColumnRole, DecimalSign } from '../api/model'
import type { Problem } from '../api/problem'
import type { ChosenColumns } from './columns'
import { isMostlyNumeric, type ColumnReading, type ScannedColumn } from './profile'
import { counted, listed, quoted } from './wording'

/** Wider data would need a scatter of more than one gigabyte. */
export const widestFeatures = 16_000

export interface SelectedColumns {
  readonly columns: readonly ColumnProfile[]
  /** Feature names in the order chosen, else of the file. */
  readonly features: readonly string[]
  /** Why these columns cannot be used; null when they can. */
  readonly problem: Problem | null
}

export interface SelectionInput {
  readonly names: readonly string[]
  readonly scans: readonly ScannedColumn[]
  readonly chosen: ChosenColumns
  readonly decimal: DecimalSign
  readonly file: string
}

/** Roles of all columns under a decimal sign, and the first thing wrong with them. */
export function selectColumns(input: SelectionInput): SelectedColumns {
  const readings = input.scans.map(scan => scan.reading(input.decimal))
  const numeric = (index: number): boolean => index !== input.chosen.label && typeOf(readings[index]!) === 'numeric'
  const features = input.chosen.features ?? readings.map((_, index) => index).filter(numeric)
  const featureSet = new Set(features)
  const columns = readings.map((reading, index) => {
    const role: ColumnRole = index === input.chosen.label ? 'label' : featureSet.has(index) ? 'feature' : 'left-out'
    return profileOf(index, input, reading, role)
  })
  return {
    columns,
    features: features.map(index => input.names[index]!),
    problem: tooManyOrFew(columns, features.length, input) ?? firstProblem(features, readings, input)
  }
}

function typeOf(reading: ColumnReading): ColumnProfile['type'] {
  if (reading.numbers + reading.texts === 0) return 'empty'
  return reading.texts === 0 ? 'numeric' : 'text'
}

function profileOf(index: number, input: SelectionInput, reading: ColumnReading, role: ColumnRole): ColumnProfile {
  const type = typeOf(reading)
  const distinct = input.scans[index]!.distinct
  return {
    index,
    name: input.names[index]!,
    type,
    role,
    reason: role === 'left-out' ? reasonFor(type, reading, input.chosen.features !== null) : null,
    missing: reading.missing,
    minimum: reading.minimum,
    mean: reading.mean,
    maximum: reading.maximum,
    constant: type === 'numeric' ? reading.minimum !== null && reading.minimum === reading.maximum && reading.firstNotFinite === null : distinct === 1,
    distinct
  }
}

function reasonFor(type: ColumnProfile['type'], reading: ColumnReading, chosen: boolean): string {
  const { firstText } = reading
  if (chosen || type === 'numeric') return 'not chosen'
  if (type === 'empty' || !firstText) return 'no values'
  if (isMostlyNumeric(reading)) return `${fewTexts(reading)}, first ${quoted(firstText.text)} in row ${firstText.row}`
  return `text: ${quoted(firstText.text)} in row ${firstText.row}`
}

function fewTexts(reading: ColumnReading): string {
  return `${reading.texts} of ${counted(reading.numbers + reading.texts, 'value')} ${reading.texts === 1 ? 'is not a number' : 'are not numbers'}`
}

function tooManyOrFew(columns: readonly ColumnProfile[], features: number, { file, chosen }: SelectionInput): Problem | null {
  if (features > widestFeatures) {
    return {
      code: 'CSV_TOO_WIDE',
      what: `there are ${features} features`,
      meaning: `their covariance would not fit into memory; at most ${widestFeatures} can be used`,
      action: 'choose fewer columns (--features)', place: { file }
    }
  }
  if (features > 0) return null
  const others = columns.filter(column => column.role === 'left-out').map(column => `${quoted(column.name)} (${column.reason})`)
  return {
    code: 'CSV_NO_NUMERIC_COLUMN',
    what: chosen.features ? 'no features are chosen' : 'no column holds numbers that could be features',
    meaning: others.length === 0 ? 'only the label is left' : `left out: ${listed(others)}`,
    action: chosen.features ? 'choose at least one column (--features)' : 'choose the delimiter or the decimal sign if they were detected wrongly, or mend the columns',
    place: { file }
  }
}

function firstProblem(features: readonly number[], readings: readonly ColumnReading[], input: SelectionInput): Problem | null {
  for (const index of features) {
    const problem = notNumeric(readings[index]!, input.names[index]!, input.file) ?? notFinite(readings[index]!, input.names[index]!, input.file)
    if (problem) return problem
  }
  return null
}

function notNumeric(reading: ColumnReading, name: string, file: string): Problem | null {
  const { firstText } = reading
  const place = { file, column: name }
  switch (typeOf(reading)) {
    case 'numeric': return null
    case 'empty': return {
      code: 'CSV_COLUMN_NOT_NUMERIC',
      what: `column ${quoted(name)} has no values`,
      meaning: 'it cannot be a feature; nothing was computed',
      action: 'leave it out of the features', place
    }
    case 'text': return firstText && isMostlyNumeric(reading)
      ? {
          code: 'CSV_VALUE_NOT_NUMERIC', what: `column ${quoted(name)}: ${fewTexts(reading)}, first ${quoted(firstText.text)}`,
          meaning: 'a feature needs a number in every row; nothing was computed',
          action: 'correct it, add it to the missing codes, or leave the column out of the features',
          place: { ...place, row: firstText.row }
        }
      : {
          code: 'CSV_COLUMN_NOT_NUMERIC', what: `column ${quoted(name)} holds texts, first ${quoted(firstText?.text ?? '')} in row ${firstText?.row ?? 0}`,
          meaning: 'it cannot be a feature; nothing was computed', action: 'leave it out of the features, or make it the label', place
        }
  }
}

function notFinite({ firstNotFinite }: ColumnReading, name: string, file: string): Problem | null {
  if (!firstNotFinite) return null
  return {
    code: 'CSV_VALUE_NOT_FINITE',
    what: `${quoted(firstNotFinite.text)} in column ${quoted(name)} is not a finite number`,
    meaning: 'no covariance exists with it; nothing was computed',
    action: 'correct it, add it to the missing codes, or leave the column out of the features', place: { file, row: firstNotFinite.row, column: name }
  }
}
