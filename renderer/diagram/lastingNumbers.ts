/**
 * A number for each item that stays with it while edits move it to another path. What is drawn is keyed by it: the element of an item moves
 * with the item, and only what is new is made anew.
 */
import type { Item } from '../../core/design/types'

/** Where an item stands: path keys are unique, items need not be, as a copy may share the object. */
interface Standing {
  readonly key: string
  readonly item: Item
}

export interface LastingNumbers {
  readonly standings: readonly Standing[]
  /** By path key. */
  readonly numbers: ReadonlyMap<string, number>
  /** The next number that no item has had. */
  readonly next: number
}

/**
 * An item keeps its number where it stands unmoved; else where the same object went; else, as an item that was edited in place, by its path.
 *
 * @param before null: every item is new
 */
export function lastingNumbers(before: LastingNumbers | null, standings: readonly Standing[]): LastingNumbers {
  const numbers = new Map<string, number>()
  let next = before?.next ?? 0
  const unclaimed = new Map(before?.standings.map(standing => [standing.key, standing.item]))
  const claim = (key: string, from: string): void => {
    numbers.set(key, before?.numbers.get(from) ?? next)
    unclaimed.delete(from)
  }
  for (const { key, item } of standings) if (unclaimed.get(key) === item) claim(key, key)
  const moved = new Map<Item, string[]>()
  for (const [key, item] of unclaimed) moved.set(item, [...moved.get(item) ?? [], key])
  for (const { key, item } of standings) {
    const from = numbers.has(key) ? undefined : moved.get(item)?.shift()
    if (from !== undefined) claim(key, from)
  }
  for (const { key } of standings) {
    if (numbers.has(key)) continue
    if (unclaimed.has(key)) claim(key, key)
    else numbers.set(key, next++)
  }
  return { standings: standings.map(({ key, item }) => ({ key, item })), numbers, next }
}
