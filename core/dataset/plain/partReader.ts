/** What one thread does: chunks of a file into sums, rows of the sample and notes on unusual fields. */
import { TableKernel, type TableModules, type TableSettings } from '../../kernels/tableKernel'
import { TableView } from '../../kernels/tableView'
import type { WasmMemory } from '../../kernels/webAssembly'
import { copyRow, keepRow, type KeptRows, type SharedSample } from './sharedSample'
import { UnusualFields, type FieldNotes, type FieldRules } from './unusualFields'

/** Plain data and shared memory: a thread is started with it. */
export interface PartSetUp {
  readonly settings: TableSettings
  readonly rules: FieldRules
  readonly modules: TableModules
  readonly memory: WasmMemory
  readonly sample: SharedSample | null
  /** Number of this part: with the class of a row it names the class among all parts. */
  readonly part: number
}

/** Whole lines that stand in a slot. */
export interface ChunkTask {
  readonly from: number
  readonly end: number
  /** Line of the file on which it begins. */
  readonly firstLine: number
  readonly kept: KeptRows | null
}

export interface ChunkOutcome {
  readonly rows: number
  readonly used: number
}

export interface PartResult {
  /** Used rows that are in the sums. */
  readonly summed: number
  readonly norm4: number
  readonly replaced: number
  readonly broken: boolean
  readonly classNames: readonly string[]
  readonly notes: FieldNotes
}

/** Classes of different parts, told apart in one number; −1 stays −1. */
export const classCode = (part: number, index: number): number => (index < 0 ? -1 : part * codesPerPart + index)
export const codesPerPart = 2048

export class PartReader {
  private readonly kernel: TableKernel
  private readonly view: TableView
  private readonly fields: UnusualFields
  private firstLine = 1

  constructor(private readonly setUp: PartSetUp) {
    const { settings, rules, modules, memory } = setUp
    this.fields = new UnusualFields(rules)
    this.view = new TableView(settings.shape, memory)
    this.kernel = new TableKernel(settings, modules, memory, (column, start, length, entry) => {
      const row = this.firstLine + this.kernel.line
      const { meaning, distinct } = this.fields.ask(column, new Uint8Array(memory.buffer, start, length), row, entry)
      if (distinct && settings.shape.described) this.kernel.noteDistinct(column, start + distinct.from, distinct.length)
      return meaning
    })
  }

  /** null when the chunk is not for this reader. */
  read({ from, end, firstLine, kept }: ChunkTask): ChunkOutcome | null {
    const { kernel } = this
    this.firstLine = firstLine
    kernel.startChunk()
    let rows = 0
    let used = 0
    for (let at = from; at < end;) {
      const before = kernel.rows
      at = kernel.scan(at, end)
      if (kernel.refused) return null
      rows += kernel.rows - before
      used = this.takeRows(before, used, kept)
      if (kernel.isFull) kernel.flush()
    }
    return { rows, used }
  }

  finish(): PartResult {
    const { kernel, fields, view } = this
    kernel.flush()
    const notes = fields.notes(entry => view.repeatsOf(entry))
    return { summed: kernel.used, norm4: kernel.norm4, replaced: kernel.replaced, broken: kernel.broken, classNames: fields.classNames, notes }
  }

  /** Copies features that stand beside each other. */
  private copyRun({ rows, misfit, dimension }: SharedSample, at: number, row: number): void {
    const { kernel, setUp: { settings: { shape }, memory } } = this
    const from = kernel.layout.table + row * kernel.layout.rowBytes + 8 * shape.features[0]!
    if (rows instanceof Float64Array) {
      rows.set(new Float64Array(memory.buffer, from, dimension), at)
      return
    }
    if (!kernel.narrow(from, dimension, rows instanceof Int16Array)) misfit[0] = 1
    const { narrowed } = kernel.layout
    rows.set(rows instanceof Int16Array ? new Int16Array(memory.buffer, narrowed, dimension) : new Uint8Array(memory.buffer, narrowed, dimension), at)
  }

  /** Keeps what is drawn of the rows just read. @param used rows of the chunk so far @returns the same with these */
  private takeRows(from: number, used: number, kept: KeptRows | null): number {
    const { kernel, setUp: { settings: { shape }, sample, part, memory } } = this
    const { layout } = kernel
    const states = kernel.states
    const table = new Float64Array(memory.buffer, layout.table, (layout.rowBytes / 8) * layout.rows)
    const { features } = shape
    const adjoining = features.every((column, index) => column === features[0]! + index)
    for (let row = from; row < kernel.rows; row++) {
      const state = states[row]!
      if (state === -2) continue
      const index = used++
      const place = sample && kept ? (kept.places ? kept.places[index]! : kept.first + index) : -1
      if (!sample || !kept || place < 0) continue
      const start = (layout.rowBytes / 8) * row
      keepRow(sample, place, kept.first + index, classCode(part, state), at => {
        if (adjoining) this.copyRun(sample, at, row)
        else copyRow(sample, at, table, start, features)
      })
    }
    return used
  }
}
