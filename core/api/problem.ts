/**
 * Expected trouble is a value, never an exception: every call that can fail for a reason a user can mend
 * returns a `Result` whose `Problem` says what happened, what it means here and what to do.
 */

/** Stable codes: scripts and tests depend on them. Adding one is free; renaming one is a breaking change. */
export const problemCodes = [
  // files
  'FILE_MISSING', 'FILE_UNREADABLE', 'FILE_NOT_WRITABLE', 'FILE_IS_FOLDER', 'FILE_CHANGED_ON_DISK', 'DISK_FULL', 'BACKUP_FAILED', 'RECOVERY_FAILED',
  // CSV
  'CSV_EMPTY', 'CSV_BINARY', 'CSV_ENCODING_INVALID', 'CSV_ROW_RAGGED', 'CSV_QUOTE_UNCLOSED', 'CSV_QUOTE_MALFORMED',
  'CSV_NO_NUMERIC_COLUMN', 'CSV_VALUE_NOT_FINITE', 'CSV_VALUE_NOT_NUMERIC', 'CSV_ROWS_TOO_FEW', 'CSV_DECIMAL_AMBIGUOUS',
  'CSV_VALUE_MISSING', 'CSV_COLUMN_UNKNOWN', 'CSV_COLUMN_NOT_NUMERIC', 'CSV_LABEL_IS_FEATURE', 'CSV_DIALECT_CONFLICT', 'CSV_TOO_WIDE', 'CSV_SCALE_TOO_SMALL',
  'MEMORY_TOO_SMALL',
  // moments, covariance, spectra
  'MOMENTS_INVALID', 'MOMENTS_UNSUPPORTED', 'COVARIANCE_OPTION_INVALID', 'COVARIANCE_NEEDS_ROWS', 'SPECTRUM_INVALID', 'SPECTRUM_NEGATIVE',
  'SHAPE_MISMATCH',
  // designs
  'DESIGN_EMPTY', 'DESIGN_SYNTAX', 'DESIGN_PARAMETER', 'DESIGN_ACTIVATION_UNKNOWN', 'DESIGN_BLOCK_UNKNOWN', 'DESIGN_SLICE',
  'DESIGN_DIVISIBILITY', 'DESIGN_KERNEL_SHAPE', 'DESIGN_BUDGET_CONFLICT', 'DESIGN_BUDGETS_PER_LAYER', 'DESIGN_EDIT_IMPOSSIBLE', 'DESIGN_TOO_DEEP',
  // model
  'BUDGET_INVALID', 'NOISE_INVALID', 'CURVE_RANGE_INVALID',
  // target interval
  'TARGET_NEEDS_LABEL', 'TARGET_NEEDS_ROWS', 'TARGET_OPTION_INVALID',
  // projects
  'PROJECT_NOT_A_ZIP', 'PROJECT_NOT_OURS', 'PROJECT_TOO_NEW', 'PROJECT_ENTRY_UNSAFE', 'PROJECT_ENTRY_DUPLICATE', 'PROJECT_ENTRY_MISSING',
  'PROJECT_ENTRY_CORRUPT', 'PROJECT_TOO_LARGE', 'PROJECT_ENCRYPTED', 'PROJECT_MANIFEST_INVALID', 'PROJECT_DOCUMENT_INVALID',
  'PROJECT_MIGRATION_FAILED', 'PROJECT_MOMENTS_INVALID', 'PROJECT_DATA_NOT_FOUND',
  // exports
  'EXPORT_TOO_LARGE', 'EXPORT_FAILED',
  // command line and calls
  'USAGE', 'CALL_INVALID', 'GRANT_UNKNOWN', 'DATA_UNKNOWN', 'JOB_CANCELLED', 'CORE_STOPPED', 'NUMERICAL_FAILURE', 'INTERNAL'
] as const

export type ProblemCode = (typeof problemCodes)[number]

/** Where in a user's input the problem sits; rows are 1-based physical lines of the file, columns are header names. */
export interface ProblemPlace {
  readonly file?: string
  readonly row?: number
  /** A header name for data, a 1-based text column for a design. */
  readonly column?: string | number
}

export interface Problem {
  readonly code: ProblemCode
  /** What happened, a sentence without its full stop: `row 7 has 5 fields, the header has 4`. */
  readonly what: string
  /** What it means for this file, number or design: `nothing was read`. */
  readonly meaning: string
  /** What to do: `add the missing field or remove the row`. */
  readonly action: string
  readonly place?: ProblemPlace
  /** For the log, not for the sentence: a stack, a library's own message. */
  readonly details?: string
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem }

export const success = <T>(value: T): Result<T> => ({ ok: true, value })

export const failure = (problem: Problem): { readonly ok: false; readonly problem: Problem } => ({ ok: false, problem })

/** Carries a Problem through code that can only throw (streams, callbacks); caught at the nearest `Result` boundary. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(describeProblem(problem))
    this.name = 'ProblemError'
  }
}

/** `file:row:column`, as far as it is known; empty for a place in a design, whose sentence names its column itself. */
export function describePlace(place: ProblemPlace | undefined): string {
  if (!place || (place.file === undefined && place.row === undefined)) return ''
  const parts = [place.file, place.row, place.column].filter(part => part !== undefined)
  return parts.join(':')
}

/** One line: `CODE: what (file:row:column); meaning. What to do.` */
export function describeProblem(problem: Problem): string {
  const place = describePlace(problem.place)
  const action = problem.action.replace(/^./u, letter => letter.toUpperCase())
  const sentence = `${problem.code}: ${problem.what}${place ? ` (${place})` : ''}; ${problem.meaning}. ${action}.`
  return sentence.replaceAll(/\s*[\r\n]+\s*/g, ' ')
}

/** Ends a `switch` over a closed union: a new member that nobody handles does not compile. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value ${JSON.stringify(value)}`)
}
