/** The words on a card, and the room they take. Widths are estimated, so that the layout needs no screen. */
import { countBlocks } from '../../design/paths'
import type { Block, Item, ParallelGroup, Slice, Window } from '../../design/types'

/** A block's short name: `dense 16`, `conv 8`, `conv 4×4`; its label when it has one. */
export function cardTitle(item: Item): string {
  if (item.label !== undefined) return item.label
  return item.kind === 'parallel' ? 'parallel' : shapeText(item)
}

/** The line below the name: what the name left out. */
export function cardDetail(item: Item): string {
  if (item.kind === 'parallel') return groupDetail(item)
  const parts = item.label === undefined ? [] : [shapeText(item)]
  if (item.kind === 'conv') parts.push(item.filters === 1 ? '1 filter' : `${item.filters} filters`)
  if (item.activation !== 'linear' || item.kind === 'dense') parts.push(item.activation)
  if (item.budget !== undefined) parts.push(`F ${item.budget}`)
  return parts.join(', ')
}

/** The kind and size of a block: `dense 16`, `conv 4×4`. */
export function shapeText(block: Block): string {
  return block.kind === 'dense' ? `dense ${block.units}` : `conv ${windowText(block.window)}`
}

/** Columns of a branch as in the notation: `[0:32]`. */
export function sliceText(slice: Slice): string {
  return `[${slice.from}:${slice.to}]`
}

function groupDetail(group: ParallelGroup): string {
  return `${group.branches.length} branches, ${countBlocks({ items: [group] })} blocks`
}

function windowText(window: Window): string {
  return window.kind === 'block' ? String(window.size) : `${window.height}×${window.width}`
}

const narrow = new Set("ijlftr.,:'|()[] 1")
const wide = new Set('mwMW—×≤≈@%')

/** Estimated width of a text in px, a little more than a common sans-serif needs. @param size font size in px */
export function textWidth(text: string, size: number): number {
  let units = 0
  for (const character of text) units += narrow.has(character) ? 0.38 : wide.has(character) ? 0.92 : 0.63
  return units * size
}

/** What is written on the card of an item, and how wide the card is for it. */
export interface CardWords {
  readonly title: string
  readonly detail: string
  /** As the words need, 116 to 150 px on the 2 px grid. */
  readonly width: number
}

/** Items never change and edits share what they leave alone, so an edit of a large design finds nearly all its words here. */
const known = new WeakMap<Item, CardWords>()

export function cardWords(item: Item): CardWords {
  let words = known.get(item)
  if (!words) {
    const title = cardTitle(item)
    const detail = cardDetail(item)
    const needed = Math.max(textWidth(title, 13) * 1.06, textWidth(detail, 11)) + 24
    words = { title, detail, width: Math.min(150, Math.max(116, 2 * Math.ceil(needed / 2))) }
    known.set(item, words)
  }
  return words
}
