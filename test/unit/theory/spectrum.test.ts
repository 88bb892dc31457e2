import { describe, expect, it } from 'vitest'
import { estimatedSpectrum, exponentialSpectrum, givenSpectrum, leadingSpectrum, powerSpectrum, whiteSpectrum, wholeSpectrum } from '../../../core/theory/spectrum'

describe('a spectrum of which the largest eigenvalues are known', () => {
  it('tells neither rank nor zeros, and whoever asks for them is refused', () => {
    const known = leadingSpectrum(Float64Array.of(3, 2), 10, 0)!
    expect(known).toEqual({ extent: 'leading', order: 10, positive: Float64Array.of(3, 2) })
    expect(() => wholeSpectrum(known)).toThrow('only 2 of 10 eigenvalues are known')
  })

  it('is all of it where zeros are among them, by the threshold of the whole', () => {
    const threshold = 10 * Number.EPSILON * 3
    for (const zero of [threshold, 0, -threshold]) {
      const padded = Float64Array.of(3, 2, ...Array<number>(8).fill(0))
      const expected = estimatedSpectrum(padded)
      expect({ ok: true, spectrum: leadingSpectrum(Float64Array.of(3, 2, zero), 10, -threshold) }).toEqual(expected)
    }
    expect(leadingSpectrum(Float64Array.of(3, 2, threshold * 1.01), 10, 0)).toMatchObject({ extent: 'leading' })
    expect(wholeSpectrum(leadingSpectrum(Float64Array.of(0, 0), 5, 0)!)).toMatchObject({ rank: 0, zeros: 5 })
  })

  it('is none where an eigenvalue was seen that no covariance has', () => {
    expect(leadingSpectrum(Float64Array.of(3, 2), 10, -1e-3)).toBeNull()
    expect(leadingSpectrum(Float64Array.of(3, 2), 10, Number.NaN)).toBeNull()
  })
})

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
