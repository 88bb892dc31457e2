/** What the slider of a chart moves: the dashed line at the present value, its handle on the curve and its words beside it. */
import type { InformationUnit } from '../../api/model'
import { formatInformation, inUnit } from '../format'
import { tickLabel, toPixel, type AxisScale, type Point, type Rectangle } from './axes'
import { besidePoint, placeLabel, type Obstacles, type PlacedLabel } from './labels'
import { labelMark, type Mark } from './marks'
import type { ChartPalette } from './palette'

export interface CurrentMark {
  /** The present value along the horizontal axis. */
  readonly at: number
  /** nats; null where the curve does not reach. */
  readonly mmi: number | null
  /** Read off the curve between its points, not computed for this value. */
  readonly approximate: boolean
  /** null: left of a logarithmic axis, or outside its range. */
  readonly x: number | null
  readonly handle: Point | null
  readonly label: PlacedLabel | null
}

/**
 * The mark of a value on the axes.
 *
 * @param words the value in words: `F = 76`, `8 units`
 * @param region where the label may stand
 * @param lines curves that it keeps off
 * @param quiet thin lines that it keeps off if it can without becoming shorter
 */
export function placeCurrent(
  current: Pick<CurrentMark, 'at' | 'mmi' | 'approximate'>, words: (written: string) => string, unit: InformationUnit,
  plot: Rectangle, region: Rectangle, x: AxisScale, y: AxisScale, lines: Obstacles['lines'], quiet: Obstacles['lines']
): CurrentMark {
  const { at, mmi, approximate } = current
  const visible = at >= x.from && at <= x.to && (x.kind === 'linear' || at > 0)
  const pixel = visible ? toPixel(x, at) : null
  const level = mmi === null ? plot.top + plot.height / 2 : toPixel(y, inUnit(mmi, unit))
  const handle = pixel !== null && mmi !== null ? { x: pixel, y: level } : null
  const arrow = visible ? '' : at < x.from ? '← ' : '→ '
  const value = mmi === null ? '' : `${approximate ? '≈ ' : ''}${formatInformation(mmi, unit)}`
  const place = `${arrow}${words(tickLabel(Number(at.toPrecision(4))))}`
  const texts = value ? [`${place} · ${value}`, value] : [place]
  const anchor = { x: pixel ?? (at < x.from ? plot.left - 4 : plot.left + plot.width + 4), y: Math.min(Math.max(level, plot.top), plot.top + plot.height) }
  const clearOf = (text: string, kept: Obstacles['lines']): PlacedLabel | null => placeLabel([text], width => besidePoint(anchor, width, region), region, { lines: kept, boxes: [] })
  const label = texts.reduce<PlacedLabel | null>((found, text) => found ?? clearOf(text, [...lines, ...quiet]) ?? clearOf(text, lines), null)
  return { ...current, x: pixel, handle, label }
}

/** The line and the handle. @param name of the line among the marks */
export function currentMarks({ x, handle }: CurrentMark, name: string, plot: Rectangle, palette: ChartPalette): Mark[] {
  const marks: Mark[] = []
  if (x !== null) marks.push({ kind: 'line', name, from: { x, y: plot.top }, to: { x, y: plot.top + plot.height }, color: palette.ink, width: 1.25, dash: [4, 3] })
  if (handle) marks.push({ kind: 'sign', name: 'handle', sign: 'disc', centre: handle, radius: 5, color: palette.accent, ring: palette.panel })
  return marks
}

export function currentLabelMarks({ label }: CurrentMark, name: string, palette: ChartPalette): Mark[] {
  return label ? [labelMark(name, label, palette.ink, palette.panel, true)] : []
}
