/** The target interval: what a representation can carry of the label at best and what of it is guaranteed, against I(X;Z). */
import type { EChartsOption } from 'echarts'
import { inUnit, unitSymbol } from '../format'
import { toPixel } from './axes'
import { labelMark, marksSeries, type Mark } from './marks'
import { commonOption, gridOption, lineSeries, tooltipOption, xAxisOption, yAxisOption } from './options'
import type { ChartPalette } from './palette'
import { panelSize, type ChartSize, type TargetSpec } from './spec'
import { bestCase, guaranteed, tightlyGuaranteed } from '../../theory/targetEnvelope'
import type { PlacedDesigns } from './targetDesigns'
import { targetLayout, type TargetLayout } from './targetLayout'

/**
 * The chart as an ECharts option. Pure: the same spec, palette and size give the same picture on screen and in an export.
 *
 * @param layout of the same spec and size, when the caller has it already
 */
export function targetChart(spec: TargetSpec, palette: ChartPalette, size: ChartSize = panelSize, layout: TargetLayout = targetLayout(spec, size)): EChartsOption {
  const unit = unitSymbol(spec.unit)
  return {
    ...commonOption(palette),
    grid: gridOption(layout.plot, size),
    xAxis: xAxisOption(layout.x, layout.xTicks, `I(X;Z) (${unit})${layout.plot.width >= 260 && spec.designs.length > 0 ? ' · designs stand at their MMI' : ''}`, palette),
    yAxis: yAxisOption(layout.y, layout.yTicks, `I(Y;Ẑ) (${unit})`, layout.plot, palette),
    tooltip: tooltipOption(palette, parameters => tooltip(spec, parameters)),
    series: [
      marksSeries('ground', 1, groundMarks(layout, palette)),
      ...curveSeries(spec, layout, palette),
      marksSeries('marks', 5, foregroundMarks(spec, layout, palette))
    ]
  }
}

function curveSeries(spec: TargetSpec, layout: TargetLayout, palette: ChartPalette) {
  const { envelope, unit } = spec
  if (!envelope) return []
  const points = (of: typeof guaranteed): [number, number][] => Array.from(layout.positions, at => [inUnit(at, unit), inUnit(of(at, envelope), unit)])
  return [
    { ...lineSeries('best-case', 'best case', points(bestCase)), lineStyle: { color: palette.dim, width: 1.5 }, itemStyle: { color: palette.dim } },
    ...(spec.tight ? [{ ...lineSeries('tight', 'guaranteed, tight loss', points(tightlyGuaranteed)), lineStyle: { color: palette.accent, width: 1.5, type: [7, 3] }, itemStyle: { color: palette.accent } }] : []),
    { ...lineSeries('guaranteed', 'guaranteed', points(guaranteed)), lineStyle: { color: palette.accent, width: 2 }, itemStyle: { color: palette.accent }, z: 3 }
  ]
}

function groundMarks({ filled, hatched, ends, plot, guide }: TargetLayout, palette: ChartPalette): Mark[] {
  const floor = plot.top + plot.height
  return [
    ...(filled ? [{ kind: 'box', name: 'surely inside', box: filled, color: palette.insideGround } as const] : []),
    ...hatched.map((box): Mark => ({ kind: 'hatch', name: 'possibly inside', box, color: palette.inside })),
    ...ends.map((x): Mark => ({ kind: 'line', name: 'interval end', from: { x, y: plot.top }, to: { x, y: floor }, color: palette.inside, width: 1, dash: [1, 3] })),
    ...(guide ? [{ kind: 'line', name: 'I(X;Y)', from: guide.from, to: guide.to, color: palette.dim, width: 1, dash: [1, 3] } as const] : [])
  ]
}

function foregroundMarks(spec: TargetSpec, layout: TargetLayout, palette: ChartPalette): Mark[] {
  const { plot, half, memorisation, names } = layout
  const floor = plot.top + plot.height
  const marks: Mark[] = layout.xTicks.minors.map(value => {
    const x = toPixel(layout.x, value)
    return { kind: 'line', name: 'minor tick', from: { x, y: floor - 3 }, to: { x, y: floor }, color: palette.lineStrong, width: 1 }
  })
  if (memorisation) marks.push({ kind: 'line', name: 'log m', from: { x: memorisation.x, y: plot.top }, to: { x: memorisation.x, y: floor }, color: palette.warm, width: 1, dash: [8, 3, 2, 3] })
  if (half) marks.push({ kind: 'line', name: 'half the peak', from: { x: half.point.x, y: half.point.y - 6 }, to: { x: half.point.x, y: half.point.y + 6 }, color: palette.ink, width: 1.5 })
  for (const { leader } of layout.designs) if (leader) marks.push({ kind: 'line', name: 'leader', ...leader, color: palette.dim, width: 1 })
  for (const { point, sign, designs } of layout.designs) marks.push({ kind: 'sign', name: 'design', sign, centre: point, radius: 5, color: designColor(designs, palette), ring: palette.panel })
  const label = (name: string, placed: Parameters<typeof labelMark>[1] | null | undefined, color: string, bold = false): void => {
    if (placed) marks.push(labelMark(name, placed, color, palette.panel, bold))
  }
  label('missing', layout.missing, spec.state === 'open' ? palette.ink : palette.warm, true)
  label('target label', layout.interval, palette.inside)
  label('log m label', memorisation?.label, palette.warm)
  label('half label', half?.label, palette.ink)
  label('I(X;Y) label', layout.guide?.label, palette.dim)
  label('curve name', names.bestCase, palette.dim)
  label('curve name', names.guaranteed, palette.accent)
  label('curve name', names.tight, palette.accent)
  for (const { designs, label: placed } of layout.designs) label('design label', placed, designColor(designs, palette), true)
  return marks
}

/** Green says one thing only: inside. */
function designColor(designs: PlacedDesigns['designs'], palette: ChartPalette): string {
  const position = designs[0]?.position ?? null
  return position === null ? palette.ink : position === 'inside' ? palette.inside : palette.warm
}

/** The curves under the pointer in full precision. */
function tooltip(spec: TargetSpec, parameters: unknown): string {
  const hovered = (Array.isArray(parameters) ? parameters : [parameters]) as readonly { readonly seriesName?: string; readonly value?: unknown }[]
  const unit = unitSymbol(spec.unit)
  const points = hovered.flatMap(({ seriesName = '', value }) => (Array.isArray(value) ? [{ seriesName, value: value as [number, number] }] : []))
  const at = points[0]?.value[0]
  return at === undefined ? '' : [`I(X;Z) = ${at} ${unit}`, ...points.map(({ seriesName, value }) => `${seriesName} ${value[1]} ${unit}`)].join('<br>')
}
