/** The label as a channel output: moments of p(y|x) over x that bound and estimate how much X tells of Y. */
import { symmetricEigenvectors } from '../linalg/symmetricEigenvalues'

/** Posterior vectors π(x), each with the probability of its x. */
export interface PosteriorSample {
  /** n × K, each row sums to 1. */
  readonly posteriors: Float64Array
  readonly classes: number
  /** Length n, ≥ 0, sum 1; null: 1/n each, a sample of x. */
  readonly weights: Float64Array | null
}

export interface PosteriorChannel {
  /** ρ_m² = second eigenvalue of B = D^(−½)E[ππᵀ]D^(−½), D = diag(p); the first is 1, with eigenvector √p. */
  readonly squaredCorrelation: number
  /** log tr B = log(1 + χ²) ≥ I(X;Y), nats. */
  readonly informationBound: number
  /** D^(−½)v for the eigenvectors v of B after the first: combinations of classes that X tells best, best first. */
  readonly directions: readonly Float64Array[]
}

/**
 * B and what follows from it. The second eigenvalue is taken as the first of D^(−½)Cov(π)D^(−½): the same when E[π] = p, without
 * cancellation when X tells little, for K = 2 exactly Var(π_1)/(p_0p_1), and less distorted when estimated posteriors miss p on average.
 *
 * @param shares p: those of the classes in the data, or E[π]
 */
export function posteriorChannel(sample: PosteriorSample, shares: Float64Array): PosteriorChannel {
  const { posteriors, classes } = sample
  const rows = posteriors.length / classes
  const means = meanPosterior(sample)
  const scales = shares.map(share => (share > 0 ? 1 / Math.sqrt(share) : 0))
  const covariance = new Float64Array(classes * classes)
  const deviation = new Float64Array(classes)
  for (let row = 0; row < rows; row++) {
    const weight = sample.weights ? sample.weights[row]! : 1 / rows
    for (let own = 0; own < classes; own++) deviation[own] = (posteriors[row * classes + own]! - means[own]!) * scales[own]!
    for (let own = 0; own < classes; own++) {
      const factor = weight * deviation[own]!
      if (factor === 0) continue
      for (let other = 0; other < classes; other++) covariance[own * classes + other]! += factor * deviation[other]!
    }
  }
  const { values, vectors } = symmetricEigenvectors(covariance, classes)
  let trace = 0
  for (let own = 0; own < classes; own++) trace += covariance[own * (classes + 1)]! + (means[own]! * scales[own]!) ** 2
  return {
    squaredCorrelation: Math.max(0, Math.min(1, values[0] ?? 0)),
    informationBound: Math.log(trace),
    directions: Array.from({ length: Math.max(0, classes - 1) }, (_, index) => scales.map((scale, own) => scale * vectors[index * classes + own]!))
  }
}

/** E[π], length K. */
export function meanPosterior({ posteriors, classes, weights }: PosteriorSample): Float64Array {
  const shares = new Float64Array(classes)
  const rows = posteriors.length / classes
  for (let at = 0; at < posteriors.length; at++) shares[at % classes]! += (weights ? weights[Math.floor(at / classes)]! : 1 / rows) * posteriors[at]!
  return shares
}
