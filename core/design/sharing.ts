/** Designs that were read anew keep the items of the one before wherever they say the same: what compares by identity then finds what has changed. */
import type { Block, Branch, Design, Item, Window } from './types'

/**
 * A design equal to `now`, in which items equal to those of `before`, counted from the start or the end of their series, are the same objects.
 *
 * @returns `before` itself where the two are equal
 */
export function sharing(before: Design, now: Design): Design {
  const items = shareItems(before.items, now.items)
  return items === before.items ? before : { items }
}

function shareItems(before: readonly Item[], now: readonly Item[]): readonly Item[] {
  const items: Item[] = [...now]
  const shorter = Math.min(before.length, now.length)
  let start = 0
  while (start < shorter && share(start, start)) start += 1
  let tail = 0
  while (tail < shorter - start && share(before.length - 1 - tail, now.length - 1 - tail)) tail += 1
  return start === now.length && start === before.length ? before : items

  /** @returns whether the two are equal; a group that is not keeps what it can */
  function share(there: number, here: number): boolean {
    const [one, other] = [before[there], now[here]]
    if (!one || !other) return false
    const shared = shareItem(one, other)
    items[here] = shared
    return shared === one
  }
}

function shareItem(before: Item, now: Item): Item {
  if (before.kind !== 'parallel' || now.kind !== 'parallel') {
    return before.kind !== 'parallel' && now.kind !== 'parallel' && sameBlock(before, now) ? before : now
  }
  const branches = now.branches.map((branch, index) => {
    const twin = before.branches[index]
    return twin ? shareBranch(twin, branch) : branch
  })
  const equal = before.label === now.label && before.branches.length === branches.length && branches.every((branch, index) => branch === before.branches[index])
  return equal ? before : { ...now, branches }
}

function shareBranch(before: Branch, now: Branch): Branch {
  const items = shareItems(before.items, now.items)
  return items === before.items && before.slice?.from === now.slice?.from && before.slice?.to === now.slice?.to ? before : { ...now, items }
}

function sameBlock(one: Block, other: Block): boolean {
  if (one.label !== other.label || one.activation !== other.activation || one.budget !== other.budget) return false
  if (one.kind === 'dense' || other.kind === 'dense') return one.kind === 'dense' && other.kind === 'dense' && one.units === other.units
  return one.filters === other.filters && sameWindow(one.window, other.window)
}

function sameWindow(one: Window, other: Window): boolean {
  if (one.kind === 'block') return other.kind === 'block' && one.size === other.size
  return other.kind === 'kernel' && one.height === other.height && one.width === other.width
}
