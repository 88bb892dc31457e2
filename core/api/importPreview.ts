/** What a CSV holds, shown before it is used; and how a CSV differs from the one that a project was computed from. Plain data. */
import type { ColumnProfile, Dialect } from './model'
import type { Problem } from './problem'

/** A field that is a number under either decimal sign, and what it is under each. */
export interface DecimalAmbiguity {
  readonly column: string
  /** 1-based physical line. */
  readonly row: number
  readonly text: string
  /** Read with the decimal sign ".". */
  readonly point: number
  /** Read with the decimal sign ",". */
  readonly comma: number
}

/** A field of one of the first rows as it is read. */
export type PreviewField =
  | { readonly kind: 'number'; readonly text: string; readonly value: number }
  | { readonly kind: 'text' | 'missing'; readonly text: string }

export interface CsvPreview {
  readonly name: string
  readonly bytes: number
  /** Whether every row was read; false: the first rows stand for the others. */
  readonly complete: boolean
  readonly dialect: Dialect
  /** Parts of the dialect that were detected, not chosen. */
  readonly detected: readonly (keyof Dialect)[]
  /** Whether a byte order mark names the encoding. */
  readonly marked: boolean
  /** Whether the first rows hold fields in quotes. */
  readonly quoted: boolean
  /** Names of the columns shown in `firstRows`; empty where the rows make no table. */
  readonly shownColumns: readonly string[]
  /** At most `previewRows` rows of at most `previewColumns` fields, without the header. */
  readonly firstRows: readonly (readonly PreviewField[])[]
  /** Empty where the rows make no table. */
  readonly columns: readonly ColumnProfile[]
  readonly totalRows: number
  /** Rows that count under the policy for missing values, and those that it drops. */
  readonly rows: number
  readonly droppedRows: number
  readonly label: { readonly name: string; readonly classes: number; readonly capped: boolean } | null
  readonly ambiguity: DecimalAmbiguity | null
  /** What stands in the way of using the file with these choices, most basic first. */
  readonly problems: readonly Problem[]
  readonly notes: readonly string[]
}

export const previewRows = 20
export const previewColumns = 60

/** A number of the project beside the same number of the file. */
export interface BeforeAfter<Value> {
  readonly before: Value
  readonly after: Value
}

/** How a CSV differs from the one whose moments a project holds. */
export interface CsvChanges {
  readonly name: BeforeAfter<string>
  readonly bytes: BeforeAfter<number>
  readonly sha256: BeforeAfter<string>
  /** Rows of the file, used or dropped. */
  readonly rows: BeforeAfter<number>
  /** Columns in use that the file no longer has, the label among them. */
  readonly removed: readonly string[]
  /** Columns that would come into use with the same choices. */
  readonly added: readonly string[]
  /** Pairs of a removed and an added column that stand in the same place or hold the same numbers. */
  readonly renamed: readonly { readonly from: string; readonly to: string; readonly sameNumbers: boolean }[]
  /** Columns in both whose mean is another one; null where the file could not be read with the same choices. */
  readonly otherNumbers: readonly string[] | null
  /** Why the file cannot be read with the same choices; null when it can. */
  readonly problem: Problem | null
}

/** `linked`: the very same bytes, and core reads rows from there again. */
export type RelinkAnswer = { readonly kind: 'linked' } | { readonly kind: 'different'; readonly changes: CsvChanges }
