/** One pass over the rows: blocks of rows, each centred on its own mean, merged into the moments of all. */
import { byCodePoint, classCap, type ClassMoments } from './classes'
import type { CentredMoments, Moments, MomentsProvenance } from './moments'
import { recentreNorms } from './recentre'
import { addBlockProducts, addOuterProduct, multiplyPacked, packedLength, packedTrace, paddedColumns } from './scatter'
import { detached } from './wording'

const mostRowsPerBlock = 256
const fewestRowsPerBlock = 16
/** Multiplications per block, so that wide data let a cancel through now and then. */
const blockWork = 2e8

export interface AccumulatorOptions {
  /** Subtracted from every row before anything is squared, length N0; left out: the mean of the first rows. */
  readonly shift?: Float64Array
  /** Rows per block; for tests. */
  readonly blockRows?: number
}

/**
 * Accumulates moments row by row in O(N0²) memory. Rows are shifted by the mean of the first ones, each block is
 * centred on its own mean and merged by Chan's formulas, so data with mean ≫ spread keep their digits, and a constant
 * column has a scatter of exactly zero.
 */
export class MomentAccumulator {
  private readonly order: number
  private readonly stride: number
  /** By column, `stride` values each; columns past the last are zero for the tiles of `addBlockProducts`. */
  private readonly block: Float64Array
  private readonly blockClasses: Int32Array
  private filled = 0
  private shift: Float64Array | null
  /** About the shift: `total.mean` is mean − shift. */
  private readonly total: CentredMoments
  private readonly classIndices = new Map<string, number>()
  private readonly classCounts: number[] = []
  private readonly classMeans: Float64Array[] = []
  private labelled = false
  private capped = false

  constructor(private readonly columns: readonly string[], options: AccumulatorOptions = {}) {
    const order = columns.length
    this.order = order
    this.stride = options.blockRows ?? Math.max(fewestRowsPerBlock, Math.min(mostRowsPerBlock, Math.floor(blockWork / (order * order))))
    this.block = new Float64Array(paddedColumns(order) * this.stride)
    this.blockClasses = new Int32Array(this.stride)
    this.shift = options.shift ?? null
    this.total = {
      rows: 0, mean: new Float64Array(order), scatter: new Float64Array(packedLength(order)), norm2X: new Float64Array(order), norm4: 0
    }
  }

  /** Whether there were more than `classCap` distinct labels: then there are no class moments. */
  get classesCapped(): boolean {
    return this.capped
  }

  /**
   * Adds one row; the array is copied.
   *
   * @param row finite values, length N0
   * @param label the row's class, null without a label
   * @returns the class as an index in order of appearance, −1 without one; see `classPositions`
   */
  add(row: Float64Array, label: string | null): number {
    const { block, stride, order, shift, filled } = this
    if (shift) for (let column = 0; column < order; column++) block[column * stride + filled] = row[column]! - shift[column]!
    else for (let column = 0; column < order; column++) block[column * stride + filled] = row[column]!
    const classIndex = label === null || this.capped ? -1 : this.classOf(label)
    this.blockClasses[filled] = classIndex
    this.filled++
    if (this.filled === stride) this.flush()
    return classIndex
  }

  /** For every class in order of appearance its index among the sorted class names of `finish`; null when that holds no classes. */
  get classPositions(): Int32Array | null {
    if (!this.labelled || this.capped) return null
    const positions = new Int32Array(this.classIndices.size)
    this.sortedNames().forEach((name, position) => { positions[this.classIndices.get(name)!] = position })
    return positions
  }

  /** The moments of all rows so far. */
  finish(about: { readonly dropped: number; readonly provenance: MomentsProvenance }): Moments {
    this.flush()
    const { order, total } = this
    const shift = this.shift ?? new Float64Array(order)
    return {
      rows: total.rows,
      dropped: about.dropped,
      columns: this.columns,
      mean: total.mean.map((value, column) => value + shift[column]!),
      scatter: total.scatter.slice(),
      norm2X: total.norm2X.slice(),
      norm4: total.norm4,
      classes: this.labelled && !this.capped ? this.sortedClasses(shift) : null,
      provenance: about.provenance
    }
  }

  private classOf(label: string): number {
    this.labelled = true
    const known = this.classIndices.get(label)
    if (known !== undefined) return known
    if (this.classIndices.size === classCap) {
      this.capped = true
      this.classIndices.clear()
      this.classMeans.length = 0
      return -1
    }
    const index = this.classIndices.size
    this.classIndices.set(detached(label), index)
    this.classCounts[index] = 0
    this.classMeans[index] = new Float64Array(this.order)
    return index
  }

  private sortedClasses(shift: Float64Array): ClassMoments {
    const names = this.sortedNames()
    const indices = names.map(name => this.classIndices.get(name)!)
    const means = new Float64Array(names.length * this.order)
    indices.forEach((index, row) => means.set(this.classMeans[index]!.map((value, column) => value + shift[column]!), row * this.order))
    return { names, counts: indices.map(index => this.classCounts[index]!), means }
  }

  private sortedNames(): readonly string[] {
    return [...this.classIndices.keys()].sort(byCodePoint)
  }

  private flush(): void {
    if (this.filled === 0) return
    if (!this.shift) this.chooseShift()
    this.addClassMeans()
    this.mergeBlock(this.centreBlock())
    this.filled = 0
  }

  /** The mean of the first rows becomes the shift of all. */
  private chooseShift(): void {
    this.shift = new Float64Array(this.order)
    for (let column = 0; column < this.order; column++) this.shift[column] = this.centreColumn(column)
  }

  /** Subtracts a column's mean in the block. Summed from the first value, so a constant column becomes exactly zero. */
  private centreColumn(column: number): number {
    const { block, filled } = this
    const start = column * this.stride
    const first = block[start]!
    let sum = 0
    for (let at = start + 1; at < start + filled; at++) sum += block[at]! - first
    const mean = first + sum / filled
    for (let at = start; at < start + filled; at++) block[at]! -= mean
    return mean
  }

  private centreBlock(): Float64Array {
    return Float64Array.from({ length: this.order }, (_, column) => this.centreColumn(column))
  }

  private addClassMeans(): void {
    if (!this.labelled || this.capped) return
    const weights = new Float64Array(this.filled)
    for (let row = 0; row < this.filled; row++) {
      const index = this.blockClasses[row]!
      if (index >= 0) weights[row] = 1 / ++this.classCounts[index]!
    }
    for (let column = 0; column < this.order; column++) {
      const start = column * this.stride
      for (let row = 0; row < this.filled; row++) {
        const mean = this.classMeans[this.blockClasses[row]!]
        if (mean) mean[column]! += (this.block[start + row]! - mean[column]!) * weights[row]!
      }
    }
  }

  /** Chan's update with the block's rows z, about its own mean. */
  private mergeBlock(blockMean: Float64Array): void {
    const { order, total, block, stride, filled } = this
    const rows = total.rows + filled
    const difference = blockMean.map((value, column) => value - total.mean[column]!)
    const intoTotal = difference.map(value => (value * filled) / rows)
    const intoBlock = difference.map(value => (-value * total.rows) / rows)
    const norms = this.blockNorms()
    const fromBlock = recentreNorms(filled, norms.trace, this.blockScatterTimes(intoBlock), norms.norm2X, norms.norm4, intoBlock)
    const fromTotal = recentreNorms(
      total.rows, packedTrace(total.scatter, order), multiplyPacked(total.scatter, order, intoTotal), total.norm2X, total.norm4, intoTotal
    )
    addBlockProducts(total.scatter, order, block, stride, filled)
    addOuterProduct(total.scatter, order, difference, (total.rows * filled) / rows)
    for (let column = 0; column < order; column++) total.mean[column]! += intoTotal[column]!
    total.norm2X = fromTotal.norm2X.map((value, column) => value + fromBlock.norm2X[column]!)
    total.norm4 = fromTotal.norm4 + fromBlock.norm4
    total.rows = rows
  }

  /** tr S, T and Q of the centred block. */
  private blockNorms(): { readonly trace: number; readonly norm2X: Float64Array; readonly norm4: number } {
    const { order, block, stride, filled } = this
    const squares = new Float64Array(filled)
    for (let column = 0; column < order; column++) {
      for (let row = 0, at = column * stride; row < filled; row++, at++) squares[row]! += block[at]! * block[at]!
    }
    const norm2X = new Float64Array(order)
    for (let column = 0; column < order; column++) {
      for (let row = 0, at = column * stride; row < filled; row++, at++) norm2X[column]! += squares[row]! * block[at]!
    }
    let trace = 0
    let norm4 = 0
    for (const square of squares) {
      trace += square
      norm4 += square * square
    }
    return { trace, norm2X, norm4 }
  }

  /** S·v of the centred block, from its rows: Σ z(z·v). */
  private blockScatterTimes(vector: Float64Array): Float64Array {
    const { order, block, stride, filled } = this
    const along = new Float64Array(filled)
    for (let column = 0; column < order; column++) {
      for (let row = 0, at = column * stride; row < filled; row++, at++) along[row]! += block[at]! * vector[column]!
    }
    const product = new Float64Array(order)
    for (let column = 0; column < order; column++) {
      for (let row = 0, at = column * stride; row < filled; row++, at++) product[column]! += along[row]! * block[at]!
    }
    return product
  }
}
