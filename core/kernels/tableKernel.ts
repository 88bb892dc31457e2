/** One thread's scanner and sums, over a memory that the filler of its chunks shares. */
import * as momentsKernel from './generated/moments'
import * as scannerKernel from './generated/scanner'
import { kernelMemory, kernelModule, type KernelVariant } from './load'
import { exactPowersOfTen, powersOfFive } from './powers'
import { countsNumbers, floatRows, layOutTable, mostClasses, padded, type TableMemory, type TableShape } from './tableMemory'
import { webAssembly, type WasmMemory, type WasmModule } from './webAssembly'

interface Scanner {
  readonly rows: Cell
  readonly used: Cell
  readonly line: Cell
  readonly status: Cell
  readonly replaced: Cell
  readonly broken: Cell
  useAreas(powersOfFive: number, powersOfTen: number, wholePowersOfTen: number, freeLists: number, pool: number, meanings: number, answer: number): void
  useDialect(delimiter: number, decimal: number, quote: number, unclearGroups: number): void
  useColumns(count: number, roles: number, signed: number, label: number, codes: number, codeCount: number, fill: number): void
  useDistinct(tallies: number, zeros: number, small: number, hashes: number, counting: number, countingNumbers: number): void
  useTable(table: number, rowBytes: number, states: number, classRows: number): void
  takeArea(bytes: number): number
  classCount(): number
  noteDistinct(column: number, start: number, length: number): void
  startChunk(): void
  startBlock(): void
  scan(from: number, end: number, most: number): number
  findRecords(from: number, end: number): number
  readonly foundRecords: Cell
  readonly foundLines: Cell
  readonly foundTrailing: Cell
}

/** What core/kernels/assembly/moments.ts exports. */
export interface Sums {
  readonly largest: Cell
  readonly whole: Cell
  profile(table: number, stride: number, rows: number, columns: number, shift: number, sums: number, minima: number, maxima: number): void
  gather(
    table: number, stride: number, rows: number, states: number, runs: number, runCount: number, shift: number, block: number, rowBytes: number, norms: number
  ): number
  addColumnSums(block: number, rowBytes: number, rows: number, norms: number, sums: number, weighted: number, minima: number, maxima: number): number
  scaledNorm4(block: number, rowBytes: number, rows: number, scales: number): number
  addClassSums(block: number, rowBytes: number, rows: number, classes: number, sums: number): void
  addFloatProducts(block: number, rowBytes: number, rows: number, panels: number, tiles: number): void
  narrowRow(from: number, count: number, to: number, wide: number): number
  narrowDecimals(from: number, count: number, to: number, divisor: number): number
  addIntegerProducts(block: number, rowBytes: number, rows: number, panels: number, lists: number, tiles: number): void
}

/** A number that a kernel keeps for its host. */
interface Cell {
  readonly value: number
}

/** The compiled code of both kernels; may be sent to threads. */
export interface TableModules {
  readonly scanner: WasmModule
  readonly sums: WasmModule
}

export function tableModules(variant: KernelVariant): TableModules {
  return { scanner: kernelModule(scannerKernel, variant), sums: kernelModule(momentsKernel, variant) }
}

/** The kernel of sums in a memory that is laid out by `layOutTable`. */
export function sumsKernel(modules: TableModules, memory: WasmMemory): Sums {
  return instance<Sums>(modules.sums, memory, () => 0)
}

/** @throws RangeError when the machine cannot give so much */
export function tableMemory(shape: TableShape): WasmMemory {
  return kernelMemory(layOutTable(shape).bytes)
}

/** How fields are written. Signs are single bytes. */
export interface TableDialect {
  readonly delimiter: number
  readonly decimal: number
  /** 0: quotes are part of the text. */
  readonly quote: number
  /** Whether `1,234` may be a thousand under the decimal sign ",", so that it is asked about. */
  readonly unclearGroups: boolean
}

export interface TableSettings {
  readonly shape: TableShape
  readonly dialect: TableDialect
  readonly label: number | null
  /** Columns that have to be numbers: a row without one of them, or without a label, does not count. */
  readonly needed: readonly number[]
  /** Numbers that stand for a missing value. */
  readonly codes: readonly number[]
  /** Per column, in place of a missing value; null: rows without a value in a feature or the label are dropped. */
  readonly fill: Float64Array | null
  /** Per column, subtracted before anything is summed. */
  readonly shift: Float64Array
  /** Per feature: then nothing is summed but Σ‖z‖⁴ of z = (x − shift)·scale; null: all sums of x − shift. */
  readonly scales: Float64Array | null
}

/** What a field is that is no plain number. */
export type FieldMeaning = { readonly kind: 'number'; readonly value: number } | { readonly kind: 'missing' | 'no-number' | 'refused' }

const kindCodes = { number: 0, missing: 1, 'no-number': 2, refused: 3 } as const
const noLabel = 0xffffffff
const featureRole = 1
/** Sums of 32 bits hold rows · largest² below this. */
const integerLimit = 2 ** 31
/** Below so many rows at a time, whole numbers are no faster than others. */
const fewestIntegerRows = 64
const largestInt16 = 32_767

/** @param entry where the meaning is remembered; −1: nowhere */
export type AskAboutField = (column: number, start: number, length: number, entry: number) => FieldMeaning

/** Records that end between two places of a table's memory. */
export interface FoundRecords {
  /** Blank ones too. */
  readonly records: number
  /** Line breaks up to their end, those in quotes among them. */
  readonly lines: number
  /** Where the last one ends; where the search began when there is none. */
  readonly end: number
  /** Whether nothing but white space stands between a closing quote and the last byte. */
  readonly trailing: boolean
}

/** Finds records from where one begins: they end at line breaks outside of quotes. */
export type FindRecords = (from: number, end: number) => FoundRecords

export function recordFinder({ delimiter, decimal, quote, unclearGroups }: TableDialect, modules: TableModules, memory: WasmMemory): FindRecords {
  const { findRecords, foundRecords, foundLines, foundTrailing, useDialect } = instance<Scanner>(modules.scanner, memory, () => kindCodes.refused)
  useDialect(delimiter, decimal, quote, Number(unclearGroups))
  return (from, end) => {
    const last = findRecords(from, end) >>> 0
    return { records: foundRecords.value >>> 0, lines: foundLines.value >>> 0, end: last, trailing: foundTrailing.value !== 0 }
  }
}

export class TableKernel {
  readonly layout: TableMemory
  /** Σ‖x − shift‖⁴ over used rows, scaled where the settings say so. */
  norm4 = 0
  /** Rows used for sums so far. */
  used = 0
  private readonly scanner: Scanner
  private readonly sums: Sums
  private readonly runs: number
  private summing: boolean

  constructor(readonly settings: TableSettings, modules: TableModules, readonly memory: WasmMemory, ask: AskAboutField) {
    const { shape } = settings
    this.layout = layOutTable(shape)
    this.sums = sumsKernel(modules, memory)
    this.scanner = instance<Scanner>(modules.scanner, memory, (column, start, length, entry) => {
      const meaning = ask(column, start, length, entry)
      if (meaning.kind === 'number') floats(this.memory, this.layout.answer, 1)[0] = meaning.value
      return kindCodes[meaning.kind]
    })
    this.summing = shape.features.length > 0
    this.runs = this.fillIn()
  }

  /** Rows in the table. */
  get rows(): number {
    return this.scanner.rows.value >>> 0
  }

  /** Of the rows in the table, those that are used. */
  get usedRows(): number {
    return this.scanner.used.value >>> 0
  }

  /** Lines of this chunk before the one that is being read. */
  get line(): number {
    return this.scanner.line.value >>> 0
  }

  /** Whether the chunk could not be read here. */
  get refused(): boolean {
    return this.scanner.status.value !== 0
  }

  /** Missing values that were filled in, in used rows. */
  get replaced(): number {
    return this.scanner.replaced.value
  }

  /** Whether a feature turned out to hold more than finite numbers and missing values: then nothing is summed. */
  get broken(): boolean {
    return this.scanner.broken.value !== 0
  }

  get isFull(): boolean {
    return this.rows === this.layout.rows
  }

  /** Labels that are classes, so far. */
  get classes(): number {
    return this.scanner.classCount()
  }

  /** State of every row in the table: its class, −1 without one, −2 when it is dropped. */
  get states(): Int32Array {
    return new Int32Array(this.memory.buffer, this.layout.states, this.layout.rows)
  }

  startChunk(): void {
    this.scanner.startChunk()
  }

  /** Reads rows into the table until it is full or the chunk ends. @returns where the next row begins */
  scan(from: number, end: number): number {
    return this.scanner.scan(from, end, this.layout.rows) >>> 0
  }

  /**
   * Copies part of a row as small whole numbers, to where `layout.narrowed` is.
   *
   * @param from where it begins @param wide int16 instead of uint8
   * @returns whether the numbers are the same there
   */
  narrow(from: number, count: number, wide: boolean): boolean {
    return this.sums.narrowRow(from, count, this.layout.narrowed, Number(wide)) !== 0
  }

  /** The same as int32, each `divisor` times as large, a power of ten. @returns whether all of them come back by division, bit for bit */
  narrowDecimals(from: number, count: number, divisor: number): boolean {
    return this.sums.narrowDecimals(from, count, this.layout.narrowed, divisor) !== 0
  }

  /** Counts a text of a column among its distinct ones. @param start where its bytes stand in this memory */
  noteDistinct(column: number, start: number, length: number): void {
    this.scanner.noteDistinct(column, start, length)
  }

  /** Adds the rows in the table to all sums, and empties it. */
  flush(): void {
    const { layout, settings: { shape, scales }, sums, rows } = this
    if (rows > 0 && shape.described) sums.profile(layout.table, layout.rowBytes, rows, padded(shape.columns), layout.shift, layout.sums, layout.minima, layout.maxima)
    if (this.broken) this.summing = false
    if (rows > 0 && this.summing) {
      const used = sums.gather(
        layout.table, layout.rowBytes, rows, layout.states, layout.runs, this.runs, layout.featureShift, layout.block, layout.featureRowBytes, layout.norms
      )
      this.used += used
      if (scales) this.norm4 += sums.scaledNorm4(layout.block, layout.featureRowBytes, used, layout.scales)
      else this.addSums(used)
    }
    this.scanner.startBlock()
  }

  private addSums(used: number): void {
    const { layout, sums } = this
    this.norm4 += sums.addColumnSums(layout.block, layout.featureRowBytes, used, layout.norms, layout.featureSums, layout.weightedSums, layout.featureMinima, layout.featureMaxima)
    if (this.settings.label !== null) this.addClassSums(used)
    this.addProducts(used)
  }

  private addProducts(used: number): void {
    const { sums, layout } = this
    const integerRows = this.integerRows(used)
    const step = integerRows || floatRows
    for (let from = 0; from < used; from += step) {
      const rows = Math.min(step, used - from)
      const block = layout.block + from * layout.featureRowBytes
      if (integerRows) sums.addIntegerProducts(block, layout.featureRowBytes, rows, layout.panels, layout.lists, layout.tiles)
      else sums.addFloatProducts(block, layout.featureRowBytes, rows, layout.panels, layout.tiles)
    }
  }

  /** Rows at a time whose products of whole numbers stay exact; 0: they are no such numbers. Even, so that only the last step overwrites the row behind it. */
  private integerRows(used: number): number {
    const { largest: { value: largest }, whole } = this.sums
    if (whole.value === 0 || largest > largestInt16) return 0
    const rows = Math.min(used + (used % 2), Math.floor((integerLimit - 1) / Math.max(1, largest) ** 2))
    return rows < Math.min(used, fewestIntegerRows) ? 0 : rows - (rows % 2)
  }

  private addClassSums(used: number): void {
    const { memory, layout, scanner } = this
    const classes = scanner.classCount()
    if (classes >= mostClasses) return
    for (let index = 0; index < classes; index++) {
      const at = layout.classSums / 4 + index
      // fresh views: taking memory may have grown it
      if (new Uint32Array(memory.buffer)[at] === 0) {
        const area = scanner.takeArea(layout.featureRowBytes)
        new Uint32Array(memory.buffer)[at] = area
      }
    }
    this.sums.addClassSums(layout.block, layout.featureRowBytes, used, layout.states, layout.classSums)
  }

  /** @returns the number of runs of features */
  private fillIn(): number {
    const { memory, layout, scanner, settings: { shape, dialect, label, needed, codes, fill, shift, scales } } = this
    new BigUint64Array(memory.buffer, layout.powersOfFive, powersOfFive().length).set(powersOfFive())
    new BigUint64Array(memory.buffer, layout.wholePowersOfTen, 9).set(Array.from({ length: 9 }, (_, power) => 10n ** BigInt(power)))
    floats(memory, layout.powersOfTen, 23).set(exactPowersOfTen())
    floats(this.memory, layout.codes, codes.length).set(codes)
    if (fill) floats(this.memory, layout.fill, shape.columns).set(fill)
    floats(this.memory, layout.shift, shape.columns).set(shift)
    if (scales) floats(this.memory, layout.scales, shape.features.length).set(scales)
    const featureShift = floats(this.memory, layout.featureShift, shape.features.length)
    shape.features.forEach((column, index) => { featureShift[index] = shift[column]! })
    for (const [minima, maxima, width] of [[layout.minima, layout.maxima, padded(shape.columns)], [layout.featureMinima, layout.featureMaxima, padded(shape.features.length)]] as const) {
      floats(memory, minima, width).fill(Infinity)
      floats(this.memory, maxima, width).fill(-Infinity)
    }
    const roles = new Uint8Array(memory.buffer, layout.roles, shape.columns)
    for (const column of needed) roles[column] = featureRole
    scanner.useAreas(layout.powersOfFive, layout.powersOfTen, layout.wholePowersOfTen, layout.freeLists, layout.pool, layout.meanings, layout.answer)
    scanner.useDialect(dialect.delimiter, dialect.decimal, dialect.quote, Number(dialect.unclearGroups))
    scanner.useColumns(shape.columns, layout.roles, layout.signed, label ?? noLabel, layout.codes, codes.length, fill ? layout.fill : 0)
    scanner.useDistinct(layout.tallies, layout.zeros, layout.small, layout.hashes, Number(shape.described), Number(countsNumbers(shape)))
    scanner.useTable(layout.table, layout.rowBytes, layout.states, layout.classCounts)
    return this.fillInRuns()
  }

  /** Features that stand beside each other in the file are copied together. */
  private fillInRuns(): number {
    const { memory, layout, settings: { shape: { features } } } = this
    const runs = new Uint32Array(memory.buffer, layout.runs, 2 * features.length)
    let count = 0
    features.forEach((column, index) => {
      if (index > 0 && features[index - 1] === column - 1) runs[2 * count - 1]!++
      else {
        runs[2 * count] = 8 * column
        runs[2 * count + 1] = 1
        count++
      }
    })
    return count
  }
}

function floats(memory: WasmMemory, at: number, length: number): Float64Array {
  return new Float64Array(memory.buffer, at, length)
}

function instance<T>(module: WasmModule, memory: WasmMemory, unusual: (column: number, start: number, length: number, entry: number) => number): T {
  const unsigned = (column: number, start: number, length: number, entry: number): number => unusual(column, start >>> 0, length, entry)
  return new webAssembly.Instance(module, { env: { memory, unusual: unsigned } }).exports as T
}
