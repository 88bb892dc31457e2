/** Parts of a composite matrix: the rows that one layer contributes, stored as their structure allows. */

/** Rows of the composite W over a range of input columns, every entry free. */
export interface DensePiece {
  readonly kind: 'dense'
  readonly rows: number
  /** Columns from ≤ j < from + columns of the network's input. */
  readonly from: number
  readonly columns: number
  /** rows × columns */
  readonly values: Float64Array
  /** Derivative by `values`. */
  readonly slope: Float64Array
}

/** Rows of the composite W that repeat one kernel on windows of the input: row (p, f) is kernel row f on the columns of window p. */
export interface WindowedPiece {
  readonly kind: 'windowed'
  /** windows.length · filters */
  readonly rows: number
  readonly filters: number
  /** R, columns of the composite kernel. */
  readonly size: number
  /** Columns of the network's input, length R each. */
  readonly windows: readonly Int32Array[]
  /** The composite kernel, filters × R. */
  readonly values: Float64Array
  readonly slope: Float64Array
}

/** Rows that are zero: a hidden chain without budget. */
export interface ZeroPiece {
  readonly kind: 'zero'
  readonly rows: number
}

/** Columns of the input itself, before any layer. */
export interface InputPiece {
  readonly kind: 'input'
  readonly rows: number
  readonly from: number
}

export type Piece = DensePiece | WindowedPiece | ZeroPiece | InputPiece
export type WeightedPiece = DensePiece | WindowedPiece

export function densePiece(rows: number, from: number, columns: number): DensePiece {
  return { kind: 'dense', rows, from, columns, values: new Float64Array(rows * columns), slope: new Float64Array(rows * columns) }
}

export function windowedPiece(filters: number, windows: readonly Int32Array[]): WindowedPiece {
  const size = windows[0]?.length ?? 0
  return {
    kind: 'windowed', rows: windows.length * filters, filters, size, windows,
    values: new Float64Array(filters * size), slope: new Float64Array(filters * size)
  }
}

/** The smallest range of columns that several pieces touch. */
export function columnRange(pieces: readonly Piece[]): { readonly from: number; readonly columns: number } {
  let from = Infinity
  let to = 0
  const touch = (first: number, end: number): void => {
    from = Math.min(from, first)
    to = Math.max(to, end)
  }
  for (const piece of pieces) {
    switch (piece.kind) {
      case 'dense':
        touch(piece.from, piece.from + piece.columns)
        break
      case 'input':
        touch(piece.from, piece.from + piece.rows)
        break
      case 'windowed':
        for (const window of piece.windows) for (const column of window) touch(column, column + 1)
        break
      case 'zero':
        break
    }
  }
  return from < to ? { from, columns: to - from } : { from: 0, columns: 0 }
}

/** Copy columns of a matrix side by side. @param rows of the source, from row `first` on @param out rows × columns.length */
export function gatherColumns(source: Float64Array, stride: number, first: number, rows: number, columns: Int32Array, offset: number, out: Float64Array): void {
  const count = columns.length
  for (let row = 0; row < rows; row++) {
    const from = (first + row) * stride - offset
    for (let index = 0; index < count; index++) out[row * count + index] = source[from + columns[index]!]!
  }
}
