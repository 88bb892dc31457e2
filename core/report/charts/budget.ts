/** MMI along the weight budget F: the curve, its breakpoints and error, the target, and where the design stands. */
import type { EChartsOption, LineSeriesOption } from 'echarts'
import { inUnit, unitSymbol } from '../format'
import { toPixel } from './axes'
import { bracketMarks } from './bracketMark'
import { budgetLayout, type BudgetLayout } from './budgetLayout'
import { currentLabelMarks, currentMarks } from './currentMark'
import { labelMark, marksSeries, type Mark } from './marks'
import { commonOption, escaped, gridOption, lineSeries, mmiTitle, tooltipOption, xAxisOption, yAxisOption } from './options'
import type { ChartPalette } from './palette'
import { panelSize, type BudgetSpec, type ChartSize } from './spec'
import { targetBandMarks, targetLabelMarks } from './targetBand'

/**
 * The chart as an ECharts option. Pure: the same spec, palette and size give the same picture on screen and in an export.
 *
 * @param layout of the same spec and size, when the caller has it already
 */
export function budgetChart(spec: BudgetSpec, palette: ChartPalette, size: ChartSize = panelSize, layout: BudgetLayout = budgetLayout(spec, size)): EChartsOption {
  const xTitle = `weight budget F${layout.breakpoints.length > 0 && layout.plot.width >= 260 ? ' · marks below the axis: breakpoints ρ' : ''}`
  return {
    ...commonOption(palette),
    grid: gridOption(layout.plot, size),
    xAxis: xAxisOption(layout.x, layout.xTicks, xTitle, palette),
    yAxis: yAxisOption(layout.y, layout.yTicks, mmiTitle(spec), layout.plot, palette),
    tooltip: tooltipOption(palette, parameters => tooltip(spec, parameters)),
    series: [
      marksSeries('ground', 1, targetBandMarks(layout.target, palette)),
      ...errorBand(spec, palette),
      ...(spec.others ?? []).map((other, index) => ({
        ...lineSeries(`other-${index}`, other.name, points(spec, other.budgets, other.mmi)),
        lineStyle: { color: palette.dim, width: 1.5, type: [...(layout.others[index]?.dash ?? [])] },
        itemStyle: { color: palette.dim }
      })),
      { ...lineSeries('curve', spec.name ?? 'MMI', points(spec, spec.budgets, spec.mmi)), lineStyle: { color: palette.accent, width: 2, join: 'round' as const }, itemStyle: { color: palette.accent }, z: 3 },
      marksSeries('marks', 5, foregroundMarks(layout, palette))
    ]
  }
}

/** Points of a curve in the unit shown; a logarithmic axis has no place for F = 0. */
function points(spec: BudgetSpec, budgets: Float64Array, mmi: Float64Array): [number, number][] {
  const all = Array.from(budgets, (budget, index): [number, number] => [budget, inUnit(mmi[index] ?? Number.NaN, spec.unit)])
  return all.filter(([budget, value]) => Number.isFinite(value) && (spec.scale === 'linear' || budget > 0))
}

/** One standard error either way: an unseen line at the lower edge, and the band stacked upon it. */
function errorBand(spec: BudgetSpec, palette: ChartPalette): LineSeriesOption[] {
  const errors = spec.standardErrors
  if (!errors) return []
  const lower = spec.mmi.map((mmi, index) => Math.max(0, mmi - (errors[index] ?? 0)))
  const height = spec.mmi.map((mmi, index) => mmi + (errors[index] ?? 0) - (lower[index] ?? 0))
  const edge = { stack: 'standard error', stackStrategy: 'all' as const, lineStyle: { opacity: 0 }, silent: true, symbol: 'none' }
  return [
    { ...lineSeries('error-lower', '', points(spec, spec.budgets, lower)), ...edge },
    { ...lineSeries('error-band', 'standard error', points(spec, spec.budgets, height)), ...edge, areaStyle: { color: palette.accent, opacity: 0.2 } }
  ]
}

function foregroundMarks(layout: BudgetLayout, palette: ChartPalette): Mark[] {
  const floor = layout.plot.top + layout.plot.height
  const vertical = (name: string, x: number, from: number, to: number, color: string): Mark => ({ kind: 'line', name, from: { x, y: from }, to: { x, y: to }, color, width: 1 })
  const marks: Mark[] = layout.xTicks.minors.map(value => vertical('minor tick', toPixel(layout.x, value), floor - 3, floor, palette.lineStrong))
  marks.push(...layout.breakpoints.map(x => vertical('breakpoint', x, floor + 1, floor + 6, palette.dim)))
  for (const { sign, signs } of layout.others) {
    marks.push(...signs.map((centre): Mark => ({ kind: 'sign', name: 'curve sign', sign, centre, radius: 3.5, color: palette.dim, ring: palette.panel })))
  }
  marks.push(...bracketMarks(layout.bracket, palette), ...currentMarks(layout.current, 'budget', layout.plot, palette), ...targetLabelMarks(layout.target, palette), ...currentLabelMarks(layout.current, 'budget label', palette))
  if (layout.name) marks.push(labelMark('curve name', layout.name, palette.accent, palette.panel, true))
  for (const { name } of layout.others) if (name) marks.push(labelMark('curve name', name, palette.dim, palette.panel))
  return marks
}

interface HoveredPoint { readonly seriesId?: string; readonly seriesName?: string; readonly dataIndex?: number; readonly value?: unknown }

/** The hovered points in full precision. */
function tooltip(spec: BudgetSpec, parameters: unknown): string {
  const hovered = (Array.isArray(parameters) ? parameters : [parameters]) as readonly HoveredPoint[]
  const unit = unitSymbol(spec.unit)
  const lines = hovered.flatMap(({ seriesId = '', seriesName = '', value }) => {
    if ((seriesId !== 'curve' && !seriesId.startsWith('other-')) || !Array.isArray(value)) return []
    const [budget, mmi] = value as [number, number]
    const error = seriesId === 'curve' && spec.standardErrors ? spec.standardErrors[spec.budgets.indexOf(budget)] : undefined
    const spread = error === undefined ? '' : ` ± ${inUnit(error, spec.unit)}`
    return [`F = ${budget}<br>${escaped(seriesName)} ${mmi}${spread} ${unit}`]
  })
  return lines.join('<br>')
}
