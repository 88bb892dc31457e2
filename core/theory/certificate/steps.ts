/**
 * What each layer does to the pieces of the composite matrix before it, and the chain rule back: from the derivative by its output
 * piece to the derivatives by its own weights and by the pieces it reads.
 */
import { addProduct, addProductTransposed, addScaled, addTransposedProduct, at, whole, type View } from '../../linalg/views'
import { gatherColumns, type DensePiece, type Piece, type WeightedPiece, type WindowedPiece } from './piece'

export interface Step {
  /** Fill the values of the output piece. @param weights of the whole network */
  forward(weights: Float64Array): void
  /** Add to `slope` the derivative by this layer's weights, and to the pieces read theirs. @param slope as long as `weights` */
  backward(weights: Float64Array, slope: Float64Array): void
  /** Multiplications of a forward and a backward pass together. */
  readonly work: number
}

/** A layer on the input itself: its weights are the composite rows, or the composite kernel. */
export function firstStep(output: WeightedPiece, offset: number): Step {
  const length = output.values.length
  return {
    forward: weights => output.values.set(weights.subarray(offset, offset + length)),
    backward: (_weights, slope) => addScaled(slope, offset, length, output.slope, 0, 1),
    work: 2 * length
  }
}

/** A dense layer on pieces side by side: W = Σ D_k W_k, D_k the columns of its weights that read piece k. */
export function denseStep(inputs: readonly Piece[], output: DensePiece, offset: number): Step {
  const width = inputs.reduce((sum, piece) => sum + piece.rows, 0)
  const parts: Step[] = []
  let start = offset
  for (const piece of inputs) {
    const view = weightsView(start, width)
    if (piece.kind === 'dense') parts.push(denseOnDense(piece, output, view))
    else if (piece.kind === 'windowed') parts.push(denseOnWindowed(piece, output, view))
    else if (piece.kind === 'input') throw new Error('a dense layer on the input is a first step')
    start += piece.rows
  }
  return {
    forward(weights) {
      output.values.fill(0)
      for (const part of parts) part.forward(weights)
    },
    backward(weights, slope) { for (const part of parts) part.backward(weights, slope) },
    work: parts.reduce((sum, part) => sum + part.work, 0)
  }
}

/** Where the weights that read one piece stand in an array as long as all weights: the weights themselves, or their derivatives. */
type WeightsView = (values: Float64Array) => View

function weightsView(start: number, stride: number): WeightsView {
  return values => ({ values, start, stride })
}

function denseOnDense(piece: DensePiece, output: DensePiece, view: WeightsView): Step {
  const { rows, columns } = piece
  const target = (values: Float64Array): View => at(whole(values, output.columns), 0, piece.from - output.from)
  return {
    forward: weights => addProduct(target(output.values), view(weights), whole(piece.values, columns), output.rows, rows, columns),
    backward(weights, slope) {
      addProductTransposed(view(slope), target(output.slope), whole(piece.values, columns), output.rows, columns, rows)
      addTransposedProduct(whole(piece.slope, columns), view(weights), target(output.slope), rows, output.rows, columns)
    },
    work: 3 * output.rows * rows * columns
  }
}

function denseOnWindowed(piece: WindowedPiece, output: DensePiece, view: WeightsView): Step {
  const { filters, size, windows } = piece
  const kernel = whole(piece.values, size)
  const part = new Float64Array(output.rows * size)
  const partView = whole(part, size)
  return {
    forward(weights) {
      windows.forEach((window, index) => {
        part.fill(0)
        addProduct(partView, at(view(weights), 0, index * filters), kernel, output.rows, filters, size)
        scatterColumns(part, output, window)
      })
    },
    backward(weights, slope) {
      windows.forEach((window, index) => {
        gatherColumns(output.slope, output.columns, 0, output.rows, window, output.from, part)
        addProductTransposed(at(view(slope), 0, index * filters), partView, kernel, output.rows, size, filters)
        addTransposedProduct(whole(piece.slope, size), at(view(weights), 0, index * filters), partView, filters, output.rows, size)
      })
    },
    work: 3 * output.rows * piece.rows * size
  }
}

function scatterColumns(part: Float64Array, output: DensePiece, window: Int32Array): void {
  const count = window.length
  for (let row = 0; row < output.rows; row++) {
    const to = row * output.columns - output.from
    for (let index = 0; index < count; index++) output.values[to + window[index]!]! += part[row * count + index]!
  }
}

/**
 * A shared layer on the positions of another: its composite kernel is [V₁K … V_cK], V_j the weights that read the j-th position of a
 * window and K the composite kernel of the layer before.
 */
export function kernelStep(input: WindowedPiece, output: WindowedPiece, offset: number): Step {
  const positions = output.size / input.size
  const width = positions * input.filters
  const kernel = whole(input.values, input.size)
  const weightsOf = weightsView(offset, width)
  const weightsAt = (values: Float64Array, position: number): View => at(weightsOf(values), 0, position * input.filters)
  const blockAt = (values: Float64Array, position: number): View => at(whole(values, output.size), 0, position * input.size)
  return {
    forward(weights) {
      output.values.fill(0)
      for (let position = 0; position < positions; position++) {
        addProduct(blockAt(output.values, position), weightsAt(weights, position), kernel, output.filters, input.filters, input.size)
      }
    },
    backward(weights, slope) {
      for (let position = 0; position < positions; position++) {
        const derivative = blockAt(output.slope, position)
        addProductTransposed(weightsAt(slope, position), derivative, kernel, output.filters, input.size, input.filters)
        addTransposedProduct(whole(input.slope, input.size), weightsAt(weights, position), derivative, input.filters, output.filters, input.size)
      }
    },
    work: 3 * output.filters * input.filters * output.size
  }
}

/** A shared layer on the rows of a plain vector. @param windows rows of `input` that each application reads, of equal length */
export function sharedStep(input: DensePiece, output: DensePiece, windows: readonly Int32Array[], offset: number): Step {
  const size = windows[0]?.length ?? 0
  const filters = output.rows / windows.length
  const { columns } = input
  const read = new Float64Array(size * columns)
  const weightsOf = weightsView(offset, size)
  const outputAt = (values: Float64Array, index: number): View => at(whole(values, columns), index * filters, 0)
  const gatherRows = (window: Int32Array): void => {
    window.forEach((row, index) => read.set(input.values.subarray(row * columns, (row + 1) * columns), index * columns))
  }
  return {
    forward(weights) {
      output.values.fill(0)
      windows.forEach((window, index) => {
        gatherRows(window)
        addProduct(outputAt(output.values, index), weightsOf(weights), whole(read, columns), filters, size, columns)
      })
    },
    backward(weights, slope) {
      windows.forEach((window, index) => {
        gatherRows(window)
        const derivative = outputAt(output.slope, index)
        addProductTransposed(weightsOf(slope), derivative, whole(read, columns), filters, columns, size)
        read.fill(0)
        addTransposedProduct(whole(read, columns), weightsOf(weights), derivative, size, filters, columns)
        window.forEach((row, position) => addScaled(input.slope, row * columns, columns, read, position * columns, 1))
      })
    },
    work: 3 * output.rows * size * columns
  }
}

/** Pieces side by side written out as one, for a layer whose windows may run across them. */
export function expansionStep(inputs: readonly Piece[], output: DensePiece): Step {
  const parts: { readonly forward: () => void; readonly backward: () => void }[] = []
  let first = 0
  for (const piece of inputs) {
    const row = first
    if (piece.kind === 'dense') parts.push(expandDense(piece, output, row))
    else if (piece.kind === 'windowed') parts.push(expandWindowed(piece, output, row))
    else if (piece.kind === 'input') throw new Error('the input is not expanded')
    first += piece.rows
  }
  return {
    forward: () => parts.forEach(part => part.forward()),
    backward: () => parts.forEach(part => part.backward()),
    work: output.rows * output.columns
  }
}

function expandDense(piece: DensePiece, output: DensePiece, first: number): { forward: () => void; backward: () => void } {
  const start = (row: number): number => (first + row) * output.columns + piece.from - output.from
  return {
    forward() {
      for (let row = 0; row < piece.rows; row++) output.values.set(piece.values.subarray(row * piece.columns, (row + 1) * piece.columns), start(row))
    },
    backward() {
      for (let row = 0; row < piece.rows; row++) addScaled(piece.slope, row * piece.columns, piece.columns, output.slope, start(row), 1)
    }
  }
}

function expandWindowed(piece: WindowedPiece, output: DensePiece, first: number): { forward: () => void; backward: () => void } {
  const each = (visit: (entry: number, place: number) => void): void => {
    piece.windows.forEach((window, position) => {
      for (let filter = 0; filter < piece.filters; filter++) {
        const row = (first + position * piece.filters + filter) * output.columns - output.from
        window.forEach((column, index) => visit(filter * piece.size + index, row + column))
      }
    })
  }
  return {
    forward: () => each((entry, place) => { output.values[place] = piece.values[entry]! }),
    backward: () => each((entry, place) => { piece.slope[entry]! += output.slope[place]! })
  }
}
