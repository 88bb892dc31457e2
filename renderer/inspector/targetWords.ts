/** The target panel's words and numbers: where each of them came from. Pure. */
import type { InformationUnit } from '../../core/api/model'
import { assertNever } from '../../core/api/problem'
import type { Classifier, TargetAnalysis, TargetBounds } from '../../core/api/target'
import { formatNumber, inUnit, unitSymbol } from '../../core/report/format'

export const classifierNames: Readonly<Record<Classifier, string>> = { lda: 'LDA', qda: 'QDA', knn: 'k-NN' }

/** `2.081 – 13.04`, `from 2.081` without an upper end; no unit. */
export function boundsText({ lower, upper }: TargetBounds, unit: InformationUnit): string {
  const from = formatNumber(inUnit(lower, unit))
  return upper === null ? `from ${from}` : `${from} – ${formatNumber(inUnit(upper, unit))}`
}

/** `2.050 ± 0.020`: the error in two digits, the value to as many decimals. */
export function withError(value: number, error: number, digits = 4): string {
  // what rounding alone leaves, of a value that has no error, is none
  if (!(error > 1e-12 * Math.abs(value))) return formatNumber(value, digits)
  const written = formatNumber(error, 2)
  const decimals = /\.(\d+)$/.exec(written)?.[1]?.length
  const shown = decimals === undefined || decimals > 6 ? formatNumber(value, digits) : value.toFixed(decimals).replace(/^-/, '−')
  return `${shown} ± ${written}`
}

/** An estimator's name in full and beside a number. */
export function estimatorWords(estimator: string): { readonly full: string; readonly short: string } {
  const classifier = /-(lda|qda|knn)$/.exec(estimator)?.[1] as Classifier | undefined
  const by = classifier ? ` ${classifierNames[classifier]}` : ''
  const kind = classifier ? estimator.slice(0, -classifier.length - 1) : estimator
  switch (kind) {
    case 'cross-fitted': return { full: `cross-fitted${by}`, short: by.trim() }
    case 'posterior-entropy': return { full: `posterior entropy,${by}`, short: 'posterior' }
    case 'ross': return { full: 'nearest neighbours (Ross)', short: 'Ross' }
    case 'label-entropy': return { full: 'label entropy', short: 'H(Y)' }
    default: return { full: estimator, short: estimator }
  }
}

export function etaOrigin({ variant, raised }: TargetAnalysis['eta']): string {
  if (raised) return 'raised'
  switch (variant) {
    case 'paper': return 'paper'
    case 'exact': return 'exact'
    case 'manual': return 'given'
    case 'stated': return 'stated'
    default: return assertNever(variant)
  }
}

/** Which of the two estimates of the sampling loss δ is. */
export function deltaOrigin({ value, formula, bootstrap, origin }: TargetAnalysis['delta']): string {
  if (origin !== 'estimated') return origin
  const larger = Math.max(formula, bootstrap ?? 0)
  if (value < larger) return 'capped'
  return bootstrap !== null && bootstrap >= formula ? 'bootstrap' : 'rate'
}

/** The free upper check J ≤ log tr B; null without one. */
export function upperCheckWords({ value, upperCheck }: TargetAnalysis['informationXY'], unit: InformationUnit): { readonly text: string; readonly holds: boolean } | null {
  if (upperCheck === null) return null
  const holds = value <= upperCheck
  return { text: `${formatNumber(inUnit(upperCheck, unit))} ${unitSymbol(unit)}, ${holds ? 'holds' : 'does not hold'}`, holds }
}

/** A budget that reaches the interval's end without passing it: rounded down to four digits, as it is set and shown. */
export function advisedBudget(budget: number): number {
  if (!(budget > 0) || !Number.isFinite(budget)) return budget
  const rounded = Number(budget.toPrecision(4))
  if (rounded <= budget) return rounded
  const step = 10 ** (Math.floor(Math.log10(budget)) - 3)
  return Number((rounded - step).toPrecision(4))
}
