/**
 * A design: the architecture as an immutable series/parallel tree. Trees are plain data, compared by structure;
 * an illegal shape cannot be written down: a parallel group has at least two branches, every branch at least one item.
 * Only the root series may be empty (an empty diagram); the notation cannot spell that.
 */

/** Activations whose rule is known (theory.md §4). `linear` is the default and is not printed. */
export const activations = [
  'linear', 'relu',
  'sigmoid', 'tanh', 'softplus', 'elu', 'selu', 'leaky-relu', 'softsign',
  'gelu', 'silu', 'mish', 'relu6', 'hard-sigmoid', 'hard-tanh'
] as const
export type Activation = (typeof activations)[number]

export interface DenseBlock {
  readonly kind: 'dense'
  /** Number of output units, an integer ≥ 1. */
  readonly units: number
  readonly activation: Activation
  /** Weight budget F of the whole chain that the block stands in; undefined: the project's. */
  readonly budget?: number
  readonly label?: string
}

/** What one output position of a convolution reads: a run of `size` inputs or positions, or an image patch with all its channels. */
export type Window =
  | { readonly kind: 'block'; readonly size: number }
  | { readonly kind: 'kernel'; readonly height: number; readonly width: number }

/** Non-overlapping convolution: `filters` filters shared by all windows (Theorem 3). */
export interface ConvBlock {
  readonly kind: 'conv'
  readonly window: Window
  readonly filters: number
  readonly activation: Activation
  readonly budget?: number
  readonly label?: string
}

export type Block = DenseBlock | ConvBlock

/** Columns from ≤ i < to of the group's input, 0-based. */
export interface Slice {
  readonly from: number
  readonly to: number
}

export interface Branch {
  /** Only where the group reads the diagram's input (theory.md §5, cli.md). */
  readonly slice?: Slice
  /** Length ≥ 1, in series. */
  readonly items: readonly Item[]
}

/** Branches side by side, outputs concatenated. */
export interface ParallelGroup {
  readonly kind: 'parallel'
  /** Length ≥ 2. */
  readonly branches: readonly Branch[]
  readonly label?: string
}

export type Item = Block | ParallelGroup

export interface Design {
  /** The root series; empty only in a window where nothing has been drawn yet. */
  readonly items: readonly Item[]
}

/**
 * Where an item stands, alternating item index and branch index: `[2]` is the third item of the root series,
 * `[2, 0, 1]` the second item of the first branch of the group there. Odd length: an item; even length: a branch
 * (and the series in it); `[]`: the root series.
 */
export type Path = readonly number[]
