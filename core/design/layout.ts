/**
 * What flows between two items of a series: the input itself, positions of a convolution, or a plain vector. The layout decides
 * what the next convolution may do (theory.md §3, §5); this file is that rule, one block at a time.
 */
import type { InputShape } from '../api/model'
import { assertNever, failure, success, type Problem, type Result } from '../api/problem'
import { divisorsNamed } from './divisors'
import type { Block, ConvBlock, Window } from './types'

export type Layout =
  /** Coordinates of the chain's input; `shape` when they are an image (row-major, channel last). */
  | { readonly kind: 'input'; readonly dimension: number; readonly shape: InputShape | null; readonly sliced: boolean }
  /** Positions of a 2-D convolution, in row-major order, with `channels` outputs each. */
  | { readonly kind: 'grid'; readonly height: number; readonly width: number; readonly channels: number }
  /** Positions of a 1-D convolution, with `channels` outputs each. */
  | { readonly kind: 'positions'; readonly count: number; readonly channels: number }
  /** Outputs without a spatial shape: of a dense layer or a group. */
  | { readonly kind: 'flat'; readonly outputs: number }

/** What a design is measured on. */
export interface DesignInput {
  /** N0, an integer ≥ 1. */
  readonly dimension: number
  /** Known when the input is an image; its product should be `dimension`. */
  readonly shape: InputShape | null
}

/** The layout that the root series starts from. */
export function inputLayout({ dimension, shape }: DesignInput): Layout {
  return { kind: 'input', dimension, shape, sliced: false }
}

/** Length of the vector that a layout stands for. */
export function outputsOf(layout: Layout): number {
  switch (layout.kind) {
    case 'input':
      return layout.dimension
    case 'grid':
      return layout.height * layout.width * layout.channels
    case 'positions':
      return layout.count * layout.channels
    case 'flat':
      return layout.outputs
    default:
      return assertNever(layout)
  }
}

/**
 * The layout behind a block that reads `before`.
 *
 * @returns the new layout; fails with DESIGN_DIVISIBILITY, DESIGN_KERNEL_SHAPE or SHAPE_MISMATCH when a convolution cannot tile
 * what it reads, `what` being a clause that still needs the name of the block
 */
export function layoutAfter(before: Layout, block: Block): Result<Layout> {
  if (block.kind === 'dense') return success({ kind: 'flat', outputs: block.units })
  return block.window.kind === 'block' ? afterRuns(before, block.window.size, block.filters) : afterPatches(before, block, block.window)
}

/** 1-D: runs of `size` coordinates of the input or of a plain vector, of whole positions behind another convolution. */
function afterRuns(before: Layout, size: number, filters: number): Result<Layout> {
  const { count, noun } = runsOver(before)
  if (count % size === 0) return success({ kind: 'positions', count: count / size, channels: filters })
  return failure({
    code: 'DESIGN_DIVISIBILITY',
    what: `a block of ${size} does not divide the ${count} ${noun}`,
    meaning: 'blocks that do not overlap cannot cover them',
    action: `choose a block size that divides ${count}: ${divisorsNamed(count, size)}`
  })
}

function runsOver(before: Layout): { readonly count: number; readonly noun: string } {
  switch (before.kind) {
    case 'input':
      return { count: before.dimension, noun: 'inputs' }
    case 'grid':
      return { count: before.height * before.width, noun: 'positions of the convolution before it' }
    case 'positions':
      return { count: before.count, noun: 'positions of the convolution before it' }
    case 'flat':
      return { count: before.outputs, noun: 'outputs before it' }
    default:
      return assertNever(before)
  }
}

/** 2-D: patches of the image, or of the grid of positions behind another 2-D convolution. */
function afterPatches(before: Layout, block: ConvBlock, window: Extract<Window, { kind: 'kernel' }>): Result<Layout> {
  const tiled = tiledBy(before, window)
  if (!tiled.ok) return tiled
  const { height, width } = tiled.value
  const problem = undivided('height', height, window.height) ?? undivided('width', width, window.width)
  if (problem) return failure(problem)
  return success({ kind: 'grid', height: height / window.height, width: width / window.width, channels: block.filters })
}

/** Height and width of what a kernel tiles. */
function tiledBy(before: Layout, { height, width }: Extract<Window, { kind: 'kernel' }>): Result<{ readonly height: number; readonly width: number }> {
  switch (before.kind) {
    case 'input':
      return imageOf(before)
    case 'grid':
      return success(before)
    case 'positions':
      return noImage(
        `a ${height}x${width} kernel cannot follow a 1-D convolution`,
        'its positions stand in a row and form no image',
        'use block=…, or a kernel before it'
      )
    case 'flat':
      return noImage(
        `a ${height}x${width} kernel cannot follow a dense layer or a group`,
        'their outputs have no place in an image',
        'use block=…, or put the kernel first'
      )
    default:
      return assertNever(before)
  }
}

function imageOf({ dimension, shape, sliced }: Extract<Layout, { kind: 'input' }>): Result<InputShape> {
  if (sliced) return noImage('a 2-D kernel cannot read a slice [a:b]', 'a range of columns is no image', 'use block=…, or remove the slice')
  if (shape === null) {
    return noImage(
      'a 2-D kernel needs the shape of the image',
      `nothing says how the ${dimension} inputs form an image`,
      'give the shape as HxWxC (--shape), or use block=…'
    )
  }
  const product = shape.height * shape.width * shape.channels
  if (product === dimension) return success(shape)
  return failure({
    code: 'SHAPE_MISMATCH',
    what: `the shape ${shape.height}x${shape.width}x${shape.channels} has ${product} values, the input has ${dimension}`,
    meaning: 'a 2-D kernel cannot find its patches',
    action: `give a shape HxWxC with H·W·C = ${dimension} (--shape)`
  })
}

function noImage(what: string, meaning: string, action: string): ReturnType<typeof failure> {
  return failure({ code: 'DESIGN_KERNEL_SHAPE', what, meaning, action })
}

function undivided(side: 'height' | 'width', length: number, kernel: number): Problem | null {
  if (length % kernel === 0) return null
  return {
    code: 'DESIGN_DIVISIBILITY',
    what: `a kernel ${side} of ${kernel} does not divide the ${side} ${length}`,
    meaning: 'patches that do not overlap cannot cover the image',
    action: `choose a kernel ${side} that divides ${length}: ${divisorsNamed(length, kernel)}`
  }
}
