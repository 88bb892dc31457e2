/** Spectra: the eigenvalues of Σ, estimated or modelled, ready for water-filling. */

/** All eigenvalues of a covariance, split into those that count and those that are zero. */
export interface Spectrum {
  readonly extent: 'whole'
  /** All eigenvalues, descending, those counted as zero set to 0 — length N0, variance units. */
  readonly eigenvalues: Float64Array
  /** The leading ones, all > 0 — length `rank`. */
  readonly positive: Float64Array
  /** Number of λ > 0. */
  readonly rank: number
  /** How many were treated as zero. */
  readonly zeros: number
}

/** The largest eigenvalues of a covariance of which no more is known: neither its rank nor what is zero. */
export interface LeadingSpectrum {
  readonly extent: 'leading'
  /** N0. */
  readonly order: number
  /** Descending, all > 0 by the threshold of an estimated covariance; those that follow are no larger. */
  readonly positive: Float64Array
}

export type KnownSpectrum = Spectrum | LeadingSpectrum

/** @throws Error when only leading eigenvalues are known: whoever asks for rank or zeros has to have asked for all of them before */
export function wholeSpectrum(known: KnownSpectrum): Spectrum {
  if (known.extent === 'leading') throw new Error(`only ${known.positive.length} of ${known.order} eigenvalues are known`)
  return known
}

/** Why a list of eigenvalues is no spectrum of a covariance. */
export interface SpectrumFault {
  readonly kind: 'negative' | 'not-finite'
  readonly index: number
  readonly value: number
}

export type SpectrumOutcome = { readonly ok: true; readonly spectrum: Spectrum } | { readonly ok: false; readonly fault: SpectrumFault }

/**
 * The spectrum of an estimated covariance. Rounding leaves eigenvalues that should be 0 at ± a little:
 * λ ≤ N0·ε·λ₁ counts as zero, down to −N0·ε·λ₁; anything more negative is a fault (theory.md §2).
 *
 * @param eigenvalues length N0 (the order of the matrix that was decomposed), any order, variance units
 */
export function estimatedSpectrum(eigenvalues: Float64Array): SpectrumOutcome {
  const sorted = eigenvalues.slice().sort().reverse()
  const threshold = sorted.length * Number.EPSILON * Math.max(0, sorted[0] ?? 0)
  return splitSpectrum(sorted, threshold)
}

/**
 * The spectrum of an estimated covariance of which the largest eigenvalues have been found. Where zeros are among them, all that
 * follow are zero too, and the whole spectrum is known.
 *
 * @param largest descending, at least one, variance units
 * @param order N0, at least as many
 * @param lowest of whatever else was seen: the smallest eigenvalue is no larger
 * @returns null where there is an eigenvalue that no covariance has: all have to be found to tell which
 */
export function leadingSpectrum(largest: Float64Array, order: number, lowest: number): KnownSpectrum | null {
  const threshold = order * Number.EPSILON * Math.max(0, largest[0]!)
  if (!(lowest >= -threshold)) return null
  if (largest.at(-1)! > threshold) return { extent: 'leading', order, positive: largest.slice() }
  const padded = new Float64Array(order)
  padded.set(largest)
  const outcome = splitSpectrum(padded, threshold)
  return outcome.ok ? outcome.spectrum : null
}

/**
 * A spectrum that was modelled or given: its numbers are exact, so only 0 is zero.
 *
 * @param eigenvalues length N0, any order, variance units, all ≥ 0
 */
export function givenSpectrum(eigenvalues: Float64Array): SpectrumOutcome {
  return splitSpectrum(eigenvalues.slice().sort().reverse(), 0)
}

function splitSpectrum(descending: Float64Array, threshold: number): SpectrumOutcome {
  for (const [index, value] of descending.entries()) {
    if (!Number.isFinite(value)) return { ok: false, fault: { kind: 'not-finite', index, value } }
    if (value < -threshold) return { ok: false, fault: { kind: 'negative', index, value } }
  }
  const rank = descending.findIndex(value => value <= threshold)
  const count = rank < 0 ? descending.length : rank
  descending.fill(0, count)
  return { ok: true, spectrum: { extent: 'whole', eigenvalues: descending, positive: descending.subarray(0, count), rank: count, zeros: descending.length - count } }
}

/** λ_i = e^{−rate·(i−1)}, i = 1 … dimension (Figure 1, left: rate 0.1). @returns length dimension, descending */
export function exponentialSpectrum(rate: number, dimension: number): Float64Array {
  return Float64Array.from({ length: dimension }, (_, index) => Math.exp(-rate * index))
}

/** λ_i = i^{−exponent}, i = 1 … dimension (Figure 1, right: exponent 1). @returns length dimension, descending */
export function powerSpectrum(exponent: number, dimension: number): Float64Array {
  return Float64Array.from({ length: dimension }, (_, index) => (index + 1) ** -exponent)
}

/** λ_i = 1. @returns length dimension */
export function whiteSpectrum(dimension: number): Float64Array {
  return new Float64Array(dimension).fill(1)
}
