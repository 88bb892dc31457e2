import { describe, expect, it } from 'vitest'
import { budgetChart } from '../../../core/report/charts/budget'
import { budgetLayout } from '../../../core/report/charts/budgetLayout'
import { init } from '../../../core/report/charts/engine'
import { darkPalette, lightPalette } from '../../../core/report/charts/palette'
import { toSvg } from '../../../core/report/charts/render'
import { panelSize, type BudgetSpec, type SpectrumSpec } from '../../../core/report/charts/spec'
import { spectrumChart } from '../../../core/report/charts/spectrum'
import { spectrumLayout } from '../../../core/report/charts/spectrumLayout'
import { toPixel, type AxisScale } from '../../../core/report/charts/axes'
import { budgetSpec, digits, exponential, iris, spectrumSpec } from './charts.fixtures'

interface DrawnSeries {
  readonly id: string
  readonly data: readonly unknown[]
  readonly lineStyle?: { readonly color?: string; readonly type?: readonly number[] }
}

function seriesOf(option: { readonly series?: unknown }): ReadonlyMap<string, DrawnSeries> {
  return new Map((option.series as readonly DrawnSeries[]).map(series => [series.id, series]))
}

const named = (series: DrawnSeries | undefined, name: string): number => (series?.data ?? []).filter(item => (item as { readonly name?: string }).name === name).length

describe('the option of a budget chart', () => {
  it('draws the curve through its points, in the accent colour', () => {
    const spec = budgetSpec(exponential, 50, 76, 0.1, 1e5)
    const curve = seriesOf(budgetChart(spec, lightPalette)).get('curve')
    expect(curve?.data).toEqual(Array.from(spec.budgets, (budget, index) => [budget, spec.mmi[index]]))
    expect(curve?.lineStyle?.color).toBe(lightPalette.accent)
  })

  it('has no point at F = 0 on a logarithmic axis, and has it on a linear one', () => {
    const spec = budgetSpec(iris, 3, 30, 0, 100, { scale: 'linear' })
    expect(seriesOf(budgetChart(spec, lightPalette)).get('curve')?.data).toHaveLength(241)
    expect(seriesOf(budgetChart({ ...spec, scale: 'log' }, lightPalette)).get('curve')?.data).toHaveLength(240)
  })

  it('marks as many breakpoints as the layout has, one handle, one line', () => {
    const spec = budgetSpec(exponential, 50, 76, 0.1, 1e5)
    const series = seriesOf(budgetChart(spec, lightPalette))
    const marks = series.get('marks')
    expect(named(series.get('ticks'), 'breakpoint')).toBe(budgetLayout(spec, panelSize).breakpoints.length)
    expect(named(marks, 'budget')).toBe(1)
    expect(named(marks, 'handle')).toBe(1)
  })

  it('shows the standard error and the target only when there are any', () => {
    const spec = budgetSpec(iris, 3, 30, 0.1, 100)
    const bare = seriesOf(budgetChart(spec, lightPalette))
    expect(bare.has('error-band')).toBe(false)
    expect(named(bare.get('ground'), 'target')).toBe(0)
    const full = seriesOf(budgetChart({ ...spec, standardErrors: spec.mmi.map(() => 0.1), target: { lower: 1, upper: 2 } }, lightPalette))
    expect(full.get('error-band')?.data[100]).toEqual([spec.budgets[100], expect.closeTo(0.2, 12)])
    expect(named(full.get('ground'), 'target')).toBe(1)
  })

  it('draws each curve laid over it in its own dash, with its name and signs', () => {
    const spec = budgetSpec(iris, 3, 30, 0.1, 100, { name: 'Design A' })
    const others = [0.6, 0.8].map((factor, index) => ({ name: `Design ${'BC'[index]}`, budgets: spec.budgets, mmi: spec.mmi.map(value => value * factor) }))
    const full = { ...spec, others }
    const series = seriesOf(budgetChart(full, lightPalette))
    expect(series.get('other-1')?.data[100]).toEqual([spec.budgets[100], (spec.mmi[100] ?? 0) * 0.8])
    const dashes = ['curve', 'other-0', 'other-1'].map(id => JSON.stringify(series.get(id)?.lineStyle?.type))
    expect(new Set(dashes).size).toBe(3)
    expect(named(series.get('marks'), 'curve name')).toBe(3)
    expect(named(series.get('marks'), 'curve sign')).toBe(budgetLayout(full, panelSize).others.reduce((sum, { signs }) => sum + signs.length, 0))
  })

  it('answers a hover with every digit, and with names that cannot become markup', () => {
    const spec = budgetSpec(iris, 3, 30, 0.1, 100)
    const option = budgetChart({ ...spec, others: [{ name: '<b>B</b>', budgets: spec.budgets, mmi: spec.mmi }] }, lightPalette)
    const { formatter } = option.tooltip as { readonly formatter: (parameters: unknown) => string }
    const value = [spec.budgets[7], spec.mmi[7]]
    const text = formatter([{ seriesId: 'error-lower', value }, { seriesId: 'curve', seriesName: 'MMI', value }, { seriesId: 'other-0', seriesName: '<b>B</b>', value }])
    expect(text).toContain(`F = ${spec.budgets[7]}<br>MMI ${spec.mmi[7]} nat`)
    expect(text).toContain('&lt;b&gt;B&lt;/b&gt;')
    expect(text.match(/F = /g)).toHaveLength(2)
  })
})

describe('the option of a spectrum chart', () => {
  it('colours the active components and only those', () => {
    const spec = spectrumSpec(digits, 8, 1e4)
    const bars = seriesOf(spectrumChart(spec, darkPalette)).get('components')
    const drawn = bars?.data as readonly { readonly value: readonly number[]; readonly itemStyle: { readonly color: string } }[]
    expect(drawn.map(bar => bar.value)).toEqual(digits.slice(0, 61).map((value, index) => [index + 1, value]))
    expect(drawn.filter(bar => bar.itemStyle.color === darkPalette.accent).map(bar => bar.value[0])).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(drawn.filter(bar => bar.itemStyle.color === darkPalette.lineStrong)).toHaveLength(53)
  })

  it('draws two areas that meet at the boundary when there are many components, and says how many one step stands for', () => {
    const spec = spectrumSpec(Array.from({ length: 2000 }, (_, index) => 1 / (index + 1)), 400, 1000)
    const option = spectrumChart(spec, lightPalette)
    const series = seriesOf(option)
    const active = series.get('active')?.data.at(-1) as readonly number[]
    const inactive = series.get('inactive')?.data[0] as readonly number[]
    expect(active[0]).toBe((spec.active ?? 0) + 0.5)
    expect(inactive[0]).toBe(active[0])
    expect(option.xAxis).toMatchObject({ name: 'component · the largest of every 10 is drawn' })
  })
})

describe('the chart engine', () => {
  const specs: readonly (readonly [string, BudgetSpec | SpectrumSpec])[] = [
    ['budget, log', budgetSpec(exponential, 50, 76, 0.13, 7e4)], ['budget, linear', budgetSpec(iris, 3, 30, 0, 97, { scale: 'linear' })],
    ['spectrum, log', spectrumSpec(digits, 8, 76, { scale: 'log' })], ['spectrum, linear', spectrumSpec(iris, 3, 30)]
  ]

  it.each(specs)('stands by the layout\'s pixels: %s', (_, spec) => {
    const layout = spec.kind === 'budget' ? budgetLayout(spec, panelSize) : spectrumLayout(spec, panelSize)
    const chart = init(null, null, { renderer: 'svg', ssr: true, ...panelSize })
    try {
      chart.setOption({ ...(spec.kind === 'budget' ? budgetChart(spec, lightPalette) : spectrumChart(spec, lightPalette)), animation: false })
      const between = (axis: AxisScale, share: number): number => (axis.kind === 'log' ? axis.from * (axis.to / axis.from) ** share : axis.from + (axis.to - axis.from) * share)
      for (const share of [0.01, 0.3, 0.77, 0.99]) {
        const value = [between(layout.x, share), between(layout.y, share)]
        const [x = Number.NaN, y = Number.NaN] = chart.convertToPixel({ gridIndex: 0 }, value)
        expect(Math.abs(x - toPixel(layout.x, value[0] ?? 0))).toBeLessThan(0.51)
        expect(Math.abs(y - toPixel(layout.y, value[1] ?? 0))).toBeLessThan(0.51)
      }
    } finally {
      chart.dispose()
    }
  })

  it.each(specs)('draws a self-contained SVG: %s', (_, spec) => {
    const svg = toSvg(spec, panelSize, darkPalette)
    expect(svg).toMatch(/^<svg /)
    expect(svg).toContain('width="490"')
    expect(svg).not.toMatch(/NaN|undefined|Infinity/)
    expect(svg).toContain(darkPalette.panel)
    const words = spec.kind === 'budget' ? ['weight budget F', 'MMI (nat)', budgetLayout(spec, panelSize).current.label?.text] : ['component', 'λ', spectrumLayout(spec, panelSize).finding?.text]
    for (const text of words) expect(svg).toContain(`>${text ?? ''}`)
  })

  it('draws the same picture twice, and an empty curve without a fault', () => {
    const spec = budgetSpec(iris, 3, 30, 0.1, 100)
    expect(toSvg(spec, panelSize, lightPalette) === toSvg(spec, panelSize, lightPalette)).toBe(true)
    const nothing = new Float64Array()
    expect(toSvg({ ...spec, budgets: nothing, mmi: nothing, breakpoints: nothing, value: null }, panelSize, lightPalette)).not.toContain('NaN')
    expect(toSvg({ kind: 'spectrum', eigenvalues: new Float64Array(3), rank: 0, active: 0, scale: 'log', caption: 'Spectrum' }, panelSize, lightPalette)).not.toContain('NaN')
  })

  it('puts the finding into the picture\'s title, escaped', () => {
    const svg = toSvg(spectrumSpec(iris, 3, 30, { caption: 'Spectrum of a<b>.csv' }), panelSize, lightPalette)
    expect(svg).toContain('<title>Spectrum of a&lt;b&gt;.csv: 4 eigenvalues, rank 4.')
    expect(svg).toContain('3 of 4 components carry information.')
  })
})
