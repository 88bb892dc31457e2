/** The input X of an evaluation: its covariance, or the spectrum that stands for it, with what that rests on. */
import type { CovarianceSummary, ModelledSpectrum } from '../api/model'
import type { CovarianceEstimate } from '../dataset/covariance'
import { assertNever, failure, success, type Result } from '../api/problem'
import type { SymmetricMatrix } from '../linalg/symmetricMatrix'
import { exponentialSpectrum, givenSpectrum, powerSpectrum, whiteSpectrum } from '../theory/spectrum'

export interface InputModel {
  /** Σ of order N0. */
  readonly covariance: SymmetricMatrix
  /** estimated: tiny eigenvalues are rounding; given: only 0 is zero (theory.md §2). */
  readonly origin: 'estimated' | 'given'
  readonly summary: CovarianceSummary
  /** How Σ follows from the sample covariance; absent where Σ was given. */
  readonly estimate?: CovarianceEstimate
  /** null for modelled spectra. */
  readonly rows: number | null
  readonly droppedRows: number | null
  readonly constantColumns: readonly string[]
}

/** Σ = diag(λ) for a modelled spectrum, in the given order. Fails when a number is negative or not finite. */
export function modelledInput(spectrum: ModelledSpectrum): Result<InputModel> {
  const diagonal = spectrumValues(spectrum)
  const outcome = givenSpectrum(diagonal)
  if (!outcome.ok) {
    const { index, value, kind } = outcome.fault
    return failure({
      code: kind === 'negative' ? 'SPECTRUM_NEGATIVE' : 'SPECTRUM_INVALID',
      what: `eigenvalue ${index + 1} of the spectrum, largest first, is ${value}`,
      meaning: 'a covariance has no such eigenvalue',
      action: 'give finite numbers ≥ 0'
    })
  }
  return success({
    covariance: { kind: 'diagonal', order: diagonal.length, diagonal },
    origin: 'given',
    summary: { estimator: null, shrinkage: null, standardized: false, note: null },
    rows: null,
    droppedRows: null,
    constantColumns: []
  })
}

function spectrumValues(spectrum: ModelledSpectrum): Float64Array {
  switch (spectrum.kind) {
    case 'exponential': return exponentialSpectrum(spectrum.rate, spectrum.dimension)
    case 'power': return powerSpectrum(spectrum.exponent, spectrum.dimension)
    case 'white': return whiteSpectrum(spectrum.dimension)
    case 'list': return Float64Array.from(spectrum.values)
    default: return assertNever(spectrum)
  }
}
