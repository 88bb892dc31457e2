/** Where what is dragged would land: a pure question to the layout, asked on every move of the pointer. */
import type { DesignEdit } from '../../core/design/edits'
import { samePath, startsWith } from '../../core/design/paths'
import { runOf } from '../../core/design/selection'
import type { Path } from '../../core/design/types'
import type { DiagramLayout, DiagramNode, Gap } from '../../core/report/diagram/types'

export interface DiagramPoint {
  readonly x: number
  readonly y: number
}

/** A gap of a series, or the upper or lower edge of an item, where a parallel branch would be added. */
export type DropTarget =
  | { readonly kind: 'gap'; readonly gap: Gap }
  | { readonly kind: 'edge'; readonly node: DiagramNode; readonly side: 'before' | 'after' }

/** How far outside a card its upper and lower edge still catch the pointer; half the space between branches. */
const edgeReach = 12
/** How far inside its frame a group's edge catches the pointer. */
const frameReach = 16

/**
 * The target under a point, null where a drop would change nothing or is impossible.
 *
 * @param point px in the diagram at zoom 1
 * @param dragged items in reading order, none inside another
 */
export function dropTargetAt(layout: DiagramLayout, point: DiagramPoint, dragged: readonly Path[]): DropTarget | null {
  const target = cardTarget(layout, point) ?? gapTarget(layout, point) ?? frameTarget(layout, point)
  return target && !pointless(target, dragged) ? target : null
}

/** The edit that a drop performs. */
export function dropEdit(target: DropTarget, dragged: readonly Path[]): DesignEdit {
  const [first = []] = dragged
  if (dragged.length === 1) {
    return target.kind === 'gap'
      ? { kind: 'move', from: first, to: target.gap.path }
      : { kind: 'move-into-parallel', from: first, to: target.node.path, side: target.side }
  }
  return target.kind === 'gap'
    ? { kind: 'move-all', from: dragged, to: target.gap.path }
    : { kind: 'move-all-into-parallel', from: dragged, to: target.node.path, side: target.side }
}

function cardTarget(layout: DiagramLayout, point: DiagramPoint): DropTarget | null {
  const node = layout.nodes.find(candidate => candidate.kind !== 'group'
    && point.x >= candidate.x && point.x <= candidate.x + candidate.width
    && point.y >= candidate.y - edgeReach && point.y <= candidate.y + candidate.height + edgeReach)
  if (!node) return null
  const above = point.y - node.y
  const below = node.height - above
  const left = point.x - node.x
  const right = node.width - left
  // Cards are about twice as wide as high: their sides count half.
  const nearest = Math.min(above, below, left / 2, right / 2)
  if (nearest === above || nearest === below) return { kind: 'edge', node, side: nearest === above ? 'before' : 'after' }
  const gap = layout.gaps.find(candidate => (nearest === left / 2 ? candidate.after : candidate.before) === node.key)
  return gap ? { kind: 'gap', gap } : null
}

function gapTarget(layout: DiagramLayout, point: DiagramPoint): DropTarget | null {
  const gap = layout.gaps.find(candidate => Math.abs(point.x - candidate.x) <= candidate.width / 2 && Math.abs(point.y - candidate.axis) <= candidate.height / 2)
  return gap ? { kind: 'gap', gap } : null
}

function frameTarget(layout: DiagramLayout, point: DiagramPoint): DropTarget | null {
  const node = layout.nodes.findLast(candidate => candidate.kind === 'group'
    && point.x >= candidate.x && point.x <= candidate.x + candidate.width
    && point.y >= candidate.y - edgeReach && point.y <= candidate.y + candidate.height + edgeReach)
  if (!node) return null
  if (point.y <= node.y + frameReach) return { kind: 'edge', node, side: 'before' }
  return point.y >= node.y + node.height - frameReach ? { kind: 'edge', node, side: 'after' } : null
}

function pointless(target: DropTarget, dragged: readonly Path[]): boolean {
  if (target.kind === 'edge') return dragged.some(path => startsWith(target.node.path, path))
  const { path } = target.gap
  if (dragged.some(item => startsWith(path, item) && path.length > item.length)) return true
  const run = runOf(dragged)
  const index = path.at(-1) ?? 0
  return run !== null && samePath(path.slice(0, -1), run.series) && index >= run.start && index <= run.start + run.count
}
