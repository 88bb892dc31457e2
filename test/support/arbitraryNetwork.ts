/** Random linear networks of every kind of node, with random weights and covariances, from one seed. */
import type { Random } from '../../core/linalg/random'
import { inputShape, shapeAfter, shapeBefore, type Chain, type Layer, type Shape } from '../../core/theory/certificate/network'
import type { Rows } from './slowMethods'

const budgets = [0.3, 1, 4, 20]

/** A network on `dimension` inputs that fits: at most two levels of groups, slices where they read the input, runs that tile. */
export function randomNetwork(random: Random, dimension: number): Chain {
  return randomChain(random, inputShape(dimension), 0, true)
}

function randomChain(random: Random, before: Shape, depth: number, atInput: boolean): Chain {
  const slice = atInput && depth > 0 && random.uniform() < 0.4 ? randomSlice(random, before.rows) : null
  const chain = { slice, budget: random.uniform() < 0.1 ? 0 : pick(random, budgets) }
  let shape = shapeBefore({ ...chain, layers: [] }, before)
  const layers: Layer[] = []
  const length = 1 + random.integer(3)
  for (let index = 0; index < length; index++) {
    const layer = randomLayer(random, shape, depth, atInput && index === 0)
    layers.push(layer)
    shape = shapeAfter(layer, shape)
  }
  return { ...chain, layers }
}

function randomLayer(random: Random, shape: Shape, depth: number, atInput: boolean): Layer {
  const kind = random.uniform()
  if (kind < 0.25 && depth < 2) {
    return { kind: 'group', branches: Array.from({ length: 2 + random.integer(2) }, () => randomChain(random, shape, depth + 1, atInput)) }
  }
  if (kind < 0.6) return { kind: 'dense', outputs: 1 + random.integer(4), channels: 1 }
  const positions = shape.rows / shape.channels
  const size = pick(random, [1, 2, 3].filter(divisor => positions % divisor === 0))
  const filters = 1 + random.integer(3)
  if (random.uniform() < 0.5) return { kind: 'shared', filters, windows: { kind: 'runs', size } }
  // strided windows: position p of window w is w + p·count, as a kernel on an image has them
  const count = positions / size
  return { kind: 'shared', filters, windows: { kind: 'sets', sets: Array.from({ length: count }, (_, window) => Int32Array.from({ length: size }, (__, index) => window + index * count)) } }
}

function randomSlice(random: Random, dimension: number): { from: number; to: number } {
  const from = random.integer(dimension)
  return { from, to: from + 1 + random.integer(dimension - from) }
}

export function pick<T>(random: Random, values: readonly T[]): T {
  return values[random.integer(values.length)]!
}

/** BBᵀ with B of `rank` columns: a covariance of that rank. */
export function randomCovariance(random: Random, order: number, rank = order): Rows {
  const root = Array.from({ length: order }, () => Array.from({ length: rank }, () => random.normal()))
  return root.map(one => root.map(other => one.reduce((sum, value, k) => sum + value * other[k]!, 0) / rank))
}

export function normalVector(random: Random, length: number): Float64Array {
  return Float64Array.from({ length }, () => random.normal())
}
