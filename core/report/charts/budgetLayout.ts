/** Where everything on the budget chart stands, in pixels: the plot, its axes, the current budget and every label. */
import { formatCompact, formatInformation, inUnit, unitSymbol } from '../format'
import { axisTicks, thinned, tickLabel, toPixel, type AxisScale, type Point, type Rectangle, type Ticks } from './axes'
import { curvePixels, interpolate } from './curve'
import { alongRows, besidePoint, grown, labelHeight, placeLabel, textWidth, type Candidate, type Obstacles, type PlacedLabel } from './labels'
import { widestTick } from './options'
import type { BudgetSpec, ChartSize } from './spec'

/** The current budget on the chart. */
export interface CurrentBudget {
  readonly budget: number
  /** nats; null where the curve does not reach. */
  readonly mmi: number | null
  /** Read off the curve between its points, not computed for this budget. */
  readonly approximate: boolean
  /** null: left of a logarithmic axis, or outside its range. */
  readonly x: number | null
  readonly handle: Point | null
  readonly label: PlacedLabel | null
}

export interface BudgetLayout {
  readonly plot: Rectangle
  readonly x: AxisScale
  /** In the unit shown. */
  readonly y: AxisScale
  readonly xTicks: Ticks
  readonly yTicks: Ticks
  /** Pixels along the axis, at least 3 apart. */
  readonly breakpoints: readonly number[]
  readonly current: CurrentBudget
  readonly target: { readonly band: Rectangle | null; readonly label: PlacedLabel | null } | null
  /** Names of the other designs' curves; null: no room. */
  readonly names: readonly (PlacedLabel | null)[]
}

/** Room above the highest value, so that a label always finds a place clear of the curves. */
const headroom = 24
const margins = { top: 24, right: 28, bottom: 40 }
const breakpointGap = 3

/** The layout of a budget chart at a size. Pure: the same spec and size give the same pixels. */
export function budgetLayout(spec: BudgetSpec, size: ChartSize): BudgetLayout {
  const height = Math.max(40, size.height - margins.top - margins.bottom)
  const highest = highestValue(spec)
  const y: AxisScale = { kind: 'linear', from: 0, to: (highest * height) / Math.max(height / 2, height - headroom), start: margins.top + height, end: margins.top }
  const yTicks = axisTicks(y, 28)
  const left = Math.max(34, widestTick(yTicks) + 12)
  const plot: Rectangle = { left, top: margins.top, width: Math.max(40, size.width - left - margins.right), height }
  const x: AxisScale = { kind: spec.scale, ...budgetRange(spec), start: plot.left, end: plot.left + plot.width }
  return { plot, x, y, xTicks: axisTicks(x, spec.scale === 'log' ? 48 : 64), yTicks, breakpoints: breakpointPixels(spec, x), ...placeLabels(spec, plot, x, y) }
}

/** The budgets the axis spans; `from` > 0 on a logarithmic axis. */
export function budgetRange(spec: BudgetSpec): { readonly from: number; readonly to: number } {
  if (spec.range) return spec.range
  const log = spec.scale === 'log'
  const usable = [...spec.budgets].filter(budget => Number.isFinite(budget) && (!log || budget > 0))
  if (Number.isFinite(spec.budget) && (log ? spec.budget > 0 : spec.budget >= 0)) usable.push(spec.budget)
  const from = usable.reduce((least, budget) => Math.min(least, budget), Number.POSITIVE_INFINITY)
  const to = usable.reduce((most, budget) => Math.max(most, budget), Number.NEGATIVE_INFINITY)
  if (!(to >= from)) return log ? { from: 0.1, to: 10 } : { from: 0, to: 1 }
  if (to > from) return { from, to }
  if (log) return { from: from / 10, to: to * 10 }
  return { from: 0, to: to > 0 ? 2 * to : 1 }
}

function highestValue(spec: BudgetSpec): number {
  const shown = (nats: number): number => inUnit(nats, spec.unit)
  let highest = spec.value === null || !Number.isFinite(spec.value) ? 0 : shown(spec.value)
  for (const [index, mmi] of spec.mmi.entries()) {
    const top = shown(mmi + (spec.standardErrors?.[index] ?? 0))
    if (top > highest) highest = top
  }
  for (const other of spec.others ?? []) for (const mmi of other.mmi) if (shown(mmi) > highest) highest = shown(mmi)
  if (spec.target) {
    // A target far above the curve is drawn to the chart's edge: the curve must stay readable.
    const upper = shown(spec.target.upper)
    const lower = shown(spec.target.lower)
    const reach = highest > 0 ? 2 * highest : upper
    if (upper <= reach) highest = Math.max(highest, upper)
    else if (lower <= reach) highest = Math.max(highest, Math.min(reach, lower * 1.25))
  }
  return highest > 0 && Number.isFinite(highest) ? highest : 1
}

function breakpointPixels(spec: BudgetSpec, x: AxisScale): number[] {
  const inside = [...spec.breakpoints].filter(budget => budget >= x.from && budget <= x.to && (x.kind === 'linear' || budget > 0))
  return thinned(inside.map(budget => toPixel(x, budget)), breakpointGap)
}

function placeLabels(spec: BudgetSpec, plot: Rectangle, x: AxisScale, y: AxisScale): Pick<BudgetLayout, 'current' | 'target' | 'names'> {
  const region = grown(plot, -3)
  const shown = (values: Float64Array): Float64Array => values.map(value => inUnit(value, spec.unit))
  const errors = spec.standardErrors
  const bands = errors ? [spec.mmi.map((value, index) => value + (errors[index] ?? 0)), spec.mmi.map((value, index) => Math.max(0, value - (errors[index] ?? 0)))] : []
  const others = (spec.others ?? []).map(other => curvePixels(other.budgets, shown(other.mmi), x, y))
  const lines = [spec.mmi, ...bands].map(values => curvePixels(spec.budgets, shown(values), x, y)).concat(others)
  const current = placeCurrent(spec, plot, region, x, y, lines)
  const standing = current.x === null ? lines : [...lines, [{ x: current.x, y: plot.top }, { x: current.x, y: plot.top + plot.height }]]
  const boxes = [current.label?.box, current.handle ? grown({ left: current.handle.x, top: current.handle.y, width: 0, height: 0 }, 7) : null].filter(box => !!box)
  const target = placeTarget(spec, plot, region, y, { lines: standing, boxes })
  if (target?.label) boxes.push(target.label.box)
  const names = (spec.others ?? []).map((other, index) => {
    const name = placeName(other.name, others[index] ?? [], lines.filter(line => line !== others[index]), region, { lines: standing, boxes })
    if (name) boxes.push(name.box)
    return name
  })
  return { current, target, names }
}

function placeCurrent(spec: BudgetSpec, plot: Rectangle, region: Rectangle, x: AxisScale, y: AxisScale, lines: Obstacles['lines']): CurrentBudget {
  const approximate = spec.value === null
  const mmi = spec.value ?? interpolate(spec.budgets, spec.mmi, spec.budget)
  const visible = spec.budget >= x.from && spec.budget <= x.to && (x.kind === 'linear' || spec.budget > 0)
  const at = visible ? toPixel(x, spec.budget) : null
  const level = mmi === null ? plot.top + plot.height / 2 : toPixel(y, inUnit(mmi, spec.unit))
  const handle = at !== null && mmi !== null ? { x: at, y: level } : null
  const arrow = visible ? '' : spec.budget < x.from ? '← ' : '→ '
  const value = mmi === null ? '' : `${approximate ? '≈ ' : ''}${formatInformation(mmi, spec.unit)}`
  const budget = `${arrow}F = ${tickLabel(Number(spec.budget.toPrecision(4)))}`
  const texts = value ? [`${budget} · ${value}`, value] : [budget]
  const anchor = { x: at ?? (spec.budget < x.from ? plot.left - 4 : plot.left + plot.width + 4), y: Math.min(Math.max(level, plot.top), plot.top + plot.height) }
  const label = placeLabel(texts, width => besidePoint(anchor, width, region), region, { lines, boxes: [] })
  return { budget: spec.budget, mmi, approximate, x: at, handle, label }
}

function placeTarget(spec: BudgetSpec, plot: Rectangle, region: Rectangle, y: AxisScale, obstacles: Obstacles): BudgetLayout['target'] {
  if (!spec.target) return null
  const { lower, upper } = spec.target
  const limits = [inUnit(lower, spec.unit), inUnit(upper, spec.unit)].map(value => Math.min(Math.max(toPixel(y, value), plot.top), plot.top + plot.height))
  const [bottom = plot.top, top = plot.top] = limits
  const interval = `${formatCompact(inUnit(lower, spec.unit))} – ${formatCompact(inUnit(upper, spec.unit))} ${unitSymbol(spec.unit)}`
  if (inUnit(lower, spec.unit) >= y.to) {
    const label = placeLabel([`↑ target ${interval}`, '↑ target'], width => alongRows([region.top], width, region), region, obstacles)
    return { band: null, label }
  }
  const band = { left: plot.left, top, width: plot.width, height: Math.max(1, bottom - top) }
  const middle = (top + bottom - labelHeight) / 2
  const inside = band.height >= labelHeight + 6 ? [middle, top + 4, bottom - labelHeight - 4] : []
  const rows = [...inside, top - labelHeight - 4, bottom + 4, top - 2 * labelHeight - 8, top - 3 * labelHeight - 12]
  return { band, label: placeLabel([`target ${interval}`, 'target'], width => alongRows(rows, width, region), region, obstacles) }
}

/** Near the right end of its own curve, and nowhere nearer to another one. */
function placeName(name: string, line: readonly Point[], rivals: Obstacles['lines'], region: Rectangle, obstacles: Obstacles): PlacedLabel | null {
  const end = line.filter(point => point.x <= region.left + region.width).at(-1)
  if (!end) return null
  const shortened = name.length > 18 ? `${name.slice(0, 17)}…` : name
  const nearest = (points: readonly Point[], x: number): Point | undefined =>
    points.reduce<Point | undefined>((best, point) => (best && Math.abs(best.x - x) <= Math.abs(point.x - x) ? best : point), undefined)
  const isOwn = (x: number, y: number): boolean => {
    const distance = (points: readonly Point[]): number => Math.abs((nearest(points, x)?.y ?? Number.POSITIVE_INFINITY) - y)
    return rivals.every(rival => distance(line) < distance(rival))
  }
  const besideEnd = function* (width: number): Generator<Candidate> {
    for (let back = 0; back <= region.width / 2; back += 12) {
      const right = Math.min(end.x - back, region.left + region.width)
      const level = nearest(line, right)?.y ?? end.y
      for (let away = 5; away <= 29; away += 6) {
        for (const y of [level - labelHeight - away, level + away]) {
          if (isOwn(right - width / 2, y + labelHeight / 2)) yield { x: right - width, y, align: 'right' }
        }
      }
    }
  }
  return textWidth(shortened) <= region.width ? placeLabel([shortened], besideEnd, region, obstacles) : null
}
