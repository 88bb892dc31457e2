/** What can flow along each rail, and how thick that is drawn. */
import type { Nats } from '../../api/model'
import { thickestRail, thinnestRail } from './place'
import { bandPath } from './rail'
import type { FlowScale, PlacedItem, PlacedSeries, Rail } from './types'

/** MMI of an item in nats, null when it is not known. */
export type MmiOf = (displayPath: string) => Nats | null

/** A rail before the scale is known: its bend, its flows, and the fan it belongs to. */
interface Flow {
  readonly key: string
  readonly kind: Rail['kind']
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
  readonly bendStart: number
  readonly bendEnd: number
  readonly start: Nats | null
  readonly end: Nats | null
}

/** All branches that leave, or reach, one point of the trunk. */
interface Fan {
  readonly at: 'start' | 'end'
  /** Flow of the trunk at that point. */
  readonly trunk: Nats | null
  readonly flows: readonly Flow[]
}

interface Walk {
  readonly mmiOf: MmiOf
  readonly flows: Flow[]
  readonly fans: Fan[]
}

/**
 * Rails of a placed design. A rail carries the running minimum along its series (theory.md §5), capped inside a branch by what reaches the group;
 * it narrows on its way into the block that limits it, and leaves a group with no more than the group's own value.
 * One linear scale: the largest flow is 56 px thick, nothing is thinner than 3 px. Where a trunk fans out, each branch starts with its share.
 *
 * @param root the placed root series
 * @param mmiOf MMI by display path, in nats
 * @param largest the largest MMI among the diagram's items, what the source is taken to offer; null without a result
 */
export function flowRails(root: PlacedSeries, mmiOf: MmiOf, largest: Nats | null): { readonly rails: readonly Rail[]; readonly scale: FlowScale | null } {
  const walk: Walk = { mmiOf, flows: [], fans: [] }
  flowSeries(walk, root, largest, null)
  const pixelsPerNat = largest === null ? Infinity : thickestRail / largest
  const scale = largest !== null && Number.isFinite(pixelsPerNat) ? { pixelsPerNat, largest } : null
  const thickness = (flow: Nats | null): number => (scale && flow !== null ? Math.max(thinnestRail, flow * scale.pixelsPerNat) : thinnestRail)
  const shares = new Map<Flow, { start?: Share; end?: Share }>()
  for (const fan of walk.fans) placeFan(fan, thickness, shares)
  const rails = walk.flows.map(flow => {
    const share = shares.get(flow)
    return drawRail(flow, share?.start ?? { offset: 0, thickness: thickness(flow.start) }, share?.end ?? { offset: 0, thickness: thickness(flow.end) })
  })
  return { rails, scale }
}

/** The group that a branch stands in: its two edges on the trunk's axis. */
interface Trunk {
  readonly left: number
  readonly right: number
  readonly axis: number
}

/** Records the rails of a series; returns what leaves it and the first and last rail. */
function flowSeries(walk: Walk, series: PlacedSeries, arriving: Nats | null, trunk: Trunk | null): { leaving: Nats | null; first: Flow; last: Flow } {
  let running = arriving
  let left = trunk ? trunk.left : series.startX
  let first: Flow | null = null
  series.items.forEach((item, index) => {
    const right = item.place.x
    const reaching = item.kind === 'card' ? least(running, walk.mmiOf(item.place.displayPath)) : running
    const fanned = trunk !== null && index === 0
    const flow = record(walk, series, index, { x0: left, x1: right, y0: fanned ? trunk.axis : series.axis, y1: series.axis, start: fanned ? reaching : running, end: reaching, bendEnd: fanned ? series.startX : right, bendStart: left })
    first ??= flow
    running = item.kind === 'card' ? reaching : flowGroup(walk, item, running)
    left = item.place.x + item.place.width
  })
  const right = trunk ? trunk.right : series.endX
  const last = record(walk, series, series.items.length, { x0: left, x1: right, y0: series.axis, y1: trunk ? trunk.axis : series.axis, start: running, end: running, bendStart: trunk ? series.endX : left, bendEnd: right })
  return { leaving: running, first: first ?? last, last }
}

function flowGroup(walk: Walk, group: PlacedItem & { kind: 'group' }, arriving: Nats | null): Nats | null {
  const { place } = group
  const trunk: Trunk = { left: place.x, right: place.x + place.width, axis: place.axis }
  const branches = group.branches.map(branch => flowSeries(walk, branch, arriving, trunk))
  const leaving = least(arriving, walk.mmiOf(place.displayPath))
  walk.fans.push({ at: 'start', trunk: arriving, flows: branches.map(branch => branch.first) })
  walk.fans.push({ at: 'end', trunk: leaving, flows: branches.map(branch => branch.last) })
  return leaving
}

function record(walk: Walk, series: PlacedSeries, index: number, rest: Omit<Flow, 'key' | 'kind'>): Flow {
  const { x0, y0, x1, y1, bendStart, bendEnd, start, end } = rest
  const flow: Flow = { key: series.gapKeys[index] ?? '', kind: series.level === 1 ? 'trunk' : 'branch', x0, y0, x1, y1, bendStart, bendEnd, start, end }
  walk.flows.push(flow)
  return flow
}

function least(first: Nats | null, second: Nats | null): Nats | null {
  if (first === null || second === null) return first ?? second
  return Math.min(first, second)
}

interface Share {
  /** From the trunk's axis to the share's middle, px. */
  readonly offset: number
  readonly thickness: number
}

/** Divides the trunk's thickness among its branches in proportion to their flows, stacked in their order. */
function placeFan(fan: Fan, thickness: (flow: Nats | null) => number, shares: Map<Flow, { start?: Share; end?: Share }>): void {
  const whole = thickness(fan.trunk)
  const weights = fan.flows.map(flow => thickness(fan.at === 'start' ? flow.end : flow.start))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let above = 0
  fan.flows.forEach((flow, index) => {
    const part = whole * (weights[index] ?? 0) / total
    const drawn = Math.max(thinnestRail, part)
    const reach = (whole - drawn) / 2
    const share = { thickness: drawn, offset: Math.min(reach, Math.max(-reach, above + part / 2 - whole / 2)) }
    above += part
    shares.set(flow, { ...shares.get(flow), [fan.at]: share })
  })
}

function drawRail(flow: Flow, start: Share, end: Share): Rail {
  const { key, kind, x0, x1, bendStart, bendEnd } = flow
  const y0 = flow.y0 + start.offset
  const y1 = flow.y1 + end.offset
  return {
    key,
    kind,
    // Written when it is drawn: of a large diagram only what is on screen is.
    get d() {
      return bandPath({ x0, y0, thickness0: start.thickness, bendStart, bendEnd, x1, y1, thickness1: end.thickness })
    },
    start: { x: x0, y: y0, thickness: start.thickness },
    end: { x: x1, y: y1, thickness: end.thickness },
    startFlow: flow.start,
    endFlow: flow.end
  }
}
