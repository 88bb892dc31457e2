/** What a chart shows, in a sentence: for the ear, and for whoever cannot see the picture. */
import { assertNever } from '../../api/problem'
import type { InformationUnit, Status } from '../../api/model'
import type { TargetBounds } from '../../api/target'
import { formatCompact, formatCount, formatInformation, formatNumber } from '../format'
import { interpolate } from './curve'
import { blockWords } from './covarianceLayout'
import type { BudgetSpec, ChartSpec, CovarianceSpec, SpectrumSpec, WidthSpec } from './spec'
import { intervalText, sideOf } from './targetBand'
import { targetInWords } from './targetWords'
import { countWords } from './widthLayout'

const statusWords: Readonly<Record<Status, string>> = { exact: 'exact', 'upper-bound': 'an upper bound', approximation: 'an approximation' }

/** The finding of a chart in words. */
export function chartInWords(spec: ChartSpec): string {
  switch (spec.kind) {
    case 'spectrum':
      return spectrumInWords(spec)
    case 'budget':
      return budgetInWords(spec)
    case 'width':
      return widthInWords(spec)
    case 'covariance':
      return covarianceInWords(spec)
    case 'target':
      return targetInWords(spec)
    default:
      return assertNever(spec)
  }
}

function covarianceInWords(spec: CovarianceSpec): string {
  const { map: { kind, order, cells, strongest }, names } = spec
  const name = (index: number): string => names[index] ?? `column ${index}`
  const [least, most] = cells.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity])
  const sentences = [`${kind === 'covariance' ? 'Covariance' : 'Correlations'} of ${formatCount(order)} ${order === 1 ? 'column' : 'columns'} as a heat map, values from ${formatNumber(least)} to ${formatNumber(most)}`]
  const blocks = blockWords(spec)
  if (blocks !== null) sentences.push(`${blocks.charAt(0).toUpperCase()}${blocks.slice(1)}`)
  if (strongest) sentences.push(`The strongest correlation is ${formatNumber(strongest.correlation)}, between ${name(strongest.first)} and ${name(strongest.second)}`)
  return `${sentences.join('. ')}.`
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
  if (value !== null) sentences.push(`At the current budget F = ${formatCompact(spec.budget)} it is ${spec.value === null ? 'about ' : ''}${formatInformation(value, spec.unit)}${targetWords(value, spec.target, spec.unit)}`)
  if (spec.bracket && spec.value !== null) sentences.push(`Under the sample covariance it is ${formatInformation(spec.bracket.sample, spec.unit)}, under Ledoit–Wolf ${formatInformation(spec.bracket.ledoitWolf, spec.unit)}`)
  for (const { name, budgets, mmi } of spec.others ?? []) {
    const there = interpolate(budgets, mmi, spec.budget)
    if (there !== null) sentences.push(`${name}: about ${formatInformation(there, spec.unit)} there`)
  }
  if (spec.breakpoints.length > 0) sentences.push(`${formatCount(spec.breakpoints.length)} ${spec.breakpoints.length === 1 ? 'breakpoint' : 'breakpoints'}`)
  return `${sentences.join('. ')}.`
}

function targetWords(value: number, target: TargetBounds | null | undefined, unit: InformationUnit): string {
  return target ? `, ${sideOf(value, target)} the target interval ${intervalText(target, unit)}` : ''
}

function widthInWords(spec: WidthSpec): string {
  const { widths, mmi, unit, counts } = spec
  const sentences: string[] = []
  const first = widths[0]
  const last = widths.at(-1)
  if (first !== undefined && last !== undefined) {
    sentences.push(`MMI along the ${counts} of ${spec.block}, ${statusWords[spec.status]}: from ${formatInformation(mmi[0], unit)} at ${countWords(first, counts)} to ${formatInformation(mmi.at(-1), unit)} at ${countWords(formatCount(last), counts)}`)
  }
  const value = spec.value ?? interpolate(Float64Array.from(widths), mmi, spec.width)
  if (value !== null) sentences.push(`At the current ${countWords(formatCount(spec.width), counts)} it is ${formatInformation(value, unit)}${targetWords(value, spec.target, unit)}`)
  const enough = widthThatSuffices(spec)
  if (enough !== null) sentences.push(`Beyond ${countWords(formatCount(enough), counts)} it grows no more`)
  const fitting = widestWithin(spec)
  if (fitting !== null) sentences.push(`The widest that stays within the target has ${countWords(formatCount(fitting), counts)}`)
  return `${sentences.join('. ')}.`
}

/** The narrowest width of the curve that gives all its widest gives; null: it still grows at the end. */
function widthThatSuffices({ widths, mmi }: WidthSpec): number | null {
  const most = mmi.at(-1)
  if (most === undefined) return null
  // Equal up to the rounding of a sum of logarithms.
  const index = mmi.findIndex(value => value >= most - 1e-9 * Math.abs(most))
  return index >= 0 && index < widths.length - 1 ? widths[index] ?? null : null
}

/** The widest width not above the target, where the curve shows the next one to be above; null: it cannot be told. */
function widestWithin({ widths, mmi, target }: WidthSpec): number | null {
  const upper = target?.upper ?? null
  if (!target || upper === null) return null
  const above = mmi.findIndex(value => value > upper)
  const width = widths[above - 1]
  return width !== undefined && widths[above] === width + 1 && (mmi[above - 1] ?? 0) >= target.lower ? width : null
}
