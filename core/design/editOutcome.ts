/** Parts that all edits share: where the selection goes, what an edit is called, why it is impossible. */
import { failure } from '../api/problem'
import type { EditOutcome } from './edits'
import { branchAt, describeItem, isItemPath, seriesAt } from './paths'
import type { Branch, Design, Item, Path } from './types'

/** What an edit takes hold of: an item, or a whole branch. */
export interface Held {
  readonly items: readonly Item[]
  /** The branch with its slice, when `path` names one. */
  readonly branch: Branch | null
}

/** The item or branch at a path; null when there is none. The root series cannot be held. */
export function heldAt(design: Design, path: Path): Held | null {
  if (!isItemPath(path)) {
    const branch = branchAt(design, path)
    return branch && { items: branch.items, branch }
  }
  const item = seriesAt(design, path.slice(0, -1))?.[path.at(-1) ?? -1]
  return item === undefined ? null : { items: [item], branch: null }
}

/** DESIGN_EDIT_IMPOSSIBLE with its reason. */
export function impossible(what: string, action: string): ReturnType<typeof failure> {
  return failure({ code: 'DESIGN_EDIT_IMPOSSIBLE', what, meaning: 'the design stays as it was', action })
}

export function nowhere(path: Path): ReturnType<typeof failure> {
  return impossible(`nothing stands at [${path.join(', ')}]`, 'choose a place inside the design')
}

export function intoItself(): ReturnType<typeof failure> {
  return impossible('an item cannot be moved into itself', 'choose a place outside it')
}

export const nothingToAdd = (): ReturnType<typeof failure> => impossible('there is nothing to add', 'choose at least one block')

/** `dense 16`, or `3 items` for more than one. */
export function describeItems(items: readonly Item[]): string {
  const [first, ...others] = items
  if (first === undefined) return 'nothing'
  return others.length === 0 ? describeItem(first) : `${items.length} items`
}

/** The design as it is: an edit that moves a thing to where it already stands. */
export function unchanged(design: Design, focus: Path | null, description: string): EditOutcome {
  return { design, focus, description }
}

/** The path that shows a branch: of its only item, else its own. */
export function branchFocus(design: Design, path: Path): Path {
  return seriesAt(design, path)?.length === 1 ? [...path, 0] : path
}

/** The item now at `index` of a series or, past its end, the last one; null in an empty series. */
export function nearest(design: Design, series: Path, index: number): Path | null {
  const length = seriesAt(design, series)?.length ?? 0
  return length === 0 ? null : [...series, Math.min(index, length - 1)]
}

/** The items without their labels, inside groups too: a copy must not share a name with its original. */
export function withoutLabels(items: readonly Item[]): readonly Item[] {
  return items.map(item => {
    const { label, ...unnamed } = item
    if (unnamed.kind !== 'parallel') return label === undefined ? item : unnamed
    return { ...unnamed, branches: unnamed.branches.map(branch => ({ ...branch, items: withoutLabels(branch.items) })) }
  })
}
