/** The options of `mmi target`: what of the interval is estimated, how, and what the user gives instead. */
import { classifiers, defaultTargetOptions, type EtaChoice, type InformationChoice, type TargetOptions } from '../../core/api/target'
import { failure, success, type Result } from '../../core/api/problem'
import { choiceOption, numberOption } from './optionValues'
import { usageProblem, type Options } from './usage'

/** What answers without data: all three numbers, the classes and the rows. */
export interface GivenTarget {
  readonly information: number
  readonly eta: number
  readonly delta: number
  readonly classes: number
  readonly rows: number
}

const estimators = ['cross-fitted', 'posterior-entropy', 'ross', 'label-entropy'] as const

/** Over `before`, what a project holds or the defaults, the options that are given. */
export function targetOptions(options: Options, before: TargetOptions = defaultTargetOptions): Result<TargetOptions> {
  const eta = etaOption(options)
  if (!eta.ok) return eta
  const information = informationOption(options)
  if (!information.ok) return information
  const delta = rangedNumber(options, 'delta', 'a number from 0 to 1', value => value >= 0 && value <= 1)
  if (!delta.ok) return delta
  const mPrime = rangedNumber(options, 'm-prime', 'a number of at least 1', value => value >= 1)
  if (!mPrime.ok) return mPrime
  const folds = rangedNumber(options, 'folds', 'an integer from 2 to 1000', value => Number.isInteger(value) && value >= 2 && value <= 1000)
  if (!folds.ok) return folds
  const seed = rangedNumber(options, 'seed', 'an integer from 0 to 4294967295', value => Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff)
  if (!seed.ok) return seed
  const classifier = choiceOption(options, 'classifier', classifiers)
  if (!classifier.ok) return classifier
  return success({
    ...before,
    eta: eta.value ?? before.eta,
    information: information.value ?? before.information,
    delta: delta.value === undefined ? before.delta : { kind: 'manual', value: delta.value },
    mPrime: mPrime.value ?? before.mPrime,
    folds: folds.value ?? before.folds,
    seed: seed.value ?? before.seed,
    classifier: classifier.value ?? before.classifier,
    deterministicLabels: options.flags.has('deterministic-labels') || before.deterministicLabels
  })
}

/** What the pure formulas need when no data are named; every number that is missing is named. */
export function givenTarget(options: Options): Result<GivenTarget> {
  const chosen = targetOptions(options)
  if (!chosen.ok) return chosen
  const classes = rangedNumber(options, 'classes', 'an integer of at least 1', value => Number.isInteger(value) && value >= 1)
  if (!classes.ok) return classes
  const rows = rangedNumber(options, 'rows', 'an integer of at least 1', value => Number.isSafeInteger(value) && value >= 1)
  if (!rows.ok) return rows
  const { eta, information, delta } = chosen.value
  const missing = [
    information.kind === 'manual' ? null : '--information VALUE',
    eta.kind === 'manual' ? null : '--eta VALUE',
    delta.kind === 'manual' ? null : '--delta VALUE',
    classes.value === undefined ? '--classes K' : null,
    rows.value === undefined ? '--rows m' : null
  ].filter(name => name !== null)
  if (missing.length > 0 || information.kind !== 'manual' || eta.kind !== 'manual' || delta.kind !== 'manual') {
    return failure(usageProblem(`no data are named, and without them ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} needed too`, 'target'))
  }
  return success({ information: information.value, eta: eta.value, delta: delta.value, classes: classes.value!, rows: rows.value! })
}

function etaOption(options: Options): Result<EtaChoice | undefined> {
  const text = options.values['eta']
  if (text === undefined) return success(undefined)
  if (text === 'paper' || text === 'exact') return success({ kind: text })
  const value = numberOption(options, 'eta')
  if (value.ok && value.value !== undefined && value.value > 0 && value.value <= 1) return success({ kind: 'manual', value: value.value })
  return failure(usageProblem(`--eta is "${text}", not paper, exact or a number above 0 and at most 1`, 'target'))
}

function informationOption(options: Options): Result<InformationChoice | undefined> {
  const text = options.values['information']
  if (text === undefined) return success(undefined)
  const estimator = estimators.find(name => name === text)
  if (estimator) return success({ kind: estimator })
  const value = numberOption(options, 'information')
  if (value.ok && value.value !== undefined && value.value >= 0) return success({ kind: 'manual', value: value.value })
  return failure(usageProblem(`--information is "${text}", not ${estimators.join(', ')} or a number of nats ≥ 0`, 'target'))
}

function rangedNumber(options: Options, name: string, wanted: string, fits: (value: number) => boolean): Result<number | undefined> {
  const number = numberOption(options, name)
  if (!number.ok || number.value === undefined || fits(number.value)) return number
  return failure(usageProblem(`--${name} is ${number.value}, not ${wanted}`, 'target'))
}
