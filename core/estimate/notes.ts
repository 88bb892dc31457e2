/** What the user should know of an estimate, as sentences: what was left out, what disagrees, what was raised or clipped. */
import type { InformationUnit } from '../api/model'
import type { TargetAnalysis, TargetOptions } from '../api/target'
import type { PosteriorMeasures, TargetMeasurement } from '../api/targetMeasurement'
import { formatCompact, formatCount, formatInformation } from '../report/format'
import { significance } from '../theory/targetInterval'
import { provenContraction, restsOnFeatures } from './choices'
import { count } from './sentences'

/** Estimates of ρ_m closer than this read the same and need no word. */
const sameCorrelation = 1e-3

/** With fewer distinct rows per fold, those that are held out may be unlike all others. */
const fewDistinct = 20

/** With fewer, the smallest possible p is above 1 %. */
const telling = 99

type Parts = Omit<TargetAnalysis, 'notes'>

/** A sentence, or nothing to say. */
type Note = string | false | null

/** Sentences in the order of the work: data, J, η, δ, interval. */
export function analysisNotes(measurement: TargetMeasurement, options: TargetOptions, analysis: Parts, unit: InformationUnit): string[] {
  const { posteriors } = measurement
  const measured = posteriors
    ? [
        ...foldNotes(measurement, posteriors),
        ...informationNotes(measurement, posteriors, analysis, unit),
        ...etaNotes(posteriors, analysis),
        ...signalNotes(measurement, posteriors, options)
      ]
    : []
  const possible = [...dataNotes(measurement), ...measured, ...deltaNotes(measurement, analysis), ...intervalNotes(analysis, unit)]
  return possible.filter(note => note !== false && note !== null)
}

function dataNotes(measurement: TargetMeasurement): Note[] {
  const { sampled, rows, measuredRows, classesLeftOut, unlabelledRows, constantColumns, classConstantColumns } = measurement
  const single = { classes: classesLeftOut.length === 1, giving: classConstantColumns.length === 1, constant: constantColumns.length === 1 }
  return [
    sampled && `The estimates rest on a sample of ${count(measuredRows, 'row')}; δ, the rows needed and log m are for all ${formatCount(rows)}.`,
    unlabelledRows > 0 && `${count(unlabelledRows, 'row')} without a class ${unlabelledRows === 1 ? 'was' : 'were'} left out.`,
    classesLeftOut.length > 0
      && `${listed('class', classesLeftOut.map(({ name }) => name))} ${single.classes ? 'has only one row and was' : 'have only one row each and were'} left out.`,
    classConstantColumns.length > 0
      && `${listed('column', classConstantColumns)} ${single.giving ? 'is' : 'are'} the same in all rows of a class but not in all classes, `
      + `and so ${single.giving ? 'gives' : 'give'} classes away, as a copy of the label would; ${single.giving ? 'it was' : 'they were'} left out of the classifier.`,
    constantColumns.length > 0 && `${listed('column', constantColumns)} never ${single.constant ? 'varies and was' : 'vary and were'} left out of the classifier.`
  ]
}

function foldNotes({ options, measuredRows }: TargetMeasurement, { folds, distinctRows, largestGroup }: PosteriorMeasures): Note[] {
  return [
    options.folds !== null && folds < options.folds && `Only ${count(folds, 'fold')} could be made: there are no more rows to part.`,
    distinctRows < Math.min(fewDistinct * folds, measuredRows / 2)
      && `Of ${count(measuredRows, 'row')} only ${formatCount(distinctRows)} differ. Identical rows are predicted together, without having been seen`
      + `${largestGroup > measuredRows / folds ? ', unless they are more than a fold holds' : ''}: I(X;Y) may be estimated too low.`
  ]
}

function informationNotes(measurement: TargetMeasurement, posteriors: PosteriorMeasures, { informationXY, labelEntropy }: Parts, unit: InformationUnit): Note[] {
  const { value, standardError, estimator } = informationXY
  const { crossFitted, upperCheck, decision } = posteriors
  // the plug-in estimate of I(Y;Ŷ) is too high by about so much when there is none
  const bias = (measurement.classes.length - 1) ** 2 / (2 * measurement.measuredRows)
  const estimated = estimator !== 'given' && estimator !== 'stated'
  return [
    estimator.startsWith('cross-fitted') && crossFitted.value < 0
      && `The held-out likelihood is below that of the class shares (${formatInformation(crossFitted.value, unit)}): the classifier does not fit these data, `
      + 'and I(X;Y) was set to 0.',
    estimated && value > upperCheck + 2 * standardError
      && `I(X;Y) was estimated above log tr B = ${formatInformation(upperCheck, unit)}, which the posteriors say it cannot exceed: they are not calibrated.`,
    value < decision.information - bias - 2 * crossFitted.standardError
      && `The classifier’s decisions alone carry ${formatInformation(decision.information, unit)} of the label, more than the I(X;Y) used: `
      + 'its probabilities are too sure of its mistakes.',
    estimator === 'given' && value > labelEntropy
      && `The given I(X;Y) is above Ĥ(Y) = ${formatInformation(labelEntropy, unit)}, all there is to know of the label in these rows.`,
    estimator === 'label-entropy' && 'I(X;Y) was set to its cap Ĥ(Y): right only if the features determine the class.'
  ]
}

function etaNotes(posteriors: PosteriorMeasures, { eta }: Parts): Note[] {
  const { maximalCorrelation, plugIn } = posteriors
  const { value: correlation, standardError } = maximalCorrelation
  const proven = provenContraction(posteriors)
  const contraction = eta.contraction ?? 0
  return [
    Math.abs(plugIn - correlation) > Math.max(sameCorrelation, 2 * standardError)
      && 'Two estimates of the maximal correlation differ by more than two standard errors '
      + `(${formatCompact(correlation)} from correlating, ${formatCompact(plugIn)} from the posteriors themselves): `
      + 'the classifier’s probabilities are not calibrated; another classifier may fit better.',
    contraction > correlation + sameCorrelation
      && `The exact constant η_KL = ${formatCompact(contraction)} is above the maximal correlation ${formatCompact(correlation)}: `
      + 'a rare but telling group of rows makes the paper’s η too small here.',
    eta.raised && `η was raised to ${formatCompact(eta.value)}: the classifier’s decisions on held-out rows prove that it is at least I(Y;Ŷ)/H(Ŷ).`,
    eta.variant === 'manual' && eta.value < proven - sameCorrelation
      && `The given η = ${formatCompact(eta.value)} is below ${formatCompact(proven)}, which the classifier’s decisions on held-out rows prove.`
  ]
}

function signalNotes(measurement: TargetMeasurement, { pValue }: PosteriorMeasures, options: TargetOptions): Note[] {
  const { permutations } = measurement.options
  return [
    pValue > significance && !restsOnFeatures(options)
      && `The classifier finds no signal in these rows (p = ${formatCompact(pValue, 2)}): the interval rests on the given values alone.`,
    pValue <= significance && permutations < telling
      && `With ${formatCount(permutations)} permutations p can be no smaller than ${formatCompact(1 / (1 + permutations), 2)}.`
  ]
}

function deltaNotes({ classes, rows, measuredRows }: TargetMeasurement, { delta }: Parts): Note[] {
  const { origin, value, formula, bootstrap, impliedMPrime, mPrime } = delta
  const highest = 1 - 1 / Math.max(1, classes.length)
  const estimated = origin === 'estimated'
  return [
    estimated && bootstrap !== null && bootstrap > formula
      && `δ comes from refits on bootstrap samples, ${formatCompact(bootstrap)}, above the paper’s rate ${formatCompact(formula)}: `
      + `it corresponds to m′ = ${formatCompact(impliedMPrime ?? mPrime)}.`,
    estimated && value === highest && Math.max(formula, bootstrap ?? 0) > highest && `δ was cut to 1 − 1/K = ${formatCompact(highest)}, the most that guessing can miss.`,
    bootstrap !== null && measuredRows < rows && 'The bootstrap’s δ was measured on the sample and brought to all rows as 1/√m.'
  ]
}

function intervalNotes({ state, inner, memorisation, rows }: Parts, unit: InformationUnit): Note[] {
  return [
    state === 'ok' && inner === null && 'No value is sure to lie inside the interval: two standard errors of I(X;Y) and η are more than its width.',
    memorisation !== null
      && `The upper end lies above log m = ${formatInformation(memorisation, unit)}: with so much information in Z a network could memorise the ${count(rows, 'row')}.`
  ]
}

/** `Column “a”`, `Columns “a”, “b” and 3 more`. */
function listed(noun: 'class' | 'column', names: readonly string[]): string {
  const shown = names.slice(0, 5).map(name => `“${name}”`).join(', ')
  const more = names.length > 5 ? ` and ${formatCount(names.length - 5)} more` : ''
  const words = noun === 'class' ? (['Class', 'Classes'] as const) : (['Column', 'Columns'] as const)
  return `${words[names.length === 1 ? 0 : 1]} ${shown}${more}`
}
