/** Estimates of J = I(X;Y) from posteriors. Nats. */
import { entropy } from '../theory/entropy'

export interface Estimate {
  readonly value: number
  readonly standardError: number
}

/** Smallest held-out probability that counts: one confident mistake must not decide the mean. */
const smallestPosterior = 1e-6

/**
 * Ĥ(Y) + mean log π̂_{y_i}(x_i), not clipped to [0, Ĥ(Y)]; SE = sd(log π̂_{y_i}(x_i) − log p̂_{y_i})/√m. With held-out posteriors a
 * lower bound of J in expectation: what is missing is the mean divergence of π̂ from p(y|x).
 *
 * @param posteriors m × K @param shares p_y
 */
export function likelihoodInformation(posteriors: Float64Array, labels: Int32Array, shares: Float64Array): Estimate {
  const classes = shares.length
  const posteriorOf = (row: number, label: number): number => Math.max(smallestPosterior, posteriors[row * classes + label]!)
  return meanAndError(Float64Array.from(labels, (label, row) => Math.log(posteriorOf(row, label)) - Math.log(shares[label]!)))
}

/** Ĥ(Y) − mean H(π̂(x_i)): right as far as the posteriors are calibrated, too high where they are too sure. */
export function posteriorEntropyInformation(posteriors: Float64Array, labels: Int32Array, shares: Float64Array): Estimate {
  const classes = shares.length
  return meanAndError(Float64Array.from(labels, (label, row) => -entropy(posteriors.subarray(row * classes, (row + 1) * classes)) - Math.log(shares[label]!)))
}

/** I(Y;Ŷ) and H(Ŷ) of the decision for the most probable class (of several, the first), from its confusion table. */
export function decisionInformation(posteriors: Float64Array, labels: Int32Array, classes: number): { readonly information: number; readonly entropy: number } {
  const table = new Float64Array(classes * classes)
  const decided = new Float64Array(classes)
  const actual = new Float64Array(classes)
  labels.forEach((label, row) => {
    const posterior = posteriors.subarray(row * classes, (row + 1) * classes)
    const choice = posterior.indexOf(Math.max(...posterior))
    table[label * classes + choice]! += 1 / labels.length
    decided[choice]! += 1 / labels.length
    actual[label]! += 1 / labels.length
  })
  return { information: Math.max(0, entropy(actual) + entropy(decided) - entropy(table)), entropy: entropy(decided) }
}

/** @returns the mean, and sd/√m with sd by m − 1 */
export function meanAndError(values: Float64Array): Estimate {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { value: mean, standardError: Math.sqrt(squares / Math.max(1, values.length - 1) / values.length) }
}
