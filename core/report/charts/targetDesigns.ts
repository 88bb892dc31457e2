/** Where the designs stand on the target chart, and where their names find a place. */
import { inUnit } from '../format'
import { verdictMarks } from '../verdict'
import { toPixel, type AxisScale, type Point } from './axes'
import { shortened } from './curveName'
import type { LabelBoard } from './labelBoard'
import { labelHeight, segmentMeetsBox, type Candidate, type PlacedLabel } from './labels'
import type { Sign } from './marks'
import type { TargetDesign, TargetSpec } from './spec'
import { guaranteed } from '../../theory/targetEnvelope'

/** Designs that stand at one place on the lower envelope. */
export interface PlacedDesigns {
  readonly designs: readonly TargetDesign[]
  readonly point: Point
  readonly sign: Sign
  readonly label: PlacedLabel | null
  /** From the sign to words that found no place beside it; null: they did. */
  readonly leader: { readonly from: Point; readonly to: Point } | null
}

/** A place before its words are known. */
export type DesignPlace = Omit<PlacedDesigns, 'label' | 'leader'>

/** Words farther from their point than this could be another one's. */
const pointReach = 44
const besidePointGap = 11
const samePlace = 7
const signs = { below: 'triangle-down', inside: 'disc', above: 'triangle-up' } as const satisfies Record<string, Sign>

/** Every design on the lower envelope at its MMI, or at the edge of the axis; those at one place together. */
export function designPlaces(spec: TargetSpec, x: AxisScale, y: AxisScale): DesignPlace[] {
  const places: DesignPlace[] = []
  for (const design of spec.designs) {
    const at = Math.min(Math.max(toPixel(x, inUnit(design.mmi, spec.unit)), x.start), x.end)
    const point = { x: at, y: toPixel(y, spec.envelope ? inUnit(guaranteed(design.mmi, spec.envelope), spec.unit) : 0) }
    const sign = design.position === null ? 'ring' : signs[design.position]
    const near = places.findIndex(place => place.sign === sign && Math.abs(place.point.x - at) < samePlace && Math.abs(place.point.y - point.y) < samePlace)
    const found = places[near]
    if (found) places[near] = { ...found, designs: [...found.designs, design] }
    else places.push({ designs: [design], point, sign })
  }
  return places
}

/**
 * The places with their words: beside the sign, else above it on a leader.
 *
 * @param points every point with words of its own, those of the designs too
 */
export function placeDesigns(places: readonly DesignPlace[], spec: TargetSpec, x: AxisScale, points: readonly Point[], board: LabelBoard): PlacedDesigns[] {
  const placed = new Map<DesignPlace, PlacedDesigns>()
  // From the right: the edge leaves the least choice.
  for (const found of places.toSorted((a, b) => b.point.x - a.point.x)) {
    const { point, designs: [first] } = found
    const names = designTexts(found, spec, x)
    const inFull = first === undefined || first.position === null ? [] : names.slice(0, 1).map(name => `${name}, ${first.position}`)
    const beside = board.place([...inFull, ...names], width => nearPoint(point, width, points.filter(other => other !== point)), board.region, names)
    const label = beside ?? board.place(names, width => abovePoint(point, width, board))
    const leader = beside || !label ? null : leaderTo(point, label.box.top)
    if (leader) board.addLine([leader.from, leader.to])
    placed.set(found, { ...found, label, leader })
  }
  return places.map(found => placed.get(found)).filter(found => found !== undefined)
}

/** `✓ Design A`, then shorter; the triangles of the others are marks enough. An arrow where a design lies beyond the axis. */
function designTexts({ designs, point }: DesignPlace, spec: TargetSpec, x: AxisScale): string[] {
  const first = designs[0]
  if (!first) return []
  const outside = (design: TargetDesign): boolean => inUnit(design.mmi, spec.unit) > x.to
  const arrow = designs.some(outside) && point.x >= x.end ? '→ ' : inUnit(first.mmi, spec.unit) < x.from ? '← ' : ''
  const mark = `${arrow}${first.position === 'inside' ? `${verdictMarks.inside} ` : ''}`
  const all = designs.map(({ name }) => shortened(name)).join(', ')
  const more = designs.length > 1 ? ` + ${designs.length - 1}` : ''
  const texts = [all, `${shortened(first.name)}${more}`, `${shortened(first.name, 8)}${more}`]
  return [...new Set(texts)].map(text => `${mark}${text}`)
}

/** Places beside, above and below a point, nearest rows first, none nearer to one of the other points. */
export function* nearPoint(point: Point, width: number, others: readonly Point[]): Generator<Candidate> {
  const distance = (to: Point, x: number, y: number): number => Math.hypot(Math.max(x - to.x, 0, to.x - x - width), Math.max(y - to.y, 0, to.y - y - labelHeight))
  const top = point.y - labelHeight / 2
  const lefts = [point.x + besidePointGap, point.x - besidePointGap - width, point.x - width / 4, point.x - (3 * width) / 4]
  for (let offset = 0; offset <= pointReach; offset += 2) {
    for (const y of offset === 0 ? [top] : [top - offset, top + offset]) {
      for (const x of lefts) {
        const own = distance(point, x, y)
        if (others.every(other => own < distance(other, x, y))) yield { x, y, align: x < point.x ? 'right' : 'left' }
      }
    }
  }
}

/** Where a leader stands between a sign and words above it. @param top of the words */
function leaderTo(point: Point, top: number): { readonly from: Point; readonly to: Point } {
  return { from: { x: point.x, y: point.y - 7 }, to: { x: point.x, y: top + labelHeight + 1 } }
}

/** Places straight above a point that a leader reaches without crossing other words. */
function* abovePoint(point: Point, width: number, { region, boxes }: LabelBoard): Generator<Candidate> {
  for (let y = point.y - labelHeight - 14; y >= region.top; y -= 4) {
    const leader = leaderTo(point, y)
    if (boxes.some(box => segmentMeetsBox(leader.from, leader.to, box) && !segmentMeetsBox(point, point, box))) return
    yield { x: point.x - 6, y, align: 'left' }
    yield { x: point.x - width / 2, y, align: 'left' }
    // Its end a little beside a leader at the very edge of the plot.
    yield { x: Math.min(point.x + 6, region.left + region.width) - width, y, align: 'right' }
  }
}
