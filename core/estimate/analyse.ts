/** From measured or given values to the target interval: pure and instant, so that every option but the measurement's can be changed freely. */
import type { InformationUnit } from '../api/model'
import { failure, success, type Problem, type Result } from '../api/problem'
import { targetOptionsSchema, type TargetAnalysis, type TargetOptions } from '../api/target'
import type { TargetMeasurement } from '../api/targetMeasurement'
import { formatNumber } from '../report/format'
import {
  intervalIn, intervalState, memorisationMark, noSignalCause, rowsNeeded, uncertainIntervals, type Estimates, type IntervalState
} from '../theory/targetInterval'
import { peak } from '../theory/targetEnvelope'
import { samplingRate } from '../theory/samplingLoss'
import { chooseDelta, chooseEta, chooseInformation, informationProblem, labelEntropyOf, restsOnFeatures } from './choices'
import { analysisNotes } from './notes'
import { invalidOption, outOfRange } from './problems'
import { stateSentence, type SentenceFacts } from './sentences'

/** Values of the user's own, for the formulas without data. */
export interface GivenTarget {
  /** J, nats, 0 ≤ J ≤ log K. */
  readonly information: number
  /** In (0, 1]. */
  readonly eta: number
  /** In [0, 1]. */
  readonly delta: number
  /** K ≥ 1. */
  readonly classes: number
  /** m ≥ 1. */
  readonly rows: number
}

/**
 * The target interval of given values: the formulas alone, with standard errors of 0 and without a permutation test.
 *
 * @param unit of the amounts in sentences; all numbers are nats
 * @returns TARGET_OPTION_INVALID for a value out of its range
 */
export function givenTarget(given: GivenTarget, unit: InformationUnit = 'nats'): Result<TargetAnalysis> {
  const { eta, delta, classes, rows } = given
  const problem = givenProblem(given)
  if (problem) return failure(problem)
  const labelEntropy = Math.log(classes)
  const informationXY = Math.min(given.information, labelEntropy)
  const values: Values = { informationXY, informationError: 0, eta, etaError: 0, delta, classes, labelEntropy }
  return success({
    ...derive(values, { rows, measuredRows: rows, pValue: null, featureless: false, classNames: null, permutations: null }, unit),
    informationXY: { value: informationXY, standardError: 0, estimator: 'given', upperCheck: null },
    labelEntropy,
    eta: { value: eta, variant: 'manual', maximalCorrelation: null, contraction: null, linear: null, plugIn: null, standardError: 0, pValue: null, raised: false },
    delta: { value: delta, formula: samplingRate(classes, rows, 1), bootstrap: null, mPrime: 1, impliedMPrime: null, origin: 'given' },
    rows,
    measuredRows: null,
    sampled: false,
    classes: [],
    classifier: null,
    folds: null,
    seed: null,
    notes: []
  })
}

/**
 * The target interval of measured rows under the options; those that the measurement depends on are taken from it.
 *
 * @param unit of the amounts in sentences; all numbers are nats
 * @returns TARGET_OPTION_INVALID for options out of their range, or an estimator that these rows do not allow
 */
export function analyseTarget(measurement: TargetMeasurement, options: TargetOptions, unit: InformationUnit = 'nats'): Result<TargetAnalysis> {
  const parsed = targetOptionsSchema.safeParse(options)
  if (!parsed.success) return failure(invalidOption(parsed.error.issues[0]))
  const chosen = parsed.data
  const problem = informationProblem(measurement, chosen)
  if (problem) return failure(problem)
  const { posteriors, rows, measuredRows, sampled } = measurement
  const information = chooseInformation(measurement, chosen)
  const eta = chooseEta(measurement, chosen)
  const delta = chooseDelta(measurement, chosen)
  const labelEntropy = labelEntropyOf(measurement)
  const tested = restsOnFeatures(chosen)
  const values: Values = {
    informationXY: information.value, informationError: information.standardError, eta: eta.value, etaError: eta.standardError,
    delta: delta.value, classes: measurement.classes.length, labelEntropy
  }
  const evidence: Evidence = {
    rows,
    measuredRows,
    pValue: tested && posteriors ? posteriors.pValue : null,
    featureless: tested && posteriors === null,
    classNames: measurement.classes.map(({ name }) => name),
    permutations: measurement.options.permutations
  }
  const analysis = {
    ...derive(values, evidence, unit),
    informationXY: information,
    labelEntropy,
    eta,
    delta,
    rows,
    measuredRows,
    sampled,
    classes: evidence.classNames ?? [],
    classifier: posteriors && measurement.options.classifier,
    folds: posteriors && posteriors.folds,
    seed: measurement.options.seed
  }
  return success({ ...analysis, notes: analysisNotes(measurement, chosen, analysis, unit) })
}

type Values = Estimates

/** What the state depends on beside the values, and what its sentence names. */
interface Evidence {
  /** m. */
  readonly rows: number
  readonly measuredRows: number
  /** null where the permutation test does not apply. */
  readonly pValue: number | null
  /** No column varies within the classes, and the values should come from the columns. */
  readonly featureless: boolean
  /** null without data. */
  readonly classNames: readonly string[] | null
  readonly permutations: number | null
}

type Derived = Pick<
  TargetAnalysis, 'state' | 'reason' | 'rowsNeeded' | 'rowsNeededForInterval' | 'interval' | 'inner' | 'outer' | 'peak' | 'memorisation' | 'envelope'
>

function derive(values: Values, evidence: Evidence, unit: InformationUnit): Derived {
  const { informationXY, informationError, eta, delta, classes } = values
  const { rows, measuredRows, pValue } = evidence
  const premises = { ...values, rows: measuredRows, standardError: informationError, pValue }
  const known = noSignalCause({ ...premises, pValue: null, informationXY: 1, standardError: 0 })
  const cause = known ?? (evidence.featureless ? 'no-column' : noSignalCause(premises))
  const state: IntervalState = cause === null ? intervalState(premises) : 'no-signal'
  const needed = rowsNeeded(state, values, rows)
  const interval = intervalIn(state, values)
  const facts: SentenceFacts = { ...values, ...evidence, state, cause, interval, peak: state === 'no-signal' ? null : peak(values), needed }
  return {
    state,
    reason: stateSentence(facts, unit),
    rowsNeeded: state === 'unlearnable' ? needed.toLearn : needed.toInterval,
    rowsNeededForInterval: state === 'unlearnable' ? needed.toInterval : null,
    interval,
    ...uncertainIntervals(state, values),
    peak: facts.peak,
    memorisation: memorisationMark(state, values, rows),
    envelope: state === 'no-signal' ? null : { informationXY, eta, delta, classes }
  }
}

function givenProblem({ information, eta, delta, classes, rows }: GivenTarget): Problem | null {
  if (!Number.isInteger(classes) || classes < 1) return outOfRange('the number of classes', classes, 'a whole number from 1')
  if (!Number.isInteger(rows) || rows < 1) return outOfRange('the number of rows', rows, 'a whole number from 1')
  if (!(eta > 0 && eta <= 1)) return outOfRange('η', eta, 'above 0 and at most 1')
  if (!(delta >= 0 && delta <= 1)) return outOfRange('δ', delta, 'between 0 and 1')
  // a value copied with four digits may lie above log K by its rounding
  if (!(information >= 0 && (classes < 2 || information <= Math.log(classes) * 1.001))) {
    return outOfRange('I(X;Y)', information, `between 0 and log K = ${formatNumber(Math.log(classes))} nat, the most that ${classes} classes hold`)
  }
  return null
}
