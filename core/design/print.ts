/** Writes designs in their canonical notation: `parseDesign(printDesign(design))` gives the design back. */
import type { Block, Branch, Design, Item, ParallelGroup, Window } from './types'

/** The whole design on one line; an empty design prints as an empty text. */
export function printDesign(design: Design): string {
  return printItems(design.items)
}

/** Items in series, as the clipboard carries them. */
export function printItems(items: readonly Item[]): string {
  return items.map(printItem).join(' -> ')
}

/** One block or group with its label. */
export function printItem(item: Item): string {
  const text = item.kind === 'parallel' ? printGroup(item) : printBlock(item)
  return item.label === undefined ? text : `${text} #${item.label}`
}

/** What a convolution's window is called in the notation: `block=8`, `kernel=2x2`. */
export function printWindow(window: Window): string {
  return window.kind === 'block' ? `block=${window.size}` : `kernel=${window.height}x${window.width}`
}

function printGroup(group: ParallelGroup): string {
  return `(${group.branches.map(printBranch).join(' | ')})`
}

function printBranch(branch: Branch): string {
  const items = printItems(branch.items)
  return branch.slice === undefined ? items : `[${branch.slice.from}:${branch.slice.to}] ${items}`
}

function printBlock(block: Block): string {
  const values = block.kind === 'dense' ? [String(block.units)] : [printWindow(block.window), `filters=${block.filters}`]
  if (block.activation !== 'linear') values.push(block.activation)
  // JavaScript writes the shortest digits that read back as the same number
  if (block.budget !== undefined) values.push(`budget=${block.budget}`)
  return `${block.kind}(${values.join(', ')})`
}
