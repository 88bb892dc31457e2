/** How large the training of a network would be, told without making it. */
import { inputShape, shapeAfter, shapeBefore, windowEntries, type Chain, type Shape } from './network'

export interface Extent {
  readonly weights: number
  /** Rows of the composite matrix that carry noise. */
  readonly outputs: number
  /** Numbers that training holds at a time, at most: copies of the weights, composite rows with their derivatives, and Gram matrices. */
  readonly numbers: number
}

/** Directions that the ascent remembers, each with two arrays as long as the weights, and what it works on. */
const copiesOfWeights = 30

/** More numbers than this are not trained: more than a gigabyte. */
export const mostNumbers = 150_000_000

/** @param dimension N0 */
export function extentOf(network: Chain, dimension: number): Extent {
  const { weights, rows, outputs } = chainExtent(network, inputShape(dimension), true)
  return { weights, outputs, numbers: copiesOfWeights * weights + 2 * rows * dimension + 2 * outputs * outputs }
}

interface Sums {
  readonly weights: number
  /** Of every layer's composite rows. */
  readonly rows: number
  readonly outputs: number
}

function chainExtent(chain: Chain, before: Shape, last: boolean): Sums {
  let shape = shapeBefore(chain, before)
  let sums: Sums = { weights: 0, rows: 0, outputs: 0 }
  for (const layer of chain.layers) {
    const reads = shape
    shape = shapeAfter(layer, reads)
    const end = last && layer === chain.layers.at(-1)
    if (layer.kind === 'group') sums = layer.branches.map(branch => chainExtent(branch, reads, end)).reduce(added, sums)
    else {
      const weights = layer.kind === 'dense' ? layer.outputs * reads.rows : layer.filters * windowEntries(layer, reads)
      sums = added(sums, { weights, rows: shape.rows, outputs: end ? shape.rows : 0 })
    }
  }
  return sums
}

function added(one: Sums, other: Sums): Sums {
  return { weights: one.weights + other.weights, rows: one.rows + other.rows, outputs: one.outputs + other.outputs }
}
