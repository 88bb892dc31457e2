/** Edits of several items at once. Each counts as one step, and the items stand together in reading order afterwards. */
import { success, type Result } from '../api/problem'
import { addBeside, insertInGap, removeFocused } from './editInPlace'
import { move } from './editMove'
import { branchFocus, describeItems, heldAt, impossible, intoItself, nothingToAdd, nowhere, unchanged, withoutLabels } from './editOutcome'
import type { EditOutcome } from './edits'
import { isItemPath, samePath, startsWith } from './paths'
import { removeAt, spliceSeries, type Restructured, type Side } from './restructure'
import { isWholeBranch, itemsAt, outermost, runOf } from './selection'
import type { Design, Item, Path } from './types'

/** All of them go; the selection moves to what takes the first one's place. */
export function removeAll(design: Design, paths: readonly Path[]): Result<EditOutcome> {
  const [first, ...others] = outermost(design, paths)
  if (first === undefined) return nowhere(paths[0] ?? [])
  const description = `Remove ${describeItems(itemsAt(design, paths))}`
  const rest = removeFromLast({ design, locate: path => path }, others)
  return success({ ...removeFocused(rest.design, rest.locate(first)), description })
}

/** All of them in one gap of the design before the move. */
export function moveAll(design: Design, from: readonly Path[], to: Path): Result<EditOutcome> {
  const paths = outermost(design, from)
  const [first] = paths
  if (first === undefined) return nowhere(from[0] ?? to)
  const items = itemsAt(design, paths)
  const description = `Move ${describeItems(items)}`
  const run = runOf(paths)
  const gap = to.at(-1) ?? 0
  if (run && samePath(to.slice(0, -1), run.series) && gap >= run.start && gap <= run.start + run.count) return success(unchanged(design, first, description))
  // A branch keeps the columns it reads when it moves among its siblings.
  if (run && isWholeBranch(design, run) && !isItemPath(to)) return move(design, run.series, to)
  if (paths.some(path => startsWith(to, path) && to.length > path.length)) return intoItself()
  const inserted = insertInGap(design, to, { items })
  if (inserted === null) return nowhere(to)
  return success({ ...withoutOriginals(inserted, paths, to), description })
}

/** All of them, in series, as one branch beside an item or branch. */
export function moveAllIntoParallel(design: Design, from: readonly Path[], to: Path, side: Side): Result<EditOutcome> {
  const paths = outermost(design, from)
  const target = heldAt(design, to)
  if (paths.length === 0) return nowhere(from[0] ?? to)
  if (target === null) return nowhere(to)
  if (paths.some(path => startsWith(to, path))) return intoItself()
  const items = itemsAt(design, paths)
  const inserted = addBeside(design, to, { items }, side)
  const description = `Move ${describeItems(items)} in parallel with ${describeItems(target.items)}`
  return success({ ...withoutOriginals(inserted, paths, inserted.added), description })
}

/** Copies, without labels, in series after the last of them. */
export function duplicateAll(design: Design, paths: readonly Path[]): Result<EditOutcome> {
  const last = outermost(design, paths).at(-1)
  if (last === undefined) return nowhere(paths[0] ?? [])
  const items = itemsAt(design, paths)
  const after = last.with(-1, (last.at(-1) ?? 0) + 1)
  const copied = insertInGap(design, after, { items: withoutLabels(items) })
  if (copied === null) return nowhere(after)
  return success({ design: copied.design, focus: after, description: `Duplicate ${describeItems(items)}` })
}

/** A new branch beside a run: the run becomes a branch of a new group or, where it is a whole branch already, gets a sibling. */
export function wrapRun(design: Design, paths: readonly Path[], items: readonly Item[], side: Side): Result<EditOutcome> {
  if (items.length === 0) return nothingToAdd()
  const run = runOf(outermost(design, paths))
  if (run === null) return impossible('the selected items are no neighbours in one series', 'select a run without holes')
  const held = itemsAt(design, paths)
  const description = `Add ${describeItems(items)} in parallel with ${describeItems(held)}`
  if (isWholeBranch(design, run)) {
    const { design: result, added } = addBeside(design, run.series, { items }, side)
    return success({ design: result, focus: branchFocus(result, added), description })
  }
  const branches = side === 'before' ? [{ items }, { items: held }] : [{ items: held }, { items }]
  const result = spliceSeries(design, run.series, run.start, run.count, [{ kind: 'parallel', branches }]).design
  return success({ design: result, focus: branchFocus(result, [...run.series, run.start, side === 'before' ? 0 : 1]), description })
}

/** Takes items away, the last one first: what stands before it stays where it is, unless its group dissolves. */
function removeFromLast(start: Restructured, paths: readonly Path[]): Restructured {
  return paths.toReversed().reduce(({ design, locate }, path) => {
    const removed = removeAt(design, locate(path))
    return { design: removed.design, locate: old => removed.locate(locate(old)) }
  }, start)
}

/** Takes the originals away after their copies were put in at `to`, and follows the copies. */
function withoutOriginals(inserted: Restructured, paths: readonly Path[], to: Path): { readonly design: Design; readonly focus: Path } {
  // `to` names a place of the design with the copies in, the originals one of the design before.
  const originals = paths.map(path => inserted.locate(path))
  const { design, locate } = removeFromLast({ design: inserted.design, locate: path => path }, originals)
  const place = locate(to)
  return { design, focus: isItemPath(place) ? place : branchFocus(design, place) }
}
