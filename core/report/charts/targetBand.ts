/** The target interval as a band across a chart whose height is MMI. */
import type { InformationUnit } from '../../api/model'
import type { TargetBounds } from '../../api/target'
import { formatCompact, inUnit, unitSymbol } from '../format'
import type { VerdictPosition } from '../verdict'
import { toPixel, type AxisScale, type Rectangle } from './axes'
import { alongRows, labelHeight, placeLabel, type Obstacles, type PlacedLabel } from './labels'
import { labelMark, type Mark } from './marks'
import type { ChartPalette } from './palette'

export interface TargetArea {
  /** null: the interval lies above the chart. */
  readonly band: Rectangle | null
  /** Pixels of those ends of the interval that are on the chart. */
  readonly limits: readonly number[]
}

export interface TargetBand extends TargetArea {
  readonly label: PlacedLabel | null
}

/** An interval as it is written: `4.1 – 8.9 nat`, `from 4.1 nat` without an upper end. */
export function intervalText({ lower, upper }: TargetBounds, unit: InformationUnit): string {
  const from = formatCompact(inUnit(lower, unit))
  return upper === null ? `from ${from} ${unitSymbol(unit)}` : `${from} – ${formatCompact(inUnit(upper, unit))} ${unitSymbol(unit)}`
}

/** On which side of the target a value lies. @param value nats */
export function sideOf(value: number, { lower, upper }: TargetBounds): VerdictPosition {
  return value < lower ? 'below' : upper !== null && value > upper ? 'above' : 'inside'
}

/** The highest value a chart must show so that the target is seen; a target far above the curve is drawn to the chart's edge: the curve must stay readable. @param highest of the curves, in the unit shown */
export function reachWithTarget(highest: number, target: TargetBounds | null | undefined, unit: InformationUnit): number {
  if (!target) return highest
  const lower = inUnit(target.lower, unit)
  const upper = target.upper === null ? Number.POSITIVE_INFINITY : inUnit(target.upper, unit)
  const reach = highest > 0 ? 2 * highest : target.upper === null ? 2 * lower : upper
  if (upper <= reach) return Math.max(highest, upper)
  return lower <= reach ? Math.max(highest, Math.min(reach, lower * 1.25)) : highest
}

/** Where the band stands. */
export function targetArea(target: TargetBounds | null | undefined, unit: InformationUnit, plot: Rectangle, y: AxisScale): TargetArea | null {
  if (!target) return null
  if (inUnit(target.lower, unit) >= y.to) return { band: null, limits: [] }
  const level = (value: number): number => Math.min(Math.max(toPixel(y, inUnit(value, unit)), plot.top), plot.top + plot.height)
  const bottom = level(target.lower)
  const top = target.upper === null ? plot.top : level(target.upper)
  const band = { left: plot.left, top, width: plot.width, height: Math.max(1, bottom - top) }
  return { band, limits: [band.top, band.top + band.height].filter(limit => limit > plot.top) }
}

/** The band's limits as lines that words keep off. */
export function limitLines(area: TargetArea | null, plot: Rectangle): Obstacles['lines'] {
  return (area?.limits ?? []).map(y => [{ x: plot.left, y }, { x: plot.left + plot.width, y }])
}

/** The band with its words. @param obstacles what they keep off */
export function labelledTarget(target: TargetBounds | null | undefined, area: TargetArea | null, unit: InformationUnit, region: Rectangle, obstacles: Obstacles): TargetBand | null {
  if (!target || !area) return null
  const interval = intervalText(target, unit)
  const { band } = area
  if (!band) return { ...area, label: placeLabel([`↑ target ${interval}`, '↑ target'], width => alongRows([region.top], width, region), region, obstacles) }
  const bottom = band.top + band.height
  const middle = (band.top + bottom - labelHeight) / 2
  const inside = band.height >= labelHeight + 6 ? [middle, band.top + 4, bottom - labelHeight - 4] : []
  const rows = [...inside, band.top - labelHeight - 4, bottom + 4, band.top - 2 * labelHeight - 8, band.top - 3 * labelHeight - 12]
  return { ...area, label: placeLabel([`target ${interval}`, 'target'], width => alongRows(rows, width, region), region, obstacles) }
}

/** The band and its limits; the band alone is too pale to be seen when it is thin, so the limits carry the contrast. */
export function targetBandMarks(target: TargetBand | null, palette: ChartPalette): Mark[] {
  const band = target?.band
  if (!band) return []
  return [
    { kind: 'box', name: 'target', box: band, color: palette.insideGround },
    ...target.limits.map((y): Mark => ({ kind: 'line', name: 'target limit', from: { x: band.left, y }, to: { x: band.left + band.width, y }, color: palette.inside, width: 1, dash: [1, 3] }))
  ]
}

export function targetLabelMarks(target: TargetBand | null, palette: ChartPalette): Mark[] {
  return target?.label ? [labelMark('target label', target.label, palette.inside, null)] : []
}
