/** Changing a block's kind while keeping what both kinds have: size, activation, budget, label. Pure. */
import { assertNever } from '../../core/api/problem'
import type { Block } from '../../core/design/types'

export type BlockKind = 'dense' | 'conv-1d' | 'conv-2d'

export function kindOf(block: Block): BlockKind {
  if (block.kind === 'dense') return 'dense'
  return block.window.kind === 'block' ? 'conv-1d' : 'conv-2d'
}

/** Units become filters and back; a window of n inputs becomes the squarest kernel of n inputs and back. */
export function convertBlock(block: Block, kind: BlockKind): Block {
  if (kindOf(block) === kind) return block
  const { activation } = block
  const shared = { activation, ...(block.budget === undefined ? {} : { budget: block.budget }), ...(block.label === undefined ? {} : { label: block.label }) }
  const size = block.kind === 'dense' ? block.units : block.filters
  switch (kind) {
    case 'dense': return { kind: 'dense', units: size, ...shared }
    case 'conv-1d': return { kind: 'conv', window: { kind: 'block', size: windowSize(block) }, filters: size, ...shared }
    case 'conv-2d': return { kind: 'conv', window: { kind: 'kernel', ...squarest(windowSize(block)) }, filters: size, ...shared }
    default: return assertNever(kind)
  }
}

function windowSize(block: Block): number {
  if (block.kind === 'dense') return 4
  return block.window.kind === 'block' ? block.window.size : block.window.height * block.window.width
}

function squarest(size: number): { readonly height: number; readonly width: number } {
  for (let height = Math.floor(Math.sqrt(size)); height > 1; height--) {
    if (size % height === 0) return { height, width: size / height }
  }
  return { height: 1, width: size }
}
