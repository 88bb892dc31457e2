/** From a file and the user's choices to columns with roles: the first pass and everything decided from it. */
import { basename } from 'node:path'
import type { DecimalAmbiguity } from '../api/importPreview'
import type { ColumnProfile, Dialect, ImportOptions } from '../api/model'
import { ProblemError, type Problem } from '../api/problem'
import { chooseColumns, type ChosenColumns } from './columns'
import { decideDecimal, type CheckedColumn } from './decimal'
import { encodingName } from './decode'
import { examineFile, type ExaminedFile } from './examine'
import { readingOptions, type LoadHooks } from './hooks'
import { MissingCodes } from './missing'
import { scanFile, type ScannedFile, type ScanOptions } from './scan'
import { selectColumns, type SelectedColumns } from './selection'
import { counted, listed, quoted } from './wording'

export interface PreparedFile {
  readonly name: string
  readonly examined: ExaminedFile
  readonly scanned: ScannedFile
  readonly dialect: Dialect
  readonly selected: SelectedColumns
  readonly label: string | null
  readonly ambiguity: DecimalAmbiguity | null
  /** Why the data cannot be used as they are, most basic first; empty when they can. */
  readonly problems: readonly Problem[]
  readonly notes: readonly string[]
}

/** Reads the columns of an examined file faster than `scanFile`; null where it cannot. */
export interface FasterScan {
  scan(examined: ExaminedFile, options: Pick<ScanOptions, 'onNames'>): Promise<ScannedFile | null>
  /** Whether it read numbers with the decimal sign that was then decided for. */
  agreesOn(dialect: Dialect): boolean
}

/**
 * Reads the file once. Problems of the file itself are thrown (ProblemError); problems of the choices and the columns are
 * collected, so that a preview can show the columns beside them.
 *
 * @param tolerant whether unknown column names are collected too; else they are thrown before the rows are read
 * @param faster tried first
 */
export async function prepareFile(path: string, options: ImportOptions, hooks: LoadHooks, tolerant: boolean, faster: FasterScan | null = null): Promise<PreparedFile> {
  const prepared = await prepareOnce(path, options, hooks, tolerant, faster)
  return faster?.agreesOn(prepared.dialect) === false ? prepareOnce(path, options, hooks, tolerant, null) : prepared
}

async function prepareOnce(path: string, options: ImportOptions, hooks: LoadHooks, tolerant: boolean, faster: FasterScan | null): Promise<PreparedFile> {
  const file = basename(path)
  const codes = new MissingCodes(options.missingCodes)
  const examined = await examineFile(path, options.dialect, codes)
  const problems: Problem[] = []
  let chosen: ChosenColumns = { label: null, features: null }
  const onNames = (names: readonly string[]): void => {
    problems.length = 0
    const result = chooseColumns(names, options.label, options.features, file)
    if (result.ok) chosen = result.value
    else if (tolerant) problems.push(result.problem)
    else throw new ProblemError(result.problem)
  }
  const decimalChosen = options.dialect.decimal ?? null
  const scanned = (await faster?.scan(examined, { onNames }))
    ?? (await scanFile(path, examined, { ...readingOptions(hooks, 'reading', examined.state.bytes), codes, decimal: decimalChosen, onNames }))
  const decision = decimalChosen ? { decimal: decimalChosen, problem: null, ambiguity: null } : decideDecimal(possibleFeatures(scanned, chosen), file)
  const selected = selectColumns({ names: scanned.names, scans: scanned.scans, chosen, decimal: decision.decimal, file })
  const few = scanned.rows < 2 ? tooFewRows(file, scanned.rows, 0, null) : null
  problems.push(...[few, decision.problem, selected.problem].filter(problem => problem !== null))
  return {
    name: file,
    examined,
    scanned,
    dialect: { ...examined.dialect, decimal: decision.decimal },
    selected,
    label: chosen.label === null ? null : scanned.names[chosen.label]!,
    ambiguity: decision.ambiguity,
    problems,
    notes: notesOf(examined, scanned, selected)
  }
}

function possibleFeatures({ scans, names }: ScannedFile, { label, features }: ChosenColumns): readonly CheckedColumn[] {
  const indices = features ?? scans.map((_, index) => index).filter(index => index !== label)
  return indices.map(index => ({ name: names[index]!, scan: scans[index]! }))
}

/**
 * @param rows rows left
 * @param dropped rows dropped for missing values
 * @param emptiest the used column with the most missing values
 */
export function tooFewRows(file: string, rows: number, dropped: number, emptiest: ColumnProfile | null): Problem {
  const why = `${rows === 1 ? 'is' : 'are'} left, ${dropped} ${dropped === 1 ? 'was' : 'were'} dropped for missing values`
  const most = emptiest ? `, most of them in column ${quoted(emptiest.name)}` : ''
  const without = emptiest?.role === 'label' ? 'choose another label' : 'leave that column out of the features, or fill missing values with the mean (--missing mean)'
  return {
    code: 'CSV_ROWS_TOO_FEW',
    what: dropped === 0 ? `the file has ${counted(rows, 'row')} of data` : `${counted(rows, 'row')} ${why}${most}`,
    meaning: 'a covariance needs at least two rows',
    action: dropped === 0 ? 'choose a file with more rows' : without,
    place: { file }
  }
}

function notesOf({ detected, dialect }: ExaminedFile, scanned: ScannedFile, { columns, features }: SelectedColumns): readonly string[] {
  const notes: string[] = []
  if (detected.includes('encoding') && dialect.encoding === 'latin-1') notes.push(`the bytes are not UTF-8; they were read as ${encodingName('latin-1')}`)
  if (scanned.repeated.length > 0) notes.push(`names that repeat were numbered: ${listed(scanned.repeated.map(quoted))}`)
  const leftOut = columns.filter(column => column.role === 'left-out' && column.type !== 'numeric')
  if (leftOut.length > 0) notes.push(`left out: ${listed(leftOut.map(column => `${quoted(column.name)} (${column.reason})`))}`)
  const used = new Set(features)
  const constant = columns.filter(column => column.constant && used.has(column.name))
  if (constant.length > 0) notes.push(`${counted(constant.length, 'column')} never ${constant.length === 1 ? 'changes' : 'change'}: ${listed(constant.map(column => quoted(column.name)))}`)
  return notes
}

/** What the policy for missing values did, in sentences. */
export function missingNotes(dropped: number, replaced: number): readonly string[] {
  const notes: string[] = []
  if (dropped > 0) notes.push(`${counted(dropped, 'row')} with missing values ${dropped === 1 ? 'was' : 'were'} dropped`)
  if (replaced > 0) notes.push(`${counted(replaced, 'missing value')} ${replaced === 1 ? 'was' : 'were'} replaced by the mean of ${replaced === 1 ? 'its' : 'their'} column`)
  return notes
}
