import { describe, expect, it } from 'vitest'
import { informationSensitivities } from '../../../core/theory/sensitivity'
import { activeComponents, maximumInformation, prepareWaterFilling, waterLevel } from '../../../core/theory/waterFilling'

const spectrum = [9, 4, 3.999, 1.5, 0.6, 0.05]
const noise = 0.7
const table = prepareWaterFilling(Float64Array.from(spectrum), noise)
const budgets = [0, 1e-6, 0.05, 0.3, 1, 4, 25, 1e4]

describe('∂MMI/∂log λ', () => {
  it.each([1, 3, 6])('is the slope of MMI as one eigenvalue is scaled, for a layer of %d units', width => {
    const step = 1e-5
    for (const budget of budgets) {
      const sensitivities = informationSensitivities(table, budget, width)
      expect(sensitivities).toHaveLength(activeComponents(table, budget, width))
      for (let index = 0; index < width; index++) {
        const valueWith = (factor: number): number =>
          maximumInformation(prepareWaterFilling(Float64Array.from(spectrum, (value, at) => (at === index ? value * factor : value)), noise), budget, width)
        const slope = (valueWith(Math.exp(step)) - valueWith(Math.exp(-step))) / (2 * step)
        // the central difference errs by step², and at a breakpoint, where the second derivative jumps, by step
        expect(sensitivities[index] ?? 0).toBeCloseTo(slope, 5)
      }
    }
  })

  it('is ½(1 − σ²/(μλ)) of the active components', () => {
    for (const budget of budgets.slice(1)) {
      const level = waterLevel(table, budget)!
      informationSensitivities(table, budget).forEach((value, index) => expect(value).toBeCloseTo(0.5 * (1 - noise / (level * spectrum[index]!)), 12))
    }
  })

  it('is zero at F = 0 and has no jump at a breakpoint', () => {
    expect(informationSensitivities(table, 0)).toHaveLength(0)
    for (const [index, breakpoint] of [...table.breakpoints].entries()) {
      if (index === 0) continue
      const before = informationSensitivities(table, breakpoint * (1 - 1e-9))
      const after = informationSensitivities(table, breakpoint * (1 + 1e-9))
      // slopes of the sensitivities are bounded by 1 here: over 2e-9 of a budget of at most 60 they move by less than 1e-7
      for (let at = 0; at < after.length; at++) expect(after[at]).toBeCloseTo(before[at] ?? 0, 7)
    }
  })

  it('keeps its digits where eigenvalues are close, and ½ where the budget is endless', () => {
    const close = prepareWaterFilling(Float64Array.of(1 + 1e-12, 1), 1)
    const [first, second] = informationSensitivities(close, 1e-3)
    // gains differ by (1/λ₂ − 1/λ₁)σ² = 1e-12, of a water level of 1
    expect(first! - second!).toBeCloseTo(0.5e-12, 15)
    expect([...informationSensitivities(table, 1e300)]).toEqual([0.5, 0.5, 0.5, 0.5, 0.5, 0.5])
  })
})
