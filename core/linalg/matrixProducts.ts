/** The products that visiting many rows takes, behind an interface: faster kernels can take the place of plain loops. Matrices are row by row. */
import { multiplyTransposed } from './dense'

export interface MatrixProducts {
  /** A·Bᵀ for one A, rows × inner, and many B. */
  transposed(a: Float64Array, rows: number, inner: number): TransposedProduct
  /**
   * yᵀ(A − shift·I)y for one symmetric A and many y.
   *
   * @param matrix order × order; of two mirrored entries the upper one is read
   */
  quadraticForms(matrix: Float64Array, order: number, shift: number): QuadraticForms
  /** Σ A·Aᵀ over many A of so many rows. @param most numbers in a row of A */
  squares(rows: number, most: number): SquareSums
  /** Σ A·Bᵀ over many A and B of so many rows. @param most numbers in a row of either */
  sums(rows: number, columns: number, most: number): ProductSums
}

/** A·Bᵀ for the A that it was made of. @param b columns × inner @param out rows × columns, overwritten */
export type TransposedProduct = (b: Float64Array, columns: number, out: Float64Array<ArrayBuffer>) => void

/** Of each row y. @param rows count × order @param out count numbers, overwritten */
export type QuadraticForms = (rows: Float64Array, count: number, out: Float64Array<ArrayBuffer>) => void

export interface SquareSums {
  /** @param a rows × inner, inner ≥ 1 */
  add(a: Float64Array, inner: number): void
  /** Upper triangle row by row. */
  sum(): Float64Array
}

export interface ProductSums {
  /** @param a rows × inner @param b columns × inner, inner ≥ 1 */
  add(a: Float64Array, b: Float64Array, inner: number): void
  /** rows × columns. */
  sum(): Float64Array
}

/** In plain loops: the reference that kernels are tested against. */
export const plainProducts: MatrixProducts = {
  transposed: (a, rows, inner) => (b, columns, out) => {
    multiplyTransposed(a, b, rows, inner, columns, out)
  },
  quadraticForms: (matrix, order, shift) => (rows, count, out) => {
    for (let row = 0; row < count; row++) out[row] = quadraticForm(matrix, order, shift, rows, row * order)
  },
  squares: rows => new PlainSquareSums(rows),
  sums: (rows, columns) => new PlainProductSums(rows, columns)
}

function quadraticForm(matrix: Float64Array, order: number, shift: number, y: Float64Array, start: number): number {
  let form = 0
  for (let row = 0; row < order; row++) {
    const from = row * order
    let sum = ((matrix[from + row]! - shift) * y[start + row]!) / 2
    for (let column = row + 1; column < order; column++) sum += matrix[from + column]! * y[start + column]!
    form += sum * y[start + row]!
  }
  return 2 * form
}

class PlainSquareSums implements SquareSums {
  readonly #sums: Float64Array

  constructor(private readonly rows: number) {
    this.#sums = new Float64Array((rows * (rows + 1)) / 2)
  }

  add(a: Float64Array, inner: number): void {
    for (let row = 0, at = 0; row < this.rows; row++) {
      const rest = a.subarray(row * inner)
      for (const value of multiplyTransposed(rest, rest, 1, inner, this.rows - row)) this.#sums[at++]! += value
    }
  }

  sum(): Float64Array {
    return this.#sums.slice()
  }
}

class PlainProductSums implements ProductSums {
  readonly #sums: Float64Array

  constructor(private readonly rows: number, private readonly columns: number) {
    this.#sums = new Float64Array(rows * columns)
  }

  add(a: Float64Array, b: Float64Array, inner: number): void {
    const product = multiplyTransposed(a, b, this.rows, inner, this.columns)
    for (let at = 0; at < product.length; at++) this.#sums[at]! += product[at]!
  }

  sum(): Float64Array {
    return this.#sums.slice()
  }
}
