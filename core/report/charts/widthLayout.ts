/** Where everything on the width chart stands, in pixels. */
import type { WidthCurve } from '../../api/model'
import { inUnit } from '../format'
import { axisTicks, tickLabel, toPixel, type AxisScale, type Ticks } from './axes'
import { curvePixels, interpolate } from './curve'
import { placeCurrent, type CurrentMark } from './currentMark'
import { informationPlot, type InformationPlot } from './informationPlot'
import { grown } from './labels'
import type { AxisKind, ChartSize, WidthSpec } from './spec'
import { labelledTarget, limitLines, reachWithTarget, targetArea, type TargetBand } from './targetBand'

export interface WidthLayout extends InformationPlot {
  readonly x: AxisScale
  /** Whole numbers only. */
  readonly xTicks: Ticks
  /** Beside the widths: whether the point is drawn by itself; crowded ones are only the line's. */
  readonly dotted: readonly boolean[]
  readonly current: CurrentMark
  readonly target: TargetBand | null
}

const dotGap = 5
/** A curve that spans more than this factor is read on a logarithmic axis. */
const wideFactor = 64

/** `8 units`, `1 filter`. */
export function countWords(width: number | string, counts: WidthCurve['kind']): string {
  return `${width} ${String(width) === '1' ? counts.slice(0, -1) : counts}`
}

/** The axis that suits a curve when nobody chose one. */
export function suitableScale(widths: Int32Array): AxisKind {
  return (widths.at(-1) ?? 1) > wideFactor * (widths[0] ?? 1) ? 'log' : 'linear'
}

/** The layout of a width chart at a size. Pure: the same spec and size give the same pixels. */
export function widthLayout(spec: WidthSpec, size: ChartSize): WidthLayout {
  const frame = informationPlot(highestValue(spec), size)
  const { plot, y } = frame
  const x: AxisScale = { kind: spec.scale, ...widthRange(spec), start: plot.left, end: plot.left + plot.width }
  const shown = spec.mmi.map(value => inUnit(value, spec.unit))
  const region = grown(plot, -3)
  const line = curvePixels(Float64Array.from(spec.widths), shown, x, y)
  const area = targetArea(spec.target, spec.unit, plot, y)
  const current = placeCurrent(currentOf(spec), written => countWords(written, spec.counts), spec.unit, plot, region, x, y, [line], limitLines(area, plot))
  const standing = current.x === null ? [line] : [line, [{ x: current.x, y: plot.top }, { x: current.x, y: plot.top + plot.height }]]
  const boxes = [current.label?.box, current.handle ? grown({ left: current.handle.x, top: current.handle.y, width: 0, height: 0 }, 7) : null].filter(box => !!box)
  const target = labelledTarget(spec.target, area, spec.unit, region, { lines: standing, boxes })
  return { ...frame, x, xTicks: wholeTicks(x), dotted: dottedPoints(spec, x), current, target }
}

/** The widths the axis spans, `from` ≥ 1 and `to` > `from`. */
export function widthRange(spec: WidthSpec): { readonly from: number; readonly to: number } {
  if (spec.range) return spec.range
  const from = Math.max(1, Math.min(spec.widths[0] ?? spec.width, spec.width))
  const to = Math.max(spec.widths.at(-1) ?? spec.width, spec.width, from)
  return { from, to: to > from ? to : from + 1 }
}

/** MMI at the present width: exact where it is one of the curve's own points. */
function currentOf(spec: WidthSpec): Pick<CurrentMark, 'at' | 'mmi' | 'approximate'> {
  const mmi = spec.value ?? interpolate(Float64Array.from(spec.widths), spec.mmi, spec.width)
  return { at: spec.width, mmi, approximate: spec.value === null && !spec.widths.includes(spec.width) }
}

function highestValue(spec: WidthSpec): number {
  const curve = spec.mmi.reduce((highest, mmi) => (Number.isFinite(mmi) ? Math.max(highest, mmi) : highest), 0)
  const highest = reachWithTarget(inUnit(Math.max(curve, spec.value ?? 0), spec.unit), spec.target, spec.unit)
  return highest > 0 && Number.isFinite(highest) ? highest : 1
}

/** There is no half a unit: of round values only whole ones, the narrowest always, and as many as have room to be written. */
function wholeTicks(x: AxisScale): Ticks {
  const spacing = Math.max(28, tickLabel(Math.trunc(x.to)).length * 8 + 8)
  const { majors, minors, labels } = axisTicks(x, spacing)
  const whole = (values: readonly number[]): number[] => values.filter(Number.isInteger)
  const first = Math.ceil(x.from)
  const withFirst = (values: readonly number[]): number[] => [first, ...whole(values).filter(value => toPixel(x, value) - toPixel(x, first) >= spacing)]
  return { majors: withFirst(majors), minors: whole(minors), labels: withFirst(labels) }
}

function dottedPoints(spec: WidthSpec, x: AxisScale): boolean[] {
  const at = Array.from(spec.widths, width => toPixel(x, width))
  return at.map((pixel, index) => {
    const before = at[index - 1] ?? Number.NEGATIVE_INFINITY
    const after = at[index + 1] ?? Number.POSITIVE_INFINITY
    return Math.min(pixel - before, after - pixel) >= dotGap
  })
}
