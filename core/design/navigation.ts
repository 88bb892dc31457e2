/** Walking and moving by arrow keys: which item is next to which, and which edit carries an item one step on. */
import { assertNever } from '../api/problem'
import type { DesignEdit } from './edits'
import { branchAt, isItemPath, itemAt, seriesAt } from './paths'
import { isWholeBranch, pathsOf, type Run } from './selection'
import type { Design, Path } from './types'

export type Direction = 'left' | 'right' | 'up' | 'down'

/**
 * The node that an arrow key leads to. Left and right follow the series, from a group into its first branch and out of a branch's
 * ends; up and down go to the neighbouring branch of the innermost group that has one. Every block can be reached from every other.
 *
 * @param path an item, or a branch (then left is its group, right its first item, up and down its siblings)
 * @returns null at the edges of the diagram and for paths that lead nowhere
 */
export function neighbour(design: Design, path: Path, direction: Direction): Path | null {
  if (isItemPath(path) ? itemAt(design, path) === null : branchAt(design, path) === null) return null
  switch (direction) {
    case 'right':
      return isItemPath(path) ? rightOf(design, path) : [...path, 0]
    case 'left':
      return isItemPath(path) ? leftOf(design, path) : path.slice(0, -1)
    case 'up':
      return acrossFrom(design, path, -1)
    case 'down':
      return acrossFrom(design, path, 1)
    default:
      return assertNever(direction)
  }
}

function rightOf(design: Design, path: Path): Path | null {
  if (itemAt(design, path)?.kind === 'parallel') return [...path, 0, 0]
  for (let from = path; from.length > 0; from = from.slice(0, -2)) {
    const next = besideInSeries(from, 1)
    if (itemAt(design, next) !== null) return next
  }
  return null
}

/** The way back along the first branches: out of a series' start to its group, into a group by its first branch's end. */
function leftOf(design: Design, path: Path): Path | null {
  const previous = besideInSeries(path, -1)
  if (itemAt(design, previous) === null) return path.length > 1 ? path.slice(0, -2) : null
  let end = previous
  while (itemAt(design, end)?.kind === 'parallel') end = [...end, 0, (seriesAt(design, [...end, 0])?.length ?? 1) - 1]
  return end
}

function acrossFrom(design: Design, path: Path, step: 1 | -1): Path | null {
  if (!isItemPath(path)) return branchBeside(design, path, step)
  for (let from = path; from.length > 1; from = from.slice(0, -2)) {
    const branch = branchBeside(design, from.slice(0, -1), step)
    if (branch !== null) return [...branch, Math.min(from.at(-1) ?? 0, (seriesAt(design, branch)?.length ?? 1) - 1)]
  }
  return null
}

/**
 * The edit behind Alt+arrow. Left and right swap an item with its neighbour in the series and, at a branch's end, take it out of the
 * group; up and down reorder branches, or carry one item of a longer branch into the neighbouring branch.
 *
 * @returns null where the item cannot go any further
 */
export function moveTarget(design: Design, path: Path, direction: Direction): DesignEdit | null {
  if (isItemPath(path) ? itemAt(design, path) === null : branchAt(design, path) === null) return null
  const to = direction === 'left' || direction === 'right'
    ? gapAlong(design, path, direction)
    : gapAcross(design, path, direction === 'up' ? -1 : 1)
  return to && { kind: 'move', from: path, to }
}

/**
 * The edit behind Alt+arrow for a run of several items: as `moveTarget` for one, and a whole branch moves as a branch.
 *
 * @returns null where the run cannot go any further
 */
export function moveRunTarget(design: Design, { series, start, count }: Run, direction: Direction): DesignEdit | null {
  const from = pathsOf({ series, start, count })
  const step = direction === 'left' || direction === 'up' ? -1 : 1
  if (isWholeBranch(design, { series, start, count })) return moveTarget(design, series, direction)
  if (direction === 'left' || direction === 'right') {
    const gap = step === -1 ? start - 1 : start + count + 1
    if (gap >= 0 && gap <= (seriesAt(design, series)?.length ?? 0)) return { kind: 'move-all', from, to: [...series, gap] }
    const group = series.slice(0, -1)
    if (group.length === 0) return null
    return { kind: 'move-all', from, to: step === -1 ? group : besideInSeries(group, 1) }
  }
  const target = series.length > 0 ? branchBeside(design, series, step) : null
  return target && { kind: 'move-all', from, to: [...target, Math.min(start, seriesAt(design, target)?.length ?? 0)] }
}

function gapAlong(design: Design, path: Path, direction: 'left' | 'right'): Path | null {
  const next = besideInSeries(path, direction === 'left' ? -1 : 1)
  if (isItemPath(path) && itemAt(design, next) !== null) return direction === 'left' ? next : besideInSeries(path, 2)
  const group = path.slice(0, isItemPath(path) ? -2 : -1)
  if (group.length === 0) return null
  return direction === 'left' ? group : besideInSeries(group, 1)
}

function gapAcross(design: Design, path: Path, step: 1 | -1): Path | null {
  const series = isItemPath(path) ? path.slice(0, -1) : path
  const target = series.length > 0 ? branchBeside(design, series, step) : null
  const length = seriesAt(design, series)?.length
  if (target === null || length === undefined) return null
  if (!isItemPath(path) || length === 1) return step === -1 ? target : besideInSeries(target, 1)
  return [...target, Math.min(path.at(-1) ?? 0, seriesAt(design, target)?.length ?? 0)]
}

/** The path `by` places on in the same series or group; it may lead nowhere. */
function besideInSeries(path: Path, by: number): Path {
  return path.with(-1, (path.at(-1) ?? 0) + by)
}

function branchBeside(design: Design, path: Path, step: 1 | -1): Path | null {
  const beside = besideInSeries(path, step)
  return branchAt(design, beside) === null ? null : beside
}
