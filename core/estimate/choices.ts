/** J, η and δ as the options choose them from what was measured. */
import { assertNever, type Problem } from '../api/problem'
import type { TargetAnalysis, TargetOptions } from '../api/target'
import type { PosteriorMeasures, TargetMeasurement } from '../api/targetMeasurement'
import { formatNumber } from '../report/format'
import { entropy } from '../theory/entropy'
import { impliedMPrime, samplingRate } from '../theory/samplingLoss'
import type { Estimate } from './information'
import { outOfRange } from './problems'
import { mostRossColumns } from './ross'

/** p_y of the classes that count. */
export function classShares({ classes, measuredRows }: TargetMeasurement): Float64Array {
  return Float64Array.from(classes, ({ rows }) => rows / measuredRows)
}

/** Ĥ(Y), nats. */
export function labelEntropyOf(measurement: TargetMeasurement): number {
  return entropy(classShares(measurement))
}

/** Whether J or η comes from the features; if both are the user's own, what the features tell does not matter. */
export function restsOnFeatures({ information, eta, deterministicLabels }: TargetOptions): boolean {
  return !deterministicLabels && !(information.kind === 'manual' && eta.kind === 'manual')
}

/** What speaks against the choice of J on these rows. */
export function informationProblem({ classes, posteriors, features }: TargetMeasurement, { information, deterministicLabels }: TargetOptions): Problem | null {
  if (deterministicLabels) return null
  const most = Math.log(classes.length)
  // a value copied with four digits may lie above log K by its rounding
  if (information.kind === 'manual' && classes.length >= 2 && information.value > most * 1.001) {
    return outOfRange('I(X;Y)', information.value, `between 0 and log K = ${formatNumber(most)} nat, the most that ${classes.length} classes hold`)
  }
  if (information.kind === 'ross' && posteriors && posteriors.ross === null) {
    return {
      code: 'TARGET_OPTION_INVALID',
      what: `the nearest-neighbour estimate of I(X;Y) was chosen for ${features} features`,
      meaning: `it is of use for at most ${mostRossColumns}; nothing was computed`,
      action: 'choose the cross-fitted estimate, or fewer features'
    }
  }
  return null
}

/** J with its standard error, within [0, Ĥ(Y)]. */
export function chooseInformation(measurement: TargetMeasurement, options: TargetOptions): TargetAnalysis['informationXY'] {
  const { posteriors } = measurement
  const upperCheck = posteriors?.upperCheck ?? null
  const highest = labelEntropyOf(measurement)
  if (options.deterministicLabels) return { value: highest, standardError: 0, estimator: 'stated', upperCheck }
  const { information } = options
  if (information.kind === 'manual') {
    const most = measurement.classes.length < 2 ? information.value : Math.log(measurement.classes.length)
    return { value: Math.min(information.value, most), standardError: 0, estimator: 'given', upperCheck }
  }
  const estimate = posteriors && estimatedInformation(measurement, posteriors, information.kind)
  return {
    value: Math.max(0, Math.min(highest, estimate?.value ?? 0)),
    standardError: estimate?.standardError ?? 0,
    estimator: estimatorName(information.kind, measurement.options.classifier),
    upperCheck
  }
}

type InformationEstimator = Exclude<TargetOptions['information']['kind'], 'manual'>

function estimatedInformation(measurement: TargetMeasurement, posteriors: PosteriorMeasures, kind: InformationEstimator): Estimate | null {
  switch (kind) {
    case 'cross-fitted': return posteriors.crossFitted
    case 'posterior-entropy': return posteriors.posteriorEntropy
    case 'ross': return posteriors.ross
    case 'label-entropy': return entropyEstimate(measurement)
    default: return assertNever(kind)
  }
}

/** Ĥ(Y) as an estimate: SE = sd(log p_y)/√m. */
function entropyEstimate(measurement: TargetMeasurement): Estimate {
  const value = labelEntropyOf(measurement)
  const squares = classShares(measurement).reduce((sum, share) => sum + share * (Math.log(share) + value) ** 2, 0)
  return { value, standardError: Math.sqrt(squares / measurement.measuredRows) }
}

/** As in `mmi target --json`: `cross-fitted-lda`, `posterior-entropy-qda`, `ross`, `label-entropy`. */
function estimatorName(kind: string, classifier: string): string {
  return kind === 'ross' || kind === 'label-entropy' ? kind : `${kind}-${classifier}`
}

/** η as chosen; an estimate below what the classifier's own decision proves is raised to it. */
export function chooseEta({ posteriors }: TargetMeasurement, options: TargetOptions): TargetAnalysis['eta'] {
  const correlation = posteriors?.maximalCorrelation ?? null
  const shown = {
    maximalCorrelation: correlation?.value ?? null,
    // ρ_m² ≤ η_KL whatever the sample says
    contraction: posteriors && correlation ? Math.max(posteriors.contraction, correlation.value ** 2) : null,
    linear: posteriors?.linear ?? null,
    plugIn: posteriors?.plugIn ?? null,
    pValue: posteriors?.pValue ?? null
  }
  if (options.deterministicLabels) return { ...shown, value: 1, variant: 'stated', standardError: 0, raised: false }
  const { eta } = options
  if (eta.kind === 'manual') return { ...shown, value: eta.value, variant: 'manual', standardError: 0, raised: false }
  if (!posteriors || !correlation) return { ...shown, value: 0, variant: eta.kind, standardError: 0, raised: false }
  const estimated = eta.kind === 'paper' ? correlation.value : (shown.contraction ?? 0)
  const proven = provenContraction(posteriors)
  return {
    ...shown,
    value: Math.min(1, Math.max(estimated, proven)),
    variant: eta.kind,
    // of ρ² it is 2ρ times that of ρ
    standardError: eta.kind === 'paper' ? correlation.standardError : 2 * correlation.value * correlation.standardError,
    raised: proven > estimated
  }
}

/** I(Y;Ŷ)/H(Ŷ): Ŷ is a function of X, so I(Y;Ŷ) ≤ η I(X;Ŷ) = η H(Ŷ). */
export function provenContraction({ decision }: PosteriorMeasures): number {
  return decision.entropy > 0 ? Math.min(1, decision.information / decision.entropy) : 0
}

/** δ as chosen, at all m rows: the larger of the paper's rate and the bootstrap, at most 1 − 1/K, or the user's own. */
export function chooseDelta({ classes, posteriors, rows, measuredRows }: TargetMeasurement, { delta, mPrime }: TargetOptions): TargetAnalysis['delta'] {
  const count = Math.max(1, classes.length)
  const formula = rows > 0 ? samplingRate(count, rows, mPrime) : 1
  const bootstrap = posteriors && posteriors.bootstrap * Math.sqrt(measuredRows / rows)
  return {
    value: delta.kind === 'manual' ? delta.value : Math.min(1 - 1 / count, Math.max(formula, bootstrap ?? 0)),
    formula,
    bootstrap,
    mPrime,
    impliedMPrime: bootstrap === null ? null : impliedMPrime(count, rows, bootstrap),
    origin: delta.kind === 'manual' ? 'given' : 'estimated'
  }
}
