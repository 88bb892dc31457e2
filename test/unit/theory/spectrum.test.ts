import { describe, expect, it } from 'vitest'
import { estimatedSpectrum, exponentialSpectrum, givenSpectrum, powerSpectrum, whiteSpectrum } from '../../../core/theory/spectrum'

describe('an estimated spectrum', () => {
  it('counts eigenvalues within N0·ε·λ₁ of zero as zero, on both sides', () => {
    const tiny = 2 * 4 * Number.EPSILON
    const outcome = estimatedSpectrum(Float64Array.of(-tiny, 1, 2, tiny))
    expect(outcome.ok && outcome.spectrum.rank).toBe(2)
    expect(outcome.ok && outcome.spectrum.zeros).toBe(2)
    expect(outcome.ok && [...outcome.spectrum.eigenvalues]).toEqual([2, 1, 0, 0])
  })

  it('keeps what is just above the threshold and refuses what is clearly negative', () => {
    const above = 2 * 3 * Number.EPSILON * 1.01
    const kept = estimatedSpectrum(Float64Array.of(2, 1, above))
    expect(kept.ok && kept.spectrum.rank).toBe(3)
    const refused = estimatedSpectrum(Float64Array.of(2, 1, -above))
    expect(refused).toMatchObject({ ok: false, fault: { kind: 'negative', index: 2 } })
  })

  it('of a zero covariance has rank 0', () => {
    const outcome = estimatedSpectrum(new Float64Array(3))
    expect(outcome.ok && outcome.spectrum.rank).toBe(0)
  })

  it('refuses numbers that are not finite', () => {
    expect(estimatedSpectrum(Float64Array.of(1, Number.NaN)).ok).toBe(false)
    expect(givenSpectrum(Float64Array.of(Infinity)).ok).toBe(false)
  })
})

describe('a given spectrum', () => {
  it('is exact: only 0 is zero', () => {
    const outcome = givenSpectrum(Float64Array.of(1, 1e-200, 0))
    expect(outcome.ok && outcome.spectrum.rank).toBe(2)
    expect(givenSpectrum(Float64Array.of(1, -1e-200)).ok).toBe(false)
  })
})

describe('modelled spectra', () => {
  it('follow theory.md §7', () => {
    expect([...exponentialSpectrum(0.1, 3)]).toEqual([1, Math.exp(-0.1), Math.exp(-0.2)])
    expect([...powerSpectrum(1, 4)]).toEqual([1, 1 / 2, 1 / 3, 1 / 4])
    expect([...whiteSpectrum(2)]).toEqual([1, 1])
  })
})
