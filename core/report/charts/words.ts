/** What a chart shows, in a sentence: for the ear, and for whoever cannot see the picture. */
import { assertNever } from '../../api/problem'
import type { Status } from '../../api/model'
import { formatCompact, formatCount, formatInformation, formatNumber, inUnit, unitSymbol } from '../format'
import { interpolate } from './curve'
import type { BudgetSpec, ChartSpec, SpectrumSpec } from './spec'

const statusWords: Readonly<Record<Status, string>> = { exact: 'exact', 'upper-bound': 'an upper bound', approximation: 'an approximation' }

/** The finding of a chart in words. */
export function chartInWords(spec: ChartSpec): string {
  switch (spec.kind) {
    case 'spectrum':
      return spectrumInWords(spec)
    case 'budget':
      return budgetInWords(spec)
    default:
      return assertNever(spec)
  }
}

function spectrumInWords(spec: SpectrumSpec): string {
  const smallest = spec.eigenvalues[spec.rank - 1]
  const sentences = [`${spec.caption}: ${formatCount(spec.eigenvalues.length)} eigenvalues, rank ${formatCount(spec.rank)}`]
  if (smallest !== undefined) sentences.push(`The largest is ${formatNumber(spec.eigenvalues[0])}, the smallest positive one ${formatNumber(smallest)}`)
  if (spec.active !== null) sentences.push(`${formatCount(spec.active)} of ${formatCount(spec.rank)} components carry information`)
  if (spec.threshold) sentences.push(`The water level lies at an eigenvalue of ${formatNumber(spec.threshold)}`)
  return `${sentences.join('. ')}.`
}

function budgetInWords(spec: BudgetSpec): string {
  const sentences: string[] = []
  const last = spec.budgets.length - 1
  if (last >= 0) {
    sentences.push(`MMI along the weight budget, ${statusWords[spec.status]}: from ${formatInformation(spec.mmi[0], spec.unit)} at F = ${formatCompact(spec.budgets[0] ?? 0)} to ${formatInformation(spec.mmi[last], spec.unit)} at F = ${formatCompact(spec.budgets[last] ?? 0)}`)
  }
  const value = spec.value ?? interpolate(spec.budgets, spec.mmi, spec.budget)
  if (value !== null) sentences.push(`At the current budget F = ${formatCompact(spec.budget)} it is ${spec.value === null ? 'about ' : ''}${formatInformation(value, spec.unit)}${targetWords(spec, value)}`)
  if (spec.breakpoints.length > 0) sentences.push(`${formatCount(spec.breakpoints.length)} ${spec.breakpoints.length === 1 ? 'breakpoint' : 'breakpoints'}`)
  return `${sentences.join('. ')}.`
}

function targetWords(spec: BudgetSpec, value: number): string {
  if (!spec.target) return ''
  const { lower, upper } = spec.target
  const side = value < lower ? 'below' : value > upper ? 'above' : 'inside'
  return `, ${side} the target interval ${formatCompact(inUnit(lower, spec.unit))} – ${formatCompact(inUnit(upper, spec.unit))} ${unitSymbol(spec.unit)}`
}
