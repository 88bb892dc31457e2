/** Where everything on the budget chart stands, in pixels: the plot, its axes, the current budget and every label. */
import type { InformationUnit } from '../../api/model'
import { inUnit } from '../format'
import { axisTicks, thinned, toPixel, type AxisScale, type Point, type Rectangle, type Ticks } from './axes'
import { placeBracket, type BracketMark } from './bracketMark'
import { curvePixels, interpolate } from './curve'
import { placeCurrent, type CurrentMark } from './currentMark'
import { shortened } from './curveName'
import { informationPlot, type InformationPlot } from './informationPlot'
import { labelBoard, type LabelBoard } from './labelBoard'
import { boxesOverlap, grown, labelHeight, textWidth, type Obstacles, type PlacedLabel } from './labels'
import { signCharacters, type Sign } from './marks'
import { mmiTitle } from './options'
import type { BudgetSpec, ChartSize } from './spec'
import { labelledTarget, limitLines, reachWithTarget, targetArea, type TargetBand } from './targetBand'

/** How the curve of another design is told from the rest. */
export interface CurveLook {
  readonly dash: readonly number[]
  readonly sign: Sign
  /** Where its sign stands on it. */
  readonly signs: readonly Point[]
  /** Its name behind its sign; null: no room. */
  readonly name: PlacedLabel | null
}

export interface BudgetLayout extends InformationPlot {
  readonly x: AxisScale
  readonly xTicks: Ticks
  /** Pixels along the axis, at least 3 apart. */
  readonly breakpoints: readonly number[]
  readonly current: CurrentMark
  /** null: there is none, or its ends are too close to be seen. */
  readonly bracket: BracketMark | null
  readonly target: TargetBand | null
  /** Name of the design at its own curve; null: it has none, or no room. */
  readonly name: PlacedLabel | null
  /** Beside `spec.others`. */
  readonly others: readonly CurveLook[]
}

const breakpointGap = 3
const dashes: readonly (readonly number[])[] = [[7, 3], [2, 2], [9, 3, 2, 3]]
const signs: readonly Sign[] = ['square', 'ring', 'diamond', 'cross']
const signSpacing = 96
/** More names do not find room between their curves, and to try each of them takes longer than a frame. */
const mostNamesAtCurves = 8

/** The layout of a budget chart at a size. Pure: the same spec and size give the same pixels. */
export function budgetLayout(spec: BudgetSpec, size: ChartSize): BudgetLayout {
  const frame = informationPlot(highestValue(spec), size)
  const { plot } = frame
  const x: AxisScale = { kind: spec.scale, ...budgetRange(spec), start: plot.left, end: plot.left + plot.width }
  return { ...frame, x, xTicks: axisTicks(x, spec.scale === 'log' ? 48 : 64), breakpoints: breakpointPixels(spec, x), ...placeLabels(spec, plot, x, frame.y) }
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
  if (spec.bracket && spec.value !== null) highest = Math.max(highest, shown(spec.bracket.sample), shown(spec.bracket.ledoitWolf))
  highest = reachWithTarget(highest, spec.target, spec.unit)
  return highest > 0 && Number.isFinite(highest) ? highest : 1
}

function breakpointPixels(spec: BudgetSpec, x: AxisScale): number[] {
  const inside = [...spec.breakpoints].filter(budget => budget >= x.from && budget <= x.to && (x.kind === 'linear' || budget > 0))
  return thinned(inside.map(budget => toPixel(x, budget)), breakpointGap)
}

function placeLabels(spec: BudgetSpec, plot: Rectangle, x: AxisScale, y: AxisScale): Pick<BudgetLayout, 'current' | 'bracket' | 'target' | 'name' | 'others'> {
  const region = grown(plot, -3)
  const errors = spec.standardErrors
  const bands = errors ? [spec.mmi.map((value, index) => value + (errors[index] ?? 0)), spec.mmi.map((value, index) => Math.max(0, value - (errors[index] ?? 0)))] : []
  const own = [pixelsOf(spec.budgets, spec.mmi, spec.unit, x, y), ...bands.map(values => curvePixels(spec.budgets, values.map(value => inUnit(value, spec.unit)), x, y))]
  const others = (spec.others ?? []).map(other => pixelsOf(other.budgets, other.mmi, spec.unit, x, y))
  const lines = [...own, ...others]
  const mmi = spec.value ?? interpolate(spec.budgets, spec.mmi, spec.budget)
  const area = targetArea(spec.target, spec.unit, plot, y)
  const limits = limitLines(area, plot)
  const current = placeCurrent({ at: spec.budget, mmi, approximate: spec.value === null }, budget => `F = ${budget}`, spec.unit, plot, region, x, y, lines, limits)
  const standing = current.x === null ? lines : [...lines, [{ x: current.x, y: plot.top }, { x: current.x, y: plot.top + plot.height }]]
  const boxes = [current.label?.box, current.handle ? grown({ left: current.handle.x, top: current.handle.y, width: 0, height: 0 }, 7) : null].filter(box => !!box)
  const target = labelledTarget(spec.target, area, spec.unit, region, { lines: standing, boxes })
  if (target?.label) boxes.push(target.label.box)
  const bracket = placeBracket(spec.value === null ? null : spec.bracket, spec.unit, current.x, y, region, { lines, boxes })
  boxes.push(...(bracket?.ends ?? []).flatMap(({ label }) => (label ? [label.box] : [])))
  const named = curveNames(spec, own[0] ?? [], others, plot, labelBoard(region, { lines: standing, boxes }, { lines: limits, boxes: [] }))
  boxes.push(...[named.own, ...named.others].flatMap(name => (name ? [name.box] : [])))
  const looks = others.map((line, index): CurveLook => ({
    ...curveLook(index), signs: signPlaces(line, plot, boxes, index / others.length), name: named.others[index] ?? null
  }))
  return { current, bracket, target, name: named.own, others: looks }
}

/** By the curve's own values: while the current budget moves the curves stand still, and their pixels are known from the picture before. */
const known = new WeakMap<Float64Array, { readonly budgets: Float64Array; readonly axes: string; readonly points: Point[] }>()

function pixelsOf(budgets: Float64Array, mmi: Float64Array, unit: InformationUnit, x: AxisScale, y: AxisScale): Point[] {
  const axes = JSON.stringify([unit, x, y])
  const before = known.get(mmi)
  if (before?.budgets === budgets && before.axes === axes) return before.points
  const points = curvePixels(budgets, mmi.map(value => inUnit(value, unit)), x, y)
  known.set(mmi, { budgets, axes, points })
  return points
}

/** The look of one of the curves laid over: the same wherever it is spoken of. @param index in `spec.others` */
export function curveLook(index: number): Pick<CurveLook, 'dash' | 'sign'> {
  return { dash: dashes[index % dashes.length] ?? [], sign: signs[index % signs.length] ?? 'square' }
}

interface CurveNames { readonly own: PlacedLabel | null; readonly others: readonly (PlacedLabel | null)[] }

/** Every name at its own curve, or, where one has no place there, all of them in a row above the plot. */
function curveNames(spec: BudgetSpec, own: readonly Point[], others: Obstacles['lines'], plot: Rectangle, board: LabelBoard): CurveNames {
  const wanted = [
    ...(spec.name ? [{ name: spec.name, before: '', line: own }] : []),
    ...(spec.others ?? []).map(({ name }, index) => ({ name, before: `${signCharacters[curveLook(index).sign]} `, line: others[index] ?? [] }))
  ]
  const names = (wanted.length <= mostNamesAtCurves ? namesAtCurves(wanted, [own, ...others], board) : null) ?? namesInRow(wanted.map(({ name, before }) => [18, 8].map(longest => `${before}${shortened(name, longest)}`)), spec, plot)
  return spec.name ? { own: names[0] ?? null, others: names.slice(1) } : { own: null, others: names }
}

/** null as soon as one has no place: then none stands at its curve. */
function namesAtCurves(wanted: readonly { readonly name: string; readonly before: string; readonly line: readonly Point[] }[], lines: Obstacles['lines'], board: LabelBoard): PlacedLabel[] | null {
  const placed: PlacedLabel[] = []
  for (const { name, before, line } of wanted) {
    const label = board.placeName([`${before}${shortened(name)}`], line, lines.filter(rival => rival !== line))
    if (!label) return null
    placed.push(label)
  }
  return placed
}

/** Names side by side above the plot, right of the axis' title: all in their long form, else all in their short one, as many as have room. */
function namesInRow(texts: readonly (readonly string[])[], spec: BudgetSpec, plot: Rectangle): (PlacedLabel | null)[] {
  const gap = 12
  const left = textWidth(mmiTitle(spec)) + gap
  const right = plot.left + plot.width
  const rowOf = (form: number): string[] => texts.map(forms => forms[form] ?? '')
  const widthOf = (row: readonly string[]): number => row.reduce((sum, text) => sum + textWidth(text) + gap, -gap)
  const row = widthOf(rowOf(0)) <= right - left ? rowOf(0) : rowOf(1)
  let at = Math.max(left, right - widthOf(row))
  return row.map(text => {
    const box = { left: at, top: plot.top - labelHeight - 6, width: textWidth(text), height: labelHeight }
    at += box.width + gap
    return box.left + box.width <= right ? { text, box, align: 'left' } : null
  })
}

/** @param line from left to right */
function nearestPoint(line: readonly Point[], x: number): Point | undefined {
  let before = 0
  for (let after = line.length; before < after;) {
    const middle = (before + after) >> 1
    if (line[middle]!.x < x) before = middle + 1
    else after = middle
  }
  const [left, right] = [line[before - 1], line[before]]
  return left && (!right || x - left.x <= right.x - x) ? left : right
}

/** Places of a curve's sign along it, staggered so that those of curves close together do not cover one another, and clear of words. */
function signPlaces(line: readonly Point[], plot: Rectangle, boxes: readonly Rectangle[], stagger: number): Point[] {
  const places: Point[] = []
  for (let at = plot.left + signSpacing * (0.3 + stagger); at < plot.left + plot.width - 6; at += signSpacing) {
    const point = nearestPoint(line, at)
    if (!point || Math.abs(point.x - at) > signSpacing / 4 || point.y < plot.top || point.y > plot.top + plot.height) continue
    const box = grown({ left: point.x, top: point.y, width: 0, height: 0 }, 5)
    if (!boxes.some(other => boxesOverlap(box, other))) places.push(point)
  }
  return places
}
