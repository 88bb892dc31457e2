/** What one edit changed, as the smallest run of items in one series: the inverse of an edit and the one primitive of the diagram. */
import type { Branch, Design, Item, ParallelGroup, Path } from './types'

/** In the series at `series`, from item `start` on, `removed` stood before and `inserted` stands after. */
export interface Difference {
  readonly series: Path
  readonly start: number
  readonly removed: readonly Item[]
  readonly inserted: readonly Item[]
}

/**
 * The deepest series that holds every change between two designs, found by reference: an edit shares all that it did not touch.
 * Equal designs differ in an empty run at the start of the root series.
 */
export function differenceBetween(before: Design, after: Design): Difference {
  if (before === after) return { series: [], start: 0, removed: [], inserted: [] }
  return differenceInSeries([], before.items, after.items)
}

function differenceInSeries(series: Path, before: readonly Item[], after: readonly Item[]): Difference {
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start++
  let tail = 0
  while (tail < shorter - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++
  const removed = before.slice(start, before.length - tail)
  const inserted = after.slice(start, after.length - tail)
  const [old, ...otherOld] = removed
  const [now, ...otherNow] = inserted
  const inOneGroup = old?.kind === 'parallel' && now?.kind === 'parallel' && otherOld.length === 0 && otherNow.length === 0
  const branch = inOneGroup ? onlyChangedBranch(old, now) : null
  return branch === null
    ? { series, start, removed, inserted }
    : differenceInSeries([...series, start, branch.index], branch.before.items, branch.after.items)
}

/** The one branch in which two groups differ, when only its items do: the change then lies inside that branch. */
function onlyChangedBranch(before: ParallelGroup, after: ParallelGroup): { index: number; before: Branch; after: Branch } | null {
  if (before.label !== after.label || before.branches.length !== after.branches.length) return null
  const index = before.branches.findIndex((branch, position) => branch !== after.branches[position])
  const old = before.branches[index]
  const now = after.branches[index]
  if (old === undefined || now === undefined) return null
  const alone = before.branches.every((branch, position) => position === index || branch === after.branches[position])
  const sameSlice = old.slice?.from === now.slice?.from && old.slice?.to === now.slice?.to
  return alone && sameSlice ? { index, before: old, after: now } : null
}
