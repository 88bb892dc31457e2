/**
 * A network of linear layers as the certificate sees it: a tree of chains that knows sizes and budgets, nothing of activations, names or
 * places in a diagram. Everything between the input and the noise is linear, so its output is WX with one composite matrix W.
 */

export interface DenseLayer {
  readonly kind: 'dense'
  readonly outputs: number
  /** Outputs stand in positions of this many each, for a shared layer that reads them; 1 for a plain vector. */
  readonly channels: number
}

/** What a shared layer's kernel is applied to, in positions of the layer's own input (input coordinates, or positions of the layer before). */
export type Windows =
  | { readonly kind: 'runs'; readonly size: number }
  /** Index sets of equal length that overlap nowhere. */
  | { readonly kind: 'sets'; readonly sets: readonly Int32Array[] }

/** A convolution: one kernel (filters × positions per window · channels per position), the same on every window. Outputs: position by position, filter last. */
export interface SharedLayer {
  readonly kind: 'shared'
  readonly filters: number
  readonly windows: Windows
}

/** Chains side by side on what stands before the group; their outputs are concatenated. */
export interface Group {
  readonly kind: 'group'
  /** At least one. */
  readonly branches: readonly Chain[]
}

export type Layer = DenseLayer | SharedLayer | Group

/**
 * Layers in series. The budget bounds the composite map from the network's input to the chain's output where that output carries the
 * noise (`finalChains`); inside, what follows can amplify, so only a budget of 0 means anything: the chain passes nothing.
 */
export interface Chain {
  /** Columns from ≤ i < to of the network's input; only where the chain reads that input. null: whatever stands before the chain. */
  readonly slice: { readonly from: number; readonly to: number } | null
  /** At least one. */
  readonly layers: readonly Layer[]
  /** F ≥ 0. */
  readonly budget: number
}

/** A vector between two layers. */
export interface Shape {
  readonly rows: number
  /** Entries per position; 1 for a plain vector. */
  readonly channels: number
}

/** @param dimension N0, the order of Σ */
export function inputShape(dimension: number): Shape {
  return { rows: dimension, channels: 1 }
}

/** The shape that a chain reads. */
export function shapeBefore({ slice }: Chain, before: Shape): Shape {
  return slice === null ? before : inputShape(slice.to - slice.from)
}

export function shapeAfter(layer: Layer, before: Shape): Shape {
  switch (layer.kind) {
    case 'dense':
      return { rows: layer.outputs, channels: layer.channels }
    case 'shared':
      return { rows: windowCount(layer, before) * layer.filters, channels: layer.filters }
    case 'group':
      return { rows: layer.branches.reduce((sum, branch) => sum + outputShape(branch, before).rows, 0), channels: 1 }
  }
}

/** The shape of a chain's output. @param before what the chain would read without a slice */
export function outputShape(chain: Chain, before: Shape): Shape {
  return chain.layers.reduce((shape, layer) => shapeAfter(layer, shape), shapeBefore(chain, before))
}

/** Number of windows of a shared layer. @throws RangeError when they do not fit what it reads */
export function windowCount({ windows }: SharedLayer, { rows, channels }: Shape): number {
  if (windows.kind === 'sets') return windows.sets.length
  const count = rows / channels / windows.size
  if (!Number.isInteger(count)) throw new RangeError(`runs of ${windows.size} do not tile ${rows / channels} positions`)
  return count
}

/** Entries that one window of a shared layer reads. */
export function windowEntries({ windows }: SharedLayer, { channels }: Shape): number {
  return channels * (windows.kind === 'runs' ? windows.size : (windows.sets[0]?.length ?? 0))
}

/** Positions of one window. */
export function windowPositions({ windows }: SharedLayer, index: number): Int32Array {
  if (windows.kind === 'sets') return windows.sets[index]!
  return Int32Array.from({ length: windows.size }, (_, offset) => index * windows.size + offset)
}
