/** Edits that put something in, take something out or change it where it stands. */
import { failure, success, type Result } from '../api/problem'
import { branchFocus, describeItems, heldAt, impossible, nearest, nothingToAdd, nowhere, unchanged, withoutLabels } from './editOutcome'
import type { DesignEdit, EditOutcome } from './edits'
import { sliceProblem } from './parameters'
import { branchAt, describeItem, isItemPath, itemAt, seriesAt } from './paths'
import { insertBranch, removeAt, replaceBranch, spliceSeries, unwrapGroup, wrapItem, type Restructured, type Side } from './restructure'
import type { Branch, Design, Item, Path, Slice } from './types'

/** New items in a gap of a series, or as a branch in a gap between branches. */
export function insert(design: Design, at: Path, items: readonly Item[]): Result<EditOutcome> {
  if (items.length === 0) return nothingToAdd()
  const inserted = insertInGap(design, at, { items })
  if (inserted === null) return nowhere(at)
  return success({ design: inserted.design, focus: isItemPath(at) ? at : branchFocus(inserted.design, at), description: `Insert ${describeItems(items)}` })
}

/** Puts a branch's items into an item gap, or the branch as such into a branch gap; null when there is no such gap. */
export function insertInGap(design: Design, gap: Path, branch: Branch): Restructured | null {
  const index = gap.at(-1)
  const container = gap.slice(0, -1)
  if (index === undefined || !Number.isInteger(index) || index < 0) return null
  if (isItemPath(gap)) {
    const series = seriesAt(design, container)
    return series && index <= series.length ? spliceSeries(design, container, index, 0, branch.items) : null
  }
  const group = itemAt(design, container)
  return group?.kind === 'parallel' && index <= group.branches.length ? insertBranch(design, container, index, branch) : null
}

/** An item or branch goes; the selection moves to what takes its place. */
export function remove(design: Design, path: Path): Result<EditOutcome> {
  const held = heldAt(design, path)
  if (held === null) return nowhere(path)
  return success({ ...removeFocused(design, path), description: `Remove ${describeItems(held.items)}` })
}

/** Without the item or branch, and what is selected then. */
export function removeFocused(design: Design, path: Path): { readonly design: Design; readonly focus: Path | null } {
  const { design: result, locate } = removeAt(design, path)
  const series = path.slice(0, -1)
  if (isItemPath(path) && (series.length === 0 || (seriesAt(design, series)?.length ?? 0) > 1)) {
    return { design: result, focus: nearest(result, series, path.at(-1) ?? 0) }
  }
  const branch = isItemPath(path) ? series : path
  const index = branch.at(-1) ?? 0
  const group = branch.slice(0, -1)
  const neighbour = branchAt(design, [...group, index + 1]) === null ? index - 1 : index + 1
  return { design: result, focus: locate([...group, neighbour, 0]) }
}

/** Another item in the place of one. */
export function replace(design: Design, path: Path, item: Item): Result<EditOutcome> {
  const old = itemAt(design, path)
  if (old === null) return nowhere(path)
  const [before, after] = [describeItem(old), describeItem(item)]
  const description = before === after ? `Change ${after}` : `Change ${before} to ${after}`
  if (old === item) return success(unchanged(design, path, description))
  return success({ design: spliceSeries(design, path.slice(0, -1), path.at(-1) ?? 0, 1, [item]).design, focus: path, description })
}

/** A new branch beside an item or branch. */
export function wrapParallel(design: Design, path: Path, items: readonly Item[], side: Side): Result<EditOutcome> {
  const held = heldAt(design, path)
  if (held === null) return nowhere(path)
  if (items.length === 0) return nothingToAdd()
  const { design: result, added } = addBeside(design, path, { items }, side)
  return success({ design: result, focus: branchFocus(result, added), description: `Add ${describeItems(items)} in parallel with ${describeItems(held.items)}` })
}

/** `branch` beside the item or branch at `path`, which must exist; `added` is where the new branch stands. */
export function addBeside(design: Design, path: Path, branch: Branch, side: Side): Restructured & { readonly added: Path } {
  const series = path.slice(0, -1)
  const sole = isItemPath(path) && series.length > 0 && seriesAt(design, series)?.length === 1
  if (isItemPath(path) && !sole) return { ...wrapItem(design, path, branch, side), added: [...path, side === 'before' ? 0 : 1] }
  const sibling = sole ? series : path
  const group = sibling.slice(0, -1)
  const index = (sibling.at(-1) ?? 0) + (side === 'before' ? 0 : 1)
  return { ...insertBranch(design, group, index, branch), added: [...group, index] }
}

/** New items before or after an item, or at one end of a branch or of the root series. */
export function wrapSeries(design: Design, path: Path, items: readonly Item[], side: Side): Result<EditOutcome> {
  const series = isItemPath(path) ? path.slice(0, -1) : path
  const length = seriesAt(design, series)?.length
  if (length === undefined || (isItemPath(path) && itemAt(design, path) === null)) return nowhere(path)
  const [first, past] = isItemPath(path) ? [path.at(-1) ?? 0, (path.at(-1) ?? 0) + 1] : [0, length]
  return insert(design, [...series, side === 'before' ? first : past], items)
}

/** The group at `path`, or the innermost one around it, dissolves. */
export function unwrap(design: Design, path: Path): Result<EditOutcome> {
  if (heldAt(design, path) === null) return nowhere(path)
  const own = itemAt(design, path)?.kind === 'parallel'
  const groupPath = own ? path : path.slice(0, isItemPath(path) ? -2 : -1)
  const group = itemAt(design, groupPath)
  if (group === null) return impossible('the block stands in no parallel group', 'choose a group or a block inside one')
  const { design: result, locate } = unwrapGroup(design, groupPath)
  return success({ design: result, focus: own ? path : locate(path), description: `Unwrap ${describeItem(group)}` })
}

/** A copy right after the original: an item in its series, a branch among its siblings. */
export function duplicate(design: Design, path: Path): Result<EditOutcome> {
  const held = heldAt(design, path)
  const index = path.at(-1)
  if (held === null || index === undefined) return nowhere(path)
  const after = path.with(-1, index + 1)
  const copied = insertInGap(design, after, { ...held.branch, items: withoutLabels(held.items) })
  if (copied === null) return nowhere(after)
  return success({ design: copied.design, focus: after, description: `Duplicate ${describeItems(held.items)}` })
}

/** The columns that a branch reads; null: all of its group's input. Whether the input has them is for validation to say. */
export function setSlice(design: Design, path: Path, slice: Slice | null): Result<EditOutcome> {
  const branch = branchAt(design, path)
  if (branch === null) return nowhere(path)
  const problem = slice && sliceProblem(slice)
  if (problem) return failure(problem)
  const description = slice ? `Read columns ${slice.from}:${slice.to}` : 'Read all columns'
  const same = branch.slice?.from === slice?.from && branch.slice?.to === slice?.to
  if (same) return success(unchanged(design, branchFocus(design, path), description))
  const { items } = branch
  const result = replaceBranch(design, path, slice ? { slice: { from: slice.from, to: slice.to }, items } : { items })
  return success({ design: result, focus: branchFocus(result, path), description })
}

/** A run of items in a series replaced; a branch that would become empty is removed with the rules of `remove`. */
export function replaceSeries(design: Design, edit: Extract<DesignEdit, { kind: 'replace-series' }>): Result<EditOutcome> {
  const { series, start, remove: count, items } = edit
  const old = seriesAt(design, series)
  const legal = Number.isInteger(start) && Number.isInteger(count) && start >= 0 && count >= 0
  if (old === null || !legal || start + count > old.length) return nowhere([...series, start])
  const description = describeReplacement(old.slice(start, start + count), items)
  if (count === 0 && items.length === 0) return success(unchanged(design, nearest(design, series, start), description))
  if (series.length > 0 && count === old.length && items.length === 0) return success({ ...removeFocused(design, series), description })
  const result = spliceSeries(design, series, start, count, items).design
  return success({ design: result, focus: nearest(result, series, start), description })
}

function describeReplacement(removed: readonly Item[], inserted: readonly Item[]): string {
  if (removed.length === 0) return `Insert ${describeItems(inserted)}`
  return inserted.length === 0 ? `Remove ${describeItems(removed)}` : `Replace ${describeItems(removed)} by ${describeItems(inserted)}`
}
