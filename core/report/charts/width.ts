/** MMI of a design against the units or filters of one of its blocks: what widening it is worth. */
import type { EChartsOption } from 'echarts'
import { inUnit, unitSymbol } from '../format'
import { toPixel } from './axes'
import { currentLabelMarks, currentMarks } from './currentMark'
import { shortened } from './curveName'
import { marksSeries, withMarks, type Mark } from './marks'
import { commonOption, escaped, gridOption, lineSeries, mmiTitle, tooltipOption, xAxisOption, yAxisOption } from './options'
import type { ChartPalette } from './palette'
import { panelSize, type ChartSize, type WidthSpec } from './spec'
import { targetBandMarks, targetLabelMarks } from './targetBand'
import { countWords, widthLayout, type WidthLayout } from './widthLayout'

/**
 * The chart as an ECharts option. Pure: the same spec, palette and size give the same picture on screen and in an export.
 *
 * @param layout of the same spec and size, when the caller has it already
 */
export function widthChart(spec: WidthSpec, palette: ChartPalette, size: ChartSize = panelSize, layout: WidthLayout = widthLayout(spec, size)): EChartsOption {
  return withMarks(widthGroundChart(widthGround(spec, palette, size, layout)), widthMarks(layout, palette))
}

/** All that the chart shows but its marks. The present width is no part of it: equal grounds give equal pictures, wherever the width moves. */
export interface WidthGround {
  readonly spec: Pick<WidthSpec, 'widths' | 'mmi' | 'counts' | 'unit' | 'status'>
  readonly block: string
  readonly layout: Pick<WidthLayout, 'plot' | 'x' | 'y' | 'xTicks' | 'yTicks' | 'dotted'>
  readonly target: readonly Mark[]
  readonly palette: ChartPalette
  readonly size: ChartSize
}

export function widthGround(spec: WidthSpec, palette: ChartPalette, size: ChartSize, layout: WidthLayout): WidthGround {
  const { widths, mmi, counts, unit, status, block } = spec
  const { plot, x, y, xTicks, yTicks, dotted } = layout
  return { spec: { widths, mmi, counts, unit, status }, block, layout: { plot, x, y, xTicks, yTicks, dotted }, target: targetBandMarks(layout.target, palette), palette, size }
}

/** The ground as an ECharts option. */
export function widthGroundChart({ spec, block, layout, target, palette, size }: WidthGround): EChartsOption {
  const data = Array.from(spec.widths, (width, index) => ({
    value: [width, inUnit(spec.mmi[index] ?? Number.NaN, spec.unit)],
    ...(layout.dotted[index] ? {} : { symbol: 'none' })
  }))
  return {
    ...commonOption(palette),
    grid: gridOption(layout.plot, size),
    xAxis: xAxisOption(layout.x, layout.xTicks, `${spec.counts} of ${shortened(block, 32)}`, palette),
    yAxis: yAxisOption(layout.y, layout.yTicks, mmiTitle(spec), layout.plot, palette),
    tooltip: tooltipOption(palette, parameters => tooltip(spec, block, parameters)),
    series: [
      marksSeries('ground', 1, target),
      {
        ...lineSeries('curve', 'MMI', []), data: data.filter(({ value: [, mmi] }) => Number.isFinite(mmi)), showSymbol: true, showAllSymbol: true, symbolSize: 4.5,
        lineStyle: { color: palette.accent, width: 1.5, join: 'round' }, itemStyle: { color: palette.accent }, z: 3
      },
      marksSeries('ticks', 4, tickMarks(layout, palette))
    ]
  }
}

function tickMarks({ plot, x, xTicks }: WidthGround['layout'], palette: ChartPalette): Mark[] {
  const floor = plot.top + plot.height
  return xTicks.minors.map((value): Mark => {
    const at = toPixel(x, value)
    return { kind: 'line', name: 'minor tick', from: { x: at, y: floor - 3 }, to: { x: at, y: floor }, color: palette.lineStrong, width: 1 }
  })
}

/** The present width, and the words that keep clear of it. */
export function widthMarks(layout: WidthLayout, palette: ChartPalette): Mark[] {
  return [
    ...currentMarks(layout.current, 'width', layout.plot, palette), ...targetLabelMarks(layout.target, palette), ...currentLabelMarks(layout.current, 'width label', palette)
  ]
}

/** The hovered point in full precision. */
function tooltip(spec: WidthGround['spec'], block: string, parameters: unknown): string {
  const hovered = (Array.isArray(parameters) ? parameters : [parameters]) as readonly { readonly seriesId?: string; readonly value?: unknown }[]
  const lines = hovered.flatMap(({ seriesId, value }) => {
    if (seriesId !== 'curve' || !Array.isArray(value)) return []
    const [width, mmi] = value as [number, number]
    return [`${escaped(block)}: ${countWords(width, spec.counts)}<br>MMI ${mmi} ${unitSymbol(spec.unit)}`]
  })
  return lines.join('<br>')
}
