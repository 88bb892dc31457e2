/** Symmetric matrices as the formulas meet them: full, or diagonal when a spectrum is modelled. */
export type SymmetricMatrix =
  | { readonly kind: 'full'; readonly order: number; /** order × order, row-major */ readonly entries: Float64Array }
  | { readonly kind: 'diagonal'; readonly order: number; /** length order */ readonly diagonal: Float64Array }

/** Reads one entry by row and column. */
export type Entry = (row: number, column: number) => number

export function entryOf(matrix: SymmetricMatrix): Entry {
  if (matrix.kind === 'diagonal') {
    const { diagonal } = matrix
    return (row, column) => (row === column ? diagonal[row]! : 0)
  }
  const { entries, order } = matrix
  return (row, column) => entries[row * order + column]!
}

/** order × order, row by row; shares the entries of a full matrix. */
export function fullEntries(matrix: SymmetricMatrix): Float64Array {
  if (matrix.kind === 'full') return matrix.entries
  const entries = new Float64Array(matrix.order ** 2)
  matrix.diagonal.forEach((value, index) => { entries[index * (matrix.order + 1)] = value })
  return entries
}

/** The square block of rows and columns from ≤ i < to. Shares nothing with the original unless it is the whole. */
export function principalBlock(matrix: SymmetricMatrix, from: number, to: number): SymmetricMatrix {
  if (from === 0 && to === matrix.order) return matrix
  const order = to - from
  if (matrix.kind === 'diagonal') return { kind: 'diagonal', order, diagonal: matrix.diagonal.slice(from, to) }
  const entries = new Float64Array(order * order)
  for (let row = 0; row < order; row++) {
    const start = (from + row) * matrix.order + from
    entries.set(matrix.entries.subarray(start, start + order), row * order)
  }
  return { kind: 'full', order, entries }
}

/** ‖A‖²_F. */
export function squaredFrobeniusNorm(matrix: SymmetricMatrix): number {
  return sumOfSquares(matrix.kind === 'diagonal' ? matrix.diagonal : matrix.entries)
}

export function sumOfSquares(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += value * value
  return sum
}
