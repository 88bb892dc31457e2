/** What a key or button does to what is selected, as one edit; or why it cannot. One item and several follow the same rules. */
import { assertNever, success, type Result } from '../api/problem'
import { impossible } from './editOutcome'
import type { DesignEdit } from './edits'
import { moveRunTarget, moveTarget, type Direction } from './navigation'
import { isItemPath, itemAt } from './paths'
import { outermost, runOf, type Run } from './selection'
import type { Design, Item, Path } from './types'

export type SelectionAction = 'insert-before' | 'insert-after' | 'wrap-parallel' | 'wrap-series' | 'unwrap' | 'duplicate' | 'remove' | `move-${Direction}`

/**
 * The edit of an action. Several items count as one series in reading order; a wrap in parallel and a step need them side by side.
 *
 * @param selected items, or one branch; empty: nothing is selected
 * @param added what inserting and wrapping bring in
 * @returns the edit, or DESIGN_EDIT_IMPOSSIBLE with the reason
 */
export function editOfSelection(design: Design, selected: readonly Path[], action: SelectionAction, added: readonly Item[]): Result<DesignEdit> {
  const [only, ...others] = selected
  if (only === undefined) return editOfNothing(design, action, added)
  return others.length === 0 ? editOfOne(design, only, action, added) : editOfSeveral(design, outermost(design, selected), action, added)
}

function editOfNothing(design: Design, action: SelectionAction, items: readonly Item[]): Result<DesignEdit> {
  if (action === 'insert-before') return success({ kind: 'insert', at: [0], items })
  if (action === 'insert-after') return success({ kind: 'insert', at: [design.items.length], items })
  return impossible('nothing is selected', 'select a block or a group')
}

function editOfOne(design: Design, path: Path, action: SelectionAction, items: readonly Item[]): Result<DesignEdit> {
  switch (action) {
    case 'insert-before':
      return success({ kind: 'insert', at: path, items })
    case 'insert-after':
      return success({ kind: 'insert', at: after(path), items })
    case 'wrap-parallel':
      return success({ kind: 'wrap-parallel', path, items, side: 'after' })
    case 'wrap-series':
      return success({ kind: 'wrap-series', path, items, side: 'after' })
    case 'unwrap':
      return path.length > 1 || itemAt(design, path)?.kind === 'parallel' ? success({ kind: 'unwrap', path }) : noGroup
    case 'duplicate':
      return success({ kind: 'duplicate', path })
    case 'remove':
      return success({ kind: 'remove', path })
    case 'move-left':
    case 'move-right':
    case 'move-up':
    case 'move-down': {
      const direction = directionOf(action)
      return moved(moveTarget(design, path, direction), direction)
    }
    default:
      return assertNever(action)
  }
}

function editOfSeveral(design: Design, paths: readonly Path[], action: SelectionAction, items: readonly Item[]): Result<DesignEdit> {
  const first = paths[0] ?? []
  const last = paths.at(-1) ?? []
  switch (action) {
    case 'insert-before':
      return success({ kind: 'insert', at: first, items })
    case 'insert-after':
    case 'wrap-series':
      return success({ kind: 'insert', at: after(last), items })
    case 'wrap-parallel':
      return withRun(paths, () => success({ kind: 'wrap-run', paths, items, side: 'after' }))
    case 'unwrap':
      return withRun(paths, ({ series }) => (series.length > 0 ? success({ kind: 'unwrap', path: series }) : noGroup))
    case 'duplicate':
      return success({ kind: 'duplicate-all', paths })
    case 'remove':
      return success({ kind: 'remove-all', paths })
    case 'move-left':
    case 'move-right':
    case 'move-up':
    case 'move-down': {
      const direction = directionOf(action)
      return withRun(paths, run => moved(moveRunTarget(design, run, direction), direction))
    }
    default:
      return assertNever(action)
  }
}

function withRun(paths: readonly Path[], edit: (run: Run) => Result<DesignEdit>): Result<DesignEdit> {
  const run = runOf(paths)
  return run ? edit(run) : impossible('the selected items are no neighbours in one series', 'select a run without holes')
}

function moved(edit: DesignEdit | null, direction: Direction): Result<DesignEdit> {
  return edit ? success(edit) : impossible(edges[direction], 'nothing to do')
}

const noGroup = impossible('the block stands in no parallel group', 'choose a group or a block inside one')

const edges: Readonly<Record<Direction, string>> = {
  left: 'nothing stands further left',
  right: 'nothing stands further right',
  up: 'there is no branch above',
  down: 'there is no branch below'
}

function directionOf(action: `move-${Direction}`): Direction {
  return action.slice('move-'.length) as Direction
}

/** The gap behind an item, or below a branch. */
function after(path: Path): Path {
  return path.with(-1, (path.at(-1) ?? 0) + 1)
}

/** How many items stand together, from its focus on, once an edit is done: they stay selected. */
export function itemsTogether(design: Design, edit: DesignEdit): number {
  switch (edit.kind) {
    case 'insert':
      return isItemPath(edit.at) ? edit.items.length : 1
    case 'move-all':
    case 'move-all-into-parallel':
      return outermost(design, edit.from).length
    case 'duplicate-all':
      return outermost(design, edit.paths).length
    default:
      return 1
  }
}

/**
 * The gap that a step to another level leads to: out of the group, before it; or in, to the end of the first branch of a group
 * before the selection, else to the start of the first branch of one behind it.
 *
 * @returns null where there is no such group, or the selection is no run
 */
export function levelGap(design: Design, selected: readonly Path[], way: 'out' | 'in'): Path | null {
  const run = runOf(outermost(design, selected))
  if (run === null) return null
  const { series, start, count } = run
  if (way === 'out') return series.length > 0 ? series.slice(0, -1) : null
  const before = itemAt(design, [...series, start - 1])
  if (before?.kind === 'parallel') return [...series, start - 1, 0, before.branches[0]?.items.length ?? 0]
  return itemAt(design, [...series, start + count])?.kind === 'parallel' ? [...series, start + count, 0, 0] : null
}
