/**
 * Edits of a design, each with its exact inverse. An edit computes the new tree from the old one (edit*.ts); what changed is then
 * told as one `replace-series` in the deepest series that holds it all, and that run put back is the inverse. Nothing is mutated,
 * and subtrees that an edit leaves alone are the same objects before and after.
 */
import { assertNever, failure, success, type Problem, type Result } from '../api/problem'
import { differenceBetween } from './difference'
import { duplicate, insert, remove, replace, replaceSeries, setSlice, unwrap, wrapParallel, wrapSeries } from './editInPlace'
import { move, moveIntoParallel } from './editMove'
import { duplicateAll, moveAll, moveAllIntoParallel, removeAll, wrapRun } from './editSelection'
import { blockProblem, labelProblem, maximumDepth } from './parameters'
import { depthOf } from './paths'
import type { Side } from './restructure'
import type { Design, Item, Path, Slice } from './types'

/**
 * A gap (`at`, `to` of move) is an insertion point: the path at which the first new item will stand, up to one past the end of
 * its series. An even-length gap stands between the branches of a group: the items become a branch there.
 */
export type DesignEdit =
  | { readonly kind: 'insert'; readonly at: Path; readonly items: readonly Item[] }
  /** An item, or a branch (even-length path). */
  | { readonly kind: 'remove'; readonly path: Path }
  | { readonly kind: 'replace'; readonly path: Path; readonly item: Item }
  /** `to` is a gap of the design before the move. */
  | { readonly kind: 'move'; readonly from: Path; readonly to: Path }
  /** The item becomes a group with a new branch above or below; an item alone in its branch, or a branch, gets a sibling branch instead. */
  | { readonly kind: 'wrap-parallel'; readonly path: Path; readonly items: readonly Item[]; readonly side: Side }
  /** New items directly before or after an item, or at the beginning or end of a branch. */
  | { readonly kind: 'wrap-series'; readonly path: Path; readonly items: readonly Item[]; readonly side: Side }
  /** The item or branch at `from` becomes a branch beside `to`, as for `wrap-parallel`. */
  | { readonly kind: 'move-into-parallel'; readonly from: Path; readonly to: Path; readonly side: Side }
  /** A group dissolves into its branches' items in series, in reading order; for a block or a branch: the group around it. */
  | { readonly kind: 'unwrap'; readonly path: Path }
  /** The copy stands right after the original, without its labels. */
  | { readonly kind: 'duplicate'; readonly path: Path }
  | { readonly kind: 'set-slice'; readonly path: Path; readonly slice: Slice | null }
  /** Several items at once; in reading order they count as one series, and an item inside another one of them goes along with it. */
  | { readonly kind: 'remove-all'; readonly paths: readonly Path[] }
  | { readonly kind: 'move-all'; readonly from: readonly Path[]; readonly to: Path }
  | { readonly kind: 'move-all-into-parallel'; readonly from: readonly Path[]; readonly to: Path; readonly side: Side }
  | { readonly kind: 'duplicate-all'; readonly paths: readonly Path[] }
  /** As `wrap-parallel`, around neighbours in one series. */
  | { readonly kind: 'wrap-run'; readonly paths: readonly Path[]; readonly items: readonly Item[]; readonly side: Side }
  /** The primitive that every inverse is written in. */
  | { readonly kind: 'replace-series'; readonly series: Path; readonly start: number; readonly remove: number; readonly items: readonly Item[] }

export interface AppliedEdit {
  readonly design: Design
  /** Applied to `design`, gives the design before the edit. */
  readonly inverse: DesignEdit
  /** Where the selection goes: to what is new or has moved, else to what is left nearby; null in an empty design. */
  readonly focus: Path | null
  /** For the undo menu and the screen reader: `Insert dense 16`. */
  readonly description: string
}

export { moveTarget, neighbour, type Direction } from './navigation'
export type { Side } from './restructure'

/** An edit's result before its inverse is known. */
export type EditOutcome = Omit<AppliedEdit, 'inverse'>

/**
 * Applies one edit.
 *
 * @returns the new design with the inverse edit; an edit that changes nothing returns the same design. Fails with
 * DESIGN_EDIT_IMPOSSIBLE (no such place, or an item into itself), DESIGN_PARAMETER or DESIGN_SLICE (bad numbers in new items),
 * DESIGN_TOO_DEEP
 */
export function applyEdit(design: Design, edit: DesignEdit): Result<AppliedEdit> {
  const problem = newItems(edit).map(item => itemProblem(item, 1)).find(found => found !== null)
  if (problem) return failure(problem)
  const outcome = compute(design, edit)
  if (!outcome.ok) return outcome
  const { series, start, removed, inserted } = differenceBetween(design, outcome.value.design)
  if (depthOf(inserted) > 0 && depthOf(outcome.value.design.items) > maximumDepth) return failure(tooDeep)
  return success({ ...outcome.value, inverse: { kind: 'replace-series', series, start, remove: inserted.length, items: removed } })
}

function compute(design: Design, edit: DesignEdit): Result<EditOutcome> {
  switch (edit.kind) {
    case 'insert':
      return insert(design, edit.at, edit.items)
    case 'remove':
      return remove(design, edit.path)
    case 'replace':
      return replace(design, edit.path, edit.item)
    case 'move':
      return move(design, edit.from, edit.to)
    case 'wrap-parallel':
      return wrapParallel(design, edit.path, edit.items, edit.side)
    case 'wrap-series':
      return wrapSeries(design, edit.path, edit.items, edit.side)
    case 'move-into-parallel':
      return moveIntoParallel(design, edit.from, edit.to, edit.side)
    case 'unwrap':
      return unwrap(design, edit.path)
    case 'duplicate':
      return duplicate(design, edit.path)
    case 'set-slice':
      return setSlice(design, edit.path, edit.slice)
    case 'remove-all':
      return removeAll(design, edit.paths)
    case 'move-all':
      return moveAll(design, edit.from, edit.to)
    case 'move-all-into-parallel':
      return moveAllIntoParallel(design, edit.from, edit.to, edit.side)
    case 'duplicate-all':
      return duplicateAll(design, edit.paths)
    case 'wrap-run':
      return wrapRun(design, edit.paths, edit.items, edit.side)
    case 'replace-series':
      return replaceSeries(design, edit)
    default:
      return assertNever(edit)
  }
}

function newItems(edit: DesignEdit): readonly Item[] {
  switch (edit.kind) {
    case 'insert':
    case 'wrap-parallel':
    case 'wrap-series':
    case 'wrap-run':
    case 'replace-series':
      return edit.items
    case 'replace':
      return [edit.item]
    default:
      return []
  }
}

const tooDeep: Problem = {
  code: 'DESIGN_TOO_DEEP',
  what: `more than ${maximumDepth} groups would stand inside each other`,
  meaning: 'the design stays as it was',
  action: 'put the items beside an outer group'
}

const incompleteGroup: Problem = {
  code: 'DESIGN_EDIT_IMPOSSIBLE',
  what: 'a group needs two branches with at least one item each',
  meaning: 'the design stays as it was',
  action: 'add the missing items'
}

/** What keeps a new item from being written in the notation, or null. */
function itemProblem(item: Item, depth: number): Problem | null {
  if (item.kind !== 'parallel') return blockProblem(item)
  if (depth > maximumDepth) return tooDeep
  if (item.branches.length < 2 || item.branches.some(branch => branch.items.length === 0)) {
    return incompleteGroup
  }
  const inside = item.branches.flatMap(branch => branch.items).map(inner => itemProblem(inner, depth + 1))
  return labelProblem(item.label) ?? inside.find(problem => problem !== null) ?? null
}
