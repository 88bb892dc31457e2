import { describe, expect, it } from 'vitest'
import { budgetGround, budgetGroundChart, budgetMarks } from '../../../core/report/charts/budget'
import { budgetLayout } from '../../../core/report/charts/budgetLayout'
import { lightPalette } from '../../../core/report/charts/palette'
import { panelSize, type BudgetSpec } from '../../../core/report/charts/spec'
import { spectrumGround, spectrumMarks } from '../../../core/report/charts/spectrum'
import { spectrumLayout } from '../../../core/report/charts/spectrumLayout'
import { widthGround, widthMarks } from '../../../core/report/charts/width'
import { widthLayout } from '../../../core/report/charts/widthLayout'
import { budgetSpec, digits, spectrumSpec } from './charts.fixtures'
import { upTo, widthSpec } from './charts.targetFixtures'

const target = { lower: 5, upper: 20 }
const ofBudget = (spec: BudgetSpec) => {
  const layout = budgetLayout(spec, panelSize)
  return { ground: budgetGround(spec, lightPalette, panelSize, layout), marks: budgetMarks(layout, lightPalette) }
}

describe('what stands still under a hand', () => {
  it('is all of a budget chart but its marks: other curves, a target and errors included', () => {
    const spec = budgetSpec(digits, 8, 76, 0.01, 1e4, { target, name: 'A' })
    const full = { ...spec, standardErrors: spec.mmi.map(() => 0.2), others: [{ name: 'B', budgets: spec.budgets, mmi: spec.mmi.map(value => value / 2) }] }
    const here = ofBudget(full)
    for (const budget of [0.02, 1, 75, 9000]) {
      for (const value of [null, 3]) {
        const there = ofBudget({ ...full, budget, value })
        expect(there.ground).toEqual(here.ground)
        expect(there.marks).not.toEqual(here.marks)
      }
    }
  })

  it('moves when anything else does', () => {
    const spec = budgetSpec(digits, 8, 76, 0.01, 1e4, { target })
    const { ground } = ofBudget(spec)
    const changes: readonly Partial<BudgetSpec>[] = [
      { unit: 'bits' }, { scale: 'linear' }, { status: 'upper-bound' }, { target: null }, { target: { lower: 6, upper: 20 } }, { standardErrors: spec.mmi.map(() => 0.2) }, { name: 'A' },
      { mmi: spec.mmi.map(value => value * 0.99) }, { others: [{ name: 'B', budgets: spec.budgets, mmi: spec.mmi }] }, { budget: 1e5 }, { breakpoints: new Float64Array([1, 2]) }
    ]
    for (const change of changes) expect(ofBudget({ ...spec, ...change }).ground, JSON.stringify(change).slice(0, 60)).not.toEqual(ground)
  })

  it('holds the curve and the ticks, and no mark of the budget', () => {
    const { series } = budgetGroundChart(ofBudget(budgetSpec(digits, 8, 76, 0.01, 1e4)).ground)
    const parts = series as readonly { readonly id: string; readonly data: readonly { readonly name?: string }[] }[]
    expect(parts.map(({ id }) => id)).toEqual(['ground', 'curve', 'ticks'])
    expect(new Set(parts.flatMap(({ id, data }) => (id === 'curve' ? [] : data.map(({ name }) => name))))).toEqual(new Set(['minor tick', 'breakpoint']))
  })

  it('is all of a width chart but its marks', () => {
    const at = (width: number) => {
      const spec = { ...widthSpec(digits, 76, upTo(61), 8), width, target }
      const layout = widthLayout(spec, panelSize)
      return { ground: { ...widthGround(spec, lightPalette, panelSize, layout), spec: null }, marks: widthMarks(layout, lightPalette) }
    }
    for (const width of [1, 9, 61]) {
      expect(at(width).ground).toEqual(at(8).ground)
      expect(at(width).marks).not.toEqual(at(8).marks)
    }
  })

  it('is the components of a spectrum, until others carry information', () => {
    const at = (budget: number) => {
      const spec = spectrumSpec(digits, 61, budget)
      const layout = spectrumLayout(spec, panelSize)
      return { active: spec.active, ground: spectrumGround(spec, lightPalette, panelSize, layout), marks: spectrumMarks(layout, lightPalette) }
    }
    const [here, near, far] = [at(1.02), at(1), at(100)]
    expect(near.active).toBe(here.active)
    expect(near.ground).toEqual(here.ground)
    expect(near.marks).not.toEqual(here.marks)
    expect(far.ground).not.toEqual(here.ground)
  })
})
