/**
 * Several selected items as one thing. In reading order they count as one series: copied, cut, moved or duplicated together.
 * What needs them side by side (a wrap, a step by arrow key) asks for a run: neighbours in one series without a hole.
 */
import type { Direction } from './navigation'
import { neighbour } from './navigation'
import { branchAt, isItemPath, itemAt, samePath, seriesAt, startsWith } from './paths'
import type { Design, Item, Path } from './types'

/** Neighbours in one series: `count` items from index `start` on. */
export interface Run {
  readonly series: Path
  readonly start: number
  readonly count: number
}

/** Negative when `one` is read before `other`; a group is read before what it holds. */
export function compareReadingOrder(one: Path, other: Path): number {
  const shorter = Math.min(one.length, other.length)
  for (let step = 0; step < shorter; step++) {
    const difference = (one[step] ?? 0) - (other[step] ?? 0)
    if (difference !== 0) return difference
  }
  return one.length - other.length
}

/** The items among `paths` that exist, in reading order, each once; what stands inside another one of them goes along with it. */
export function outermost(design: Design, paths: readonly Path[]): readonly Path[] {
  const kept: Path[] = []
  for (const path of paths.filter(candidate => itemAt(design, candidate) !== null).toSorted(compareReadingOrder)) {
    const last = kept.at(-1)
    if (last === undefined || !startsWith(path, last)) kept.push(path)
  }
  return kept
}

/** Paths as `outermost` gives them, as a run; null when they are none. */
export function runOf(paths: readonly Path[]): Run | null {
  const [first] = paths
  if (first === undefined || !isItemPath(first)) return null
  const series = first.slice(0, -1)
  const start = first.at(-1) ?? 0
  const run = { series, start, count: paths.length }
  return pathsOf(run).every((path, index) => samePath(path, paths[index] ?? [])) ? run : null
}

export function pathsOf({ series, start, count }: Run): readonly Path[] {
  return Array.from({ length: count }, (_, index) => [...series, start + index])
}

/** The shortest run that holds both places: across branches it is their group. */
export function runBetween(one: Path, other: Path): Run {
  const shorter = Math.min(one.length, other.length)
  let common = 0
  while (common < shorter && one[common] === other[common]) common++
  const inSeries = common % 2 === 0 && common < shorter
  if (!inSeries) {
    const group = one.slice(0, common % 2 === 1 ? common : common - 1)
    return { series: group.slice(0, -1), start: group.at(-1) ?? 0, count: 1 }
  }
  const [from, to] = [one[common] ?? 0, other[common] ?? 0]
  return { series: one.slice(0, common), start: Math.min(from, to), count: Math.abs(to - from) + 1 }
}

/**
 * Where Shift+arrow takes the moving end of a selection: along its series and, at the series' end, to the group around it;
 * up and down to the neighbouring branch.
 *
 * @returns null at the edges of the diagram
 */
export function extensionTarget(design: Design, lead: Path, direction: Direction): Path | null {
  if (direction === 'up' || direction === 'down') return neighbour(design, lead, direction)
  const beside = lead.with(-1, (lead.at(-1) ?? 0) + (direction === 'left' ? -1 : 1))
  if (isItemPath(lead) && itemAt(design, beside) !== null) return beside
  const group = lead.slice(0, isItemPath(lead) ? -2 : -1)
  return group.length > 0 ? group : null
}

/** What is selected as one series; of a branch, its items. */
export function itemsAt(design: Design, paths: readonly Path[]): readonly Item[] {
  const [only] = paths
  const branch = paths.length === 1 && only ? branchAt(design, only) : null
  if (branch) return branch.items
  return outermost(design, paths).flatMap(path => itemAt(design, path) ?? [])
}

/** Whether a run is all that a branch holds. The root series is no branch. */
export function isWholeBranch(design: Design, run: Run): boolean {
  return run.series.length > 0 && run.start === 0 && run.count === seriesAt(design, run.series)?.length
}
