/** Products by the compiled kernel: at least four times as fast as plain loops, and shared by threads. */
import { plainProducts, type MatrixProducts, type ProductSums, type QuadraticForms, type SquareSums, type TransposedProduct } from '../linalg/matrixProducts'
import { packRows, packUpper, panelNumbers, panelRows, panelsOf, stepsOf, upperNumbers } from './panels'
import { ProductKernel, type Place } from './productKernel'
import type { KernelVariant } from './load'

/** Where memory is short the plain loops take the kernel's place. */
export class KernelProducts implements MatrixProducts {
  readonly #kernel: ProductKernel
  readonly #right: Room
  readonly #out: Room

  /**
   * @param helpers threads that help from the first product on, until `dismiss`; the numbers are the same with any
   * @throws RangeError when the system does not lend the addresses for the kernel's memory
   */
  constructor(variant: KernelVariant, private helpers = 0) {
    this.#kernel = new ProductKernel(variant)
    this.#right = new Room(this.#kernel)
    this.#out = new Room(this.#kernel)
  }

  transposed(a: Float64Array, rows: number, inner: number): TransposedProduct {
    const plain = plainProducts.transposed(a, rows, inner)
    if (rows === 0 || inner === 0) return plain
    const left = this.#place(panelNumbers(rows, inner))
    if (!left) return plain
    packRows(a, rows, inner, this.#kernel.numbers(left))
    return (b, columns, out) => {
      if (columns === 0) return
      const stride = panelsOf(columns) * panelRows
      const right = this.#packed(b, columns, inner)
      const product = this.#out.of(panelsOf(rows) * panelRows * stride)
      if (!right || !product) return plain(b, columns, out)
      this.#ready().multiply(left.address, panelsOf(rows), right.address, panelsOf(columns), stepsOf(inner), product.address)
      const numbers = this.#kernel.numbers(product)
      for (let row = 0; row < rows; row++) out.set(numbers.subarray(row * stride, row * stride + columns), row * columns)
    }
  }

  quadraticForms(matrix: Float64Array, order: number, shift: number): QuadraticForms {
    const plain = plainProducts.quadraticForms(matrix, order, shift)
    const upper = order === 0 ? null : this.#place(upperNumbers(order))
    if (!upper) return plain
    packUpper(matrix, order, shift, this.#kernel.numbers(upper))
    return (rows, count, out) => {
      if (count === 0) return
      const stride = panelsOf(count) * panelRows
      const right = this.#packed(rows, count, order)
      // the forms stand behind the product
      const product = this.#out.of((stepsOf(order) + 1) * stride)
      if (!right || !product) return plain(rows, count, out)
      const forms = { address: product.address + stepsOf(order) * stride * Float64Array.BYTES_PER_ELEMENT, length: count }
      this.#ready().quadraticForms(upper.address, panelsOf(order), right.address, panelsOf(count), product.address, forms.address)
      out.set(this.#kernel.numbers(forms))
    }
  }

  squares(rows: number, most: number): SquareSums {
    const stride = panelsOf(rows) * panelRows
    const sums = rows === 0 || most === 0 ? null : this.#place(stride * stride)
    const panels = sums && this.#place(panelNumbers(rows, most))
    if (!sums || !panels) return plainProducts.squares(rows, most)
    return {
      add: (a, inner) => {
        packRows(a, rows, inner, this.#kernel.numbers(panels))
        this.#ready().addSquares(panels.address, panelsOf(rows), stepsOf(inner), sums.address)
      },
      sum: () => upperTriangle(this.#kernel.numbers(sums), rows, stride)
    }
  }

  sums(rows: number, columns: number, most: number): ProductSums {
    const stride = panelsOf(columns) * panelRows
    const sums = rows === 0 || columns === 0 || most === 0 ? null : this.#place(panelsOf(rows) * panelRows * stride)
    const left = sums && this.#place(panelNumbers(rows, most))
    const right = left && this.#place(panelNumbers(columns, most))
    if (!sums || !right) return plainProducts.sums(rows, columns, most)
    return {
      add: (a, b, inner) => {
        packRows(a, rows, inner, this.#kernel.numbers(left))
        packRows(b, columns, inner, this.#kernel.numbers(right))
        this.#ready().addProducts(left.address, panelsOf(rows), right.address, panelsOf(columns), stepsOf(inner), sums.address)
      },
      sum: () => firstColumns(this.#kernel.numbers(sums), rows, columns, stride)
    }
  }

  /** Sends helpers home. */
  dismiss(): void {
    this.#kernel.dismiss()
  }

  get helperCount(): number {
    return this.#kernel.helperCount
  }

  /** Helpers are called when there is something to do, not while it is laid out. */
  #ready(): ProductKernel['run'] {
    if (this.helpers > 0) this.#kernel.callHelpers(this.helpers)
    this.helpers = 0
    return this.#kernel.run
  }

  #packed(b: Float64Array, rows: number, inner: number): Place | null {
    const place = this.#right.of(panelNumbers(rows, inner))
    if (place) packRows(b, rows, inner, this.#kernel.numbers(place))
    return place
  }

  #place(length: number): Place | null {
    return placeIn(this.#kernel, length)
  }
}

/** A place that is used again, and grows when it has to. */
class Room {
  #place: Place | null = null

  constructor(private readonly kernel: ProductKernel) {}

  of(length: number): Place | null {
    if (!this.#place || this.#place.length < length) this.#place = placeIn(this.kernel, length)
    return this.#place && { address: this.#place.address, length }
  }
}

/** null where the machine cannot give so much. */
function placeIn(kernel: ProductKernel, length: number): Place | null {
  try {
    return kernel.take(length)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function upperTriangle(matrix: Float64Array, order: number, stride: number): Float64Array {
  const packed = new Float64Array((order * (order + 1)) / 2)
  for (let row = 0, at = 0; row < order; at += order - row, row++) packed.set(matrix.subarray(row * stride + row, row * stride + order), at)
  return packed
}

function firstColumns(matrix: Float64Array, rows: number, columns: number, stride: number): Float64Array {
  const result = new Float64Array(rows * columns)
  for (let row = 0; row < rows; row++) result.set(matrix.subarray(row * stride, row * stride + columns), row * columns)
  return result
}
