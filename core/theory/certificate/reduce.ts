/**
 * An equivalent smaller network: one that realises exactly the same composite maps, up to an isometry of the noisy outputs that no
 * information depends on. Units that cannot matter get no weights, so a width of thousands costs nothing. What is cut is put back by
 * zeros and identities; what is left has the same supremum, and every value that it reaches the whole network reaches.
 */
import {
  inputShape, outputShape, shapeAfter, shapeBefore, windowCount, windowEntries, type Chain, type DenseLayer, type Group, type Layer, type Shape, type SharedLayer
} from './network'

/**
 * Who reads a layer's output. noise: it is the network's own. dense: dense layers with so many outputs together, which can undo any
 * invertible change of it. positions: shared layers position by position, which can too within a position. entries: shared layers
 * across a concatenation, for which every entry has its place.
 */
type Reader = { readonly kind: 'noise' } | { readonly kind: 'dense'; readonly outputs: number } | { readonly kind: 'positions' } | { readonly kind: 'entries' }

/** @param dimension N0 */
export function reduceNetwork(network: Chain, dimension: number): Chain {
  return reduceChain(network, inputShape(dimension), dimension, { kind: 'noise' })
}

/** @param columns how many columns of the network's input stand behind what the chain reads: no rank is larger */
function reduceChain(chain: Chain, before: Shape, columns: number, reader: Reader): Chain {
  const start = shapeBefore(chain, before)
  if (reader.kind !== 'noise' && chain.budget === 0 && chain.layers.at(-1)?.kind !== 'group') return silent(chain, before, reader)
  const reach = chain.slice === null ? columns : start.rows
  let layers = chain.layers
  for (let next = once(layers, start, reach, reader); next !== null; next = once(layers, start, reach, reader)) layers = next
  return { ...chain, layers }
}

/** A chain that passes nothing keeps only as many rows as its reader counts. */
function silent(chain: Chain, before: Shape, reader: Reader): Chain {
  const { rows, channels } = outputShape(chain, before)
  return { ...chain, layers: [{ kind: 'dense', outputs: reader.kind === 'dense' ? 1 : rows, channels: reader.kind === 'dense' ? 1 : channels }] }
}

/** The layers after the first change that applies, or null when none does. */
function once(layers: readonly Layer[], start: Shape, columns: number, after: Reader): readonly Layer[] | null {
  let shape = start
  for (const [index, layer] of layers.entries()) {
    const reader = readerOf(layers, index, after)
    const changed = change(layer, { next: layers[index + 1], shape, columns, reader, alone: layers.length === 1 })
    if (changed) return [...layers.slice(0, index), ...changed.layers, ...layers.slice(index + changed.replaced)]
    shape = shapeAfter(layer, shape)
  }
  return null
}

interface Change {
  /** How many layers give way … */
  readonly replaced: number
  /** … to these. */
  readonly layers: readonly Layer[]
}

/** Where a layer stands. */
interface Place {
  readonly next: Layer | undefined
  /** What the layer reads. */
  readonly shape: Shape
  readonly columns: number
  readonly reader: Reader
  /** Whether it is the only layer of its chain. */
  readonly alone: boolean
}

function change(layer: Layer, place: Place): Change | null {
  switch (layer.kind) {
    case 'dense': return changeDense(layer, place)
    case 'shared': return changeShared(layer, place)
    case 'group': return changeGroup(layer, place)
  }
}

function changeDense(layer: DenseLayer, { next, shape, columns, reader, alone }: Place): Change | null {
  if (reader.kind === 'positions' && next?.kind === 'shared') return absorbShared(layer, next)
  if (reader.kind !== 'noise' && reader.kind !== 'dense') return null
  const enough = Math.min(shape.rows, columns, reader.kind === 'dense' ? reader.outputs : Infinity)
  // as wide as what it reads or as what reads it: its reader can do alone what both do together
  if (reader.kind === 'dense' && layer.outputs >= enough && !alone) return { replaced: 1, layers: [] }
  return layer.outputs > enough ? { replaced: 1, layers: [{ ...layer, outputs: enough, channels: 1 }] } : null
}

/** A kernel of full row rank on free rows gives free rows: with V the kernel, V·A takes every value. */
function absorbShared(layer: DenseLayer, next: SharedLayer): Change | null {
  const shape = shapeAfter(layer, inputShape(1))
  if (next.filters > windowEntries(next, shape)) return null
  return { replaced: 2, layers: [{ kind: 'dense', outputs: windowCount(next, shape) * next.filters, channels: next.filters }] }
}

/** More filters than entries in a window repeat each other; what reads them position by position can make up for it. */
function changeShared(layer: SharedLayer, { shape, reader }: Place): Change | null {
  const entries = windowEntries(layer, shape)
  return layer.filters > entries && reader.kind !== 'entries' ? { replaced: 1, layers: [{ ...layer, filters: entries }] } : null
}

function changeGroup(group: Group, { shape, columns, reader }: Place): Change | null {
  const inside: Reader = reader.kind === 'positions' ? { kind: 'entries' } : reader
  const branches = group.branches.map(branch => reduceChain(branch, shape, columns, inside))
  if (reader.kind !== 'noise' && branches.every(isFreeRows)) {
    // dense branches on the same input are one dense layer: inside a chain nothing tells them apart
    return { replaced: 1, layers: [{ kind: 'dense', outputs: branches.reduce((sum, branch) => sum + outputShape(branch, shape).rows, 0), channels: 1 }] }
  }
  return JSON.stringify(branches.map(sizes)) === JSON.stringify(group.branches.map(sizes)) ? null : { replaced: 1, layers: [{ kind: 'group', branches }] }
}

function isFreeRows(branch: Chain): boolean {
  return branch.slice === null && branch.budget > 0 && branch.layers.length === 1 && branch.layers[0]?.kind === 'dense'
}

/** What of a chain a reduction can change, comparable. */
function sizes(chain: Chain): unknown {
  return chain.layers.map(layer => {
    switch (layer.kind) {
      case 'dense': return [layer.outputs, layer.channels]
      case 'shared': return layer.filters
      case 'group': return { branches: layer.branches.map(sizes) }
    }
  })
}

function readerOf(layers: readonly Layer[], index: number, after: Reader): Reader {
  const next = layers[index + 1]
  if (!next) return after
  switch (next.kind) {
    case 'dense': return { kind: 'dense', outputs: next.outputs }
    case 'shared': return { kind: 'positions' }
    case 'group': return next.branches.filter(branch => branch.slice === null).map(branch => readerOf(branch.layers, -1, after)).reduce(together)
  }
}

function together(one: Reader, other: Reader): Reader {
  if (one.kind === 'dense' && other.kind === 'dense') return { kind: 'dense', outputs: one.outputs + other.outputs }
  return { kind: one.kind === 'entries' || other.kind === 'entries' ? 'entries' : 'positions' }
}
