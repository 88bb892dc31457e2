/** MMI along the weight budget F: the curve, its breakpoints and error, the target, and where the design stands. */
import type { EChartsOption, LineSeriesOption } from 'echarts'
import type { Status } from '../../api/model'
import { inUnit, unitSymbol } from '../format'
import { toPixel } from './axes'
import { budgetLayout, type BudgetLayout } from './budgetLayout'
import { labelMark, marksSeries, type Mark } from './marks'
import { commonOption, escaped, gridOption, tooltipOption, xAxisOption, yAxisOption } from './options'
import type { ChartPalette } from './palette'
import { panelSize, type BudgetSpec, type ChartSize } from './spec'

const qualifiers: Readonly<Record<Status, string>> = { exact: '', 'upper-bound': ', upper bound', approximation: ', approximation' }
const dashes: readonly (readonly number[])[] = [[6, 3], [2, 2], [8, 3, 2, 3]]

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
    yAxis: yAxisOption(layout.y, layout.yTicks, `MMI (${unitSymbol(spec.unit)})${qualifiers[spec.status]}`, layout.plot, palette),
    tooltip: tooltipOption(palette, parameters => tooltip(spec, parameters)),
    series: [
      marksSeries('ground', 1, groundMarks(layout, palette)),
      ...errorBand(spec, palette),
      ...(spec.others ?? []).map((other, index) => ({
        ...lineSeries(`other-${index}`, other.name, points(spec, other.budgets, other.mmi)),
        lineStyle: { color: palette.dim, width: 1.5, type: [...(dashes[index % dashes.length] ?? [])] },
        itemStyle: { color: palette.dim }
      })),
      { ...lineSeries('curve', 'MMI', points(spec, spec.budgets, spec.mmi)), lineStyle: { color: palette.accent, width: 2, join: 'round' as const }, itemStyle: { color: palette.accent }, z: 3 },
      marksSeries('marks', 5, foregroundMarks(layout, palette))
    ]
  }
}

function lineSeries(id: string, name: string, data: [number, number][]): LineSeriesOption {
  return { id, name, type: 'line', data, showSymbol: false, symbol: 'circle', symbolSize: 6, z: 2, emphasis: { disabled: true } }
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

function groundMarks(layout: BudgetLayout, palette: ChartPalette): Mark[] {
  const band = layout.target?.band
  if (!band) return []
  // The band alone is too pale to be seen when it is thin; its limits carry the contrast.
  const limits = [band.top, band.top + band.height].filter(y => y > layout.plot.top)
  return [
    { kind: 'box', name: 'target', box: band, color: palette.insideGround },
    ...limits.map((y): Mark => ({ kind: 'line', name: 'target limit', from: { x: band.left, y }, to: { x: band.left + band.width, y }, color: palette.inside, width: 1, dash: [1, 3] }))
  ]
}

function foregroundMarks(layout: BudgetLayout, palette: ChartPalette): Mark[] {
  const floor = layout.plot.top + layout.plot.height
  const vertical = (name: string, x: number, from: number, to: number, color: string, width = 1, dash?: readonly number[]): Mark =>
    ({ kind: 'line', name, from: { x, y: from }, to: { x, y: to }, color, width, ...(dash ? { dash } : {}) })
  const marks: Mark[] = layout.xTicks.minors.map(value => vertical('minor tick', toPixel(layout.x, value), floor - 3, floor, palette.lineStrong))
  marks.push(...layout.breakpoints.map(x => vertical('breakpoint', x, floor + 1, floor + 6, palette.dim)))
  const { current, target } = layout
  if (current.x !== null) marks.push(vertical('budget', current.x, layout.plot.top, floor, palette.ink, 1.25, [4, 3]))
  if (current.handle) marks.push({ kind: 'disc', name: 'handle', centre: current.handle, radius: 5, color: palette.accent, ring: palette.panel })
  if (target?.label) marks.push(labelMark('target label', target.label, palette.inside, null))
  if (current.label) marks.push(labelMark('budget label', current.label, palette.ink, palette.panel, true))
  for (const name of layout.names) if (name) marks.push(labelMark('curve name', name, palette.dim, palette.panel))
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
