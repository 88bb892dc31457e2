/** What a table kernel has found, read from its memory by whoever shares it. */
import { countsNumbers, layOutTable, meaningBytes, mostClasses, padded, smallNumbers, tileCount, type TableMemory, type TableShape } from './tableMemory'
import type { WasmMemory } from './webAssembly'

export interface ClassSums {
  readonly count: number
  /** Σ(x − shift), length N0. */
  readonly sums: Float64Array
}

/** Distinct texts of a column: how many, and unless they reached the cap, which small whole numbers and which hashes. */
export interface DistinctTexts {
  readonly count: number
  readonly small: Uint8Array
  readonly hashes: Float64Array
}

export class TableView {
  readonly layout: TableMemory

  constructor(private readonly shape: TableShape, readonly memory: WasmMemory) {
    this.layout = layOutTable(shape)
  }

  /** The bytes of a place for chunks. */
  slot(index: number): { readonly at: number; readonly bytes: Uint8Array } {
    const at = this.layout.slots + index * this.layout.slotStride
    return { at, bytes: new Uint8Array(this.memory.buffer, at, this.shape.slotBytes) }
  }

  /** Of every column over cells that hold a number: Σ(x − shift), minimum and maximum. */
  get described(): { readonly sums: Float64Array; readonly minima: Float64Array; readonly maxima: Float64Array } {
    const { layout, shape: { columns } } = this
    return { sums: this.floats(layout.sums, columns), minima: this.floats(layout.minima, columns), maxima: this.floats(layout.maxima, columns) }
  }

  /** Of every feature over used rows, y = x − shift: Σy, Σ‖y‖²y, minimum and maximum of y. */
  get featureSums(): { readonly sums: Float64Array; readonly weighted: Float64Array; readonly minima: Float64Array; readonly maxima: Float64Array } {
    const { layout, shape: { features: { length } } } = this
    return {
      sums: this.floats(layout.featureSums, length), weighted: this.floats(layout.weightedSums, length),
      minima: this.floats(layout.featureMinima, length), maxima: this.floats(layout.featureMaxima, length)
    }
  }

  /** Σ y yᵀ, in the places that `tileIndex` tells. */
  get tiles(): Float64Array {
    return this.floats(this.layout.tiles, padded(this.shape.features.length) === 0 ? 0 : tileCount(this.shape.features.length) * 64)
  }

  /** Per column whether a number with a decimal sign was seen, while that was to be noticed. */
  get signed(): Uint8Array {
    return new Uint8Array(this.memory.buffer, this.layout.signed, this.shape.columns)
  }

  /** Used rows of every class, in order of appearance. */
  classRows(classes: number): Uint32Array {
    return new Uint32Array(this.memory.buffer, this.layout.classCounts, Math.min(classes, mostClasses))
  }

  /** In order of appearance; empty when there are too many. */
  classSums(classes: number): readonly ClassSums[] {
    if (classes >= mostClasses) return []
    const { memory, layout, shape: { features } } = this
    const areas = new Uint32Array(memory.buffer, layout.classSums, classes)
    const counts = new Uint32Array(memory.buffer, layout.classCounts, classes)
    return Array.from(areas, (area, index) => ({ count: counts[index]!, sums: area === 0 ? new Float64Array(features.length) : this.floats(area, features.length) }))
  }

  distinctOf(column: number): DistinctTexts {
    const { memory, layout } = this
    const [count = 0, , slots = 0, table = 0] = new Uint32Array(memory.buffer, layout.tallies + 16 * column, 4)
    const hashes = this.floats(table, slots).filter(hash => hash !== 0)
    if (!countsNumbers(this.shape)) return { count, small: new Uint8Array(0), hashes }
    const small = new Uint8Array(memory.buffer, layout.small + smallNumbers * column, smallNumbers)
    // the kernel keeps zeros in a place of their own, and leaves theirs here alone
    const zero = new Uint8Array(memory.buffer, layout.zeros + column, 1)[0]!
    // what is never written takes no memory
    if (zero) small[0] = zero
    return { count, small, hashes }
  }

  /** How often a remembered field was met again. */
  repeatsOf(entry: number): number {
    return new Uint32Array(this.memory.buffer, this.layout.meanings + entry * meaningBytes + 16, 1)[0]!
  }

  private floats(at: number, length: number): Float64Array {
    return new Float64Array(this.memory.buffer, at, length)
  }
}
