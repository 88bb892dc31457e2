import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../core/linalg/random'
import { fromPixel, toPixel, type Rectangle } from '../../../core/report/charts/axes'
import { init } from '../../../core/report/charts/engine'
import { boxesOverlap, segmentMeetsBox } from '../../../core/report/charts/labels'
import { hatchPath } from '../../../core/report/charts/marks'
import { darkPalette, lightPalette } from '../../../core/report/charts/palette'
import { toSvg } from '../../../core/report/charts/render'
import { panelSize, type ChartSize, type TargetSpec } from '../../../core/report/charts/spec'
import { targetTable } from '../../../core/report/charts/table'
import { targetChart } from '../../../core/report/charts/target'
import { bends, envelopePositions } from '../../../core/report/charts/targetCurve'
import { bestCase, fixedLoss, guaranteed, tightlyGuaranteed } from '../../../core/theory/targetEnvelope'
import { targetLayout, type TargetLayout } from '../../../core/report/charts/targetLayout'
import { targetSpecOf } from '../../../core/report/charts/targetSpec'
import { chartInWords } from '../../../core/report/charts/words'
import { inUnit } from '../../../core/report/format'
import { digitsAnalysis } from '../inspector/analyses'
import {
  digitsTarget, envelopeAt, fixedLossOf, gaussiansNarrow, gaussiansTarget, gaussiansVacuous, noSignal, openTarget, targetSpec, unlearnableTarget, type TargetCase
} from './charts.targetFixtures'

const envelopeOf = ({ J, eta, delta, K }: TargetCase) => ({ informationXY: J, eta, delta, classes: K })
const cases: readonly (readonly [string, TargetCase])[] = [
  ['digits', digitsTarget], ['three Gaussians', gaussiansTarget], ['three Gaussians, m′ = 4', gaussiansNarrow], ['vacuous', gaussiansVacuous], ['unlearnable', unlearnableTarget], ['open', openTarget],
  ['two classes', { J: 0.5, eta: 0.8, delta: 0.03, K: 2, m: 400, errorJ: 0.02, errorEta: 0.02 }]
]
const designs = [['Design A', 9.8], ['Design B', 15.71], ['tiny', 1.2]] as const

describe('the envelopes', () => {
  it('give the worked example of the definition', () => {
    // The table of target.md, to its four digits.
    for (const [delta, fixed, peak, upper, half] of [[0.02633, 0.2435, 0.2904, 6.2218, 3.4646], [0.05266, 0.4125, 0.0841, 1.5056, 1.1065]] as const) {
      const envelope = { informationXY: 0.57108, eta: 0.80725, delta, classes: 3 }
      expect(fixedLoss(delta)).toBeCloseTo(fixed, 3)
      expect(guaranteed(0.57108 / 0.80725, envelope)).toBeCloseTo(peak, 3)
      expect(guaranteed(half, envelope)).toBeCloseTo(peak / 2, 3)
      expect(guaranteed(upper + 1e-3, envelope)).toBe(0)
      expect(guaranteed(upper - 0.05, envelope)).toBeGreaterThan(0)
    }
  })

  it.each(cases)('follow their formulas everywhere: %s', (_, known) => {
    const envelope = envelopeOf(known)
    for (let I = 0; I <= 20; I += 0.037) {
      const { upper, lower, tight } = envelopeAt(known, I)
      // Sums of a few terms below 10: rounding stays under 1e-14.
      expect(bestCase(I, envelope)).toBeCloseTo(upper, 13)
      expect(guaranteed(I, envelope)).toBeCloseTo(lower, 13)
      expect(tightlyGuaranteed(I, envelope)).toBeCloseTo(tight, 13)
      expect(tightlyGuaranteed(I, envelope)).toBeGreaterThanOrEqual(guaranteed(I, envelope) - 1e-14)
    }
  })

  it('lose nothing at δ = 0, and all they can at δ above ½', () => {
    expect(fixedLoss(0)).toBe(0)
    expect(fixedLoss(0.9)).toBeCloseTo(2 * Math.LN2, 14)
    // h₂(p) = p(1 − log p) − p²/2 − …
    expect(fixedLoss(1e-9)).toBeCloseTo(2e-9 * (1 - Math.log(1e-9)), 16)
  })

  it.each(cases)('bend nowhere but at their bends: %s', (_, known) => {
    const envelope = envelopeOf(known)
    const corners = [0, ...bends(envelope), 30]
    for (const [index, to] of corners.entries()) {
      const from = corners[index - 1]
      if (from === undefined) continue
      for (const curve of [bestCase, guaranteed, tightlyGuaranteed]) {
        const middle = (curve(from, envelope) + curve(to, envelope)) / 2
        // Straight up to the rounding of values below 10.
        expect(curve((from + to) / 2, envelope), `between ${from} and ${to}`).toBeCloseTo(middle, 12)
      }
    }
  })

  it.each(['linear', 'log'] as const)('are drawn at every bend on a %s axis', kind => {
    const envelope = envelopeOf(digitsTarget)
    const positions = [...envelopePositions(envelope, { kind, from: 0.1, to: 20 }, 50)]
    expect(positions).toEqual(positions.toSorted((a, b) => a - b))
    expect(new Set(positions).size).toBe(positions.length)
    expect([positions[0], positions.at(-1)]).toEqual([0.1, 20])
    for (const bend of bends(envelope)) expect(positions).toContain(bend)
  })
})

interface DrawnSeries { readonly id: string; readonly data: readonly unknown[]; readonly lineStyle?: { readonly color?: string; readonly type?: readonly number[] } }
const seriesOf = (spec: TargetSpec, palette = lightPalette): ReadonlyMap<string, DrawnSeries> =>
  new Map((targetChart(spec, palette).series as readonly DrawnSeries[]).map(series => [series.id, series]))
const named = (series: DrawnSeries | undefined, name: string): number => (series?.data ?? []).filter(item => (item as { readonly name?: string }).name === name).length

describe('the option of a target chart', () => {
  it.each(['nats', 'bits'] as const)('draws both envelopes in %s, and the tight one only when it is asked for', unit => {
    const series = seriesOf(targetSpec(digitsTarget, [], { unit, tight: true }))
    const natsPer = unit === 'bits' ? Math.LN2 : 1
    for (const [id, part] of [['best-case', 'upper'], ['guaranteed', 'lower'], ['tight', 'tight']] as const) {
      const points = series.get(id)?.data as readonly (readonly [number, number])[]
      expect(points.length).toBeGreaterThan(100)
      for (const [x, y] of points) expect(y * natsPer).toBeCloseTo(envelopeAt(digitsTarget, x * natsPer)[part], 12)
    }
    expect(series.get('tight')?.lineStyle?.type).toEqual([7, 3])
    expect(seriesOf(targetSpec(digitsTarget, [], { unit })).has('tight')).toBe(false)
  })

  it('marks the ends of the interval, half the peak, log m, J and every design once', () => {
    const series = seriesOf(targetSpec(digitsTarget, designs))
    expect(named(series.get('ground'), 'interval end')).toBe(2)
    expect(named(series.get('ground'), 'surely inside')).toBe(1)
    expect(named(series.get('ground'), 'possibly inside')).toBe(2)
    expect(named(series.get('ground'), 'I(X;Y)')).toBe(1)
    for (const [name, times] of [['half the peak', 1], ['log m', 1], ['design', 3], ['design label', 3]] as const) expect(named(series.get('marks'), name), name).toBe(times)
    expect(named(seriesOf(targetSpec(gaussiansTarget)).get('marks'), 'log m')).toBe(0)
  })

  it('says every digit of the curves under the pointer', () => {
    const spec = targetSpec(digitsTarget)
    const { formatter } = targetChart(spec, lightPalette).tooltip as { readonly formatter: (parameters: unknown) => string }
    const text = formatter([{ seriesName: 'best case', value: [1.25, 1.23125] }, { seriesName: 'guaranteed', value: [1.25, 0.61] }])
    expect(text).toBe('I(X;Z) = 1.25 nat<br>best case 1.23125 nat<br>guaranteed 0.61 nat')
  })

  it('keeps green for what is inside', () => {
    const svg = (position: number): string => toSvg(targetSpec(digitsTarget, [['A', position]], { interval: null, inner: null, outer: null, memorisation: null, state: 'ok' }), panelSize, lightPalette)
    expect(svg(5)).toContain(lightPalette.inside)
    for (const outside of [1, 14]) {
      expect(svg(outside)).not.toContain(lightPalette.inside)
      expect(svg(outside)).toContain(lightPalette.warm)
    }
  })
})

describe('the layout of a target chart', () => {
  const at = (layout: TargetLayout, pixel: number): number => fromPixel(layout.x, pixel)

  it('fills what is surely inside and hatches what possibly is', () => {
    const spec = targetSpec(digitsTarget)
    const layout = targetLayout(spec, panelSize)
    const { filled, hatched } = layout
    expect(at(layout, filled?.left ?? 0)).toBeCloseTo(spec.inner?.lower ?? 0, 9)
    expect(at(layout, (filled?.left ?? 0) + (filled?.width ?? 0))).toBeCloseTo(spec.inner?.upper ?? 0, 9)
    expect(hatched.map(({ left, width }) => [at(layout, left), at(layout, left + width)])).toEqual([
      [expect.closeTo(spec.outer?.lower ?? 0, 9), expect.closeTo(spec.inner?.lower ?? 0, 9)], [expect.closeTo(spec.inner?.upper ?? 0, 9), expect.closeTo(spec.outer?.upper ?? 0, 9)]
    ])
    expect(layout.ends.map(end => at(layout, end))).toEqual([expect.closeTo(2.05 / 0.985, 9), expect.closeTo((2.05 - fixedLossOf(0.061)) / 0.122, 9)])
  })

  it('only hatches when nothing is surely inside, and only fills when nothing is uncertain', () => {
    const uncertain = targetLayout(targetSpec({ ...gaussiansNarrow, errorJ: 0.05 }, [], { inner: null }), panelSize)
    expect(uncertain.filled).toBeNull()
    expect(uncertain.hatched).toHaveLength(1)
    const certain = targetLayout(targetSpec({ ...gaussiansTarget, errorJ: 0, errorEta: 0 }), panelSize)
    expect(certain.filled).not.toBeNull()
    expect(certain.hatched).toHaveLength(0)
  })

  it('fills to the edge where there is no upper end, and says so', () => {
    const layout = targetLayout(targetSpec({ ...openTarget, errorJ: 0, errorEta: 0 }, [['A', 3.2]]), panelSize)
    expect((layout.filled?.left ?? 0) + (layout.filled?.width ?? 0)).toBeCloseTo(layout.plot.left + layout.plot.width, 9)
    expect(layout.ends).toHaveLength(1)
    expect([layout.missing?.text, layout.interval?.text]).toEqual(['no upper end: δ = 0', 'target from 0.7074 nat'])
  })

  it('says in words what is missing and draws what there is', () => {
    const vacuous = targetLayout(targetSpec(gaussiansVacuous, [['A', 3.2]]), panelSize)
    expect(vacuous.missing?.text).toMatch(/993 rows needed$/)
    expect([vacuous.filled, vacuous.hatched.length, vacuous.ends.length, vacuous.positions.length > 100]).toEqual([null, 0, 1, true])
    const unlearnable = targetLayout(targetSpec(unlearnableTarget), panelSize)
    expect(unlearnable.missing?.text).toMatch(/270 rows needed$/)
    expect(unlearnable.ends).toHaveLength(0)
    const none = targetLayout({ ...noSignal, designs: [{ name: 'A', mmi: 3.2, position: null }] }, panelSize)
    expect(none.missing?.text).toBe('no target interval: the data do not tell the label')
    expect([none.positions.length, none.guide, none.designs[0]?.label?.text, none.designs[0]?.sign]).toEqual([0, null, 'A', 'ring'])
  })

  it('puts every design on the lower envelope at its MMI, with a sign of its own for every verdict', () => {
    for (const unit of ['nats', 'bits'] as const) {
      const layout = targetLayout(targetSpec(digitsTarget, designs, { unit }), panelSize)
      expect(layout.designs.map(({ sign }) => sign)).toEqual(['disc', 'triangle-up', 'triangle-down'])
      for (const { point, designs: [design] } of layout.designs) {
        expect(point.x).toBeCloseTo(toPixel(layout.x, inUnit(design?.mmi ?? 0, unit)), 9)
        expect(point.y).toBeCloseTo(toPixel(layout.y, inUnit(envelopeAt(digitsTarget, design?.mmi ?? 0).lower, unit)), 9)
      }
    }
  })

  it('names designs at one place together, and points to those beyond the axis', () => {
    const layout = targetLayout(targetSpec(digitsTarget, [['A', 5], ['B', 5.01], ['far', 900]]), { width: 700, height: 280 })
    expect(layout.designs.map(({ label }) => label?.text)).toEqual(['✓ A, B', '→ far, above'])
    expect(layout.designs[1]?.point.x).toBe(layout.plot.left + layout.plot.width)
    expect(layout.x.to).toBeLessThan(45)
  })

  it('keeps the interval readable however far its upper end', () => {
    const layout = targetLayout(targetSpec({ ...gaussiansTarget, delta: 1e-5 }, [['A', 3.2]]), panelSize)
    expect(layout.x.to).toBeLessThan(30)
    expect(layout.ends).toHaveLength(1)
    expect(layout.interval?.text).toMatch(/^target 0\.7074 – \d/)
  })

  const boxesOf = (layout: TargetLayout): Rectangle[] =>
    [layout.interval, layout.guide?.label, layout.half?.label, layout.memorisation?.label, layout.missing, ...Object.values(layout.names), ...layout.designs.map(({ label }) => label)].flatMap(label => (label ? [label.box] : []))

  /** What is wrong with the labels of a picture, how many designs have none, and how many are led to theirs. */
  function labelFaults(spec: TargetSpec, known: TargetCase | null, size: ChartSize): { readonly faults: string[]; readonly unnamed: number; readonly led: number } {
    const layout = targetLayout(spec, size)
    const { plot, x, y } = layout
    const boxes = boxesOf(layout)
    const faults: string[] = []
    for (const [index, box] of boxes.entries()) {
      if (box.left < plot.left || box.top < plot.top || box.left + box.width > plot.left + plot.width || box.top + box.height > plot.top + plot.height) faults.push('outside')
      if (boxes.slice(index + 1).some(other => boxesOverlap(box, other))) faults.push('on another label')
      if (layout.designs.some(({ point }) => boxesOverlap(box, { left: point.x - 5, top: point.y - 5, width: 10, height: 10 }))) faults.push('on a design')
      if (layout.designs.some(({ leader }) => leader && segmentMeetsBox(leader.from, leader.to, box))) faults.push('on a leader')
      for (let pixel = box.left; known && pixel <= box.left + box.width; pixel += 0.5) {
        const { upper, lower, tight } = envelopeAt(known, fromPixel(x, pixel) * (spec.unit === 'bits' ? Math.LN2 : 1))
        const levels = [upper, lower, ...(spec.tight ? [tight] : [])].map(value => toPixel(y, inUnit(value, spec.unit)))
        if (levels.some(level => level >= box.top && level <= box.top + box.height)) faults.push('on a curve')
      }
    }
    return { faults, unnamed: layout.designs.filter(({ label }) => label === null).length, led: layout.designs.filter(({ leader }) => leader !== null).length }
  }

  it('keeps every label inside, off the curves and off one another in any size, state, unit and scale', () => {
    const random = createRandom(11)
    let unnamed = 0
    let led = 0
    for (let round = 0; round < 210; round++) {
      const [name, known] = cases[round % cases.length] ?? ['digits', digitsTarget]
      const size = { width: 280 + random.integer(620), height: 160 + random.integer(240) }
      const placed = ['Design A', 'wide', 'a design with a rather long name', 'D', 'Design E', 'F'].slice(0, 1 + (round % 6)).map((design): [string, number] => [design, 0.2 + random.uniform() * 12])
      const spec = targetSpec(known, placed, { unit: round % 2 ? 'bits' : 'nats', scale: round % 5 < 2 ? 'log' : 'linear', tight: round % 4 === 0 })
      const found = labelFaults(spec, known, size)
      unnamed += found.unnamed
      led += found.led
      expect(found.faults, `${name}, ${size.width}×${size.height}, round ${round}`).toEqual([])
      expect(labelFaults({ ...noSignal, designs: spec.designs, unit: spec.unit, scale: spec.scale }, null, size).faults, `no signal, round ${round}`).toEqual([])
    }
    // Of some 730 designs, up to six on a picture and at any distance from one another: the table names those that have no room.
    expect(unnamed).toBeLessThanOrEqual(30)
    expect(led).toBeGreaterThan(20)
  })

  it('names the curves near their right ends', () => {
    const { names, plot } = targetLayout(targetSpec(digitsTarget, [], { tight: true }), { width: 700, height: 280 })
    for (const name of [names.bestCase, names.guaranteed, names.tight]) {
      expect((name?.box.left ?? 0) + (name?.box.width ?? 0), name?.text).toBeGreaterThan(plot.left + plot.width - 100)
    }
  })

  it('names every design at the size of the panel', () => {
    for (const scale of ['linear', 'log'] as const) {
      for (const tight of [false, true]) {
        const layout = targetLayout(targetSpec(digitsTarget, [...designs, ['huge', 62]], { scale, tight }), panelSize)
        expect(layout.designs.map(({ label }) => label === null), `${scale}, ${tight}`).toEqual([false, false, false, false])
      }
    }
  })
})

describe('the target chart on the engine', () => {
  it.each(['linear', 'log'] as const)('stands by the layout\'s pixels on a %s axis', scale => {
    const spec = targetSpec(digitsTarget, designs, { scale })
    const layout = targetLayout(spec, panelSize)
    const chart = init(null, null, { renderer: 'svg', ssr: true, ...panelSize })
    try {
      chart.setOption({ ...targetChart(spec, lightPalette), animation: false })
      for (const value of [[2.08, 0.5], [7.49, 1.1], [13, 2]]) {
        const [x = Number.NaN, y = Number.NaN] = chart.convertToPixel({ gridIndex: 0 }, value)
        // The engine rounds to half a pixel.
        expect(Math.abs(x - toPixel(layout.x, value[0] ?? 0))).toBeLessThan(0.51)
        expect(Math.abs(y - toPixel(layout.y, value[1] ?? 0))).toBeLessThan(0.51)
      }
    } finally {
      chart.dispose()
    }
  })

  it('draws every state as a self-contained SVG', () => {
    for (const [name, spec] of [...cases.map(([name, known]) => [name, targetSpec(known, designs, { tight: true })] as const), ['no signal', noSignal] as const]) {
      for (const scale of ['linear', 'log'] as const) {
        const svg = toSvg({ ...spec, scale }, panelSize, darkPalette)
        expect(svg, name).not.toMatch(/NaN|undefined|Infinity/)
        expect(svg).toContain('>I(Y;Ẑ) (nat)')
        expect(svg).toContain('<title>Target interval for I(X;Z).')
      }
    }
  })

  it('hatches in strokes at 45° inside the box that run on into the next one', () => {
    const strokesOf = (box: Rectangle) => [...hatchPath(box).matchAll(/M([\d.-]+),([\d.-]+)L([\d.-]+),([\d.-]+)/g)].map(([, ...ends]) => ends.map(Number) as [number, number, number, number])
    const left = { left: 12.5, top: 24, width: 30.25, height: 80 }
    const right = { ...left, left: left.left + left.width }
    for (const box of [left, right]) {
      expect(strokesOf(box).length).toBeGreaterThan(10)
      for (const [x1, y1, x2, y2] of strokesOf(box)) {
        expect(x2 - x1).toBeCloseTo(y1 - y2, 9)
        for (const x of [x1, x2]) expect(x >= box.left && x <= box.left + box.width).toBe(true)
        for (const y of [y1, y2]) expect(y >= box.top && y <= box.top + box.height).toBe(true)
      }
    }
    const edge = right.left
    const leaving = strokesOf(left).filter(([, , x2]) => x2 === edge).map(stroke => stroke[3]).sort((a, b) => a - b)
    const entering = strokesOf(right).filter(([x1]) => x1 === edge).map(stroke => stroke[1]).sort((a, b) => a - b)
    expect(leaving.length).toBeGreaterThan(5)
    for (const y of leaving.slice(0, -1)) expect(Math.min(...entering.map(other => Math.abs(other - y)))).toBeLessThan(1e-9)
  })
})

describe('the target chart in numbers and words', () => {
  it('comes from an analysis as it stands, with the rows that bring an interval', () => {
    const shown = { unit: 'bits', scale: 'log', tight: true } as const
    const { kind, designs: _designs, unit: _unit, scale: _scale, tight: _tight, ...parts } = targetSpec(digitsTarget)
    expect(targetSpecOf({ ...digitsAnalysis, ...parts, rowsNeeded: null }, [], shown)).toEqual({ kind, ...parts, designs: [], ...shown })
    expect(targetSpecOf({ ...digitsAnalysis, rowsNeeded: 270, rowsNeededForInterval: 4312 }, [], shown).rowsNeeded).toBe(4312)
    expect(targetSpecOf({ ...digitsAnalysis, rowsNeeded: 993, rowsNeededForInterval: null }, [], shown).rowsNeeded).toBe(993)
  })

  it('has a table of the interval, its marks, the designs and the curves, in the unit shown', () => {
    const spec = targetSpec(digitsTarget, designs, { unit: 'bits', tight: true })
    const table = targetTable(spec)
    expect(table.headers).toEqual(['what', 'I(X;Z) (bit)', 'best case (bit)', 'guaranteed (bit)', 'guaranteed, tight loss (bit)'])
    const rows = new Map(table.rows.map(row => [row[0], row]))
    expect(rows.get('lower end')?.[1]).toBeCloseTo(2.05 / 0.985 / Math.LN2, 12)
    expect(rows.get('log m')?.[1]).toBeCloseTo(Math.log2(1797), 12)
    expect(rows.get('upper end')?.[3]).toBeCloseTo(0, 12)
    expect(rows.get('Design A, inside')?.slice(1, 4)).toEqual([9.8, 2.05, envelopeAt(digitsTarget, 9.8).lower].map(nats => expect.closeTo(nats / Math.LN2, 12)))
    expect([...rows.keys()]).toEqual(expect.arrayContaining(['half the peak', 'surely inside from', 'possibly inside to', 'Design B, above', 'tiny, below']))
    const curve = table.rows.filter(row => row[0] === 'curve')
    expect(curve.length).toBeGreaterThan(100)
    for (const [, at, best, least, tight] of curve) {
      const { upper, lower, tight: flat } = envelopeAt(digitsTarget, Number(at) * Math.LN2)
      for (const [value, nats] of [[best, upper], [least, lower], [tight, flat]] as const) expect(value).toBeCloseTo(nats / Math.LN2, 12)
    }
  })

  it('has a table without curves where there is no signal', () => {
    const table = targetTable({ ...noSignal, designs: [{ name: 'A', mmi: 3.2, position: null }] })
    expect(table.headers).toEqual(['what', 'I(X;Z) (nat)'])
    expect(table.rows).toEqual([['A', 3.2]])
  })

  it('says the interval, what is left of the guarantee, and where the designs stand', () => {
    const words = chartInWords(targetSpec(digitsTarget, designs))
    for (const part of [
      'The state is ok.', 'The interval is 2.081 – 13.04 nat.', 'At 7.559 nat half of the largest guarantee is left.', 'Beyond log m = 7.494 nat the sample could be memorised.',
      'I(X;Y) is 2.050 nat, η 0.985, δ 0.061.', 'Design A: 9.800 nat, inside.', 'Design B: 15.71 nat, above.', 'tiny: 1.200 nat, below.'
    ]) expect(words).toContain(part)
  })

  it('says why there is none and how many rows would help', () => {
    expect(chartInWords(targetSpec(gaussiansVacuous))).toContain('Its lower end would be 0.7074 nat. 993 rows are needed.')
    expect(chartInWords(targetSpec(openTarget))).toContain('The interval is from 0.7074 nat, without an upper end.')
    expect(chartInWords(noSignal)).toBe('Target interval for I(X;Z). The permutation test finds no dependence (p = 0.41).')
  })
})
