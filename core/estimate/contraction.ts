/**
 * η_KL(P_X, P_{Y|X}) = sup_R D(R_Y‖P_Y)/D(R_X‖P_X), the constant of the strong data-processing inequality I(Y;Z) ≤ η I(X;Z), from
 * the posterior vectors. Best R are tilts dR ∝ exp(λ·π(x)) dP, so the search is over λ ∈ R^K.
 */
import { sumOfSquares } from '../linalg/symmetricMatrix'
import { meanPosterior, posteriorChannel, type PosteriorSample } from './posteriorChannel'

/** Rows that a tilted sample must still be worth: a tilt to a few rows says nothing of the distribution. */
export const fewestEffectiveRows = 30

/** Spreads of λ·π, in standard deviations over the rows, at which searches start. */
const startingSpreads = [0.3, 1, 3, 10, 30] as const

/** Evaluations, counted in posterior values, that the starts may take together. */
const startingWork = 2e9

const largestTilt = 700

export interface Tilt {
  /** D(R_Y‖P_Y)/D(R_X‖P_X) ≤ η_KL; 0 where the tilt is too small to be told from none. */
  readonly ratio: number
  /** D(R_X‖P_X), nats. */
  readonly inputDivergence: number
  /** log(r_y/p_y), r = E_R[π]: the direction of the best tilt for this R_Y. */
  readonly gain: Float64Array
  /** (Σw)²/Σw² over the rows. */
  readonly effectiveRows: number
}

/**
 * The largest ratio found: of λ → 0, which is ρ_m², and of ascents from ± the eigenvectors of B and ± the unit vectors.
 *
 * @param sample with weights it is an exact distribution; without, tilts to fewer than 30 effective rows are rejected
 * @returns ρ_m² ≤ η ≤ 1; a lower bound of the supremum, as every search is
 */
export function contractionConstant(sample: PosteriorSample): number {
  const shares = meanPosterior(sample)
  const { squaredCorrelation, directions } = posteriorChannel(sample, shares)
  if (squaredCorrelation === 0) return 0
  const search: SearchSpace = {
    tilt: lambda => tilted(sample, shares, lambda),
    allowed: sample.weights ? 0 : fewestEffectiveRows,
    limit: squaredCorrelation
  }
  const most = Math.max(4, Math.floor(startingWork / sample.posteriors.length / startingSpreads.length))
  const signed = [...directions.slice(0, 5), ...unitVectors(sample, shares)].flatMap(direction => [direction, direction.map(value => -value)]).slice(0, most)
  const starts = signed.flatMap(direction => bestStart(direction, spreadOf(sample, shares, direction), search) ?? [])
  const promising = starts.map(start => ascend(start, search, 3)).sort((a, b) => b.tilt.ratio - a.tilt.ratio).slice(0, 6)
  const best = promising.reduce((highest, start) => Math.max(highest, ascend(start, search, 100).tilt.ratio), squaredCorrelation)
  return Math.min(1, best)
}

interface SearchSpace {
  readonly tilt: (lambda: Float64Array) => Tilt
  /** Effective rows that a tilt must have. */
  readonly allowed: number
  /** The ratio as λ → 0. */
  readonly limit: number
}

interface Search {
  readonly lambda: Float64Array
  readonly tilt: Tilt
}

/** Of one direction at all spreads, the allowed tilt with the largest ratio. */
function bestStart(direction: Float64Array, spread: number, { tilt, allowed }: SearchSpace): Search | null {
  if (!(spread > 0)) return null
  let best: Search | null = null
  for (const wanted of startingSpreads) {
    const lambda = direction.map(value => (value * wanted) / spread)
    const found = tilt(lambda)
    if (found.effectiveRows >= allowed && found.ratio > (best?.tilt.ratio ?? 0)) best = { lambda, tilt: found }
  }
  return best
}

/** A divergence within which only the limit λ → 0 is left to find, and that is known. */
const nearLimit = 4e-3

/**
 * λ ← log(r/p)/ratio. D(R_Y‖P_Y) is convex in R, so it lies above its tangent Σ r_y log(r⁰_y/p_y), and this tilt maximises tangent
 * − ratio·D(R_X‖P_X): the ratio never falls. Two such steps and their squared extrapolation (Varadhan & Roland 2008) make a cycle;
 * what does not raise the ratio is not taken.
 */
function ascend(start: Search, space: SearchSpace, cycles: number): Search {
  let current = start
  for (let cycle = 0; cycle < cycles; cycle++) {
    const { ratio, inputDivergence } = current.tilt
    if (inputDivergence < nearLimit && ratio <= space.limit) break
    const once = step(current, space)
    const twice = once && step(once, space)
    const further = twice && extrapolate(current, once, twice, space)
    const next = further ?? twice ?? once
    if (!next) break
    current = next
    if (next.tilt.ratio - ratio < 1e-11 * ratio) break
  }
  return current
}

/** The next tilt, shortened until it is allowed and better; null when there is none. */
function step({ lambda, tilt }: Search, space: SearchSpace): Search | null {
  for (let length = 1; length > 0.01; length /= 2) {
    const next = tryTilt(lambda.map((value, own) => value + length * (tilt.gain[own]! / tilt.ratio - value)), tilt.ratio, space)
    if (next) return next
  }
  return null
}

/** From x, G(x), G(G(x)): x + 2αr + α²v with r = G(x) − x, v = G(G(x)) − G(x) − r, α = ‖r‖/‖v‖. */
function extrapolate(start: Search, once: Search, twice: Search, space: SearchSpace): Search | null {
  const r = once.lambda.map((value, own) => value - start.lambda[own]!)
  const v = twice.lambda.map((value, own) => value - once.lambda[own]! - r[own]!)
  const alpha = Math.sqrt(sumOfSquares(r) / sumOfSquares(v))
  if (!(alpha > 1) || !Number.isFinite(alpha)) return null
  return tryTilt(start.lambda.map((value, own) => value + 2 * alpha * r[own]! + alpha * alpha * v[own]!), twice.tilt.ratio, space)
}

/** The tilt, if it is allowed and its ratio is above the one given. */
function tryTilt(lambda: Float64Array, above: number, { tilt, allowed }: SearchSpace): Search | null {
  if (!lambda.every(Number.isFinite)) return null
  const found = tilt(lambda)
  return found.effectiveRows >= allowed && found.ratio > above ? { lambda, tilt: found } : null
}

/** Ratio and gain of one tilt. @param shares p = E[π] */
export function tilted({ posteriors, classes, weights }: PosteriorSample, shares: Float64Array, lambda: Float64Array): Tilt {
  const rows = posteriors.length / classes
  const exponents = new Float64Array(rows)
  let highest = -Infinity
  for (let row = 0; row < rows; row++) {
    let sum = 0
    for (let own = 0; own < classes; own++) sum += lambda[own]! * (posteriors[row * classes + own]! - shares[own]!)
    exponents[row] = sum
    if (sum > highest && (!weights || weights[row]! > 0)) highest = sum
  }
  const tiltedShares = new Float64Array(classes)
  let mass = 0
  let squares = 0
  let mean = 0
  for (let row = 0; row < rows; row++) {
    const weight = (weights ? weights[row]! : 1 / rows) * Math.exp(exponents[row]! - highest)
    if (weight === 0) continue
    mass += weight
    squares += weight * weight
    mean += weight * exponents[row]!
    for (let own = 0; own < classes; own++) tiltedShares[own]! += weight * posteriors[row * classes + own]!
  }
  const inputDivergence = mean / mass - highest - Math.log(mass)
  let outputDivergence = 0
  const gain = tiltedShares.map((sum, own) => {
    const share = sum / mass
    const log = shares[own] === 0 ? 0 : Math.max(-largestTilt, Math.log(share / shares[own]!))
    if (share > 0) outputDivergence += share * log
    return log
  })
  // below this both divergences are rounding; the limit λ → 0 is known exactly
  const ratio = inputDivergence > 1e-10 ? outputDivergence / inputDivergence : 0
  return { ratio, inputDivergence, gain, effectiveRows: (mass * mass) / squares }
}

/** Unit vectors, those of the classes that X tells most of (E[π_y²]/p_y) first. */
function unitVectors({ posteriors, classes, weights }: PosteriorSample, shares: Float64Array): Float64Array[] {
  const squares = new Float64Array(classes)
  for (let at = 0; at < posteriors.length; at++) squares[at % classes]! += (weights ? weights[Math.floor(at / classes)]! : 1) * posteriors[at]! ** 2
  const told = squares.map((square, own) => (shares[own]! > 0 ? square / shares[own]! : 0))
  const ranked = Array.from(told.keys()).filter(own => shares[own]! > 0).sort((a, b) => told[b]! - told[a]! || a - b)
  return ranked.map(own => Float64Array.from({ length: classes }, (_, other) => (other === own ? 1 : 0)))
}

/** Standard deviation of λ·π over the rows. */
function spreadOf({ posteriors, classes, weights }: PosteriorSample, shares: Float64Array, lambda: Float64Array): number {
  const rows = posteriors.length / classes
  let variance = 0
  for (let row = 0; row < rows; row++) {
    let sum = 0
    for (let own = 0; own < classes; own++) sum += lambda[own]! * (posteriors[row * classes + own]! - shares[own]!)
    variance += (weights ? weights[row]! : 1 / rows) * sum * sum
  }
  return Math.sqrt(variance)
}
