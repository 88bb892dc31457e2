/** Second moments of influences, summed run by run about a fixed shift, so that memory does not grow with the rows. */
import type { MatrixProducts, ProductSums, SquareSums } from '../../linalg/matrixProducts'

/** Sums of one partition's q_i over the rows so far. */
export class InfluenceScatter {
  private shift: Float64Array | null = null
  private readonly sums: Float64Array
  private readonly squares: SquareSums
  private rows = 0
  /** The present run about the shift, K × rows. */
  current: Float64Array

  /** @param mostRows of a run */
  constructor(readonly components: number, mostRows: number, products: MatrixProducts) {
    this.sums = new Float64Array(components)
    this.squares = products.squares(components, mostRows)
    this.current = new Float64Array(components * mostRows)
  }

  /** @param influences K × count, component by component */
  add(influences: Float64Array, count: number): void {
    const { components } = this
    this.shift ??= Float64Array.from({ length: components }, (_, component) => meanOf(influences, component * count, count))
    for (let component = 0; component < components; component++) {
      this.sums[component]! += shifted(influences, component * count, count, this.shift[component]!, this.current)
    }
    this.squares.add(this.current, count)
    this.rows += count
  }

  /** Covariance of the q_i with divisor rows − 1: upper triangle row by row. */
  covariance(): Float64Array {
    const { components, rows, sums } = this
    const covariance = this.squares.sum()
    for (let row = 0, at = 0; row < components; row++) {
      for (let column = row; column < components; column++, at++) covariance[at] = (covariance[at]! - (sums[row]! * sums[column]!) / rows) / (rows - 1)
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
  private readonly products: ProductSums
  private rows = 0

  constructor(private readonly first: InfluenceScatter, private readonly second: InfluenceScatter, mostRows: number, products: MatrixProducts) {
    this.products = products.sums(first.components, second.components, mostRows)
  }

  /** After both have taken the same run. */
  add(count: number): void {
    this.products.add(this.first.current, this.second.current, count)
    this.rows += count
  }

  get size(): { readonly rows: number; readonly columns: number } {
    return { rows: this.first.components, columns: this.second.components }
  }

  /** K₁ × K₂ row by row, divisor rows − 1. */
  covariance(): Float64Array {
    const a = this.first.means()
    const b = this.second.means()
    return this.products.sum().map((value, at) => (value - this.rows * a[Math.floor(at / b.length)]! * b[at % b.length]!) / (this.rows - 1))
  }
}

function meanOf(values: Float64Array, from: number, count: number): number {
  let sum = 0
  for (let at = from; at < from + count; at++) sum += values[at]!
  return sum / count
}

/** Values minus a shift, into the same place of `target`. @returns their sum */
function shifted(values: Float64Array, from: number, count: number, shift: number, target: Float64Array): number {
  let sum = 0
  for (let at = from; at < from + count; at++) {
    const value = values[at]! - shift
    target[at] = value
    sum += value
  }
  return sum
}
