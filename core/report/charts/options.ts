/** What every chart of the house shares: axes at known pixels, type, colours, the tooltip. */
import type { EChartsOption, GridComponentOption, LineSeriesOption, TooltipComponentOption, XAXisComponentOption, YAXisComponentOption } from 'echarts'
import type { InformationUnit, Status } from '../../api/model'
import { unitSymbol } from '../format'
import { tickLabel, type AxisScale, type Rectangle, type Ticks } from './axes'
import { fontFamily, fontSize, textWidth } from './labels'
import type { ChartPalette } from './palette'
import type { ChartSize } from './spec'

/** Width of the widest written tick in pixels. */
export function widestTick(ticks: Ticks): number {
  return ticks.labels.reduce((widest, value) => Math.max(widest, textWidth(tickLabel(value))), 0)
}

/** The parts of an option that no chart changes. */
export function commonOption(palette: ChartPalette): EChartsOption {
  return {
    animation: true,
    animationDuration: 0,
    animationDurationUpdate: 120,
    animationEasingUpdate: 'cubicOut',
    textStyle: { fontFamily, fontSize, color: palette.ink }
  }
}

/** The plot as the engine's grid: outer bounds off, so that the axes stand exactly where the layout put them. */
export function gridOption(plot: Rectangle, size: ChartSize): GridComponentOption {
  return { left: plot.left, top: plot.top, right: size.width - plot.left - plot.width, bottom: size.height - plot.top - plot.height, outerBoundsMode: 'none' }
}

/** One axis with given ticks; its title is drawn by the chart. */
function axisOption(axis: AxisScale, ticks: Ticks, palette: ChartPalette) {
  return {
    type: axis.kind === 'log' ? 'log' as const : 'value' as const,
    min: axis.from,
    max: axis.to,
    axisTick: { show: false, customValues: [...ticks.majors] },
    minorTick: { show: false },
    axisLabel: {
      customValues: [...ticks.labels], formatter: tickLabel, color: palette.dim, fontSize, fontFamily, hideOverlap: false,
      showMinLabel: true, showMaxLabel: true
    },
    splitLine: { show: true, lineStyle: { color: palette.line, width: 1 } },
    minorSplitLine: { show: false }
  }
}

/** The horizontal axis with its title below the middle. */
export function xAxisOption(axis: AxisScale, ticks: Ticks, title: string, palette: ChartPalette): XAXisComponentOption {
  const common = axisOption(axis, ticks, palette)
  return {
    ...common,
    id: 'x',
    name: title,
    nameLocation: 'middle' as const,
    nameGap: 26,
    nameTextStyle: { color: palette.dim, fontSize, fontFamily },
    axisLine: { show: true, onZero: false, lineStyle: { color: palette.lineStrong, width: 1 } },
    axisLabel: { ...common.axisLabel, margin: 9 }
  }
}

/** The vertical axis; its title stands above it, written from the left edge of the picture. */
export function yAxisOption(axis: AxisScale, ticks: Ticks, title: string, plot: Rectangle, palette: ChartPalette): YAXisComponentOption {
  const common = axisOption(axis, ticks, palette)
  return {
    ...common,
    id: 'y',
    name: title,
    nameLocation: 'end',
    nameGap: 8,
    nameTextStyle: { color: palette.dim, fontSize, fontFamily, align: 'left', padding: [0, 0, 0, 4 - plot.left] },
    axisLine: { show: false },
    startValue: axis.from
  }
}

/** A tooltip in the theme's colours that stays inside the chart. @param formatter what it says, as HTML: escape whatever a user wrote */
export function tooltipOption(palette: ChartPalette, formatter: NonNullable<TooltipComponentOption['formatter']>): TooltipComponentOption {
  return {
    trigger: 'axis',
    // The picture itself, said outright: left to find it, the engine would ask for its style, and so have the page laid out, with every drawing.
    appendTo: (picture: unknown) => picture as never,
    confine: true,
    transitionDuration: 0,
    backgroundColor: palette.panel,
    borderColor: palette.lineStrong,
    borderWidth: 1,
    padding: [4, 8],
    textStyle: { color: palette.ink, fontSize, fontFamily },
    axisPointer: { type: 'line', snap: true, lineStyle: { color: palette.dim, type: 'solid', width: 1 }, label: { show: false } },
    formatter
  }
}

const qualifiers: Readonly<Record<Status, string>> = { exact: '', 'upper-bound': ', upper bound', approximation: ', approximation' }

/** Title of an axis of MMI: its unit and how sure it is. */
export function mmiTitle({ unit, status }: { readonly unit: InformationUnit; readonly status: Status }): string {
  return `MMI (${unitSymbol(unit)})${qualifiers[status]}`
}

/** A curve without its points' symbols. */
export function lineSeries(id: string, name: string, data: [number, number][]): LineSeriesOption {
  return { id, name, type: 'line', data, showSymbol: false, symbol: 'circle', symbolSize: 6, z: 2, emphasis: { disabled: true } }
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text as HTML and XML take it. */
export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, character => entities[character] ?? character)
}
