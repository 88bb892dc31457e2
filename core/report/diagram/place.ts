/** Places a design: measure every series from the inside out, then give each item its position from the outside in. */
import type { Branch, Design, Item, ParallelGroup, Path } from '../../design/types'
import { displayPath } from '../../design/paths'
import { cardWords, sliceText, textWidth } from './captions'
import { pathKey } from './types'
import type { BlockPlace, DiagramOptions, Gap, GroupPlace, NodePlace, PlacedItem, PlacedSeries, Placement, Position, SliceLabel } from './types'

export const cardHeight = 58
/** Largest thickness of a rail; below a card's height, so that a rail never stands out above the card it meets. */
export const thickestRail = 56
export const thinnestRail = 3

const margin = 24
const itemSpacing = 44
const branchSpacing = 24
/** Straight run between a fan and the nearest item, where the gap's "+" stands. */
const leadWidth = 24
const headerHeight = 28
const framePadding = 14
const sliceHeight = 18
const sourceSpacing = 12
/** The name of the source is set in bold: DejaVu Sans Bold is an eighth wider than the regular cut. */
const boldness = 1.125
const terminalWidth = 48
const sinkWidth = 24

interface MeasuredSeries {
  readonly items: readonly MeasuredItem[]
  readonly width: number
  /** Room above and below the axis. */
  readonly above: number
  readonly below: number
  readonly slice: string | null
}

interface MeasuredItem {
  readonly item: Item
  readonly width: number
  readonly above: number
  readonly below: number
  /** null for whatever is drawn as one card. */
  readonly group: { readonly branches: readonly MeasuredSeries[]; readonly axes: readonly number[]; readonly fan: number } | null
}

interface Walk {
  readonly design: Design
  readonly nodes: (BlockPlace | GroupPlace)[]
  readonly gaps: Gap[]
  readonly slices: SliceLabel[]
}

/**
 * Positions of all cards, frames and gaps of a design; linear in its blocks. Sizes depend on the design's words alone, never on a result.
 *
 * @param design any design, the empty one included
 */
export function placeDesign(design: Design, options: DiagramOptions): Placement {
  const series = measureSeries(design.items, options.collapsed ?? new Set(), null)
  const sourceWidth = Math.ceil(Math.min(200, Math.max(56, textWidth(options.source.name, 13) * boldness, textWidth(options.source.detail, 11))))
  const axis = margin + Math.max(series.above, cardHeight / 2)
  const startX = margin + sourceWidth + sourceSpacing
  const firstX = startX + terminalWidth
  const endX = firstX + series.width + terminalWidth
  const walk: Walk = { design, nodes: [], gaps: [], slices: [] }
  const root = placeSeries(walk, series, { path: [], level: 1, axis, startX, firstX, endX, positions: [] })
  return {
    width: endX + sinkWidth + margin,
    height: axis + Math.max(series.below, cardHeight / 2) + margin,
    source: { ...options.source, x: margin, y: axis, width: sourceWidth },
    sink: { x: endX + 8, y: axis },
    nodes: walk.nodes,
    gaps: walk.gaps,
    slices: walk.slices,
    root
  }
}

function measureSeries(items: readonly Item[], collapsed: ReadonlySet<ParallelGroup>, slice: Branch['slice'] | null): MeasuredSeries {
  const measured = items.map(item => measureItem(item, collapsed))
  const first = measured[0]
  const label = slice ? sliceText(slice) : null
  return {
    items: measured,
    width: measured.reduce((sum, item) => sum + item.width, 0) + itemSpacing * Math.max(0, items.length - 1),
    above: measured.reduce((most, item) => Math.max(most, item.above), label === null || !first ? 0 : first.above + sliceHeight),
    below: measured.reduce((most, item) => Math.max(most, item.below), 0),
    slice: label
  }
}

function measureItem(item: Item, collapsed: ReadonlySet<ParallelGroup>): MeasuredItem {
  if (item.kind !== 'parallel' || collapsed.has(item)) {
    return { item, width: cardWords(item).width, above: cardHeight / 2, below: cardHeight / 2, group: null }
  }
  return measureGroup(item, collapsed)
}

function measureGroup(item: ParallelGroup, collapsed: ReadonlySet<ParallelGroup>): MeasuredItem {
  const branches = item.branches.map(branch => measureSeries(branch.items, collapsed, branch.slice ?? null))
  const depths: number[] = []
  let depth = 0
  branches.forEach((branch, index) => {
    depth += index === 0 ? 0 : (branches[index - 1]?.below ?? 0) + branchSpacing + branch.above
    depths.push(depth)
  })
  // The trunk meets a group halfway between its outer branches, so that the fan is symmetric.
  const axes = depths.map(value => Math.round(value - depth / 2))
  const fan = fanWidth(depth)
  const width = branches.reduce((most, branch) => Math.max(most, branch.width), 0) + 2 * (fan + leadWidth)
  const above = headerHeight + (branches[0]?.above ?? 0) - (axes[0] ?? 0)
  const below = framePadding + (branches.at(-1)?.below ?? 0) + (axes.at(-1) ?? 0)
  return { item, width, above, below, group: { branches, axes, fan } }
}

/** Length of a fan: longer the further it spreads, so that its bends stay gentle. @param spread between its outer axes, px */
function fanWidth(spread: number): number {
  return Math.min(120, Math.max(40, 2 * Math.round(13 + 0.085 * spread + 0.3 * Math.sqrt(spread))))
}

/** Where a series runs: rails from startX to endX, its first item at firstX; `positions` says how each item is announced. */
interface SeriesFrame {
  readonly path: Path
  readonly level: number
  readonly axis: number
  readonly startX: number
  readonly firstX: number
  readonly endX: number
  readonly positions: readonly { readonly position: Position; readonly ordinal: number; readonly siblings: number }[]
}

function placeSeries(walk: Walk, series: MeasuredSeries, frame: SeriesFrame): PlacedSeries {
  const count = series.items.length
  const starts: number[] = []
  let x = frame.firstX
  for (const item of series.items) {
    starts.push(x)
    x += item.width + itemSpacing
  }
  const items = series.items.map((measured, index) => {
    placeGap(walk, series, frame, starts, index)
    const { position, ordinal, siblings } = frame.positions[index] ?? { position: { kind: 'series', index, count }, ordinal: index + 1, siblings: count }
    return placeItem(walk, measured, { path: [...frame.path, index], level: frame.level, axis: frame.axis, x: starts[index] ?? frame.firstX, position, ordinal, siblings })
  })
  placeGap(walk, series, frame, starts, count)
  const first = series.items[0]
  if (series.slice !== null && first) {
    walk.slices.push({ key: pathKey(frame.path), x: frame.firstX, y: frame.axis - first.above - sliceHeight, text: series.slice })
  }
  return {
    level: frame.level,
    startX: frame.startX,
    endX: frame.endX,
    axis: frame.axis,
    items,
    gapKeys: Array.from({ length: count + 1 }, (_, index) => pathKey([...frame.path, index]))
  }
}

function placeGap(walk: Walk, series: MeasuredSeries, frame: SeriesFrame, starts: readonly number[], index: number): void {
  const before = series.items[index - 1]
  const nested = frame.level > 1
  const left = before ? (starts[index - 1] ?? 0) + before.width : nested ? frame.firstX - leadWidth : frame.startX
  const right = starts[index] ?? (before ? left + (nested ? leadWidth : terminalWidth) : frame.endX)
  const path = [...frame.path, index]
  walk.gaps.push({
    path,
    key: pathKey(path),
    x: (left + right) / 2,
    axis: frame.axis,
    width: right - left,
    height: cardHeight,
    before: index > 0 ? pathKey([...frame.path, index - 1]) : null,
    after: index < series.items.length ? pathKey(path) : null
  })
}

interface ItemFrame {
  readonly path: Path
  readonly level: number
  readonly axis: number
  readonly x: number
  readonly position: Position
  readonly ordinal: number
  readonly siblings: number
}

function placeItem(walk: Walk, measured: MeasuredItem, frame: ItemFrame): PlacedItem {
  const { item, group } = measured
  if (item.kind !== 'parallel') {
    const place = placeOf(walk, measured, frame, 'block' as const, item)
    walk.nodes.push(place)
    return { kind: 'card', place }
  }
  const place = placeOf(walk, measured, frame, group ? 'group' as const : 'collapsed' as const, item)
  walk.nodes.push(place)
  if (!group) return { kind: 'card', place }
  return { kind: 'group', place, branches: placeBranches(walk, place, group) }
}

/** Written out in one piece: an object of so many parts that is put together by spreading costs several times as much, and a large design has hundreds. */
function placeOf<K, I extends Item>(walk: Walk, { width, above, below }: MeasuredItem, frame: ItemFrame, kind: K, item: I): NodePlace & { readonly kind: K; readonly item: I } {
  const { title, detail } = cardWords(item)
  return {
    kind,
    item,
    path: frame.path,
    key: pathKey(frame.path),
    displayPath: displayPath(walk.design, frame.path),
    x: frame.x,
    y: frame.axis - above,
    width,
    height: above + below,
    axis: frame.axis,
    level: frame.level,
    position: frame.position,
    ordinal: frame.ordinal,
    siblings: frame.siblings,
    title,
    detail
  }
}

function placeBranches(walk: Walk, place: GroupPlace, group: NonNullable<MeasuredItem['group']>): readonly PlacedSeries[] {
  const siblings = group.branches.reduce((sum, branch) => sum + branch.items.length, 0)
  const branches = group.branches.length
  const startX = place.x + group.fan
  const endX = place.x + place.width - group.fan
  let ordinal = 0
  return group.branches.map((series, branch) => {
    const count = series.items.length
    const positions = series.items.map((_, index) => {
      ordinal += 1
      const position: Position = count === 1 ? { kind: 'branch', index: branch, count: branches } : { kind: 'branch-series', index, count, branch, branches }
      return { position, ordinal, siblings }
    })
    return placeSeries(walk, series, {
      path: [...place.path, branch],
      level: place.level + 1,
      axis: place.axis + (group.axes[branch] ?? 0),
      startX,
      firstX: startX + leadWidth + Math.round((endX - startX - 2 * leadWidth - series.width) / 2),
      endX,
      positions
    })
  })
}
