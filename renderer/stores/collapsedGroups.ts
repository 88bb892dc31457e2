/** Which groups are shown as a chip. Kept by identity: an edit elsewhere leaves a group the same object, wherever it moves. */
import { itemAt, walk } from '../../core/design/paths'
import type { Design, ParallelGroup, Path } from '../../core/design/types'

export type CollapsedGroups = ReadonlySet<ParallelGroup>

interface PlacedGroup {
  readonly path: Path
  readonly group: ParallelGroup
}

/** Asked for by several commands after every step; a design is walked once. */
const known = new WeakMap<Design, readonly PlacedGroup[]>()

/** Every group of a design. */
export function groupsOf(design: Design): readonly PlacedGroup[] {
  const before = known.get(design)
  if (before) return before
  const groups = findGroups(design)
  known.set(design, groups)
  return groups
}

function findGroups(design: Design): readonly PlacedGroup[] {
  return walk(design).flatMap(entry => (entry.kind === 'item' && entry.item.kind === 'parallel' ? [{ path: entry.path, group: entry.item }] : []))
}

/**
 * The collapsed groups after an edit. One that the edit made anew, in the place of a collapsed one that is gone, is the same group
 * with another label or slice: it stays a chip. What is gone is kept, as undo may bring it back.
 */
export function carryCollapsed(collapsed: CollapsedGroups, before: Design, after: Design): CollapsedGroups {
  if (collapsed.size === 0 || before === after) return collapsed
  const old = groupsOf(before)
  const now = new Set(groupsOf(after).map(({ group }) => group))
  const formerly = new Set(old.map(({ group }) => group))
  const heirs = old.flatMap(({ path, group }) => {
    if (!collapsed.has(group) || now.has(group)) return []
    const heir = itemAt(after, path)
    return heir?.kind === 'parallel' && !formerly.has(heir) ? [heir] : []
  })
  return heirs.length === 0 ? collapsed : new Set([...collapsed, ...heirs])
}

/** The place as it is shown: the outermost collapsed group around it, else itself. */
export function shownPath(design: Design, collapsed: CollapsedGroups, path: Path): Path {
  if (collapsed.size === 0) return path
  for (let length = 1; length < path.length; length += 2) {
    const outer = itemAt(design, path.slice(0, length))
    if (outer?.kind === 'parallel' && collapsed.has(outer)) return path.slice(0, length)
  }
  return path
}
