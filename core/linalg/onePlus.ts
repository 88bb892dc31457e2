/**
 * I + A for a symmetric A ⪰ 0, the matrix inside every log determinant of information. The 1 of the diagonal is kept apart until the
 * end, so log det(I + A) keeps its digits however small A is.
 */
import { addScaled, dot, type View } from './views'

/**
 * Cholesky's factorisation I + A = LLᵀ.
 *
 * @param a order × order row by row, symmetric and ⪰ 0 to rounding; its lower triangle is read and replaced by L
 * @returns log det(I + A)
 * @throws RangeError when I + A is not positive definite: A was no covariance, or not finite
 */
export function factorOnePlus(a: Float64Array, order: number): number {
  let logDeterminant = 0
  for (let row = 0; row < order; row++) {
    const start = row * order
    reduceRow(a, order, row)
    let excess = a[start + row]!
    for (let k = 0; k < row; k++) excess -= a[start + k]! ** 2
    if (!(excess > -1) || !Number.isFinite(excess)) throw new RangeError(`pivot ${row + 1} of I + A is ${1 + excess}`)
    logDeterminant += Math.log1p(excess)
    a[start + row] = Math.sqrt(1 + excess)
  }
  return logDeterminant
}

/** Entries of row `row` left of the diagonal, four columns at a time over the part that is common to them. */
function reduceRow(a: Float64Array, order: number, row: number): void {
  const start = row * order
  const sums = new Float64Array(4)
  for (let block = 0; block < row; block += 4) {
    const width = Math.min(4, row - block)
    if (width === 4) fourDots(sums, a, start, block * order, order, block)
    for (let offset = 0; offset < width; offset++) {
      const column = block + offset
      const other = column * order
      let sum = a[start + column]! - (width === 4 ? sums[offset]! : dot(a, start, a, other, block))
      for (let k = block; k < column; k++) sum -= a[start + k]! * a[other + k]!
      a[start + column] = sum / a[other + column]!
    }
  }
}

function fourDots(sums: Float64Array, a: Float64Array, left: number, one: number, stride: number, length: number): void {
  const two = one + stride
  const three = two + stride
  const four = three + stride
  let first = 0
  let second = 0
  let third = 0
  let fourth = 0
  for (let k = 0; k < length; k++) {
    const value = a[left + k]!
    first += value * a[one + k]!
    second += value * a[two + k]!
    third += value * a[three + k]!
    fourth += value * a[four + k]!
  }
  sums[0] = first
  sums[1] = second
  sums[2] = third
  sums[3] = fourth
}

/**
 * (I + A)⁻¹ from the factor L of `factorOnePlus`.
 *
 * @param lower order × order, L in its lower triangle; the triangle is replaced by L⁻¹
 * @param out order × order, overwritten with the inverse, both triangles
 */
export function inverseOfFactor(lower: Float64Array, order: number, out: Float64Array): Float64Array {
  invertLower(lower, order)
  out.fill(0, 0, order * order)
  // L⁻ᵀL⁻¹ as a sum over rows of L⁻¹, four at a time; only columns up to the diagonal
  for (let row = 0; row < order; row++) {
    addRows(out, row * order, row + 1, lower, row, order)
  }
  for (let row = 0; row < order; row++) for (let column = row + 1; column < order; column++) out[row * order + column] = out[column * order + row]!
  return out
}

function invertLower(lower: Float64Array, order: number): void {
  const scratch = new Float64Array(order)
  const view: View = { values: lower, start: 0, stride: order }
  for (let row = 0; row < order; row++) {
    const start = row * order
    scratch.fill(0, 0, row)
    // rows above are inverted already: −Σ_k l_k · (row k of L⁻¹), whose entries end at k
    combine(scratch, lower, start, view, row)
    const scale = 1 / lower[start + row]!
    for (let column = 0; column < row; column++) lower[start + column] = -scale * scratch[column]!
    lower[start + row] = scale
  }
}

function combine(target: Float64Array, factors: Float64Array, from: number, { values, stride }: View, count: number): void {
  let k = 0
  for (; k + 3 < count; k += 4) addFourOf(target, 0, k + 1, values, k * stride, stride, factors[from + k]!, factors[from + k + 1]!, factors[from + k + 2]!, factors[from + k + 3]!)
  // the corners that the common length k + 1 has left out
  for (let block = 0; block < k; block += 4) {
    for (let row = block + 1; row < block + 4; row++) for (let column = block + 1; column <= row; column++) target[column]! += factors[from + row]! * values[row * stride + column]!
  }
  for (; k < count; k++) addScaled(target, 0, k + 1, values, k * stride, factors[from + k]!)
}

/** out[to …] += Σ_{i ≥ row} x_i[row] · x_i[0 … columns), x_i the rows of L⁻¹. */
function addRows(out: Float64Array, to: number, columns: number, inverse: Float64Array, row: number, order: number): void {
  let i = row
  for (; i + 3 < order; i += 4) {
    const at = i * order
    addFourOf(out, to, columns, inverse, at, order, inverse[at + row]!, inverse[at + order + row]!, inverse[at + 2 * order + row]!, inverse[at + 3 * order + row]!)
  }
  for (; i < order; i++) addScaled(out, to, columns, inverse, i * order, inverse[i * order + row]!)
}

function addFourOf(
  target: Float64Array, to: number, columns: number, source: Float64Array, from: number, stride: number, first: number, second: number, third: number, fourth: number
): void {
  const two = from + stride
  const three = two + stride
  const four = three + stride
  for (let column = 0; column < columns; column++) {
    target[to + column]! += first * source[from + column]! + second * source[two + column]! + third * source[three + column]! + fourth * source[four + column]!
  }
}
