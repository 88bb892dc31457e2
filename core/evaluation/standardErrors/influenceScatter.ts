/** Second moments of influences, summed run by run about a fixed shift, so that memory does not grow with the rows. */
import { addBlockProducts, packedLength, paddedColumns } from '../../dataset/scatter'
import { multiplyTransposed } from '../../linalg/dense'

/** Sums of one partition's q_i over the rows so far. */
export class InfluenceScatter {
  private shift: Float64Array | null = null
  private readonly sums: Float64Array
  private readonly products: Float64Array
  private rows = 0
  /** The present run about the shift, K × rows, with the padding that `addBlockProducts` reads. */
  current: Float64Array = new Float64Array(0)

  constructor(readonly components: number) {
    this.sums = new Float64Array(components)
    this.products = new Float64Array(packedLength(components))
  }

  /** @param influences K × count, component by component */
  add(influences: Float64Array, count: number): void {
    const { components } = this
    this.shift ??= Float64Array.from({ length: components }, (_, component) => meanOf(influences, component * count, count))
    const padded = paddedColumns(components) * count
    if (this.current.length !== padded) this.current = new Float64Array(padded)
    for (let component = 0, at = 0; component < components; component++) {
      let sum = 0
      for (let row = 0; row < count; row++, at++) {
        const value = influences[at]! - this.shift[component]!
        this.current[at] = value
        sum += value
      }
      this.sums[component]! += sum
    }
    addBlockProducts(this.products, components, this.current, count, count)
    this.rows += count
  }

  /** Covariance of the q_i with divisor rows − 1: upper triangle row by row. */
  covariance(): Float64Array {
    const { components, rows, sums } = this
    const covariance = new Float64Array(this.products.length)
    for (let row = 0, at = 0; row < components; row++) {
      for (let column = row; column < components; column++, at++) covariance[at] = (this.products[at]! - (sums[row]! * sums[column]!) / rows) / (rows - 1)
    }
    return covariance
  }

  /** Means about the shift. */
  means(): Float64Array {
    return this.sums.map(sum => sum / this.rows)
  }
}

/** Covariances between the q_i of two partitions. */
export class CrossScatter {
  private readonly products: Float64Array
  private rows = 0

  constructor(private readonly first: InfluenceScatter, private readonly second: InfluenceScatter) {
    this.products = new Float64Array(first.components * second.components)
  }

  /** After both have taken the same run. */
  add(count: number): void {
    const run = multiplyTransposed(this.first.current, this.second.current, this.first.components, count, this.second.components)
    for (let at = 0; at < this.products.length; at++) this.products[at]! += run[at]!
    this.rows += count
  }

  get size(): { readonly rows: number; readonly columns: number } {
    return { rows: this.first.components, columns: this.second.components }
  }

  /** K₁ × K₂ row by row, divisor rows − 1. */
  covariance(): Float64Array {
    const a = this.first.means()
    const b = this.second.means()
    return this.products.map((value, at) => (value - this.rows * a[Math.floor(at / b.length)]! * b[at % b.length]!) / (this.rows - 1))
  }
}

function meanOf(values: Float64Array, from: number, count: number): number {
  let sum = 0
  for (let at = from; at < from + count; at++) sum += values[at]!
  return sum / count
}
