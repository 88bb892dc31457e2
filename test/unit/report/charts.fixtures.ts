/** Curves and spectra of known designs, by the formulas of Theorem 2, for the tests of charts. */
import type { BudgetSpec, SpectrumSpec } from '../../../core/report/charts/spec'

export const exponential = Array.from({ length: 100 }, (_, index) => Math.exp(-0.1 * index))
export const power = Array.from({ length: 100 }, (_, index) => 1 / (index + 1))
export const iris = [4.228241706034863, 0.24267074792863322, 0.07820950004291888, 0.02383509297344995]
export const white = Array.from({ length: 32 }, () => 1)
/** Like 8×8 digits: 61 of 64 eigenvalues positive, over many decades. */
export const digits = Array.from({ length: 64 }, (_, index) => (index >= 61 ? 0 : 179 * Math.exp(-0.12 * index) * (index > 50 ? Math.exp(-(index - 50) * 0.6) : 1)))

/** Water-filling for σ² = 1: breakpoints, and MMI, active components and water level at a budget. */
export function solution(spectrum: readonly number[], width: number, budget: number): { readonly mmi: number; readonly active: number; readonly waterLevel: number; readonly breakpoints: number[] } {
  const positive = spectrum.filter(value => value > 0).slice(0, width)
  const breakpoints = [0]
  for (let k = 1; k < positive.length; k++) breakpoints.push((breakpoints[k - 1] ?? 0) + k * (1 / (positive[k] ?? 1) - 1 / (positive[k - 1] ?? 1)))
  const active = breakpoints.filter(at => at <= budget).length
  const waterLevel = (budget + positive.slice(0, active).reduce((sum, value) => sum + 1 / value, 0)) / active
  const mmi = positive.slice(0, active).reduce((sum, value) => sum + Math.log(waterLevel * value) / 2, 0)
  return { mmi, active, waterLevel, breakpoints }
}

export function budgetSpec(spectrum: readonly number[], width: number, budget: number, from: number, to: number, changes: Partial<BudgetSpec> = {}): BudgetSpec {
  const budgets = Float64Array.from({ length: 241 }, (_, index) => (changes.scale === 'linear' ? from + ((to - from) * index) / 240 : from * (to / from) ** (index / 240)))
  const { mmi, breakpoints } = solution(spectrum, width, budget)
  return {
    kind: 'budget', budgets, mmi: budgets.map(at => solution(spectrum, width, at).mmi), unit: 'nats', breakpoints: Float64Array.from(breakpoints),
    budget, value: mmi, scale: 'log', status: 'exact', ...changes
  }
}

export function spectrumSpec(spectrum: readonly number[], width: number, budget: number, changes: Partial<SpectrumSpec> = {}): SpectrumSpec {
  const { active, waterLevel } = solution(spectrum, width, budget)
  return {
    kind: 'spectrum', eigenvalues: Float64Array.from(spectrum), rank: spectrum.filter(value => value > 0).length, active, threshold: 1 / waterLevel,
    scale: 'linear', caption: 'Spectrum', ...changes
  }
}
