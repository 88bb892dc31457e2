/** Spectra: the eigenvalues of Σ, estimated or modelled, ready for water-filling. */

/** The eigenvalues of a covariance, split into those that count and those that are zero. */
export interface Spectrum {
  /** All eigenvalues, descending, those counted as zero set to 0 — length N0, variance units. */
  readonly eigenvalues: Float64Array
  /** The leading ones, all > 0 — length `rank`. */
  readonly positive: Float64Array
  /** Number of λ > 0. */
  readonly rank: number
  /** How many were treated as zero. */
  readonly zeros: number
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
  return { ok: true, spectrum: { eigenvalues: descending, positive: descending.subarray(0, count), rank: count, zeros: descending.length - count } }
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
