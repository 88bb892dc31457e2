/** What each state of the target interval means, in one sentence for the user that names its numbers. */
import type { InformationUnit } from '../api/model'
import { assertNever } from '../api/problem'
import { formatCompact, formatCount, formatInformation } from '../report/format'
import { fewestRowsPerClass, significance, type Estimates, type Interval, type IntervalState, type NoSignalCause, type RowsNeeded } from '../theory/targetInterval'

export interface SentenceFacts extends Estimates {
  readonly state: IntervalState
  readonly cause: NoSignalCause | 'no-column' | null
  readonly interval: Interval | null
  readonly peak: number | null
  readonly needed: RowsNeeded
  /** m. */
  readonly rows: number
  readonly measuredRows: number
  readonly pValue: number | null
  readonly permutations: number | null
  /** null without data. */
  readonly classNames: readonly string[] | null
}

export function stateSentence(facts: SentenceFacts, unit: InformationUnit): string {
  const { state, interval, eta, delta, rows, needed } = facts
  const lower = formatInformation(interval?.lower, unit)
  switch (state) {
    case 'no-signal':
      return noSignalSentence(facts, unit)
    case 'unlearnable':
      return `A model learnt from ${count(rows, 'row')} may lose 2δ = ${formatCompact(2 * delta)} of every unit of I(X;Z), `
        + `but a unit brings at most η = ${formatCompact(eta)} of the label, so no I(X;Z) is safe: ${rowsText(needed.toLearn)} would end that, ${rowsText(needed.toInterval)} would give an interval.`
    case 'open':
      return `Nothing is lost in learning (δ = 0), so any I(X;Z) of at least ${lower} can carry all label information, and there is no upper end.`
    case 'vacuous':
      return `A model learnt from ${count(rows, 'row')} may lose more than I(X;Z) can carry of the label: `
        + `what is left is at best ${formatInformation(facts.peak, unit)}, at ${lower}, so nothing is guaranteed: ${rowsText(needed.toInterval)} would give an interval.`
    case 'ok':
      return `With I(X;Z) between ${lower} and ${formatInformation(interval?.upper, unit)} a model can carry all label information `
        + `and is sure to keep some of it when learnt from ${count(rows, 'row')}; aim for the upper end.`
    default:
      return assertNever(state)
  }
}

function noSignalSentence(facts: SentenceFacts, unit: InformationUnit): string {
  const { cause, classes, measuredRows, pValue, permutations, informationXY, informationError } = facts
  switch (cause) {
    case 'one-class':
      return oneClassSentence(facts.classNames)
    case 'few-rows':
      return `${count(measuredRows, 'row')} cannot show what the features tell of ${classes} classes: `
        + `at least ${formatCount(fewestRowsPerClass * classes)} are needed.`
    case 'no-column':
      return 'No feature varies within the classes, so nothing can be estimated from the features.'
    case 'permutation':
      return 'The features tell the classes apart no better than chance: with shuffled labels the classifier does as well '
        + `with probability ${formatCompact(pValue ?? 1, 2)} (${formatCount(permutations ?? 0)} permutations; above ${significance} counts as no signal).`
    case 'information':
    case null:
      return informationError === 0
        ? 'I(X;Y) is 0: the features tell nothing of the label.'
        : `I(X;Y) cannot be told from 0: it is ${formatInformation(informationXY, unit)} with a standard error of ${formatInformation(informationError, unit)}.`
    default:
      return assertNever(cause)
  }
}

/** @param names of the classes with rows enough, at most one; null without data */
function oneClassSentence(names: readonly string[] | null): string {
  if (names === null) return 'There is only one class, so there is nothing to tell apart.'
  const only = names[0]
  return only === undefined
    ? `No class has ${fewestRowsPerClass} rows, so nothing can be said about the label.`
    : `Only “${only}” has at least ${fewestRowsPerClass} rows, so there is no other class to tell it from.`
}

function rowsText(rows: number | null): string {
  return rows === null ? 'no number of rows' : `about ${count(rows, 'row')}`
}

/** `1 row`, `1,797 rows`. */
export function count(value: number, noun: string): string {
  return `${formatCount(value)} ${noun}${value === 1 ? '' : noun.endsWith('s') ? 'es' : 's'}`
}
