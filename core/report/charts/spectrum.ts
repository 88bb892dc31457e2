/** The eigenvalues of Σ, those that carry information set apart from those that do not. */
import type { BarSeriesOption, EChartsOption, LineSeriesOption } from 'echarts'
import { formatCount } from '../format'
import { labelMark, withMarks, type Mark } from './marks'
import { commonOption, escaped, gridOption, tooltipOption, xAxisOption, yAxisOption } from './options'
import type { ChartPalette } from './palette'
import { panelSize, type ChartSize, type SpectrumSpec } from './spec'
import { spectrumLayout, type SpectrumLayout, type Step } from './spectrumLayout'

/** The chart as an ECharts option. Pure: the same spec, palette and size give the same picture on screen and in an export. */
export function spectrumChart(spec: SpectrumSpec, palette: ChartPalette, size: ChartSize = panelSize): EChartsOption {
  const layout = spectrumLayout(spec, size)
  return withMarks(spectrumGroundChart(spectrumGround(spec, palette, size, layout)), spectrumMarks(layout, palette))
}

/** All that the chart shows but its marks: the components. The water level is no part of it: equal grounds give equal pictures, wherever it stands. */
export interface SpectrumGround {
  readonly spec: Pick<SpectrumSpec, 'eigenvalues' | 'active'>
  readonly layout: Pick<SpectrumLayout, 'plot' | 'x' | 'y' | 'xTicks' | 'yTicks' | 'steps' | 'asBars' | 'barWidth'>
  readonly palette: ChartPalette
  readonly size: ChartSize
}

export function spectrumGround({ eigenvalues, active }: SpectrumSpec, palette: ChartPalette, size: ChartSize, layout: SpectrumLayout): SpectrumGround {
  const { plot, x, y, xTicks, yTicks, steps, asBars, barWidth } = layout
  return { spec: { eigenvalues, active }, layout: { plot, x, y, xTicks, yTicks, steps, asBars, barWidth }, palette, size }
}

/** The ground as an ECharts option. */
export function spectrumGroundChart({ spec, layout, palette, size }: SpectrumGround): EChartsOption {
  const wide = layout.steps.reduce((widest, step) => Math.max(widest, step.last - step.first + 1), 1)
  const xTitle = wide > 1 ? `component · the largest of every ${wide} is drawn` : 'component'
  return {
    ...commonOption(palette),
    grid: gridOption(layout.plot, size),
    // The axis is given whole; the engine would widen it by half a bar on either side.
    xAxis: { ...xAxisOption(layout.x, layout.xTicks, xTitle, palette), splitLine: { show: false }, containShape: false },
    yAxis: yAxisOption(layout.y, layout.yTicks, 'λ', layout.plot, palette),
    tooltip: tooltipOption(palette, parameters => tooltip(spec, layout, parameters)),
    series: layout.asBars ? [bars(spec, layout, palette)] : areas(spec, layout, palette)
  }
}

const isActive = (spec: SpectrumGround['spec'], step: Step): boolean => spec.active !== null && step.last <= spec.active

function bars(spec: SpectrumGround['spec'], layout: SpectrumGround['layout'], palette: ChartPalette): BarSeriesOption {
  return {
    id: 'components',
    name: 'λ',
    type: 'bar',
    barWidth: layout.barWidth,
    clip: true,
    emphasis: { disabled: true },
    data: layout.steps.map(step => ({ value: [step.first, step.value], itemStyle: { color: isActive(spec, step) ? palette.accent : palette.lineStrong } }))
  }
}

/** Steps from edge to edge, one area for the active components and one for the others. */
function areas(spec: SpectrumGround['spec'], layout: SpectrumGround['layout'], palette: ChartPalette): LineSeriesOption[] {
  const area = (id: string, steps: readonly Step[], color: string): LineSeriesOption => {
    const last = steps.at(-1)
    const data = steps.map(step => [step.first - 0.5, step.value])
    if (last) data.push([last.last + 0.5, last.value])
    return {
      id, name: 'λ', type: 'line', step: 'end', data, symbol: 'none', z: 2, emphasis: { disabled: true },
      lineStyle: { color, width: 1 }, itemStyle: { color }, areaStyle: { color, opacity: 0.85, origin: 'start' }
    }
  }
  return [
    area('active', layout.steps.filter(step => isActive(spec, step)), palette.accent),
    area('inactive', layout.steps.filter(step => !isActive(spec, step)), palette.lineStrong)
  ]
}

/** The water level, and the finding in words. */
export function spectrumMarks(layout: SpectrumLayout, palette: ChartPalette): Mark[] {
  const drawn: Mark[] = []
  const { threshold, finding } = layout
  if (threshold) {
    const right = layout.plot.left + layout.plot.width
    drawn.push({ kind: 'line', name: 'water level', from: { x: layout.plot.left, y: threshold.y }, to: { x: right, y: threshold.y }, color: palette.ink, width: 1.25, dash: [4, 3] })
    if (threshold.label) drawn.push(labelMark('water level label', threshold.label, palette.ink, palette.panel))
  }
  if (finding) drawn.push(labelMark('finding', finding, layout.carries ? palette.accent : palette.dim, palette.panel, true))
  return drawn
}

function tooltip(spec: SpectrumGround['spec'], layout: SpectrumGround['layout'], parameters: unknown): string {
  const [hovered] = (Array.isArray(parameters) ? parameters : [parameters]) as readonly { readonly value?: unknown }[]
  if (!Array.isArray(hovered?.value)) return ''
  const component = Math.ceil(Number(hovered.value[0]))
  const step = layout.steps.find(candidate => component >= candidate.first && component <= candidate.last) ?? layout.steps.at(-1)
  if (!step) return ''
  const eigenvalues = spec.eigenvalues.slice(step.first - 1, step.last)
  const meaning = spec.active === null ? '' : isActive(spec, step) ? '<br>carries information' : '<br>carries no information'
  const name = step.first === step.last ? `component ${formatCount(step.first)}` : `components ${formatCount(step.first)} – ${formatCount(step.last)}`
  const lowest = eigenvalues.at(-1)
  const range = step.first === step.last || lowest === undefined ? '' : ` … ${lowest}`
  return `${escaped(name)}<br>λ = ${eigenvalues[0] ?? ''}${range}${meaning}`
}
