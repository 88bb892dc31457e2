/** Products of dense matrices, all row by row, in plain loops in the order that memory likes. */

/**
 * A·B.
 *
 * @param a rows × inner
 * @param b inner × columns
 * @param out rows × columns, overwritten; a new array when left out
 */
export function multiply(a: Float64Array, b: Float64Array, rows: number, inner: number, columns: number, out = new Float64Array(rows * columns)): Float64Array {
  out.fill(0, 0, rows * columns)
  for (let row = 0; row < rows; row++) {
    const target = out.subarray(row * columns, (row + 1) * columns)
    let k = 0
    // four rows of B at a time: each value of C is loaded and stored a quarter as often
    for (; k + 3 < inner; k += 4) {
      const at = row * inner + k
      addFour(target, b, k * columns, columns, a[at]!, a[at + 1]!, a[at + 2]!, a[at + 3]!)
    }
    for (; k < inner; k++) {
      const factor = a[row * inner + k]!
      const start = k * columns
      for (let column = 0; column < columns; column++) target[column]! += factor * b[start + column]!
    }
  }
  return out
}

function addFour(target: Float64Array, b: Float64Array, start: number, columns: number, first: number, second: number, third: number, fourth: number): void {
  const two = start + columns
  const three = two + columns
  const four = three + columns
  for (let column = 0; column < columns; column++) {
    target[column]! += first * b[start + column]! + second * b[two + column]! + third * b[three + column]! + fourth * b[four + column]!
  }
}

/**
 * A·Bᵀ.
 *
 * @param a rows × inner
 * @param b columns × inner
 * @param out rows × columns, overwritten
 */
export function multiplyTransposed(a: Float64Array, b: Float64Array, rows: number, inner: number, columns: number, out = new Float64Array(rows * columns)): Float64Array {
  for (let row = 0; row < rows; row++) {
    const from = row * inner
    let column = 0
    // four dot products at a time share the loads of A's row
    for (; column + 3 < columns; column += 4) {
      let one = 0
      let two = 0
      let three = 0
      let four = 0
      const start = column * inner
      for (let k = 0; k < inner; k++) {
        const value = a[from + k]!
        one += value * b[start + k]!
        two += value * b[start + inner + k]!
        three += value * b[start + 2 * inner + k]!
        four += value * b[start + 3 * inner + k]!
      }
      const at = row * columns + column
      out[at] = one
      out[at + 1] = two
      out[at + 2] = three
      out[at + 3] = four
    }
    for (; column < columns; column++) {
      let sum = 0
      for (let k = 0; k < inner; k++) sum += a[from + k]! * b[column * inner + k]!
      out[row * columns + column] = sum
    }
  }
  return out
}

/**
 * Aᵀ·B.
 *
 * @param a inner × rows
 * @param b inner × columns
 * @param out rows × columns, overwritten
 */
export function transposedMultiply(a: Float64Array, b: Float64Array, rows: number, inner: number, columns: number, out = new Float64Array(rows * columns)): Float64Array {
  return multiply(transpose(a, inner, rows), b, rows, inner, columns, out)
}

/** @param matrix rows × columns @returns columns × rows */
export function transpose(matrix: Float64Array, rows: number, columns: number): Float64Array {
  const result = new Float64Array(matrix.length)
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) result[column * rows + row] = matrix[at++]!
  }
  return result
}
