/** MMI of a design against the units or filters of one of its blocks: what widening it is worth. */
import type { EChartsOption } from 'echarts'
import { inUnit, unitSymbol } from '../format'
import { toPixel } from './axes'
import { currentLabelMarks, currentMarks } from './currentMark'
import { shortened } from './curveName'
import { marksSeries, type Mark } from './marks'
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
  const data = Array.from(spec.widths, (width, index) => ({
    value: [width, inUnit(spec.mmi[index] ?? Number.NaN, spec.unit)],
    ...(layout.dotted[index] ? {} : { symbol: 'none' })
  }))
  return {
    ...commonOption(palette),
    grid: gridOption(layout.plot, size),
    xAxis: xAxisOption(layout.x, layout.xTicks, `${spec.counts} of ${shortened(spec.block, 32)}`, palette),
    yAxis: yAxisOption(layout.y, layout.yTicks, mmiTitle(spec), layout.plot, palette),
    tooltip: tooltipOption(palette, parameters => tooltip(spec, parameters)),
    series: [
      marksSeries('ground', 1, targetBandMarks(layout.target, palette)),
      {
        ...lineSeries('curve', 'MMI', []), data: data.filter(({ value: [, mmi] }) => Number.isFinite(mmi)), showSymbol: true, showAllSymbol: true, symbolSize: 4.5,
        lineStyle: { color: palette.accent, width: 1.5, join: 'round' }, itemStyle: { color: palette.accent }, z: 3
      },
      marksSeries('marks', 5, foregroundMarks(layout, palette))
    ]
  }
}

function foregroundMarks(layout: WidthLayout, palette: ChartPalette): Mark[] {
  const floor = layout.plot.top + layout.plot.height
  const minors = layout.xTicks.minors.map((value): Mark => {
    const x = toPixel(layout.x, value)
    return { kind: 'line', name: 'minor tick', from: { x, y: floor - 3 }, to: { x, y: floor }, color: palette.lineStrong, width: 1 }
  })
  return [
    ...minors, ...currentMarks(layout.current, 'width', layout.plot, palette),
    ...targetLabelMarks(layout.target, palette), ...currentLabelMarks(layout.current, 'width label', palette)
  ]
}

/** The hovered point in full precision. */
function tooltip(spec: WidthSpec, parameters: unknown): string {
  const hovered = (Array.isArray(parameters) ? parameters : [parameters]) as readonly { readonly seriesId?: string; readonly value?: unknown }[]
  const lines = hovered.flatMap(({ seriesId, value }) => {
    if (seriesId !== 'curve' || !Array.isArray(value)) return []
    const [width, mmi] = value as [number, number]
    return [`${escaped(spec.block)}: ${countWords(width, spec.counts)}<br>MMI ${mmi} ${unitSymbol(spec.unit)}`]
  })
  return lines.join('<br>')
}
