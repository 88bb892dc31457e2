/** Fields that are no plain numbers, as the general reader sees them: the one place where the two readers agree. */
import type { FieldMeaning } from '../../kernels/tableKernel'
import type { DecimalSign, Encoding } from '../../api/model'
import { MissingCodes } from '../missing'
import { parseNumber } from '../numbers'
import { ColumnScan, type ColumnNotes } from '../profile'
import { detached } from '../wording'

export interface FieldRules {
  readonly columns: number
  readonly label: number | null
  /** Whether features may be anything but these columns; null: any but the label. */
  readonly features: readonly number[] | null
  readonly encoding: 'utf-8' | 'latin-1'
  readonly decimal: DecimalSign
  /** Whether the user chose the decimal sign; else the file has to tell. */
  readonly decimalChosen: boolean
  readonly missingCodes: readonly string[]
}

/** Columns with what their unusual fields show. */
export type FieldNotes = readonly (readonly [column: number, notes: ColumnNotes])[]

export interface AskedField {
  readonly meaning: FieldMeaning
  /** Where the text begins and ends that counts among the distinct ones, in bytes of the field; null: it does not count. */
  readonly distinct: { readonly from: number; readonly length: number } | null
}

const refused: AskedField = { meaning: { kind: 'refused' }, distinct: null }
/** Labels beyond these are no classes. */
const mostNames = 1001

export class UnusualFields {
  /** Of the labels, in order of appearance. */
  readonly classNames: string[] = []
  private readonly codes: MissingCodes
  private readonly scans = new Map<number, ColumnScan>()
  private readonly remembered: { readonly entry: number; readonly column: number; readonly notes: ColumnNotes }[] = []
  private readonly possible: ReadonlySet<number> | null

  constructor(private readonly rules: FieldRules) {
    this.codes = new MissingCodes(rules.missingCodes)
    this.possible = rules.features && new Set(rules.features)
  }

  /** @param bytes of the field @param row line of its record @param entry where the answer is remembered; −1: nowhere */
  ask(column: number, bytes: Uint8Array, row: number, entry: number): AskedField {
    const { rules, codes } = this
    const field = decode(bytes, rules.encoding)
    if (field === null) return refused
    const text = field.trim()
    // a line of white space alone is no record where there is one column; beyond ASCII the kernel cannot tell
    if (rules.columns === 1 && text === '') return refused
    const scan = this.scanOf(text, row)
    if (this.tellsOtherSign(column, scan)) return refused
    this.scan(column).absorb(scan.notes)
    if (entry >= 0) this.remembered.push({ entry, column, notes: scan.notes })
    const meaning = meaningOf(scan, text, rules.decimal)
    if (column === rules.label && meaning.kind !== 'missing' && this.classNames.length < mostNames) this.classNames.push(detached(text))
    const before = field.slice(0, field.indexOf(text))
    return { meaning, distinct: codes.hasText(text) ? null : { from: byteLength(before, rules.encoding), length: byteLength(text, rules.encoding) } }
  }

  /** @param repeatsOf how often the field of an entry was met again */
  notes(repeatsOf: (entry: number) => number): FieldNotes {
    for (const { entry, column, notes } of this.remembered.splice(0)) this.scan(column).absorb(notes, repeatsOf(entry))
    return [...this.scans].map(([column, scan]) => [column, scan.notes])
  }

  private scanOf(text: string, row: number): ColumnScan {
    const scan = new ColumnScan(this.codes, this.rules.decimalChosen ? this.rules.decimal : null)
    scan.add(text, row)
    return scan
  }

  private scan(column: number): ColumnScan {
    let scan = this.scans.get(column)
    if (!scan) this.scans.set(column, scan = new ColumnScan(this.codes, this.rules.decimalChosen ? this.rules.decimal : null))
    return scan
  }

  /** Whether the file may not have the decimal sign that plain numbers are read with: then all of its rows decide. */
  private tellsOtherSign(column: number, { evidence }: ColumnScan): boolean {
    const { decimal, decimalChosen, label } = this.rules
    if (decimalChosen || (this.possible ? !this.possible.has(column) : column === label)) return false
    return decimal === '.' ? (evidence.comma ?? evidence.commaEither) !== null : (evidence.point ?? evidence.pointEither) !== null
  }
}

function meaningOf(scan: ColumnScan, text: string, decimal: DecimalSign): FieldMeaning {
  const { missing, minimum } = scan.reading(decimal)
  if (missing > 0) return { kind: 'missing' }
  return minimum === null ? { kind: 'no-number' } : { kind: 'number', value: parseNumber(text, decimal) ?? NaN }
}

const decoders = {
  'utf-8': new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }),
  'latin-1': new TextDecoder('windows-1252', { ignoreBOM: true })
}

/** null for bytes that are no text in this encoding. */
function decode(bytes: Uint8Array, encoding: keyof typeof decoders): string | null {
  if (bytes.every(byte => byte < 128)) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  try {
    // a copy: no decoder takes shared memory
    return decoders[encoding].decode(bytes.slice())
  } catch {
    return null
  }
}

function byteLength(text: string, encoding: Encoding): number {
  return encoding === 'utf-8' ? Buffer.byteLength(text, 'utf8') : text.length
}
