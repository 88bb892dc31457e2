/**
 * The few changes of shape that every edit is made of. Each rebuilds only the path down to the place it changes; all other
 * subtrees are shared with the old tree. `locate` says where a node that survives has gone, so that changes can be chained.
 *
 * Callers check that paths exist; a path that does not is a bug and throws a RangeError.
 */
import { isItemPath, seriesAt, startsWith } from './paths'
import type { Branch, Design, Item, ParallelGroup, Path } from './types'

export interface Restructured {
  readonly design: Design
  /** Where a node of the old design stands in the new one; meaningless for nodes that are gone. */
  readonly locate: (path: Path) => Path
}

export type Side = 'before' | 'after'

/** `series` with `remove` items from `start` on replaced by `items`; must leave a branch at least one item. */
export function spliceSeries(design: Design, series: Path, start: number, remove: number, items: readonly Item[]): Restructured {
  return {
    design: rebuild(design, series, old => spliced(old, start, remove, items)),
    locate: shiftFrom(series, start + remove, items.length - remove)
  }
}

/** `group` with a further branch that will be its branch number `index`. */
export function insertBranch(design: Design, groupPath: Path, index: number, branch: Branch): Restructured {
  return {
    design: rebuildGroup(design, groupPath, group => ({ ...group, branches: spliced(group.branches, index, 0, [branch]) })),
    locate: shiftFrom(groupPath, index, 1)
  }
}

/** The branch at `path` replaced. */
export function replaceBranch(design: Design, path: Path, branch: Branch): Design {
  return rebuildGroup(design, path.slice(0, -1), group => ({ ...group, branches: group.branches.with(lastOf(path), branch) }))
}

/** The item at `path` becomes a group of itself and `branch`, which stands before (above) or after (below) it. */
export function wrapItem(design: Design, path: Path, branch: Branch, side: Side): Restructured {
  const own = side === 'before' ? 1 : 0
  return {
    design: rebuild(design, path.slice(0, -1), items => items.map((item, index) => (index === lastOf(path) ? beside(item, branch, side) : item))),
    locate: old => (startsWith(old, path) ? [...path, own, 0, ...old.slice(path.length)] : old)
  }
}

function beside(item: Item, branch: Branch, side: Side): ParallelGroup {
  const own: Branch = { items: [item] }
  return { kind: 'parallel', branches: side === 'before' ? [branch, own] : [own, branch] }
}

/**
 * The design without the item or branch at `path`. A branch that loses its last item goes too, and a group left with one
 * branch dissolves into that branch's items.
 */
export function removeAt(design: Design, path: Path): Restructured {
  if (!isItemPath(path)) return removeBranch(design, path)
  const series = path.slice(0, -1)
  const alone = series.length > 0 && seriesOf(design, series).length === 1
  return alone ? removeBranch(design, series) : spliceSeries(design, series, lastOf(path), 1, [])
}

function removeBranch(design: Design, path: Path): Restructured {
  const groupPath = path.slice(0, -1)
  const group = groupOf(seriesOf(design, groupPath.slice(0, -1)), lastOf(groupPath))
  const removed = lastOf(path)
  const [remaining, ...others] = group.branches.filter((_, index) => index !== removed)
  if (remaining !== undefined && others.length === 0) return dissolveInto(design, groupPath, 1 - removed, remaining.items)
  return {
    design: rebuildGroup(design, groupPath, old => ({ ...old, branches: spliced(old.branches, removed, 1, []) })),
    locate: shiftFrom(groupPath, removed + 1, -1)
  }
}

/** The group makes place for the items of its branch number `branch`. */
function dissolveInto(design: Design, groupPath: Path, branch: number, items: readonly Item[]): Restructured {
  const series = groupPath.slice(0, -1)
  const start = lastOf(groupPath)
  const survivor = [...groupPath, branch]
  const { design: result, locate } = spliceSeries(design, series, start, 1, items)
  return {
    design: result,
    locate: old => {
      if (!startsWith(old, survivor)) return locate(old)
      return [...series, start + (old[survivor.length] ?? 0), ...old.slice(survivor.length + 1)]
    }
  }
}

/** A group dissolved into the items of all its branches in reading order, in series. */
export function unwrapGroup(design: Design, path: Path): Restructured {
  const series = path.slice(0, -1)
  const start = lastOf(path)
  const group = groupOf(seriesOf(design, series), start)
  const { design: result, locate } = spliceSeries(design, series, start, 1, group.branches.flatMap(branch => branch.items))
  return {
    design: result,
    locate: old => {
      const [branch, item, ...inside] = startsWith(old, path) ? old.slice(path.length) : []
      if (branch === undefined) return locate(old)
      const before = group.branches.slice(0, branch).reduce((sum, { items }) => sum + items.length, 0)
      return [...series, start + before + (item ?? 0), ...inside]
    }
  }
}

/** Paths through index ≥ `first` below `prefix` move by `by`. */
function shiftFrom(prefix: Path, first: number, by: number): (path: Path) => Path {
  return path => {
    const index = path[prefix.length]
    return index !== undefined && index >= first && startsWith(path, prefix) ? path.with(prefix.length, index + by) : path
  }
}

function rebuild(design: Design, series: Path, change: (items: readonly Item[]) => readonly Item[]): Design {
  return { items: rebuildItems(design.items, series, change) }
}

function rebuildItems(items: readonly Item[], steps: Path, change: (items: readonly Item[]) => readonly Item[]): readonly Item[] {
  const [index, branchIndex, ...deeper] = steps
  if (index === undefined || branchIndex === undefined) return change(items)
  const group = groupOf(items, index)
  const branch = group.branches[branchIndex]
  if (branch === undefined) throw new RangeError(`a group has no branch ${branchIndex}`)
  const rebuilt = { ...branch, items: rebuildItems(branch.items, deeper, change) }
  return items.with(index, { ...group, branches: group.branches.with(branchIndex, rebuilt) })
}

function rebuildGroup(design: Design, path: Path, change: (group: ParallelGroup) => ParallelGroup): Design {
  return rebuild(design, path.slice(0, -1), items => items.with(lastOf(path), change(groupOf(items, lastOf(path)))))
}

function seriesOf(design: Design, path: Path): readonly Item[] {
  const items = seriesAt(design, path)
  if (items === null) throw new RangeError(`no series stands at [${path.join(', ')}]`)
  return items
}

function groupOf(items: readonly Item[], index: number): ParallelGroup {
  const group = items[index]
  if (group?.kind !== 'parallel') throw new RangeError(`item ${index} is no group`)
  return group
}

function lastOf(path: Path): number {
  const last = path.at(-1)
  if (last === undefined) throw new RangeError('the root series has no place in another series')
  return last
}

function spliced<T>(values: readonly T[], start: number, remove: number, inserted: readonly T[]): readonly T[] {
  return [...values.slice(0, start), ...inserted, ...values.slice(start + remove)]
}
