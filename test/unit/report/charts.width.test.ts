import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../core/linalg/random'
import { fromPixel, toPixel } from '../../../core/report/charts/axes'
import { boxesOverlap } from '../../../core/report/charts/labels'
import { darkPalette, lightPalette } from '../../../core/report/charts/palette'
import { toSvg } from '../../../core/report/charts/render'
import { panelSize } from '../../../core/report/charts/spec'
import { widthTable } from '../../../core/report/charts/table'
import { widthChart } from '../../../core/report/charts/width'
import { countWords, suitableScale, widthLayout } from '../../../core/report/charts/widthLayout'
import { chartInWords } from '../../../core/report/charts/words'
import { inUnit } from '../../../core/report/format'
import { digits, exponential, power, solution } from './charts.fixtures'
import { upTo, widthSpec } from './charts.targetFixtures'

const target = { lower: 5, upper: 20 }

describe('the option of a width chart', () => {
  it('draws MMI at every width, a point where there is room for one', () => {
    const spec = widthSpec(digits, 76, upTo(61), 8, { unit: 'bits' })
    const series = widthChart(spec, lightPalette).series as readonly { readonly id: string; readonly data: readonly { readonly value: readonly number[]; readonly symbol?: string }[] }[]
    const curve = series.find(({ id }) => id === 'curve')
    expect(curve?.data.map(({ value }) => value)).toEqual(upTo(61).map(width => [width, expect.closeTo(solution(digits, width, 76).mmi / Math.LN2, 12)]))
    // 61 points on 428 pixels stand 7 apart.
    expect(curve?.data.every(({ symbol }) => symbol === undefined)).toBe(true)
    const crowded = widthChart(widthSpec(digits, 76, upTo(61), 8), lightPalette, { width: 240, height: 170 }).series as typeof series
    expect(crowded.find(({ id }) => id === 'curve')?.data.every(({ symbol }) => symbol === 'none')).toBe(true)
  })

  it('says every digit under the pointer, in the block\'s own words', () => {
    const spec = widthSpec(digits, 76, upTo(61), 8, { counts: 'filters', block: '<conv>' })
    const { formatter } = widthChart(spec, lightPalette).tooltip as { readonly formatter: (parameters: unknown) => string }
    expect(formatter([{ seriesId: 'curve', value: [1, spec.mmi[0]] }])).toBe(`&lt;conv&gt;: 1 filter<br>MMI ${spec.mmi[0]} nat`)
    expect(formatter([{ seriesId: 'marks', value: 1 }])).toBe('')
  })
})

describe('the layout of a width chart', () => {
  it.each(['linear', 'log'] as const)('has whole numbers only on a %s axis, the narrowest always', scale => {
    for (const last of [2, 3, 5, 8, 9, 61, 100, 512, 4096]) {
      for (const width of [280, 490, 900]) {
        const layout = widthLayout(widthSpec(power, 76, upTo(Math.min(last, 100)).concat(last > 100 ? [last] : []), 2, { scale }), { width, height: 190 })
        expect(layout.xTicks.labels.length, `${last} at ${width}`).toBeGreaterThanOrEqual(last === 2 || width > 280 ? 2 : 1)
        expect(layout.xTicks.labels[0]).toBe(1)
        for (const value of [...layout.xTicks.majors, ...layout.xTicks.minors]) expect(Number.isInteger(value)).toBe(true)
        for (const [index, value] of layout.xTicks.labels.entries()) {
          const before = layout.xTicks.labels[index - 1]
          if (before !== undefined) expect(toPixel(layout.x, value) - toPixel(layout.x, before), `${last} at ${width}: ${before}, ${value}`).toBeGreaterThan(16)
        }
      }
    }
  })

  it('marks the current width with its value, exact where the curve has it, else as about', () => {
    const spec = widthSpec(digits, 76, [1, 2, 4, 8, 16, 32], 8)
    const { current, x, y } = widthLayout({ ...spec, value: null }, panelSize)
    expect(current.handle).toEqual({ x: toPixel(x, 8), y: toPixel(y, solution(digits, 8, 76).mmi) })
    expect(current.label?.text).toBe(`8 units · ${solution(digits, 8, 76).mmi.toPrecision(4)} nat`)
    const between = widthLayout({ ...spec, width: 12, value: null }, panelSize).current
    expect(between.approximate).toBe(true)
    expect(between.mmi).toBeCloseTo((solution(digits, 8, 76).mmi + solution(digits, 16, 76).mmi) / 2, 12)
    expect(between.label?.text).toMatch(/^12 units · ≈ /)
  })

  it('widens its axis to a width beyond the curve, and stands with one point or none', () => {
    expect(widthLayout(widthSpec(digits, 76, upTo(16), 40), panelSize).x.to).toBe(40)
    for (const widths of [[], [1], [5]]) {
      const { x, y } = widthLayout({ ...widthSpec(digits, 76, widths, 5), value: null }, panelSize)
      expect(x.to).toBeGreaterThan(x.from)
      expect(Number.isFinite(y.to)).toBe(true)
    }
  })

  it('keeps its words inside, off the curve, the dashed line and one another, in any size', () => {
    const random = createRandom(3)
    for (let round = 0; round < 150; round++) {
      const last = 2 + random.integer(98)
      const width = 1 + random.integer(last)
      const spectrum = [digits, exponential, power][round % 3] ?? digits
      const size = { width: 280 + random.integer(620), height: 160 + random.integer(240) }
      const spec = widthSpec(spectrum, 10 ** (4 * random.uniform()), upTo(last), width, { scale: round % 2 ? 'log' : 'linear', unit: round % 5 ? 'nats' : 'bits', target: round % 4 ? { lower: 8 * random.uniform(), upper: 8 + 10 * random.uniform() } : null })
      const { plot, x, y, current, target: band } = widthLayout(spec, size)
      const about = `round ${round}: ${width} of ${last} at ${size.width}×${size.height}`
      expect(current.label, about).not.toBeNull()
      const boxes = [current.label, band?.label].flatMap(label => (label ? [label.box] : []))
      if (boxes[0] && boxes[1]) expect(boxesOverlap(boxes[0], boxes[1]), about).toBe(false)
      for (const box of boxes) {
        expect(box.left >= plot.left && box.top >= plot.top && box.left + box.width <= plot.left + plot.width && box.top + box.height <= plot.top + plot.height, about).toBe(true)
        expect((current.x ?? 0) > box.left && (current.x ?? 0) < box.left + box.width, about).toBe(false)
        for (const [index, at] of spec.widths.entries()) {
          const [left, right] = [toPixel(x, at), toPixel(x, spec.widths[index + 1] ?? at)]
          const [from, to] = [spec.mmi[index] ?? 0, spec.mmi[index + 1] ?? spec.mmi[index] ?? 0].map(value => toPixel(y, inUnit(value, spec.unit))) as [number, number]
          for (let pixel = Math.max(left, box.left); pixel <= Math.min(right, box.left + box.width); pixel += 0.5) {
            // Between two widths the engine draws a straight stretch.
            const level = right > left ? from + ((to - from) * (pixel - left)) / (right - left) : from
            expect(level >= box.top && level <= box.top + box.height, about).toBe(false)
          }
        }
      }
    }
  })

  it('shows the target as a band across', () => {
    const layout = widthLayout(widthSpec(digits, 76, upTo(61), 8, { target }), panelSize)
    expect(layout.target?.limits.map(limit => fromPixel(layout.y, limit))).toEqual([expect.closeTo(20, 9), expect.closeTo(5, 9)])
    expect(layout.target?.label?.text).toBe('target 5 – 20 nat')
  })

  it('reads a wide curve on a logarithmic axis, a narrow one on a linear one', () => {
    expect([upTo(64), upTo(65), [16, 1024], [1, 1025], []].map(widths => suitableScale(Int32Array.from(widths)))).toEqual(['linear', 'log', 'linear', 'log', 'linear'])
  })
})

describe('the width chart in numbers and words', () => {
  it('has a table of every width and where it stands', () => {
    const spec = widthSpec(digits, 76, upTo(61), 8, { target })
    const table = widthTable(spec)
    expect(table.headers).toEqual(['units', 'MMI (nat)', 'target'])
    const sides = upTo(61).map(width => {
      const { mmi } = solution(digits, width, 76)
      return [width, mmi, mmi < 5 ? 'below' : mmi > 20 ? 'above' : 'inside']
    })
    expect(table.rows).toEqual(sides)
    expect(widthTable({ ...spec, target: null, unit: 'bits' }).headers).toEqual(['units', 'MMI (bit)'])
  })

  it('says what widening gives, where it ends and which width fits', () => {
    const spec = widthSpec(exponential, 76, upTo(64), 8, { target: { lower: 2, upper: 7 }, status: 'upper-bound' })
    const fitting = upTo(64).findLast(width => solution(exponential, width, 76).mmi <= 7) ?? 0
    const enough = upTo(64).find(width => solution(exponential, width, 76).mmi > solution(exponential, 64, 76).mmi - 1e-9) ?? 0
    expect([fitting > 1, enough < 64]).toEqual([true, true])
    const words = chartInWords(spec)
    expect(words).toMatch(/^MMI along the units of dense 8, an upper bound: from .* at 1 unit to .* at 64 units\./)
    expect(words).toContain(`Beyond ${enough} units it grows no more.`)
    expect(words).toContain(`The widest that stays within the target has ${fitting} units.`)
    expect(words).toMatch(/At the current 8 units it is .*, (below|inside|above) the target interval 2 – 7 nat\./)
  })

  it('does not guess a width between those that were computed', () => {
    const spec = widthSpec(exponential, 76, [1, 2, 4, 8, 16, 32], 8, { target: { lower: 2, upper: 7 } })
    expect(chartInWords(spec)).not.toContain('The widest that stays')
    expect(chartInWords({ ...spec, target: { lower: 2, upper: null } })).not.toContain('The widest that stays')
  })

  it('counts one unit and many filters', () => {
    expect([countWords(1, 'units'), countWords(7, 'filters'), countWords('1,024', 'units')]).toEqual(['1 unit', '7 filters', '1,024 units'])
  })

  it('draws a self-contained SVG, an empty curve too', () => {
    const svg = toSvg(widthSpec(digits, 76, upTo(61), 8, { target }), panelSize, darkPalette)
    expect(svg).toContain('>units of dense 8')
    for (const widths of [upTo(61), [], [1]]) expect(toSvg(widthSpec(digits, 76, widths, 8, { value: null, scale: 'log' }), panelSize, darkPalette)).not.toMatch(/NaN|undefined|Infinity/)
  })
})
