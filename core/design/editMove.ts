/** Edits that carry an item or a branch to another place: put in there first, taken out here second, as one step. */
import { success, type Result } from '../api/problem'
import { addBeside, insertInGap } from './editInPlace'
import { branchFocus, describeItems, heldAt, intoItself, nowhere, unchanged, type Held } from './editOutcome'
import type { EditOutcome } from './edits'
import { isItemPath, samePath, seriesAt, startsWith } from './paths'
import { removeAt, type Restructured, type Side } from './restructure'
import type { Branch, Design, Path } from './types'

/**
 * Moves an item or branch into a gap of the design before the move. A branch that goes to a gap between branches keeps its slice,
 * and so does an item alone in its branch that moves among its siblings; elsewhere a slice has no meaning and is lost.
 */
export function move(design: Design, from: Path, to: Path): Result<EditOutcome> {
  const held = heldAt(design, from)
  if (held === null) return nowhere(from)
  const description = `Move ${describeItems(held.items)}`
  if (standsInGap(design, from, to)) return success(unchanged(design, branchOrItem(design, from), description))
  if (startsWith(to, from) && to.length > from.length) return intoItself()
  const inserted = insertInGap(design, to, carried(design, from, to, held))
  if (inserted === null) return nowhere(to)
  return success({ ...withoutOriginal(inserted, from, to), description })
}

/** Moves an item or branch beside another one, as a branch above or below it. */
export function moveIntoParallel(design: Design, from: Path, to: Path, side: Side): Result<EditOutcome> {
  const held = heldAt(design, from)
  const target = heldAt(design, to)
  if (held === null) return nowhere(from)
  if (target === null) return nowhere(to)
  if (startsWith(to, from) || samePath(soleBranch(design, from), soleBranch(design, to))) return intoItself()
  const inserted = addBeside(design, to, { items: held.items }, side)
  const description = `Move ${describeItems(held.items)} in parallel with ${describeItems(target.items)}`
  return success({ ...withoutOriginal(inserted, from, inserted.added), description })
}

/** Takes the original away after its copy was put in at `to`, and follows the copy. */
function withoutOriginal(inserted: Restructured, from: Path, to: Path): { readonly design: Design; readonly focus: Path } {
  const { design, locate } = removeAt(inserted.design, inserted.locate(from))
  const place = locate(to)
  return { design, focus: isItemPath(place) ? place : branchOrItem(design, place) }
}

function carried(design: Design, from: Path, to: Path, held: Held): Branch {
  if (held.branch) return held.branch
  const branch = from.slice(0, -1)
  const amongSiblings = !isItemPath(to) && samePath(to.slice(0, -1), branch.slice(0, -1)) && isSole(design, from)
  return amongSiblings ? heldAt(design, branch)?.branch ?? { items: held.items } : { items: held.items }
}

/** Whether the gap is directly before or after the thing itself, seen as an item or, when alone, as its branch. */
function standsInGap(design: Design, from: Path, to: Path): boolean {
  return [from, soleBranch(design, from)].some(path => {
    const index = path.at(-1) ?? 0
    return samePath(to, path) || samePath(to, path.with(-1, index + 1))
  })
}

/** The branch of an item that is alone in it, else the path itself. */
function soleBranch(design: Design, path: Path): Path {
  return isSole(design, path) ? path.slice(0, -1) : path
}

function isSole(design: Design, path: Path): boolean {
  return isItemPath(path) && path.length > 1 && seriesAt(design, path.slice(0, -1))?.length === 1
}

function branchOrItem(design: Design, path: Path): Path {
  return isItemPath(path) ? path : branchFocus(design, path)
}
