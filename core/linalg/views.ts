/** Products of parts of matrices: rows that start anywhere and lie any distance apart, so that nothing is copied to be multiplied. */

/** Rows inside a larger array: entry (i, j) stands at start + i·stride + j. */
export interface View {
  readonly values: Float64Array
  readonly start: number
  readonly stride: number
}

/** All of a matrix with `columns` columns. */
export function whole(values: Float64Array, columns: number): View {
  return { values, start: 0, stride: columns }
}

/** A view moved by whole rows and columns. */
export function at({ values, start, stride }: View, row: number, column: number): View {
  return { values, start: start + row * stride + column, stride }
}

/** C += A·B. @param a rows × inner @param b inner × columns */
export function addProduct(c: View, a: View, b: View, rows: number, inner: number, columns: number): void {
  for (let row = 0; row < rows; row++) {
    const from = a.start + row * a.stride
    addCombination(c.values, c.start + row * c.stride, columns, a.values, from, 1, b, inner)
  }
}

/** C += Aᵀ·B. @param a inner × rows @param b inner × columns */
export function addTransposedProduct(c: View, a: View, b: View, rows: number, inner: number, columns: number): void {
  for (let row = 0; row < rows; row++) addCombination(c.values, c.start + row * c.stride, columns, a.values, a.start + row, a.stride, b, inner)
}

/** C += A·Bᵀ. @param a rows × inner @param b columns × inner */
export function addProductTransposed(c: View, a: View, b: View, rows: number, inner: number, columns: number): void {
  for (let row = 0; row < rows; row++) {
    const left = a.start + row * a.stride
    const to = c.start + row * c.stride
    let column = 0
    for (; column + 3 < columns; column += 4) addFourDots(c.values, to + column, a.values, left, b, column, inner)
    for (; column < columns; column++) c.values[to + column]! += dot(a.values, left, b.values, b.start + column * b.stride, inner)
  }
}

/** Σ_k x[i + k]·y[j + k]. */
export function dot(x: Float64Array, i: number, y: Float64Array, j: number, length: number): number {
  let sum = 0
  for (let k = 0; k < length; k++) sum += x[i + k]! * y[j + k]!
  return sum
}

/** A row of C plus Σ_k factor_k · (row k of B), four rows at a time: each value of C is loaded and stored a quarter as often. */
function addCombination(target: Float64Array, to: number, columns: number, factors: Float64Array, from: number, step: number, b: View, inner: number): void {
  const { values, start, stride } = b
  let k = 0
  for (; k + 3 < inner; k += 4) {
    const at = from + k * step
    const first = factors[at]!
    const second = factors[at + step]!
    const third = factors[at + 2 * step]!
    const fourth = factors[at + 3 * step]!
    const one = start + k * stride
    addFour(target, to, columns, values, one, one + stride, one + 2 * stride, one + 3 * stride, first, second, third, fourth)
  }
  for (; k < inner; k++) addScaled(target, to, columns, values, start + k * stride, factors[from + k * step]!)
}

function addFour(
  target: Float64Array, to: number, columns: number, source: Float64Array, one: number, two: number, three: number, four: number,
  first: number, second: number, third: number, fourth: number
): void {
  for (let column = 0; column < columns; column++) {
    target[to + column]! += first * source[one + column]! + second * source[two + column]! + third * source[three + column]! + fourth * source[four + column]!
  }
}

/** target[to + j] += factor · source[from + j]. */
export function addScaled(target: Float64Array, to: number, columns: number, source: Float64Array, from: number, factor: number): void {
  for (let column = 0; column < columns; column++) target[to + column]! += factor * source[from + column]!
}

/** Four dot products share the loads of A's row. */
function addFourDots(target: Float64Array, to: number, a: Float64Array, left: number, { values, start, stride }: View, column: number, inner: number): void {
  const one = start + column * stride
  const two = one + stride
  const three = two + stride
  const four = three + stride
  let first = 0
  let second = 0
  let third = 0
  let fourth = 0
  for (let k = 0; k < inner; k++) {
    const value = a[left + k]!
    first += value * values[one + k]!
    second += value * values[two + k]!
    third += value * values[three + k]!
    fourth += value * values[four + k]!
  }
  target[to]! += first
  target[to + 1]! += second
  target[to + 2]! += third
  target[to + 3]! += fourth
}
