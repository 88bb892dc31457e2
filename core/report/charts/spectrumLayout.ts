/** Where everything on the spectrum chart stands, in pixels. */
import { formatCount, formatNumber } from '../format'
import { axisTicks, linearTicks, toPixel, type AxisScale, type Rectangle, type Ticks } from './axes'
import { alongRows, grown, labelHeight, placeLabel, type PlacedLabel } from './labels'
import { widestTick } from './options'
import type { ChartSize, SpectrumSpec } from './spec'

/** Components `first`…`last` (1-based) drawn as one, at the largest of their eigenvalues. */
export interface Step {
  readonly first: number
  readonly last: number
  readonly value: number
}

export interface SpectrumLayout {
  readonly plot: Rectangle
  readonly x: AxisScale
  readonly y: AxisScale
  readonly xTicks: Ticks
  readonly yTicks: Ticks
  readonly steps: readonly Step[]
  readonly asBars: boolean
  readonly barWidth: number
  /** `8 of 61 components carry information` */
  readonly finding: PlacedLabel | null
  /** Whether it is known what carries information. */
  readonly carries: boolean
  readonly threshold: { readonly y: number; readonly label: PlacedLabel | null } | null
}

/** More components than this are drawn as steps of several. */
export const mostBars = 200

const headroom = 22
const margins = { top: 24, right: 20, bottom: 40 }

/** The layout of a spectrum chart at a size. Pure: the same spec and size give the same pixels. */
export function spectrumLayout(spec: SpectrumSpec, size: ChartSize): SpectrumLayout {
  const height = Math.max(40, size.height - margins.top - margins.bottom)
  const y = eigenvalueAxis(spec, height)
  const yTicks = axisTicks(y, y.kind === 'log' ? 20 : 28)
  const left = Math.max(34, widestTick(yTicks) + 12)
  const plot: Rectangle = { left, top: margins.top, width: Math.max(40, size.width - left - margins.right), height }
  const count = Math.max(1, spec.eigenvalues.length)
  const x: AxisScale = { kind: 'linear', from: 0.5, to: count + 0.5, start: plot.left, end: plot.left + plot.width }
  const steps = stepsOf(spec)
  return {
    plot, x, y, xTicks: componentTicks(x, count), yTicks, steps, asBars: count <= mostBars,
    barWidth: Math.min(40, Math.max(1, Math.floor((plot.width / count) * 0.78 * 2) / 2)), carries: spec.active !== null, ...placeLabels(spec, plot, x, y, steps)
  }
}

/**
 * The components in at most `mostBars` steps of equal width; the boundary of the active ones is always a step's edge, so that no
 * step is both. Zeros (counted or on a logarithmic axis) are left out.
 */
export function stepsOf(spec: SpectrumSpec): Step[] {
  const shown = Math.min(spec.rank, spec.eigenvalues.length)
  const width = Math.ceil(spec.eigenvalues.length / mostBars)
  const boundary = Math.min(spec.active ?? 0, shown)
  const steps: Step[] = []
  for (let first = 1; first <= shown;) {
    const last = Math.min(first + width - 1, first <= boundary ? boundary : shown)
    const value = spec.eigenvalues[first - 1] ?? 0
    if (value > 0) steps.push({ first, last, value })
    first = last + 1
  }
  return steps
}

function eigenvalueAxis(spec: SpectrumSpec, height: number): AxisScale {
  const positive = spec.eigenvalues.slice(0, spec.rank).filter(value => value > 0 && Number.isFinite(value))
  const largest = positive[0] ?? 1
  const smallest = positive.at(-1) ?? largest / 10
  const place = { start: margins.top + height, end: margins.top }
  const share = height / Math.max(height / 2, height - headroom)
  if (spec.scale === 'linear') return { kind: 'linear', from: 0, to: largest * share, ...place }
  // The smallest bar stands a tenth of the axis above its foot, so that it is seen at all.
  const decades = Math.max(0.5, Math.log10(largest / smallest))
  const foot = Math.log10(smallest) - Math.max(0.1, decades * 0.08)
  return { kind: 'log', from: 10 ** foot, to: 10 ** (foot + (Math.log10(largest) - foot) * share), ...place }
}

/** Whole component numbers; the first always. */
function componentTicks(x: AxisScale, count: number): Ticks {
  const whole = linearTicks(x, 56).labels.filter(value => Number.isInteger(value) && value >= 1)
  const labels = count <= 12 ? Array.from({ length: count }, (_, index) => index + 1) : [1, ...whole.filter(value => toPixel(x, value) - toPixel(x, 1) > 24)]
  return { majors: labels, minors: [], labels }
}

function placeLabels(spec: SpectrumSpec, plot: Rectangle, x: AxisScale, y: AxisScale, steps: readonly Step[]): Pick<SpectrumLayout, 'finding' | 'threshold'> {
  const region = grown(plot, -2)
  const boxes: Rectangle[] = steps.map(step => {
    const left = toPixel(x, step.first - 0.5)
    const top = toPixel(y, step.value)
    return { left, top, width: toPixel(x, step.last + 0.5) - left, height: plot.top + plot.height - top }
  })
  const level = spec.threshold && spec.threshold > 0 && spec.threshold < y.to ? toPixel(y, Math.max(spec.threshold, y.from)) : null
  const lines = level === null ? [] : [[{ x: plot.left, y: level }, { x: plot.left + plot.width, y: level }]]
  const rows = Array.from({ length: Math.max(1, Math.floor((region.height - labelHeight) / 2)) }, (_, index) => region.top + index * 2)
  const finding = placeLabel(findingTexts(spec), width => alongRows(rows, width, region), region, { lines, boxes })
  if (level === null) return { finding, threshold: null }
  const written = `σ²/μ = ${formatNumber(spec.threshold)}`
  const nearest = rows.toSorted((a, b) => Math.abs(a + labelHeight / 2 - level) - Math.abs(b + labelHeight / 2 - level))
  const taken = finding ? [...boxes, finding.box] : boxes
  const label = placeLabel([`water level ${written}`, written], width => alongRows([level - labelHeight - 4, ...nearest], width, region), region, { lines, boxes: taken })
  return { finding, threshold: { y: level, label } }
}

function findingTexts(spec: SpectrumSpec): string[] {
  const rank = formatCount(spec.rank)
  if (spec.active === null) return [`rank ${rank} of ${formatCount(spec.eigenvalues.length)}`]
  const share = `${formatCount(spec.active)} of ${rank}`
  return [`${share} ${spec.rank === 1 ? 'component carries' : 'components carry'} information`, `${share} carry information`, share]
}
