/** The plot of a chart whose height is an amount of information, from nothing up to its highest value and some room for words. */
import { axisTicks, type AxisScale, type Rectangle, type Ticks } from './axes'
import { widestTick } from './options'
import type { ChartSize } from './spec'

export interface InformationPlot {
  readonly plot: Rectangle
  /** In the unit shown. */
  readonly y: AxisScale
  readonly yTicks: Ticks
}

const margins = { top: 24, right: 28, bottom: 40 }
/** Room above the highest value, so that a label always finds a place clear of the curves. */
const labelRoom = 24

/** @param highest in the unit shown, > 0 */
export function informationPlot(highest: number, size: ChartSize, headroom = labelRoom): InformationPlot {
  const height = Math.max(40, size.height - margins.top - margins.bottom)
  const y: AxisScale = { kind: 'linear', from: 0, to: (highest * height) / Math.max(height / 2, height - headroom), start: margins.top + height, end: margins.top }
  const yTicks = axisTicks(y, 28)
  const left = Math.max(34, widestTick(yTicks) + 12)
  return { plot: { left, top: margins.top, width: Math.max(40, size.width - left - margins.right), height }, y, yTicks }
}
