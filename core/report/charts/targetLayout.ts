/** Where everything on the target chart stands, in pixels: the plot, the interval, its marks, the designs and every label. */
import { formatInformation, inUnit } from '../format'
import { axisTicks, toPixel, type AxisScale, type Point, type Rectangle, type Ticks } from './axes'
import { curvePixels } from './curve'
import { informationPlot, type InformationPlot } from './informationPlot'
import { labelBoard, type LabelBoard } from './labelBoard'
import { alongRows, grown, labelHeight, type Candidate, type PlacedLabel } from './labels'
import type { ChartSize, TargetSpec } from './spec'
import { intervalText } from './targetBand'
import { envelopePositions } from './targetCurve'
import { bestCase, guaranteed, tightlyGuaranteed } from '../../theory/targetEnvelope'
import { designPlaces, nearPoint, placeDesigns, type DesignPlace, type PlacedDesigns } from './targetDesigns'
import { targetRange } from './targetRange'
import { missingWords } from './targetWords'

export interface VerticalMark {
  readonly x: number
  readonly label: PlacedLabel | null
}

export interface TargetLayout extends InformationPlot {
  /** I(X;Z), in the unit shown. */
  readonly x: AxisScale
  readonly xTicks: Ticks
  /** Where the curves are drawn, nats; empty without envelopes. */
  readonly positions: Float64Array
  /** The interval as areas of the plot: surely inside filled, possibly inside hatched; its own ends as lines. */
  readonly filled: Rectangle | null
  readonly hatched: readonly Rectangle[]
  readonly ends: readonly number[]
  readonly interval: PlacedLabel | null
  /** J as a guide from the axis to where the upper envelope reaches it. */
  readonly guide: { readonly from: Point; readonly to: Point; readonly label: PlacedLabel | null } | null
  /** Half of the guarantee's peak, on the lower envelope. */
  readonly half: { readonly point: Point; readonly label: PlacedLabel | null } | null
  readonly memorisation: VerticalMark | null
  readonly designs: readonly PlacedDesigns[]
  readonly names: { readonly bestCase: PlacedLabel | null; readonly guaranteed: PlacedLabel | null; readonly tight: PlacedLabel | null }
  /** What the state leaves out, in words. */
  readonly missing: PlacedLabel | null
}

/** Two rows of words above J. */
const headroom = 36
const curveSteps = 160
/** What words keep off needs fewer points: on a linear axis the curves are straight between their bends, on a logarithmic one such stretches stray by less than a pixel. */
const obstacleSteps = 60

/** The layout of a target chart at a size. Pure: the same spec and size give the same pixels. */
export function targetLayout(spec: TargetSpec, size: ChartSize): TargetLayout {
  const informationXY = spec.envelope ? inUnit(spec.envelope.informationXY, spec.unit) : 0
  const frame = informationPlot(informationXY > 0 ? informationXY : 1, size, headroom)
  const { plot, y } = frame
  const range = targetRange(spec)
  const x: AxisScale = { kind: spec.scale, from: inUnit(range.from, spec.unit), to: inUnit(range.to, spec.unit), start: plot.left, end: plot.left + plot.width }
  const positions = spec.envelope ? envelopePositions(spec.envelope, { kind: spec.scale, ...range }, curveSteps) : new Float64Array()
  const areas = intervalAreas(spec, x, plot)
  const standing = marksOf(spec, x, y, plot)
  const places = designPlaces(spec, x, y)
  return { ...frame, x, xTicks: axisTicks(x, spec.scale === 'log' ? 48 : 56), positions, ...areas, ...placeLabels(spec, { x, y, plot }, areas, standing, places) }
}

interface Frame { readonly x: AxisScale; readonly y: AxisScale; readonly plot: Rectangle }
type Areas = Pick<TargetLayout, 'filled' | 'hatched' | 'ends'>
interface Standing { readonly guide: { readonly from: Point; readonly to: Point } | null; readonly half: Point | null; readonly memorisation: number | null }

function intervalAreas(spec: TargetSpec, x: AxisScale, plot: Rectangle): Areas {
  const { interval, inner, outer, unit } = spec
  if (!interval) return { filled: null, hatched: [], ends: [] }
  const right = plot.left + plot.width
  const pixel = (nats: number): number => Math.min(Math.max(toPixel(x, inUnit(nats, unit)), plot.left), right)
  const area = (from: number, to: number): Rectangle | null => (to > from ? { left: from, top: plot.top, width: to - from, height: plot.height } : null)
  const ends = [interval.lower, interval.upper].filter(end => end !== null).map(end => toPixel(x, inUnit(end, unit))).filter(end => end >= plot.left && end <= right)
  // A lower end for reference only is a line, not an interval.
  if (spec.state !== 'ok' && spec.state !== 'open') return { filled: null, hatched: [], ends }
  const whole = outer ?? interval
  const from = pixel(whole.lower)
  const to = whole.upper === null ? right : pixel(whole.upper)
  if (!inner) return { filled: null, hatched: [area(from, to)].filter(box => box !== null), ends }
  const innerFrom = pixel(inner.lower)
  const innerTo = inner.upper === null ? right : pixel(inner.upper)
  return { filled: area(innerFrom, innerTo), hatched: [area(from, innerFrom), area(innerTo, to)].filter(box => box !== null), ends }
}

function marksOf(spec: TargetSpec, x: AxisScale, y: AxisScale, plot: Rectangle): Standing {
  const { envelope, interval, unit } = spec
  if (!envelope) return { guide: null, half: null, memorisation: null }
  const across = (nats: number): number => toPixel(x, inUnit(nats, unit))
  const right = plot.left + plot.width
  const level = toPixel(y, inUnit(envelope.informationXY, unit))
  const reached = Math.min(across(envelope.informationXY / envelope.eta), right)
  const onPlot = (pixel: number | null): number | null => (pixel !== null && pixel >= plot.left && pixel <= right ? pixel : null)
  const halfAt = interval?.half ?? null
  const half = onPlot(halfAt === null ? null : across(halfAt))
  return {
    guide: reached > plot.left ? { from: { x: plot.left, y: level }, to: { x: reached, y: level } } : null,
    half: half === null || halfAt === null ? null : { x: half, y: toPixel(y, inUnit(guaranteed(halfAt, envelope), unit)) },
    memorisation: onPlot(spec.memorisation === null ? null : across(spec.memorisation))
  }
}

type Labels = Pick<TargetLayout, 'interval' | 'guide' | 'half' | 'memorisation' | 'designs' | 'names' | 'missing'>

function placeLabels(spec: TargetSpec, frame: Frame, areas: Areas, { guide, half, memorisation }: Standing, places: readonly DesignPlace[]): Labels {
  const { plot, x } = frame
  const curves = obstacleCurves(spec, frame)
  const vertical = (at: number): Point[] => [{ x: at, y: plot.top }, { x: at, y: plot.top + plot.height }]
  const quietLines = [...areas.ends.map(vertical), ...(memorisation === null ? [] : [vertical(memorisation)]), ...(guide ? [[guide.from, guide.to]] : [])]
  const points = [...places.map(({ point }) => point), ...(half ? [half] : [])]
  const boxes = points.map(point => grown({ left: point.x, top: point.y, width: 0, height: 0 }, 7))
  const region = grown(plot, -3)
  const board = labelBoard(region, { lines: Object.values(curves), boxes }, { lines: quietLines, boxes: areas.hatched })
  const rows = Array.from({ length: Math.max(1, Math.floor((region.height - labelHeight) / 4) + 1) }, (_, index) => region.top + index * 4)
  const middle = region.top + region.height / 2
  const missing = board.place(missingWords(spec), width => alongRows(rows.toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle)), width, region, 'middle'))
  const designs = placeDesigns(places, spec, x, points, board)
  const interval = placeInterval(spec, areas, rows, board)
  const beside = (at: number, width: number): Candidate[] => rows.flatMap((y): Candidate[] => [{ x: at + 5, y, align: 'left' }, { x: at - 5 - width, y, align: 'right' }])
  const memory = memorisation === null ? null : { x: memorisation, label: board.place(['log m: the sample could be memorised', 'log m: could be memorised', 'log m'], width => beside(memorisation, width)) }
  const guideTexts = spec.envelope ? [`I(X;Y) = ${formatInformation(spec.envelope.informationXY, spec.unit)}`, 'I(X;Y)'] : []
  const labelledGuide = guide && { ...guide, label: board.place(guideTexts, width => alongRows([guide.from.y - labelHeight - 4, guide.from.y + 4], width, region, 'left')) }
  const labelledHalf = half && { point: half, label: board.place(['half the peak', 'half'], width => nearPoint(half, width, points.filter(point => point !== half))) }
  const name = (texts: readonly string[], own: readonly Point[]): PlacedLabel | null => board.placeName(texts, own, Object.values(curves).filter(line => line !== own && line.length > 0))
  const names = { guaranteed: name(['guaranteed'], curves.guaranteed), bestCase: name(['best case'], curves.bestCase), tight: name(['guaranteed, tight loss', 'tight loss'], curves.tight) }
  return { interval, guide: labelledGuide, half: labelledHalf, memorisation: memory, designs, names, missing }
}

/** The curves as labels must know them, in pixels; without an envelope, and for a curve that is not drawn, empty. */
function obstacleCurves(spec: TargetSpec, { x, y }: Frame): Record<keyof TargetLayout['names'], Point[]> {
  const { envelope, unit } = spec
  if (!envelope) return { bestCase: [], guaranteed: [], tight: [] }
  const corners = envelopePositions(envelope, { kind: spec.scale, ...targetRange(spec) }, spec.scale === 'log' ? obstacleSteps : 1)
  const pixels = (of: typeof guaranteed): Point[] => curvePixels(corners.map(at => inUnit(at, unit)), corners.map(at => inUnit(of(at, envelope), unit)), x, y)
  return { bestCase: pixels(bestCase), guaranteed: pixels(guaranteed), tight: spec.tight ? pixels(tightlyGuaranteed) : [] }
}

function placeInterval({ state, interval, unit }: TargetSpec, { filled, hatched }: Areas, rows: readonly number[], { place, region }: LabelBoard): PlacedLabel | null {
  if (!interval || (state !== 'ok' && state !== 'open')) return null
  const written = intervalText(interval, unit)
  const areas = [...hatched, ...(filled ? [filled] : [])]
  if (areas.length === 0) return place([`target ${written}`, written, 'target'], width => alongRows(rows, width, region))
  const left = Math.max(region.left, Math.min(...areas.map(area => area.left)))
  const right = Math.min(region.left + region.width, Math.max(...areas.map(area => area.left + area.width)))
  const own = { ...region, left, width: right - left }
  const beside = (width: number): Candidate[] => rows.slice(0, 6).flatMap((y): Candidate[] => [{ x: right + 6, y, align: 'left' }, { x: left - 6 - width, y, align: 'right' }])
  const within = (width: number): Iterable<Candidate> => alongRows(rows, width, own)
  // In full within the interval, else beside it, else across its marks, else in short.
  return place([`target ${written}`, written], within, own, []) ?? place([`target ${written}`, written], beside, region, []) ?? place([`target ${written}`, written, 'target'], within, own)
}
