/**
 * Finding one's way in a design: structural paths (types.ts), the path strings that people and scripts see (cli.md), and
 * the walk in reading order that both are listed in.
 */
import { assertNever } from '../api/problem'
import type { Branch, Design, Item, Path } from './types'

/** A node as it is listed: an item, or a branch of several items as a group of kind series. A one-item branch is its item. */
export type WalkEntry =
  | { readonly kind: 'item'; readonly path: Path; readonly display: string; readonly item: Item }
  | { readonly kind: 'series'; readonly path: Path; readonly display: string; readonly branch: Branch }

/** Whether two paths name the same place. */
export function samePath(one: Path, other: Path): boolean {
  return one.length === other.length && startsWith(one, other)
}

/** Whether `path` is `prefix` or stands inside it. */
export function startsWith(path: Path, prefix: Path): boolean {
  return prefix.length <= path.length && prefix.every((step, position) => path[position] === step)
}

/** Whether a path is that of an item (odd length), not of a branch or the root series. */
export function isItemPath(path: Path): boolean {
  return path.length % 2 === 1
}

/** The path of the series in which the item, or the group of the branch, stands. The root series is its own parent. */
export function parentSeries(path: Path): Path {
  return isItemPath(path) ? path.slice(0, -1) : path.slice(0, -2)
}

/** The items of the root series (`[]`) or of a branch; null when there is no such series. */
export function seriesAt(design: Design, path: Path): readonly Item[] | null {
  if (isItemPath(path)) return null
  let items = design.items
  for (let step = 0; step < path.length; step += 2) {
    const group = items[path[step] ?? -1]
    const branch = group?.kind === 'parallel' ? group.branches[path[step + 1] ?? -1] : undefined
    if (branch === undefined) return null
    items = branch.items
  }
  return items
}

/** The block or group at an odd-length path; null when there is none. */
export function itemAt(design: Design, path: Path): Item | null {
  return isItemPath(path) ? seriesAt(design, parentSeries(path))?.[path.at(-1) ?? -1] ?? null : null
}

/** The branch at an even-length path; null when there is none. The root series is not a branch. */
export function branchAt(design: Design, path: Path): Branch | null {
  if (path.length === 0 || isItemPath(path)) return null
  const group = itemAt(design, path.slice(0, -1))
  return group?.kind === 'parallel' ? group.branches[path.at(-1) ?? -1] ?? null : null
}

/** Every item and every branch of several items, in reading order: a group, then its branches from the first to the last. */
export function walk(design: Design): readonly WalkEntry[] {
  const entries: WalkEntry[] = []
  design.items.forEach((item, index) => { walkItem(item, [index], String(index), entries) })
  return entries
}

function walkItem(item: Item, path: Path, display: string, entries: WalkEntry[]): void {
  entries.push({ kind: 'item', path, display, item })
  if (item.kind === 'parallel') item.branches.forEach((branch, index) => { walkBranch(branch, [...path, index], `${display}.${index}`, entries) })
}

function walkBranch(branch: Branch, path: Path, display: string, entries: WalkEntry[]): void {
  const alone = branch.items.length === 1
  if (!alone) entries.push({ kind: 'series', path, display, branch })
  branch.items.forEach((item, index) => { walkItem(item, [...path, index], alone ? display : `${display}.${index}`, entries) })
}

/**
 * The path string of cli.md: item i of the root series is `i`, branch b of group p is `p.b`, item j of a branch of several
 * items is `p.b.j`; a one-item branch and its item are both `p.b`. The root series is the empty text.
 *
 * @throws RangeError when the path leads nowhere in this design
 */
export function displayPath(design: Design, path: Path): string {
  let items = design.items
  const steps: number[] = []
  for (let step = 0; step < path.length; step += 2) {
    const index = path[step] ?? -1
    const item = items[index]
    if (item === undefined) throw new RangeError(`no item stands at [${path.join(', ')}]`)
    if (step === 0 || items.length > 1) steps.push(index)
    const branchIndex = path[step + 1]
    if (branchIndex === undefined) break
    const branch = item.kind === 'parallel' ? item.branches[branchIndex] : undefined
    if (branch === undefined) throw new RangeError(`no branch stands at [${path.join(', ')}]`)
    steps.push(branchIndex)
    items = branch.items
  }
  return steps.join('.')
}

/**
 * The structural path that a path string names: of the item for a one-item branch, of the branch for a longer one.
 * The inverse of `displayPath` but for that choice.
 *
 * @returns null when the text is no path or leads nowhere in this design
 */
export function pathFromDisplay(design: Design, text: string): Path | null {
  if (text === '') return []
  if (!/^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))*$/.test(text)) return null
  const [first = -1, ...steps] = text.split('.').map(Number)
  let item = design.items[first]
  let path: Path = [first]
  while (item !== undefined) {
    const branchIndex = steps.shift()
    if (branchIndex === undefined) return path
    const branch: Branch | undefined = item.kind === 'parallel' ? item.branches[branchIndex] : undefined
    if (branch === undefined) return null
    path = [...path, branchIndex]
    const index = branch.items.length === 1 ? 0 : steps.shift()
    if (index === undefined) return path
    path = [...path, index]
    item = branch.items[index]
  }
  return null
}

/** Number of dense and convolution blocks; groups do not count. */
export function countBlocks(design: Design): number {
  return countIn(design.items)
}

function countIn(items: readonly Item[]): number {
  return items.reduce((sum, item) => sum + (item.kind === 'parallel' ? item.branches.reduce((inner, branch) => inner + countIn(branch.items), 0) : 1), 0)
}

/** Groups within groups, at most: 0 for a plain series. */
export function depthOf(items: readonly Item[]): number {
  let depth = 0
  for (const item of items) {
    if (item.kind !== 'parallel') continue
    for (const branch of item.branches) depth = Math.max(depth, 1 + depthOf(branch.items))
  }
  return depth
}

/**
 * What a stage of the root series is called: its label where the whole design has that label only once, else its path.
 *
 * @param index of the stage in the root series
 */
export function stageName(design: Design, index: number): string {
  const label = design.items[index]?.label
  if (label === undefined) return String(index)
  const holders = walk(design).filter(entry => entry.kind === 'item' && entry.item.label === label)
  return holders.length === 1 ? label : String(index)
}

/** A block or group in a few words: `dense 64`, `conv 2x2`, `parallel of 3`. */
export function describeItem(item: Item): string {
  switch (item.kind) {
    case 'dense':
      return `dense ${item.units}`
    case 'conv':
      return `conv ${item.window.kind === 'block' ? item.window.size : `${item.window.height}x${item.window.width}`}`
    case 'parallel':
      return `parallel of ${item.branches.length}`
    default:
      return assertNever(item)
  }
}
