import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  activeComponents, breakpoints, budgetForInformation, informationAtBreakpoints, maximumInformation, optimalGains, prepareWaterFilling, waterLevel
} from '../../../core/theory/waterFilling'
import { exponentialSpectrum, powerSpectrum } from '../../../core/theory/spectrum'
import { informationByAscent, informationByBisection, randomOrthogonal, uniform, withSpectrum } from '../../support/slowMethods'

const positive = (minimum: number, maximum: number) => fc.double({ min: minimum, max: maximum, noNaN: true })
const spectra = fc.array(positive(1e-4, 1e4), { minLength: 1, maxLength: 12 }).map(values => Float64Array.from(values).sort().reverse())
const noises = positive(1e-3, 1e3)
const budgets = positive(0, 1e6)
const widths = fc.integer({ min: 1, max: 15 })

/** Relative difference: the closed form and the slow methods differ only by rounding, scaled with the value. */
const relative = (a: number, b: number): number => Math.abs(a - b) / Math.max(1e-300, Math.abs(a), Math.abs(b))

describe('MMI of a dense layer', () => {
  it('equals water-filling by bisection', () => {
    fc.assert(fc.property(spectra, noises, budgets, widths, (spectrum, noise, budget, width) => {
      const closed = maximumInformation(prepareWaterFilling(spectrum, noise), budget, width)
      // bisection ends within 2⁻⁵² of the level; small values are differences of near-equal logarithms there
      expect(Math.abs(closed - informationByBisection([...spectrum], noise, budget, width))).toBeLessThanOrEqual(1e-10 * (1 + closed))
    }), { numRuns: 500 })
  })

  it('equals direct optimisation over the weights, in any rotation of the input', () => {
    const random = uniform(7)
    const cases = [
      { spectrum: [2, 1, 0.5], noise: 1, budget: 3, width: 2 },
      { spectrum: [2, 1, 0.5], noise: 1, budget: 0.3, width: 3 },
      { spectrum: [5, 0.3, 0.2, 0.1], noise: 0.5, budget: 40, width: 3 },
      { spectrum: [1, 1, 1], noise: 2, budget: 7, width: 2 },
      { spectrum: [4.2, 0.24, 0.078, 0.024], noise: 1, budget: 30, width: 4 }
    ]
    for (const { spectrum, noise, budget, width } of cases) {
      const covariance = withSpectrum(spectrum, randomOrthogonal(spectrum.length, random))
      const closed = maximumInformation(prepareWaterFilling(Float64Array.from(spectrum), noise), budget, width)
      // ascent stops when the objective gains less than its own rounding; its error in the value is second order
      expect(Math.abs(closed - informationByAscent(covariance, noise, budget, width))).toBeLessThan(1e-8)
    }
  })

  it('equals the paper\'s eq. (2) and (9) where those do not cancel', () => {
    fc.assert(fc.property(spectra, noises, budgets, widths, (spectrum, noise, budget, width) => {
      const table = prepareWaterFilling(spectrum, noise)
      const active = activeComponents(table, budget, width)
      fc.pre(active > 0)
      const used = [...spectrum.slice(0, active)]
      const traceInverse = used.reduce((sum, lambda) => sum + 1 / lambda, 0)
      const paper = (active / 2) * Math.log((budget + noise * traceInverse) / (noise * active)) + used.reduce((sum, lambda) => sum + Math.log(lambda), 0) / 2
      expect(Math.abs(maximumInformation(table, budget, width) - paper)).toBeLessThan(1e-9 * (1 + used.length * 20))
    }))
  })

  it('does not fall with the budget or the width, and is concave in the budget', () => {
    fc.assert(fc.property(spectra, noises, budgets, budgets, widths, (spectrum, noise, a, b, width) => {
      const table = prepareWaterFilling(spectrum, noise)
      const [low, high] = a < b ? [a, b] : [b, a]
      const at = (budget: number): number => maximumInformation(table, budget, width)
      const slack = 1e-12 * (1 + at(high))
      expect(at(high)).toBeGreaterThanOrEqual(at(low) - slack)
      expect(maximumInformation(table, low, width + 1)).toBeGreaterThanOrEqual(at(low) - slack)
      expect(at((low + high) / 2)).toBeGreaterThanOrEqual((at(low) + at(high)) / 2 - slack)
    }))
  })

  it('is continuous at every breakpoint, where it equals I_k', () => {
    fc.assert(fc.property(spectra, noises, (spectrum, noise) => {
      const table = prepareWaterFilling(spectrum, noise)
      for (const [index, budget] of table.breakpoints.entries()) {
        const value = maximumInformation(table, budget, index + 1)
        const before = maximumInformation(table, budget, Math.max(1, index))
        expect(Math.abs(value - table.information[index]!)).toBeLessThan(1e-10 * (1 + value))
        expect(Math.abs(value - before)).toBeLessThan(1e-10 * (1 + value))
      }
    }))
  })

  it('grows at the rate 1/(2μ)', () => {
    const table = prepareWaterFilling(Float64Array.of(3, 2, 0.4, 0.1), 0.7)
    for (const budget of [0.05, 0.6, 3, 20, 400]) {
      const step = budget * 1e-5
      const slope = (maximumInformation(table, budget + step) - maximumInformation(table, budget - step)) / (2 * step)
      // central difference: error of the order step², far below 1e-7
      expect(relative(slope, 1 / (2 * waterLevel(table, budget)!))).toBeLessThan(1e-7)
    }
  })

  it('is undone by its inverse', () => {
    fc.assert(fc.property(spectra, noises, positive(1e-6, 1e6), widths, (spectrum, noise, budget, width) => {
      const table = prepareWaterFilling(spectrum, noise)
      const back = budgetForInformation(table, maximumInformation(table, budget, width), width)
      // a budget far below σ²/λ₁ gives an information near 0 whose rounding is relative: 1e-9 covers the slope
      expect(relative(back!, budget)).toBeLessThan(1e-9)
    }), { numRuns: 500 })
  })

  it('has no value for a layer that cannot use any component', () => {
    const table = prepareWaterFilling(new Float64Array(0), 1)
    expect(maximumInformation(table, 10, 3)).toBe(0)
    expect(activeComponents(table, 10, 3)).toBe(0)
    expect(waterLevel(table, 10)).toBeNull()
    expect(budgetForInformation(table, 1)).toBeNull()
    expect(budgetForInformation(table, 0)).toBe(0)
  })

  it('refuses a negative budget, an endless one, a spectrum out of order and noise that is not positive', () => {
    const table = prepareWaterFilling(Float64Array.of(2, 1), 1)
    expect(() => maximumInformation(table, -1)).toThrow(RangeError)
    expect(() => maximumInformation(table, Infinity)).toThrow(RangeError)
    expect(() => prepareWaterFilling(Float64Array.of(1, 2), 1)).toThrow(RangeError)
    expect(() => prepareWaterFilling(Float64Array.of(1, 0), 1)).toThrow(RangeError)
    expect(() => prepareWaterFilling(Float64Array.of(1), 0)).toThrow(RangeError)
  })

  it('stays finite where λ spans the whole range of numbers', () => {
    const table = prepareWaterFilling(Float64Array.of(1e300, 1, 1e-300, 5e-324), 1e-10)
    for (const budget of [0, 1e-300, 1, 1e300]) expect(Number.isFinite(maximumInformation(table, budget))).toBe(true)
    expect(table.breakpoints.every(Number.isFinite)).toBe(true)
  })
})

describe('breakpoints', () => {
  it('equal the paper\'s σ²(k/λ_k − Σ 1/λ_i), start at 0 and never fall', () => {
    fc.assert(fc.property(spectra, noises, (spectrum, noise) => {
      const result = breakpoints(spectrum, noise)
      expect(result[0]).toBe(0)
      let traceInverse = 0
      for (const [index, lambda] of spectrum.entries()) {
        traceInverse += 1 / lambda
        const paper = noise * ((index + 1) / lambda - traceInverse)
        // the paper's form subtracts numbers of size k·σ²/λ_k: compare at that scale
        expect(Math.abs(result[index]! - paper)).toBeLessThanOrEqual(1e-12 * noise * ((index + 1) / lambda) * 4)
        if (index > 0) expect(result[index]!).toBeGreaterThanOrEqual(result[index - 1]!)
      }
    }))
  })

  it('keep all digits for close eigenvalues', () => {
    const gap = 2 ** -40
    const [, second] = breakpoints(Float64Array.of(1 + gap, 1), 1)
    expect(relative(second!, gap / (1 + gap))).toBeLessThan(1e-15)
    expect(relative(informationAtBreakpoints(Float64Array.of(1 + gap, 1))[1]!, Math.log1p(gap) / 2)).toBeLessThan(1e-15)
  })

  it('tell how many components are active; none at F = 0', () => {
    const table = prepareWaterFilling(Float64Array.of(2, 1, 0.5), 1)
    expect([...table.breakpoints]).toEqual([0, 0.5, 2.5])
    expect([0, 0.4, 0.5, 2.4, 2.5, 100].map(budget => activeComponents(table, budget))).toEqual([0, 1, 2, 2, 3, 3])
    expect(activeComponents(table, 100, 2)).toBe(2)
  })
})

describe('optimal gains', () => {
  it('sum to the budget, are zero beyond the active components and reach the MMI', () => {
    fc.assert(fc.property(spectra, noises, positive(1e-6, 1e6), widths, (spectrum, noise, budget, width) => {
      const table = prepareWaterFilling(spectrum, noise)
      const gains = optimalGains(table, budget, width)
      expect(relative(gains.reduce((sum, gain) => sum + gain, 0), budget)).toBeLessThan(1e-9)
      const reached = gains.reduce((sum, gain, index) => sum + Math.log1p((gain * spectrum[index]!) / noise) / 2, 0)
      expect(Math.abs(reached - maximumInformation(table, budget, width))).toBeLessThan(1e-9 * (1 + reached))
      expect(gains.slice(activeComponents(table, budget, width)).every(gain => gain === 0)).toBe(true)
    }))
  })
})

describe('the paper\'s Figure 1', () => {
  it('has as many active components as the reference at every budget', () => {
    const exponential = prepareWaterFilling(exponentialSpectrum(0.1, 100), 1)
    const power = prepareWaterFilling(powerSpectrum(1, 100), 1)
    expect([0.5, 5, 50, 500, 6000].map(budget => activeComponents(exponential, budget, 50))).toEqual([3, 8, 17, 32, 50])
    expect([0.5, 5, 50, 500, 6000].map(budget => activeComponents(power, budget, 50))).toEqual([1, 3, 10, 32, 50])
  })
})

describe('a table of leading eigenvalues', () => {
  const all = exponentialSpectrum(0.2, 20)
  const leading = prepareWaterFilling(all.slice(0, 6), 0.7, 6)

  it('answers for layers that are no wider as the table of all does, to the last bit', () => {
    const whole = prepareWaterFilling(all, 0.7)
    for (const budget of [0, 0.3, 5, 1000]) {
      for (const width of [1, 4, 6]) {
        expect(maximumInformation(leading, budget, width)).toBe(maximumInformation(whole, budget, width))
        expect(waterLevel(leading, budget, width)).toBe(waterLevel(whole, budget, width))
        expect(optimalGains(leading, budget, width)).toEqual(optimalGains(whole, budget, width))
        expect(budgetForInformation(leading, budget / 100, width)).toBe(budgetForInformation(whole, budget / 100, width))
      }
    }
  })

  it('refuses wider ones, whatever is asked', () => {
    for (const ask of [maximumInformation, activeComponents, waterLevel, optimalGains, budgetForInformation]) {
      expect(() => ask(leading, 1, 7)).toThrow('known for widths up to 6')
      expect(() => ask(leading, 1)).toThrow(RangeError)
    }
  })
})
