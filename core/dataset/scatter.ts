/**
 * Symmetric matrices as packed upper triangles, row by row (numpy.triu_indices), and the products that moments need.
 * The one hot loop of reading data is `addBlockProducts`.
 */

/** Entries of the triangle of an N × N matrix: N(N + 1)/2. */
export function packedLength(order: number): number {
  return (order * (order + 1)) / 2
}

/** Where entry (row, column), row ≤ column, stands in the triangle. */
export function packedIndex(row: number, column: number, order: number): number {
  return (row * (2 * order - row - 1)) / 2 + column
}

/** The diagonal of a packed matrix, length N. */
export function packedDiagonal(packed: Float64Array, order: number): Float64Array {
  return Float64Array.from({ length: order }, (_, index) => packed[packedIndex(index, index, order)]!)
}

/** Sum of the diagonal. */
export function packedTrace(packed: Float64Array, order: number): number {
  let trace = 0
  for (let index = 0; index < order; index++) trace += packed[packedIndex(index, index, order)]!
  return trace
}

/** ‖S‖², ‖S − μI‖² and μ = tr S/p for S = packed/rows, of order p. */
export function packedNorms(packed: Float64Array, order: number, rows: number): { readonly squares: number; readonly deviations: number; readonly scale: number } {
  const scale = packedTrace(packed, order) / rows / order
  let diagonal = 0
  let offDiagonal = 0
  let spread = 0
  let at = 0
  for (let row = 0; row < order; row++) {
    const variance = packed[at++]! / rows
    diagonal += variance * variance
    spread += (variance - scale) ** 2
    for (let column = row + 1; column < order; column++, at++) offDiagonal += (packed[at]! / rows) ** 2
  }
  return { squares: diagonal + 2 * offDiagonal, deviations: spread + 2 * offDiagonal, scale }
}

/** S·v for a packed symmetric S. @param vector length N */
export function multiplyPacked(packed: Float64Array, order: number, vector: Float64Array): Float64Array {
  const product = new Float64Array(order)
  let at = 0
  for (let row = 0; row < order; row++) {
    const factor = vector[row]!
    let sum = packed[at++]! * factor
    for (let column = row + 1; column < order; column++, at++) {
      sum += packed[at]! * vector[column]!
      product[column]! += packed[at]! * factor
    }
    product[row]! += sum
  }
  return product
}

/** S += weight · v vᵀ. */
export function addOuterProduct(packed: Float64Array, order: number, vector: Float64Array, weight: number): void {
  let at = 0
  for (let row = 0; row < order; row++) {
    const factor = weight * vector[row]!
    for (let column = row; column < order; column++, at++) packed[at]! += factor * vector[column]!
  }
}

/** Columns that a block of `order` columns must hold: the tiles below read past the last one, into zeros. */
export function paddedColumns(order: number): number {
  return Math.ceil(order / tileColumns) * tileColumns
}

const tileColumns = 4

/**
 * S += Z Zᵀ over a block of rows, in tiles of 2 × 4 entries whose sums stay in registers.
 *
 * @param packed triangle of order N, changed in place
 * @param block values by column: column j occupies `block[j·stride] … block[j·stride + rows − 1]`, with `paddedColumns(N)` columns, those past N zero
 */
export function addBlockProducts(packed: Float64Array, order: number, block: Float64Array, stride: number, rows: number): void {
  for (let row = 0; row < order; row += 2) {
    for (let column = row - (row % tileColumns); column < order; column += tileColumns) addTile(packed, order, block, stride, rows, row, column)
  }
}

function addTile(packed: Float64Array, order: number, block: Float64Array, stride: number, rows: number, row: number, column: number): void {
  const a = row * stride
  const b = a + stride
  const p = column * stride
  const q = p + stride
  const r = q + stride
  const s = r + stride
  let ap = 0, aq = 0, ar = 0, as = 0, bp = 0, bq = 0, br = 0, bs = 0
  for (let k = 0; k < rows; k++) {
    const x = block[a + k]!
    const y = block[b + k]!
    ap += x * block[p + k]!
    bp += y * block[p + k]!
    aq += x * block[q + k]!
    bq += y * block[q + k]!
    ar += x * block[r + k]!
    br += y * block[r + k]!
    as += x * block[s + k]!
    bs += y * block[s + k]!
  }
  addRun(packed, order, row, column, ap, aq, ar, as)
  if (row + 1 < order) addRun(packed, order, row + 1, column, bp, bq, br, bs)
}

/** Four neighbours of one row, those on or right of the diagonal and left of the edge. */
function addRun(packed: Float64Array, order: number, row: number, column: number, first: number, second: number, third: number, fourth: number): void {
  const at = packedIndex(row, column, order)
  if (column >= row) packed[at]! += first
  if (column + 1 >= row && column + 1 < order) packed[at + 1]! += second
  if (column + 2 >= row && column + 2 < order) packed[at + 2]! += third
  if (column + 3 >= row && column + 3 < order) packed[at + 3]! += fourth
}
