/**
 * I = ½ log det(I + WΣWᵀ/σ²) of a composite matrix W given in pieces, and its derivative (1/σ²)(I + WΣWᵀ/σ²)⁻¹WΣ by each piece.
 * By Sylvester's identity the determinant may be taken over the m outputs or over the rank r of Σ, whichever is smaller.
 */
import { factorOnePlus, inverseOfFactor } from '../../linalg/onePlus'
import { addProduct, addProductTransposed, at, whole, type View } from '../../linalg/views'
import { gatherColumns, type DensePiece, type WeightedPiece, type WindowedPiece } from './piece'

/** Σ = RRᵀ or Σ itself, as the right factor of W. */
export type RightFactor =
  | { readonly kind: 'diagonal'; readonly order: number; /** length order */ readonly diagonal: Float64Array }
  | { readonly kind: 'full'; readonly order: number; readonly columns: number; /** order × columns */ readonly entries: Float64Array }

export interface Source {
  /** N0. */
  readonly order: number
  /** Σ: order × order, or its diagonal. */
  readonly covariance: RightFactor
  /** R with RRᵀ = Σ and as many columns as Σ has rank (order for a diagonal); null: not at hand, so the outputs' side is taken. */
  readonly root: RightFactor | null
  /** σ² > 0 */
  readonly noiseVariance: number
}

/** The information of pieces, for whatever values they hold at the time. */
export interface Information {
  /** @returns nats @throws RangeError when it is beyond the range of numbers */
  value(): number
  /** Sets every piece's `slope` to the derivative by its values; after `value()` with the same values. */
  differentiate(): void
  /** Multiplications of one value with its derivative. */
  readonly work: number
}

export function informationOf(pieces: readonly WeightedPiece[], source: Source): Information {
  const { root } = source
  const outputs = sum(pieces, piece => piece.rows)
  return root !== null && widthOf(root) < outputs ? rankSide(pieces, outputs, source, root) : outputSide(pieces, outputs, source)
}

/** Determinant over the outputs: H = WΣ, S = I + HWᵀ/σ², derivative S⁻¹H/σ². */
function outputSide(pieces: readonly WeightedPiece[], outputs: number, { order, covariance, noiseVariance }: Source): Information {
  const rows = firstRows(pieces)
  const projected = new Float64Array(outputs * order)
  const gram = new Float64Array(outputs * outputs)
  const inverse = new Float64Array(outputs * outputs)
  const scratch = new Scratch()
  return {
    value() {
      pieces.forEach((piece, index) => multiplyRight(piece, covariance, at(whole(projected, order), rows[index]!, 0), scratch))
      gram.fill(0)
      pieces.forEach((piece, index) => addGram(piece, rows[index]!, projected, order, gram, outputs, scratch))
      scale(gram, 1 / noiseVariance)
      return factorOnePlus(gram, outputs) / 2
    },
    differentiate() {
      scale(inverseOfFactor(gram, outputs, inverse), 1 / noiseVariance)
      pieces.forEach((piece, index) => {
        piece.slope.fill(0)
        const left = at(whole(inverse, outputs), rows[index]!, 0)
        if (piece.kind === 'dense') addProduct(whole(piece.slope, piece.columns), left, at(whole(projected, order), 0, piece.from), piece.rows, outputs, piece.columns)
        else addWindowedSlope(piece, left, projected, order, outputs, scratch)
      })
    },
    work: sum(pieces, piece => multiplyRightWork(piece, covariance) + 1.5 * outputs * piece.rows * entriesPerRow(piece)) + outputs ** 3 / 2
  }
}

/** Determinant over the rank: M = WR, T = I + MᵀM/σ², derivative MT⁻¹Rᵀ/σ². */
function rankSide(pieces: readonly WeightedPiece[], outputs: number, { noiseVariance }: Source, root: RightFactor): Information {
  const rank = widthOf(root)
  const rows = firstRows(pieces)
  const projected = new Float64Array(outputs * rank)
  const gram = new Float64Array(rank * rank)
  const inverse = new Float64Array(rank * rank)
  const solved = new Float64Array(outputs * rank)
  const scratch = new Scratch()
  return {
    value() {
      pieces.forEach((piece, index) => multiplyRight(piece, root, at(whole(projected, rank), rows[index]!, 0), scratch))
      gram.fill(0)
      addLowerGram(gram, projected, outputs, rank)
      scale(gram, 1 / noiseVariance)
      return factorOnePlus(gram, rank) / 2
    },
    differentiate() {
      scale(inverseOfFactor(gram, rank, inverse), 1 / noiseVariance)
      solved.fill(0)
      addProduct(whole(solved, rank), whole(projected, rank), whole(inverse, rank), outputs, rank, rank)
      pieces.forEach((piece, index) => {
        piece.slope.fill(0)
        multiplyRootTransposed(piece, at(whole(solved, rank), rows[index]!, 0), root, scratch)
      })
    },
    work: sum(pieces, piece => 2 * multiplyRightWork(piece, root)) + outputs * rank * rank * 1.5 + rank ** 3 / 2
  }
}

/** out = W·B for one piece's rows. @param out a view of piece.rows rows, as wide as B */
function multiplyRight(piece: WeightedPiece, factor: RightFactor, out: View, scratch: Scratch): void {
  const width = widthOf(factor)
  for (let row = 0; row < piece.rows; row++) out.values.fill(0, out.start + row * out.stride, out.start + row * out.stride + width)
  if (factor.kind === 'diagonal') {
    scaleColumns(piece, factor.diagonal, out)
  } else if (piece.kind === 'dense') {
    addProduct(out, whole(piece.values, piece.columns), at(whole(factor.entries, factor.columns), piece.from, 0), piece.rows, piece.columns, factor.columns)
  } else {
    const gathered = scratch.of(piece.size * factor.columns)
    piece.windows.forEach((window, index) => {
      window.forEach((column, place) => gathered.set(factor.entries.subarray(column * factor.columns, (column + 1) * factor.columns), place * factor.columns))
      addProduct(at(out, index * piece.filters, 0), whole(piece.values, piece.size), whole(gathered, factor.columns), piece.filters, piece.size, factor.columns)
    })
  }
}

function scaleColumns(piece: WeightedPiece, diagonal: Float64Array, { values, start, stride }: View): void {
  if (piece.kind === 'dense') {
    for (let row = 0; row < piece.rows; row++) {
      const to = start + row * stride + piece.from
      for (let column = 0; column < piece.columns; column++) values[to + column] = piece.values[row * piece.columns + column]! * diagonal[piece.from + column]!
    }
    return
  }
  piece.windows.forEach((window, index) => {
    for (let filter = 0; filter < piece.filters; filter++) {
      const to = start + (index * piece.filters + filter) * stride
      window.forEach((column, place) => { values[to + column] = piece.values[filter * piece.size + place]! * diagonal[column]! })
    }
  })
}

/** Columns of HWᵀ that belong to one piece, in the lower triangle. @param first the piece's first row @param projected H */
function addGram(piece: WeightedPiece, first: number, projected: Float64Array, order: number, gram: Float64Array, outputs: number, scratch: Scratch): void {
  if (piece.kind === 'dense') {
    const { rows, columns, from, values } = piece
    // blocks of rows, so that little of the upper triangle is computed
    for (let row = first; row < outputs; row += 16) {
      const height = Math.min(16, outputs - row)
      const needed = Math.min(rows, row + height - first)
      addProductTransposed(at(whole(gram, outputs), row, first), { values: projected, start: row * order + from, stride: order }, whole(values, columns), height, columns, needed)
    }
    return
  }
  const { filters, size, windows, values } = piece
  const read = scratch.of(outputs * size)
  windows.forEach((window, index) => {
    const row = first + index * filters
    gatherColumns(projected, order, row, outputs - row, window, 0, read)
    addProductTransposed(at(whole(gram, outputs), row, row), whole(read, size), whole(values, size), outputs - row, size, filters)
  })
}

/** Derivative by a shared kernel: the sum over windows of what each would have alone. @param left rows of S⁻¹/σ² of this piece */
function addWindowedSlope(piece: WindowedPiece, left: View, projected: Float64Array, order: number, outputs: number, scratch: Scratch): void {
  const { filters, size, windows, slope } = piece
  const read = scratch.of(outputs * size)
  windows.forEach((window, index) => {
    gatherColumns(projected, order, 0, outputs, window, 0, read)
    addProduct(whole(slope, size), at(left, index * filters, 0), whole(read, size), filters, outputs, size)
  })
}

/** slope += Y·Rᵀ on the piece's own columns. @param solved Y, piece.rows × rank */
function multiplyRootTransposed(piece: WeightedPiece, solved: View, root: RightFactor, scratch: Scratch): void {
  if (piece.kind === 'dense') return denseRootSlope(piece, solved, root)
  const { filters, size, windows, slope } = piece
  if (root.kind === 'diagonal') {
    windows.forEach((window, index) => {
      for (let filter = 0; filter < filters; filter++) {
        const from = solved.start + (index * filters + filter) * solved.stride
        window.forEach((column, place) => { slope[filter * size + place]! += solved.values[from + column]! * root.diagonal[column]! })
      }
    })
    return
  }
  const gathered = scratch.of(size * root.columns)
  windows.forEach((window, index) => {
    window.forEach((column, place) => gathered.set(root.entries.subarray(column * root.columns, (column + 1) * root.columns), place * root.columns))
    addProductTransposed(whole(slope, size), at(solved, index * filters, 0), whole(gathered, root.columns), filters, root.columns, size)
  })
}

function denseRootSlope({ rows, columns, from, slope }: DensePiece, solved: View, root: RightFactor): void {
  if (root.kind === 'full') {
    addProductTransposed(whole(slope, columns), solved, at(whole(root.entries, root.columns), from, 0), rows, root.columns, columns)
    return
  }
  for (let row = 0; row < rows; row++) {
    const start = solved.start + row * solved.stride + from
    for (let column = 0; column < columns; column++) slope[row * columns + column]! += solved.values[start + column]! * root.diagonal[from + column]!
  }
}

/** MᵀM, lower triangle. */
function addLowerGram(gram: Float64Array, matrix: Float64Array, rows: number, columns: number): void {
  const transposed = new Float64Array(matrix.length)
  for (let row = 0; row < rows; row++) for (let column = 0; column < columns; column++) transposed[column * rows + row] = matrix[row * columns + column]!
  const view = whole(transposed, rows)
  for (let row = 0; row < columns; row += 16) {
    const height = Math.min(16, columns - row)
    addProductTransposed(at(whole(gram, columns), row, 0), at(view, row, 0), view, height, rows, row + height)
  }
}

function widthOf(factor: RightFactor): number {
  return factor.kind === 'diagonal' ? factor.order : factor.columns
}

function firstRows(pieces: readonly WeightedPiece[]): readonly number[] {
  let row = 0
  return pieces.map(piece => (row += piece.rows) - piece.rows)
}

function entriesPerRow(piece: WeightedPiece): number {
  return piece.kind === 'dense' ? piece.columns : piece.size
}

function multiplyRightWork(piece: WeightedPiece, factor: RightFactor): number {
  return piece.rows * entriesPerRow(piece) * (factor.kind === 'diagonal' ? 1 : factor.columns)
}

function sum(pieces: readonly WeightedPiece[], of: (piece: WeightedPiece) => number): number {
  return pieces.reduce((total, piece) => total + of(piece), 0)
}

function scale(values: Float64Array, factor: number): void {
  for (let index = 0; index < values.length; index++) values[index]! *= factor
}

/** One array that grows to the largest size asked for; every use overwrites the one before. */
class Scratch {
  #values = new Float64Array(0)

  of(length: number): Float64Array {
    if (this.#values.length < length) this.#values = new Float64Array(length)
    return this.#values
  }
}
