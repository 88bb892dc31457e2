/** What one thread does for the sample: copies the rows that were drawn from its table to their places. */
import type { TableKernel } from '../../kernels/tableKernel'
import { exceptional, type StoredNumbers } from '../storedRows'
import { keepRow, noteException, type KeptRows, type SharedSample } from './sharedSample'

/** Classes of different parts, told apart in one number; −1 stays −1. */
const classCode = (part: number, index: number): number => (index < 0 ? -1 : part * codesPerPart + index)
export const codesPerPart = 2048

const dropped = -2
/** Numbers below which a loop is faster than making a view of them. */
const fewNumbers = 64

/** Copies a row of the table to where it begins in the sample. */
type CopyRow = (row: number, at: number) => void

export class RowKeeper {
  /** Whether features stand beside each other. */
  private readonly adjoining: boolean
  private kept: KeptRows | null = null
  /** Of the rows that are drawn, the first that has yet to come. */
  private next = 0

  constructor(private readonly kernel: TableKernel, private readonly sample: SharedSample, private readonly part: number) {
    const { features } = kernel.settings.shape
    this.adjoining = features.every((column, index) => column === features[0]! + index)
  }

  startChunk(kept: KeptRows | null): void {
    this.kept = kept
    this.next = 0
  }

  /** Keeps what is drawn of the rows from `from` on. @param before used rows of the chunk before these @param count used ones among these */
  take(from: number, before: number, count: number): void {
    if (!this.kept || count === 0) return
    const { kernel: { states }, sample, part, kept: { first, drawn } } = this
    const end = before + count
    const copy = this.copier()
    let row = from
    let index = before
    let next = drawn ? this.next : before
    for (;; next++) {
      const wanted = drawn ? drawn.rows[next] : next
      if (wanted === undefined || wanted >= end) break
      for (; index < wanted || states[row] === dropped; row++) if (states[row] !== dropped) index++
      keepRow(sample, drawn ? drawn.places[next]! : first + next, first + wanted, classCode(part, states[row]!), at => copy(row, at))
    }
    this.next = next
  }

  /** By fresh views: memory may have grown since the last rows. */
  private copier(): CopyRow {
    const { adjoining, sample, kernel } = this
    const { stored, dimension } = sample
    const { layout, memory, settings: { shape: { features } } } = kernel
    const rowLength = layout.rowBytes / 8
    const table = new Float64Array(memory.buffer, layout.table, rowLength * layout.rows)
    if (adjoining && !(stored instanceof Float64Array)) {
      const narrowed = this.narrowed(stored)
      return (row, at) => {
        const fits = this.narrow(stored, layout.table + row * layout.rowBytes + 8 * features[0]!)
        stored.set(narrowed, at)
        if (!fits) noteMisfits(sample, at, table, row * rowLength, features)
      }
    }
    if (adjoining && dimension >= fewNumbers) {
      return (row, at) => {
        const start = row * rowLength + features[0]!
        stored.set(table.subarray(start, start + dimension), at)
      }
    }
    return (row, at) => copyRow(sample, at, table, row * rowLength, features)
  }

  /** Where the kernel leaves a narrowed row. */
  private narrowed(stored: StoredNumbers): StoredNumbers {
    const { kernel: { layout, memory }, sample: { dimension } } = this
    if (stored instanceof Int32Array) return new Int32Array(memory.buffer, layout.narrowed, dimension)
    return stored instanceof Int16Array ? new Int16Array(memory.buffer, layout.narrowed, dimension) : new Uint8Array(memory.buffer, layout.narrowed, dimension)
  }

  /** @param from where a row begins, in bytes @returns whether all of it fits */
  private narrow(stored: StoredNumbers, from: number): boolean {
    const { kernel, sample: { dimension, divisor } } = this
    return stored instanceof Int32Array ? kernel.narrowDecimals(from, dimension, divisor) : kernel.narrow(from, dimension, stored instanceof Int16Array)
  }
}

/** Copies the features of one row. @param from where the row starts in the table @param features their columns, in order */
function copyRow(sample: SharedSample, at: number, table: Float64Array, from: number, features: readonly number[]): void {
  const { stored, dimension, divisor } = sample
  const whole = stored instanceof Int32Array
  for (let feature = 0; feature < dimension; feature++) {
    const value = table[from + features[feature]!]!
    stored[at + feature] = whole ? Math.round(value * divisor) : value
  }
  noteMisfits(sample, at, table, from, features)
}

/** Of a row that has been copied what does not come back as it was: −0 among others is no whole number. */
function noteMisfits(sample: SharedSample, at: number, table: Float64Array, from: number, features: readonly number[]): void {
  const { stored, dimension, divisor, exceptions } = sample
  for (let feature = 0; feature < dimension; feature++) {
    const number = stored[at + feature]!
    const value = table[from + features[feature]!]!
    if (!Object.is(number / divisor, value) || (exceptions && number === exceptional)) noteException(sample, at + feature, value)
  }
}
