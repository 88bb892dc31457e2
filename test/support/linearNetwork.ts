/** A linear network applied to one vector, layer by layer as it is drawn: the slow way to its composite matrix. */
import { shapeAfter, shapeBefore, windowCount, windowEntries, windowPositions, type Chain, type Group, type Shape, type SharedLayer } from '../../core/theory/certificate/network'
import { informationOfWeights, multiply, type Rows } from './slowMethods'

/** Rows of the composite matrix that share a budget: `copies` of a kernel repeat it. */
interface Block {
  readonly rows: Rows
  readonly budget: number
  readonly copies: number
}

/**
 * ½ log det(I + WΣWᵀ/σ²) after scaling every chain that carries noise to its budget.
 *
 * @param weights layer by layer in drawing order, each layer row by row
 */
export function slowInformation(network: Chain, weights: Float64Array, covariance: Rows, noise: number): number {
  const blocks = compositeBlocks(network, weights, covariance.length)
  const scaled = blocks.flatMap(({ rows, budget, copies }) => {
    const square = rows.flat().reduce((sum, value) => sum + value * value, 0) / copies
    return rows.map(row => row.map(value => (square === 0 ? 0 : value * Math.sqrt(budget / square))))
  })
  return informationOfWeights(scaled, covariance, noise).value
}

function compositeBlocks(network: Chain, weights: Float64Array, dimension: number): readonly Block[] {
  const identity = Array.from({ length: dimension }, (_, i) => Array.from({ length: dimension }, (__, j) => (i === j ? 1 : 0)))
  return new Walk(weights, identity).chain(network, { matrix: identity, shape: { rows: dimension, channels: 1 }, local: true }, true).blocks
}

/** What stands before a layer: its composite matrix, and whether it is still made of windows of the input. */
interface State {
  readonly matrix: Rows
  readonly shape: Shape
  readonly local: boolean
}

class Walk {
  #next = 0

  constructor(private readonly weights: Float64Array, private readonly identity: Rows) {}

  chain(chain: Chain, before: State, last: boolean): { readonly matrix: Rows; readonly blocks: readonly Block[] } {
    const end = chain.layers.at(-1)
    const shape = shapeBefore(chain, before.shape)
    if (!last && chain.budget === 0 && end?.kind !== 'group') {
      const rows = chain.layers.reduce((sum, layer) => shapeAfter(layer, sum), shape).rows
      return { matrix: Array.from({ length: rows }, () => this.identity.map(() => 0)), blocks: [] }
    }
    let state: State = chain.slice === null ? before : { matrix: this.identity.slice(chain.slice.from, chain.slice.to), shape, local: true }
    let blocks: readonly Block[] = []
    for (const layer of chain.layers) {
      if (layer.kind === 'group') {
        const parts = this.#group(layer, state, last && layer === end)
        blocks = parts.blocks
        state = { matrix: parts.matrix, shape: shapeAfter(layer, state.shape), local: false }
      } else if (layer.kind === 'dense') {
        state = { matrix: multiply(this.#take(layer.outputs, state.shape.rows), state.matrix), shape: shapeAfter(layer, state.shape), local: false }
      } else state = this.#shared(layer, state)
    }
    if (end?.kind !== 'group') blocks = [{ rows: state.matrix, budget: chain.budget, copies: state.local ? state.shape.rows / state.shape.channels : 1 }]
    return { matrix: state.matrix, blocks: last ? blocks : [] }
  }

  #group(group: Group, before: State, last: boolean): { readonly matrix: Rows; readonly blocks: readonly Block[] } {
    const parts = group.branches.map(branch => this.chain(branch, before, last))
    return { matrix: parts.flatMap(part => part.matrix), blocks: parts.flatMap(part => part.blocks) }
  }

  #shared(layer: SharedLayer, { matrix, shape, local }: State): State {
    const kernel = this.#take(layer.filters, windowEntries(layer, shape))
    const rows = Array.from({ length: windowCount(layer, shape) }, (_, window) => {
      const read = [...windowPositions(layer, window)].flatMap(position => Array.from({ length: shape.channels }, (__, channel) => matrix[position * shape.channels + channel]!))
      return multiply(kernel, read)
    }).flat()
    return { matrix: rows, shape: shapeAfter(layer, shape), local }
  }

  #take(rows: number, columns: number): Rows {
    return Array.from({ length: rows }, () => Array.from({ length: columns }, () => this.weights[this.#next++]!))
  }
}
