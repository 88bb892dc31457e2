/**
 * Which coordinates of its chain's input one output position of a convolution sees. Behind several convolutions a window is the
 * union of the windows it covers, put one after the other: entry t of every window then stands for the same weight of the composite
 * kernel, which is what makes the mean over windows (Σ̄, theory.md §3) meaningful.
 */
import { assertNever } from '../api/problem'
import type { Layout } from './layout'
import type { ConvBlock } from './types'

/** 'whole': every output sees the whole input. Else one index set per position, all of length R, that tile the input. */
export type StageWindows = 'whole' | readonly Int32Array[]

/**
 * Windows of a convolution in coordinates of its chain's input.
 *
 * @param before the layout that the convolution reads, which it must tile (`layoutAfter` succeeds)
 * @param windowsBefore windows of the convolution before it; of no meaning on the input itself
 * @returns 'whole' behind a dense layer or a group, where no output is local any more; else positions in row-major order
 */
export function windowsOf(before: Layout, windowsBefore: StageWindows, block: ConvBlock): StageWindows {
  switch (before.kind) {
    case 'input':
      return before.shape && block.window.kind === 'kernel'
        ? patches(before.shape.height, before.shape.width, block.window).map(cells => coordinatesOf(cells, before.shape?.channels ?? 1))
        : runs(before.dimension, sizeOf(block))
    case 'grid':
      if (windowsBefore === 'whole') return 'whole'
      return (block.window.kind === 'kernel' ? patches(before.height, before.width, block.window) : runs(before.height * before.width, sizeOf(block)))
        .map(positions => joined(windowsBefore, positions))
    case 'positions':
      return windowsBefore === 'whole' ? 'whole' : runs(before.count, sizeOf(block)).map(positions => joined(windowsBefore, positions))
    case 'flat':
      return 'whole'
    default:
      return assertNever(before)
  }
}

function sizeOf({ window }: ConvBlock): number {
  if (window.kind === 'kernel') throw new RangeError('a 2-D kernel needs an image or a grid')
  return window.size
}

function runs(count: number, size: number): Int32Array[] {
  return Array.from({ length: count / size }, (_, run) => Int32Array.from({ length: size }, (_, offset) => run * size + offset))
}

/** Cells of a height × width grid, numbered row by row, in patches of the kernel's size. */
function patches(height: number, width: number, kernel: { readonly height: number; readonly width: number }): Int32Array[] {
  const across = width / kernel.width
  return Array.from({ length: (height / kernel.height) * across }, (_, patch) => {
    const top = Math.floor(patch / across) * kernel.height
    const left = (patch % across) * kernel.width
    return Int32Array.from({ length: kernel.height * kernel.width }, (_, cell) => (top + Math.floor(cell / kernel.width)) * width + left + (cell % kernel.width))
  })
}

/** Coordinates of all channels of some pixels: channels stand last in the input's order. */
function coordinatesOf(cells: Int32Array, channels: number): Int32Array {
  return Int32Array.from({ length: cells.length * channels }, (_, index) => (cells[Math.floor(index / channels)] ?? 0) * channels + (index % channels))
}

function joined(windows: readonly Int32Array[], positions: Int32Array): Int32Array {
  const size = windows[0]?.length ?? 0
  const result = new Int32Array(positions.length * size)
  positions.forEach((position, index) => { result.set(windows[position] ?? [], index * size) })
  return result
}
