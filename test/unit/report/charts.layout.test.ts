import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../core/linalg/random'
import { fromPixel, toPixel, type Rectangle } from '../../../core/report/charts/axes'
import { budgetLayout } from '../../../core/report/charts/budgetLayout'
import { interpolate } from '../../../core/report/charts/curve'
import { boxesOverlap } from '../../../core/report/charts/labels'
import { panelSize, type BudgetSpec, type ChartSize } from '../../../core/report/charts/spec'
import { tableOf } from '../../../core/report/charts/table'
import { chartInWords } from '../../../core/report/charts/words'
import { spectrumLayout, stepsOf } from '../../../core/report/charts/spectrumLayout'
import { inUnit } from '../../../core/report/format'
import { budgetSpec, digits, exponential, iris, power, solution, spectrumSpec, white } from './charts.fixtures'

const sizes: readonly ChartSize[] = [{ width: 490, height: 190 }, { width: 700, height: 260 }, { width: 360, height: 180 }]
const designs = [['exponential', exponential, 50], ['power law', power, 50], ['iris', iris, 3], ['digits', digits, 8]] as const
const target = { lower: 4.1, upper: 8.9 }

const contains = (outer: Rectangle, inner: Rectangle): boolean =>
  inner.left >= outer.left && inner.top >= outer.top && inner.left + inner.width <= outer.left + outer.width && inner.top + inner.height <= outer.top + outer.height

/** Whether the true curve, sampled at every half pixel, passes through the box. */
function curveCrosses(spec: BudgetSpec, spectrum: readonly number[], width: number, box: Rectangle, layout: ReturnType<typeof budgetLayout>): boolean {
  for (let x = Math.max(box.left, layout.plot.left); x <= box.left + box.width; x += 0.5) {
    const y = toPixel(layout.y, inUnit(solution(spectrum, width, fromPixel(layout.x, x)).mmi, spec.unit))
    if (y >= box.top && y <= box.top + box.height) return true
  }
  return false
}

describe.each(designs)('labels on the curve of %s', (_, spectrum, width) => {
  it.each(['log', 'linear'] as const)('keep off the curve, the dashed line, the border and one another on a %s axis', scale => {
    const curve = budgetSpec(spectrum, width, 1, scale === 'log' ? 0.1 : 0, 10_000, { scale, target })
    for (const size of sizes) {
      for (let step = 0; step <= 40; step++) {
        const budget = scale === 'log' ? 0.1 * 10 ** (step / 8) : step * 250
        const spec: BudgetSpec = { ...curve, budget, value: solution(spectrum, width, budget).mmi, unit: step % 2 ? 'bits' : 'nats' }
        const layout = budgetLayout(spec, size)
        const label = layout.current.label
        expect(label, `F = ${budget} at ${size.width}`).not.toBeNull()
        expect(label?.text).toContain('F = ')
        for (const placed of [label, layout.target?.label]) {
          if (!placed) continue
          expect(contains(layout.plot, placed.box)).toBe(true)
          expect(curveCrosses(spec, spectrum, width, placed.box, layout)).toBe(false)
          const x = layout.current.x ?? Number.NaN
          expect(x >= placed.box.left && x <= placed.box.left + placed.box.width).toBe(false)
        }
        if (label && layout.target?.label) expect(boxesOverlap(label.box, layout.target.label.box)).toBe(false)
      }
    }
  })
})

describe('the budget chart', () => {
  it('writes the budget and its value beside the line', () => {
    const spec = budgetSpec(digits, 8, 76, 0.1, 1e4)
    expect(budgetLayout({ ...spec, value: 9.8 }, panelSize).current.label?.text).toBe('F = 76 · 9.800 nat')
    expect(budgetLayout({ ...spec, value: 9.8 * Math.LN2, unit: 'bits' }, panelSize).current.label?.text).toBe('F = 76 · 9.800 bit')
  })

  it('reads a value that is not known yet off the curve, and says so', () => {
    const spec = budgetSpec(exponential, 50, 76, 0.1, 1e5, { value: null })
    const { current } = budgetLayout(spec, panelSize)
    expect(current.approximate).toBe(true)
    expect(current.mmi).toBeCloseTo(solution(exponential, 50, 76).mmi, 2)
    expect(current.label?.text).toMatch(/^F = 76 · ≈ 9\.72\d nat$/)
  })

  it('thins breakpoints closer than three pixels and drops those outside the axis', () => {
    const spec = budgetSpec(exponential, 50, 76, 0.1, 1e5)
    const { breakpoints, plot } = budgetLayout(spec, panelSize)
    expect(breakpoints.length).toBeGreaterThan(25)
    expect(breakpoints.length).toBeLessThan(50)
    for (const [index, at] of breakpoints.entries()) {
      expect(at).toBeGreaterThanOrEqual(plot.left)
      if (index > 0) expect(at - (breakpoints[index - 1] ?? 0)).toBeGreaterThanOrEqual(3)
    }
    expect(budgetLayout(budgetSpec(iris, 3, 30, 0.1, 1e4), panelSize).breakpoints).toHaveLength(2)
    expect(budgetLayout(budgetSpec(iris, 3, 30, 0, 100, { scale: 'linear' }), panelSize).breakpoints).toHaveLength(3)
  })

  it('widens its axis to a budget outside the curve, unless the axis is held', () => {
    const spec = budgetSpec(iris, 3, 5000, 0.1, 100)
    expect(budgetLayout(spec, panelSize).x.to).toBe(5000)
    const held = budgetLayout({ ...spec, range: { from: 0.1, to: 100 } }, panelSize)
    expect(held.x.to).toBe(100)
    expect(held.current.handle).toBeNull()
    expect(held.current.label?.text).toMatch(/^→ F = 5,000/)
  })

  it('names other curves next to themselves, never nearer to another curve', () => {
    const spec = budgetSpec(digits, 8, 76, 0.01, 1e4)
    const others = [0.8, 1.25].map(factor => ({ name: `times ${factor}`, budgets: spec.budgets, mmi: spec.mmi.map(value => value * factor) }))
    const curves = [spec, ...others]
    for (const size of [{ width: 700, height: 260 }, { width: 900, height: 300 }]) {
      const layout = budgetLayout({ ...spec, others, target }, size)
      expect(layout.others.map(({ name }) => name?.text)).toEqual(['■ times 0.8', '○ times 1.25'])
      for (const [index, { name }] of layout.others.entries()) {
        const box = name?.box ?? { left: 0, top: 0, width: 0, height: 0 }
        const budget = fromPixel(layout.x, box.left + box.width / 2)
        const distances = curves.map(curve => Math.abs(toPixel(layout.y, interpolate(curve.budgets, curve.mmi, budget) ?? 0) - box.top - box.height / 2))
        expect(distances.indexOf(Math.min(...distances))).toBe(index + 1)
      }
    }
  })

  it('tells up to twelve curves apart by dash and sign, without colour', () => {
    const spec = budgetSpec(digits, 8, 76, 0.01, 1e4)
    const others = Array.from({ length: 12 }, (_, index) => ({ name: `Design ${index}`, budgets: spec.budgets, mmi: spec.mmi.map(value => value * (0.4 + 0.1 * index)) }))
    const { others: looks, y, x } = budgetLayout({ ...spec, others }, panelSize)
    expect(new Set(looks.map(({ dash, sign }) => `${dash.join()} ${sign}`)).size).toBe(12)
    for (const [index, { signs }] of looks.entries()) {
      expect(signs.length, `signs of ${index}`).toBeGreaterThanOrEqual(2)
      // The sign stands on a point of its own curve, whose points are a pixel or two apart.
      for (const point of signs) expect(Math.abs(toPixel(y, (0.4 + 0.1 * index) * solution(digits, 8, fromPixel(x, point.x)).mmi) - point.y)).toBeLessThan(0.5)
    }
  })

  it('names all curves in a row above the plot where one of them has no room at its own', () => {
    const spec = budgetSpec(digits, 8, 76, 0.01, 1e4, { name: 'Design A' })
    const near = [1.02, 1.04].map((factor, index) => ({ name: index ? 'a design with a rather long name' : 'B', budgets: spec.budgets, mmi: spec.mmi.map(value => value * factor) }))
    const { name, others, plot } = budgetLayout({ ...spec, others: near }, panelSize)
    const names = [name, ...others.map(other => other.name)]
    expect(names.map(label => label?.text)).toEqual(['Design A', '■ B', '○ a design with a r…'])
    for (const [index, label] of names.entries()) {
      const box = label?.box ?? { left: 0, top: 0, width: 0, height: 0 }
      expect(box.top + box.height).toBeLessThanOrEqual(plot.top)
      expect(box.left + box.width).toBeLessThanOrEqual(plot.left + plot.width)
      const next = names[index + 1]?.box
      if (next) expect(next.left).toBeGreaterThan(box.left + box.width)
    }
    const narrow = budgetLayout({ ...spec, others: near }, { width: 290, height: 170 })
    expect(narrow.others.map(other => other.name?.text)).toEqual(['■ B', '○ a desig…'])
  })

  it('keeps every name, value and target off every curve and one another, in any size', () => {
    const random = createRandom(7)
    for (let round = 0; round < 40; round++) {
      const size = { width: 280 + random.integer(600), height: 160 + random.integer(200) }
      const factors = Array.from({ length: 1 + (round % 4) }, () => 0.3 + 1.5 * random.uniform())
      const spec = budgetSpec(exponential, 50, 10 ** (4 * random.uniform()), 0.1, 1e5, { name: 'Design A', target: { lower: 2 + 4 * random.uniform(), upper: round % 3 ? 9 : null } })
      const others = factors.map((factor, index) => ({ name: `Design ${'BCDE'[index]}`, budgets: spec.budgets, mmi: spec.mmi.map(value => value * factor) }))
      const layout = budgetLayout({ ...spec, others }, size)
      const boxes = [layout.current.label, layout.target?.label, layout.name, ...layout.others.map(({ name }) => name)].flatMap(label => (label ? [label.box] : []))
      for (const [index, box] of boxes.entries()) {
        for (const other of boxes.slice(index + 1)) expect(boxesOverlap(box, other), `round ${round}`).toBe(false)
        if (box.top < layout.plot.top) continue
        expect(contains(layout.plot, box), `round ${round}`).toBe(true)
        for (const factor of [1, ...factors]) {
          for (let x = box.left; x <= box.left + box.width; x += 2) {
            const level = toPixel(layout.y, factor * solution(exponential, 50, fromPixel(layout.x, x)).mmi)
            expect(level >= box.top && level <= box.top + box.height, `round ${round}`).toBe(false)
          }
        }
      }
    }
  })

  it('draws a target without an upper end to the top of the plot', () => {
    const { target, plot, y } = budgetLayout(budgetSpec(iris, 3, 30, 0.1, 100, { target: { lower: 1.1, upper: null } }), panelSize)
    expect(target?.band?.top).toBe(plot.top)
    expect(target?.limits).toEqual([expect.closeTo(toPixel(y, 1.1), 9)])
    expect(target?.label?.text).toBe('target from 1.1 nat')
  })

  it('draws the target band from end to end', () => {
    const { target, y } = budgetLayout(budgetSpec(iris, 3, 30, 0.1, 100, { target: { lower: 1.1, upper: 1.9 }, unit: 'bits' }), panelSize)
    expect(target?.limits).toEqual([expect.closeTo(toPixel(y, 1.9 / Math.LN2), 9), expect.closeTo(toPixel(y, 1.1 / Math.LN2), 9)])
  })

  it('has no line for F = 0 on a logarithmic axis, but says where it is', () => {
    const { current } = budgetLayout(budgetSpec(iris, 3, 0, 0.1, 100, { value: 0 }), panelSize)
    expect(current.x).toBeNull()
    expect(current.label?.text).toBe('← F = 0 · 0 nat')
  })

  it('does not let a target far above squash the curve', () => {
    const layout = budgetLayout(budgetSpec(iris, 3, 30, 0.1, 100, { target: { lower: 200, upper: 300 } }), panelSize)
    expect(layout.y.to).toBeLessThan(10)
    expect(layout.target).toMatchObject({ band: null, label: { text: '↑ target 200 – 300 nat' } })
  })

  it.each([['no points', new Float64Array()], ['one point', Float64Array.of(0)]])('stands with %s', (_, points) => {
    const layout = budgetLayout({ kind: 'budget', budgets: points, mmi: points, unit: 'nats', breakpoints: points, budget: 0, value: null, scale: 'log', status: 'exact' }, panelSize)
    expect([layout.x.from, layout.x.to, layout.y.from, layout.y.to].every(Number.isFinite)).toBe(true)
    expect(layout.x.to).toBeGreaterThan(layout.x.from)
  })
})

describe('the bracket of two estimators', () => {
  const bracket = { sample: 12, ledoitWolf: 15 }
  const spec = (changes: Partial<BudgetSpec> = {}) => budgetSpec(exponential, 50, 10, 0.1, 1000, { value: 14.5, bracket, ...changes })

  it('has an end at either value, on the line of the current budget, with words that touch nothing', () => {
    const layout = budgetLayout(spec(), panelSize)
    const ends = layout.bracket?.ends ?? []
    expect(layout.bracket?.x).toBe(layout.current.x)
    expect(ends.map(({ y }) => fromPixel(layout.y, y))).toEqual([expect.closeTo(12, 6), expect.closeTo(15, 6)])
    const words = ends.flatMap(({ label }) => (label ? [label] : []))
    expect(words.map(({ text }) => text)).toEqual(['sample', 'Ledoit–Wolf'])
    const boxes = [...words, layout.current.label, layout.target?.label].flatMap(label => (label ? [label.box] : []))
    for (const [index, box] of boxes.entries()) for (const other of boxes.slice(index + 1)) expect(boxesOverlap(box, other)).toBe(false)
  })

  it('keeps both ends on the axis, counts in the unit shown, and is not drawn where it could not be seen', () => {
    expect(budgetLayout(spec({ bracket: { sample: 12, ledoitWolf: 400 } }), panelSize).y.to).toBeGreaterThanOrEqual(400)
    const bits = budgetLayout(spec({ unit: 'bits' }), panelSize)
    expect(bits.bracket?.ends.map(({ y }) => fromPixel(bits.y, y))).toEqual([expect.closeTo(inUnit(12, 'bits'), 6), expect.closeTo(inUnit(15, 'bits'), 6)])
    expect(budgetLayout(spec({ bracket: { sample: 14.5, ledoitWolf: 14.51 } }), panelSize).bracket).toBeNull()
    expect(budgetLayout(spec({ bracket: null }), panelSize).bracket).toBeNull()
    // values of another budget are not drawn at this one
    expect(budgetLayout(spec({ value: null }), panelSize).bracket).toBeNull()
  })

  it('is told in words and in the table', () => {
    expect(chartInWords(spec())).toContain('Under the sample covariance it is 12.00 nat, under Ledoit–Wolf 15.00 nat.')
    expect(tableOf(spec()).caption).toContain('at F = 10 12 nat under the sample covariance, 15 under Ledoit–Wolf')
  })
})

describe('the spectrum chart', () => {
  it.each(['linear', 'log'] as const)('writes its finding clear of bars and water level on a %s axis', scale => {
    for (const [name, spectrum, width] of [...designs, ['white', white, 16] as const]) {
      for (const size of sizes) {
        for (const budget of [0.01, 1, 76, 1e4]) {
          const spec = spectrumSpec(spectrum, width, budget, { scale })
          const layout = spectrumLayout(spec, size)
          const about = `${name}, F = ${budget}, ${size.width} px`
          expect(layout.finding?.text, about).toMatch(size.width < 400 ? /^\d+ of \d+ .*carr(y|ies) information$/ : /^\d+ of \d+ components carry information$/)
          if (size.width > 400) expect(layout.threshold === null || layout.threshold.label !== null, about).toBe(true)
          const boxes = [layout.finding?.box, layout.threshold?.label?.box].filter(box => !!box)
          for (const box of boxes) {
            expect(contains(layout.plot, box), about).toBe(true)
            for (const [index, value] of spec.eigenvalues.entries()) {
              const left = toPixel(layout.x, index + 0.5)
              const right = toPixel(layout.x, index + 1.5)
              const covers = value > 0 && left < box.left + box.width && right > box.left && toPixel(layout.y, value) < box.top + box.height
              expect(covers, about).toBe(false)
            }
            if (layout.threshold) expect(layout.threshold.y > box.top && layout.threshold.y < box.top + box.height, about).toBe(false)
          }
          if (boxes[0] && boxes[1]) expect(boxesOverlap(boxes[0], boxes[1]), about).toBe(false)
        }
      }
    }
  })

  it('draws every positive component of a small spectrum by itself', () => {
    const steps = stepsOf(spectrumSpec(digits, 8, 76))
    expect(steps).toHaveLength(61)
    expect(steps.map(step => step.value)).toEqual(digits.slice(0, 61))
  })

  it('draws a large spectrum in steps that cover every component once and never mix active with inactive ones', () => {
    const spec = spectrumSpec(Array.from({ length: 2003 }, (_, index) => 1 / (index + 1)), 400, 1000)
    const steps = stepsOf(spec)
    expect(steps.length).toBeLessThanOrEqual(201)
    let next = 1
    for (const step of steps) {
      expect(step.first).toBe(next)
      expect(step.value).toBe(spec.eigenvalues[step.first - 1])
      expect(step.first <= (spec.active ?? 0) && step.last > (spec.active ?? 0)).toBe(false)
      next = step.last + 1
    }
    expect(next).toBe(2004)
  })

  it('puts the water level where it separates active from inactive components', () => {
    const spec = spectrumSpec(exponential, 100, 76)
    const { threshold, y } = spectrumLayout(spec, panelSize)
    const active = spec.active ?? 0
    expect(threshold?.y).toBeGreaterThan(toPixel(y, exponential[active - 1] ?? 0))
    expect(threshold?.y).toBeLessThan(toPixel(y, exponential[active] ?? 0))
  })

  it('says the rank when no design tells what carries information', () => {
    expect(spectrumLayout(spectrumSpec(digits, 8, 76, { active: null, threshold: null }), panelSize).finding?.text).toBe('rank 61 of 64')
  })
})
