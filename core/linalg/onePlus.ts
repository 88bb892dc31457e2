/**
 * I + A for a symmetric A ⪰ 0, the matrix inside every log determinant of information. The 1 of the diagonal is kept apart until the
 * end, so log det(I + A) keeps its digits however small A is.
 */
import { addProduct, addProductTransposed, addTransposedProduct, at, dot, whole } from './views'

/** Columns whose dot products share the loads of a row. */
const together = 4
/** Rows of a triangle that are treated as if they were equally long: the few zeros cost less than loops of changing length. */
const blockRows = 32

/**
 * Cholesky's factorisation I + A = LLᵀ.
 *
 * @param a order × order row by row, symmetric and ⪰ 0 to rounding; its lower triangle is read, and L takes its place with zeros above
 * @returns log det(I + A)
 * @throws RangeError when I + A is not positive definite: A was no covariance, or not finite
 */
export function factorOnePlus(a: Float64Array, order: number): number {
  let logDeterminant = 0
  for (let row = 0; row < order; row++) {
    const start = row * order
    reduceRow(a, order, row)
    const excess = a[start + row]! - dot(a, start, a, start, row)
    if (!(excess > -1) || !Number.isFinite(excess)) throw new RangeError(`pivot ${row + 1} of I + A is ${1 + excess}`)
    logDeterminant += Math.log1p(excess)
    a[start + row] = Math.sqrt(1 + excess)
    a.fill(0, start + row + 1, start + order)
  }
  return logDeterminant
}

/** Entries of a row left of the diagonal: (a_ij − Σ_k l_ik l_jk)/l_jj. */
function reduceRow(a: Float64Array, order: number, row: number): void {
  const start = row * order
  const view = whole(a, order)
  const sums = new Float64Array(together)
  for (let block = 0; block < row; block += together) {
    const width = Math.min(together, row - block)
    sums.fill(0)
    addProductTransposed(whole(sums, together), at(view, row, 0), at(view, block, 0), 1, block, width)
    for (let column = block; column < block + width; column++) {
      const other = column * order
      const sum = a[start + column]! - sums[column - block]! - dot(a, start + block, a, other + block, column - block)
      a[start + column] = sum / a[other + column]!
    }
  }
}

/**
 * (I + A)⁻¹ = L⁻ᵀL⁻¹ from the factor of `factorOnePlus`.
 *
 * @param lower L, order × order with zeros above the diagonal; replaced by L⁻¹
 * @param out order × order, overwritten with the whole inverse
 */
export function inverseOfFactor(lower: Float64Array, order: number, out: Float64Array): Float64Array {
  invertLower(lower, order)
  const view = whole(lower, order)
  out.fill(0, 0, order * order)
  for (let row = 0; row < order; row++) {
    addTransposedProduct(at(whole(out, order), row, 0), at(view, row, row), at(view, row, 0), 1, order - row, row + 1)
  }
  for (let row = 0; row < order; row++) for (let column = row + 1; column < order; column++) out[row * order + column] = out[column * order + row]!
  return out
}

/** Row i of L⁻¹ is (e_i − Σ_{k<i} l_ik · row k of L⁻¹)/l_ii. */
function invertLower(lower: Float64Array, order: number): void {
  const sums = new Float64Array(order)
  const view = whole(lower, order)
  for (let row = 0; row < order; row++) {
    const start = row * order
    sums.fill(0, 0, row)
    for (let block = 0; block < row; block += blockRows) {
      const end = Math.min(row, block + blockRows)
      addProduct(whole(sums, order), at(view, row, block), at(view, block, 0), 1, end - block, end)
    }
    const scale = 1 / lower[start + row]!
    for (let column = 0; column < row; column++) lower[start + column] = -scale * sums[column]!
    lower[start + row] = scale
  }
}
