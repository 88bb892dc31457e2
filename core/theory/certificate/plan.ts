/** A network made ready to compute: its layers in order as steps over the pieces of its composite matrix, and where its weights stand. */
import {
  inputShape, outputShape, shapeAfter, windowCount, windowEntries, windowPositions, type Chain, type DenseLayer, type Layer, type Shape, type SharedLayer
} from './network'
import { columnRange, densePiece, windowedPiece, type Piece, type WeightedPiece, type WindowedPiece } from './piece'
import { denseStep, expansionStep, firstStep, kernelStep, sharedStep, type Step } from './steps'

/** The weights of one layer: rows × columns from `offset` on. */
export interface WeightSection {
  readonly offset: number
  readonly rows: number
  readonly columns: number
  /** Whether they multiply columns of the network's input directly. */
  readonly readsInput: boolean
}

/** Rows of the composite matrix that carry noise, under their own budget: all entries of a dense piece, the kernel of a windowed one. */
export interface FinalPiece {
  readonly piece: WeightedPiece
  readonly budget: number
}

export interface Plan {
  /** In an order in which each step reads only what earlier ones have written. */
  readonly steps: readonly Step[]
  /** Every piece that a step writes. */
  readonly pieces: readonly WeightedPiece[]
  /** In the order of the network's outputs. */
  readonly finals: readonly FinalPiece[]
  readonly sections: readonly WeightSection[]
  readonly weightCount: number
}

/** @param dimension N0, the order of the covariance @throws RangeError when windows do not fit what they read */
export function planNetwork(network: Chain, dimension: number): Plan {
  const planner = new Planner()
  planner.chain(network, { pieces: [{ kind: 'input', rows: dimension, from: 0 }], shape: inputShape(dimension) }, true)
  return planner
}

/** What stands between two layers: pieces one below the other, and how they are laid out. */
interface State {
  readonly pieces: readonly Piece[]
  readonly shape: Shape
}

class Planner implements Plan {
  readonly steps: Step[] = []
  readonly pieces: WeightedPiece[] = []
  readonly finals: FinalPiece[] = []
  readonly sections: WeightSection[] = []
  weightCount = 0

  /** @param last whether the chain's output carries the noise */
  chain(chain: Chain, before: State, last: boolean): readonly Piece[] {
    const end = chain.layers.at(-1)
    if (!last && chain.budget === 0 && end?.kind !== 'group') return [{ kind: 'zero', rows: outputShape(chain, before.shape).rows }]
    let state = startOf(chain, before)
    for (const layer of chain.layers) state = { pieces: this.#layer(layer, state, last && layer === end), shape: shapeAfter(layer, state.shape) }
    if (last && end?.kind !== 'group') for (const piece of state.pieces) this.#final(piece, chain.budget)
    return state.pieces
  }

  #final(piece: Piece, budget: number): void {
    if (piece.kind !== 'dense' && piece.kind !== 'windowed') throw new Error(`a layer ends in weights, not in ${piece.kind}`)
    this.finals.push({ piece, budget })
  }

  #layer(layer: Layer, state: State, last: boolean): readonly Piece[] {
    switch (layer.kind) {
      case 'dense': return [this.#dense(layer, state)]
      case 'shared': return [this.#shared(layer, state)]
      case 'group': return layer.branches.flatMap(branch => this.chain(branch, state, last))
    }
  }

  #dense(layer: DenseLayer, { pieces, shape }: State): Piece {
    const [only] = pieces
    const offset = this.#section(layer.outputs, shape.rows, only?.kind === 'input')
    const { from, columns } = columnRange(pieces)
    const output = densePiece(layer.outputs, from, columns)
    return this.#add(output, only?.kind === 'input' ? firstStep(output, offset) : denseStep(pieces, output, offset))
  }

  #shared(layer: SharedLayer, { pieces, shape }: State): Piece {
    const [only] = pieces
    const windows = Array.from({ length: windowCount(layer, shape) }, (_, index) => windowPositions(layer, index))
    const offset = this.#section(layer.filters, windowEntries(layer, shape), only?.kind === 'input')
    if (only?.kind === 'input') {
      const output = windowedPiece(layer.filters, windows.map(window => window.map(column => only.from + column)))
      return this.#add(output, firstStep(output, offset))
    }
    if (only?.kind === 'windowed' && pieces.length === 1 && shape.channels === only.filters) {
      const output = windowedPiece(layer.filters, windows.map(window => joinedWindows(only, window)))
      return this.#add(output, kernelStep(only, output, offset))
    }
    const { from, columns } = columnRange(pieces)
    let input = only
    if (pieces.length > 1 || only?.kind !== 'dense') {
      const expanded = densePiece(shape.rows, from, columns)
      this.#add(expanded, expansionStep(pieces, expanded))
      input = expanded
    }
    if (input?.kind !== 'dense') throw new Error('a shared layer needs something to read')
    const output = densePiece(windows.length * layer.filters, from, columns)
    return this.#add(output, sharedStep(input, output, windows.map(window => entriesOf(window, shape.channels)), offset))
  }

  #section(rows: number, columns: number, readsInput: boolean): number {
    const offset = this.weightCount
    this.sections.push({ offset, rows, columns, readsInput })
    this.weightCount += rows * columns
    return offset
  }

  #add(piece: WeightedPiece, step: Step): Piece {
    this.pieces.push(piece)
    this.steps.push(step)
    return piece
  }
}

function startOf({ slice }: Chain, before: State): State {
  if (slice === null) return before
  const rows = slice.to - slice.from
  return { pieces: [{ kind: 'input', rows, from: slice.from }], shape: inputShape(rows) }
}

/** Windows of the positions that a window holds, one after the other, so that entry t of every window stands for the same weight. */
function joinedWindows(piece: WindowedPiece, positions: Int32Array): Int32Array {
  const joined = new Int32Array(positions.length * piece.size)
  positions.forEach((position, index) => joined.set(piece.windows[position] ?? [], index * piece.size))
  return joined
}

function entriesOf(positions: Int32Array, channels: number): Int32Array {
  return Int32Array.from({ length: positions.length * channels }, (_, index) => positions[Math.floor(index / channels)]! * channels + (index % channels))
}
