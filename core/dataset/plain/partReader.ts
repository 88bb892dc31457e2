/** What one thread does: chunks of a file into sums, rows of the sample and notes on unusual fields. */
import { TableKernel, type TableModules, type TableSettings } from '../../kernels/tableKernel'
import { TableView } from '../../kernels/tableView'
import type { WasmMemory } from '../../kernels/webAssembly'
import { RowKeeper } from './rowKeeper'
import type { KeptRows, SharedSample } from './sharedSample'
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

/** Whole records that stand in a slot. */
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

/** How long threads were at it, in milliseconds of all of them together. */
export interface ReadingWork {
  /** Numbers from bytes, and the rows that are kept. */
  readonly reading: number
  readonly summing: number
}

export interface PartResult {
  /** Used rows that are in the sums. */
  readonly summed: number
  readonly norm4: number
  readonly replaced: number
  readonly broken: boolean
  readonly classNames: readonly string[]
  readonly notes: FieldNotes
  readonly work: ReadingWork
}

export class PartReader {
  private readonly kernel: TableKernel
  private readonly view: TableView
  private readonly fields: UnusualFields
  private readonly keeper: RowKeeper | null
  private firstLine = 1
  private reading = 0
  private summing = 0

  constructor(setUp: PartSetUp) {
    const { settings, rules, modules, memory, sample, part } = setUp
    this.fields = new UnusualFields(rules)
    this.view = new TableView(settings.shape, memory)
    this.kernel = new TableKernel(settings, modules, memory, (column, start, length, entry) => {
      const row = this.firstLine + this.kernel.line
      const { meaning, distinct } = this.fields.ask(column, new Uint8Array(memory.buffer, start, length), row, entry)
      if (distinct && settings.shape.described) this.kernel.noteDistinct(column, start + distinct.from, distinct.length)
      return meaning
    })
    this.keeper = sample && new RowKeeper(this.kernel, sample, part)
  }

  /** null when the chunk is not for this reader. */
  read({ from, end, firstLine, kept }: ChunkTask): ChunkOutcome | null {
    const { kernel } = this
    const began = performance.now()
    const summedBefore = this.summing
    this.firstLine = firstLine
    kernel.startChunk()
    this.keeper?.startChunk(kept)
    let rows = 0
    let used = 0
    for (let at = from; at < end;) {
      const { rows: rowsBefore, usedRows: usedBefore } = kernel
      at = kernel.scan(at, end)
      if (kernel.refused) return null
      const read = kernel.usedRows - usedBefore
      this.keeper?.take(rowsBefore, used, read)
      rows += kernel.rows - rowsBefore
      used += read
      if (kernel.isFull) this.sum()
    }
    this.reading += performance.now() - began - (this.summing - summedBefore)
    return { rows, used }
  }

  private sum(): void {
    const began = performance.now()
    this.kernel.flush()
    this.summing += performance.now() - began
  }

  finish(): PartResult {
    const { kernel, fields, view, reading } = this
    this.sum()
    const notes = fields.notes(entry => view.repeatsOf(entry))
    return { summed: kernel.used, norm4: kernel.norm4, replaced: kernel.replaced, broken: kernel.broken, classNames: fields.classNames, notes, work: { reading, summing: this.summing } }
  }
}
