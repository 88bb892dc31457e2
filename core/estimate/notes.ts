/** What the user should know of an estimate, as sentences: what was left out, what disagrees, what was raised or clipped. */
import type { InformationUnit } from '../api/model'
import type { TargetAnalysis, TargetOptions } from '../api/target'
import type { PosteriorMeasures, TargetMeasurement } from '../api/targetMeasurement'
import { formatCompact, formatCount, formatInformation } from '../report/format'
import { significance } from '../theory/targetInterval'
import { provenContraction } from './choices'
import { count } from './sentences'

/** Estimates of ρ_m closer than this read the same and need no word. */
const sameCorrelation = 1e-3

type Parts = Omit<TargetAnalysis, 'notes'>

/** Sentences in the order of the work: data, J, η, δ, interval. */
export function analysisNotes(measurement: TargetMeasurement, options: TargetOptions, analysis: Parts, unit: InformationUnit): string[] {
  const { posteriors } = measurement
  const possible = [
    ...dataNotes(measurement),
    ...(posteriors ? [...foldNotes(measurement, posteriors), ...informationNotes(measurement, posteriors, analysis, unit), ...etaNotes(measurement, posteriors, options, analysis)] : []),
    ...deltaNotes(measurement, analysis),
    analysis.memorisation !== null && `The upper end lies above log m = ${formatInformation(analysis.memorisation, unit)}: with so much information in Z a network could memorise the ${count(analysis.rows, 'row')}.`
  ]
  return possible.filter(note => note !== false && note !== null)
}

type Note = string | false | null

function dataNotes({ sampled, rows, measuredRows, classesLeftOut, unlabelledRows, constantColumns, classConstantColumns }: TargetMeasurement): Note[] {
  return [
    sampled && `The estimates rest on a sample of ${count(measuredRows, 'row')}; δ, the rows needed and log m are for all ${formatCount(rows)}.`,
    unlabelledRows > 0 && `${count(unlabelledRows, 'row')} without a class ${unlabelledRows === 1 ? 'was' : 'were'} left out.`,
    classesLeftOut.length > 0
      && `${listed('class', classesLeftOut.map(({ name }) => name))} ${classesLeftOut.length === 1 ? 'has only one row and was' : 'have only one row each and were'} left out.`,
    classConstantColumns.length > 0
      && `${listed('column', classConstantColumns)} ${classConstantColumns.length === 1 ? 'is' : 'are'} the same in all rows of a class but not in all classes, and so gives classes away, as a copy of the label would; `
      + `${classConstantColumns.length === 1 ? 'it was' : 'they were'} left out of the classifier.`,
    constantColumns.length > 0 && `${listed('column', constantColumns)} never ${constantColumns.length === 1 ? 'varies and was' : 'vary and were'} left out of the classifier.`
  ]
}

function foldNotes({ options, measuredRows }: TargetMeasurement, { folds, distinctRows, largestGroup }: PosteriorMeasures): Note[] {
  return [
    options.folds !== null && folds < options.folds && `Only ${count(folds, 'fold')} could be made: there are no more rows that differ.`,
    largestGroup > measuredRows / Math.max(1, folds)
      && `Of ${count(measuredRows, 'row')} only ${formatCount(distinctRows)} differ, and identical rows are predicted together, without having been seen: I(X;Y) may be estimated too low.`
  ]
}

function informationNotes(measurement: TargetMeasurement, posteriors: PosteriorMeasures, { informationXY, labelEntropy }: Parts, unit: InformationUnit): Note[] {
  const { value, standardError, estimator } = informationXY
  const { crossFitted, upperCheck, decision } = posteriors
  const classes = measurement.classes.length
  // the plug-in estimate of I(Y;Ŷ) is too high by about so much when there is none
  const bias = (classes - 1) ** 2 / (2 * measurement.measuredRows)
  const estimated = estimator !== 'given' && estimator !== 'stated'
  return [
    estimated && estimator.startsWith('cross-fitted') && crossFitted.value < 0
      && `The held-out likelihood is below that of the class shares (${formatInformation(crossFitted.value, unit)}): the classifier does not fit these data, and I(X;Y) was set to 0.`,
    estimated && value > upperCheck + 2 * standardError
      && `I(X;Y) was estimated above log tr B = ${formatInformation(upperCheck, unit)}, which the posteriors say it cannot exceed: they are not calibrated.`,
    value < decision.information - bias - 2 * crossFitted.standardError
      && `The classifier's decisions alone carry ${formatInformation(decision.information, unit)} of the label, more than the I(X;Y) used: its probabilities are too sure of its mistakes.`,
    estimator === 'given' && value > labelEntropy && `The given I(X;Y) is above Ĥ(Y) = ${formatInformation(labelEntropy, unit)}, all there is to know of the label in these rows.`,
    estimator === 'label-entropy' && 'I(X;Y) was set to its cap Ĥ(Y): right only if the features determine the class.'
  ]
}

function etaNotes(measurement: TargetMeasurement, posteriors: PosteriorMeasures, options: TargetOptions, { eta }: Parts): Note[] {
  const { maximalCorrelation, plugIn, pValue } = posteriors
  const { value: correlation, standardError } = maximalCorrelation
  const proven = provenContraction(posteriors)
  const contraction = eta.contraction ?? 0
  const own = eta.variant === 'manual' || eta.variant === 'stated'
  return [
    Math.abs(plugIn - correlation) > Math.max(sameCorrelation, 2 * standardError)
      && `Two estimates of the maximal correlation differ by more than two standard errors (${formatCompact(correlation)} from correlating, ${formatCompact(plugIn)} from the posteriors themselves): `
      + 'the classifier’s probabilities are not calibrated; another classifier may fit better.',
    contraction > correlation + sameCorrelation
      && `The exact constant η_KL = ${formatCompact(contraction)} is above the maximal correlation ${formatCompact(correlation)}: a rare but telling group of rows makes the paper’s η too small here.`,
    eta.raised && `η was raised to ${formatCompact(eta.value)}: the classifier’s decisions on held-out rows prove that it is at least I(Y;Ŷ)/H(Ŷ).`,
    eta.variant === 'manual' && eta.value < proven - sameCorrelation
      && `The given η = ${formatCompact(eta.value)} is below ${formatCompact(proven)}, which the classifier’s decisions on held-out rows prove.`,
    own && pValue > significance
      && (options.deterministicLabels || options.information.kind === 'manual')
      && `The classifier finds no signal in these rows (p = ${formatCompact(pValue, 2)}): the interval rests on the given values alone.`,
    pValue <= significance && measurement.options.permutations < 99 && `With ${formatCount(measurement.options.permutations)} permutations p can be no smaller than ${formatCompact(1 / (1 + measurement.options.permutations), 2)}.`
  ]
}

function deltaNotes({ classes, rows, measuredRows }: TargetMeasurement, { delta }: Parts): Note[] {
  const { origin, value, formula, bootstrap, impliedMPrime, mPrime } = delta
  const highest = 1 - 1 / Math.max(1, classes.length)
  return [
    origin === 'estimated' && bootstrap !== null && bootstrap > formula
      && `δ comes from refits on bootstrap samples, ${formatCompact(bootstrap)}, above the paper’s rate ${formatCompact(formula)}: it corresponds to m′ = ${formatCompact(impliedMPrime ?? mPrime)}.`,
    origin === 'estimated' && value === highest && Math.max(formula, bootstrap ?? 0) > highest && `δ was cut to 1 − 1/K = ${formatCompact(highest)}, the most that guessing can miss.`,
    bootstrap !== null && measuredRows < rows && 'The bootstrap’s δ was measured on the sample and brought to all rows as 1/√m.'
  ]
}

/** `Column “a”`, `Columns “a”, “b” and 3 more`. */
function listed(noun: 'class' | 'column', names: readonly string[]): string {
  const shown = names.slice(0, 5).map(name => `“${name}”`).join(', ')
  const more = names.length > 5 ? ` and ${formatCount(names.length - 5)} more` : ''
  const plural = noun === 'class' ? 'Classes' : 'Columns'
  return `${names.length === 1 ? plural.replace(/e?s$/u, '') : plural} ${shown}${more}`
}
