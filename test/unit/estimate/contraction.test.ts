import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contractionConstant, fewestEffectiveRows, tilted } from '../../../core/estimate/contraction'
import { meanPosterior, posteriorChannel, type PosteriorSample } from '../../../core/estimate/posteriorChannel'
import { createRandom } from '../../../core/linalg/random'
import { threeGaussians, threeGaussiansPosterior } from '../../support/targetInput'

/** D(R_Y‖P_Y)/D(R_X‖P_X) for any R = P·exp(u), from the definition. */
function ratioOf({ posteriors, classes, weights }: PosteriorSample, u: readonly number[]): number {
  const p = [...weights!]
  const mass = p.reduce((sum, weight, at) => sum + weight * Math.exp(u[at]!), 0)
  const r = p.map((weight, at) => (weight * Math.exp(u[at]!)) / mass)
  const output = (shares: readonly number[]): number[] => Array.from({ length: classes }, (_, own) => shares.reduce((sum, share, at) => sum + share * posteriors[at * classes + own]!, 0))
  const divergence = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, at) => sum + (value > 0 ? value * Math.log(value / b[at]!) : 0), 0)
  const spent = divergence(r, p)
  return spent > 1e-8 ? divergence(output(r), output(p)) / spent : 0
}

/** The supremum by a pattern search in all coordinates of log(R/P) from many starts; knows nothing of tilts. */
function contractionBySearch(sample: PosteriorSample, seed: number): number {
  const random = createRandom(seed)
  const count = sample.weights!.length
  let best = 0
  for (let start = 0; start < 9; start++) {
    const size = [0.5, 2, 6][start % 3]!
    let u = Array.from({ length: count }, () => size * random.normal())
    let value = ratioOf(sample, u)
    for (let step = 2; step > 1e-5;) {
      let improved = false
      for (let at = 0; at < count; at++) {
        for (const sign of [-1, 1]) {
          const next = u.with(at, Math.max(-60, Math.min(60, u[at]! + sign * step)))
          const found = ratioOf(sample, next)
          if (found > value + 1e-13) {
            u = next
            value = found
            improved = true
          }
        }
      }
      step *= improved ? 1.3 : 0.5
    }
    best = Math.max(best, value)
  }
  return best
}

const distributions = fc.record({ points: fc.integer({ min: 2, max: 4 }), classes: fc.integer({ min: 2, max: 3 }), seed: fc.nat(1e6), sharpness: fc.constantFrom(0.5, 2, 5) })

/** A random exact distribution: point weights and posteriors. */
function randomSample({ points, classes, seed, sharpness }: { points: number; classes: number; seed: number; sharpness: number }): PosteriorSample {
  const random = createRandom(seed)
  const normalised = (values: number[]): number[] => values.map(value => value / values.reduce((sum, other) => sum + other, 0))
  return {
    posteriors: Float64Array.from(Array.from({ length: points }, () => normalised(Array.from({ length: classes }, () => Math.exp(sharpness * random.normal())))).flat()),
    classes,
    weights: Float64Array.from(normalised(Array.from({ length: points }, () => Math.exp(random.normal()))))
  }
}

/** Balanced binary Y, decided by a share of X and independent of the rest. */
const decisive = (share: number): PosteriorSample => ({ posteriors: Float64Array.of(1, 0, 0, 1, 0.5, 0.5), classes: 2, weights: Float64Array.of(share / 2, share / 2, 1 - share) })

describe('the contraction constant', () => {
  it('of small distributions is what a search over all R finds', () => {
    fc.assert(fc.property(distributions, shape => {
      const sample = randomSample(shape)
      const slow = contractionBySearch(sample, 1)
      const found = contractionConstant(sample)
      // ascents end when a cycle gains less than 1e-11, near the top but not on it
      expect(found).toBeGreaterThanOrEqual(slow - 1e-6)
      // the search counts no R closer than 1e-8 to P, so of a supremum in the limit R → P it misses some 1e-4 of it
      expect(found - slow).toBeLessThan(5e-4 * slow + 1e-6)
    }), { numRuns: 15, seed: 4 })
  })

  it('lies between ρ_m² and 1, is 1 when X determines Y and 0 when it tells nothing', () => {
    fc.assert(fc.property(distributions, shape => {
      const sample = randomSample(shape)
      const found = contractionConstant(sample)
      expect(found).toBeGreaterThanOrEqual(posteriorChannel(sample, meanPosterior(sample)).squaredCorrelation)
      expect(found).toBeLessThanOrEqual(1)
    }))
    expect(contractionConstant({ posteriors: Float64Array.of(1, 0, 0, 1), classes: 2, weights: Float64Array.of(0.3, 0.7) })).toBeCloseTo(1, 12)
    expect(contractionConstant({ posteriors: Float64Array.of(0.3, 0.7, 0.3, 0.7), classes: 2, weights: Float64Array.of(0.3, 0.7) })).toBe(0)
  })

  it('of a binary symmetric channel is its known value (1 − 2ε)²', () => {
    for (const error of [0.01, 0.1, 0.4]) {
      const sample = { posteriors: Float64Array.of(1 - error, error, error, 1 - error), classes: 2, weights: Float64Array.of(0.5, 0.5) }
      expect(contractionConstant(sample)).toBeCloseTo((1 - 2 * error) ** 2, 8)
    }
  })

  it('exceeds the maximal correlation where 1 % of X is decisive: log 2/log 200 against 0.1', () => {
    const sample = decisive(0.01)
    expect(Math.sqrt(posteriorChannel(sample, meanPosterior(sample)).squaredCorrelation)).toBeCloseTo(0.1, 12)
    // reached in the limit of a tilt that leaves nothing but the decisive group
    expect(contractionConstant(sample)).toBeCloseTo(Math.log(2) / Math.log(200), 6)
  })

  it('of a sample needs a tilt worth 30 rows, so the same group is found with 6,000 rows or so and not with few', () => {
    const sampleOf = (rows: number): PosteriorSample => ({
      posteriors: Float64Array.from(Array.from({ length: rows }, (_, row) => (row % 100 === 0 ? (row % 200 === 0 ? [1, 0] : [0, 1]) : [0.5, 0.5])).flat()), classes: 2, weights: null
    })
    expect(fewestEffectiveRows).toBe(30)
    expect(contractionConstant(sampleOf(600))).toBeLessThan(0.1)
    expect(contractionConstant(sampleOf(8000))).toBeGreaterThan(0.125)
    expect(contractionConstant(sampleOf(8000))).toBeLessThanOrEqual(Math.log(2) / Math.log(200) + 1e-9)
  })

  it('of the worked example is its ρ_m²', () => {
    const { rows, labels } = threeGaussians(10_000, 5)
    const posteriors = Float64Array.from(Array.from(labels.keys()).flatMap(row => threeGaussiansPosterior([rows[2 * row]!, rows[2 * row + 1]!])))
    const sample = { posteriors, classes: 3, weights: null }
    // 0.65164 by quadrature; its standard error on 10,000 rows is below 0.007
    const found = contractionConstant(sample)
    expect(Math.abs(found - 0.65164)).toBeLessThan(0.02)
    expect(found).toBeCloseTo(posteriorChannel(sample, meanPosterior(sample)).squaredCorrelation, 3)
  })
})

describe('a tilt', () => {
  it('gives the ratio of the definition', () => {
    fc.assert(fc.property(distributions, fc.double({ min: 0.5, max: 5, noNaN: true }), (shape, scale) => {
      const sample = randomSample(shape)
      const lambda = Float64Array.from({ length: shape.classes }, (_, own) => scale * (own + 1))
      const exponents = Array.from(sample.weights!, (_, at) => lambda.reduce((sum, value, own) => sum + value * sample.posteriors[at * shape.classes + own]!, 0))
      const found = tilted(sample, meanPosterior(sample), lambda).ratio
      // below 1e-8 the reference gives up
      if (ratioOf(sample, exponents) > 0) expect(found).toBeCloseTo(ratioOf(sample, exponents), 6)
    }))
  })

  it('tends to ρ_m² along the second eigenvector of B as it vanishes', () => {
    fc.assert(fc.property(distributions, shape => {
      const sample = randomSample(shape)
      const channel = posteriorChannel(sample, meanPosterior(sample))
      if (channel.squaredCorrelation < 0.01) return
      // ratio = ρ² + O(t) with divergences of t²/2: at t = 1e-3 well above rounding
      const found = tilted(sample, meanPosterior(sample), channel.directions[0]!.map(value => 1e-3 * value)).ratio
      expect(Math.abs(found - channel.squaredCorrelation)).toBeLessThan(0.02)
    }))
  })

  it('to rows apart is worth so many rows', () => {
    const sample = { posteriors: Float64Array.from(Array.from({ length: 40 }, (_, row) => (row < 8 ? [1, 0] : [0, 1])).flat()), classes: 2, weights: null }
    expect(tilted(sample, meanPosterior(sample), Float64Array.of(0, 0)).effectiveRows).toBeCloseTo(40, 10)
    expect(tilted(sample, meanPosterior(sample), Float64Array.of(800, 0)).effectiveRows).toBeCloseTo(8, 10)
  })
})

describe('the posterior channel', () => {
  it('has the second eigenvalue of B, and for two classes Var(π)/(p₀p₁)', () => {
    const sample = randomSample({ points: 4, classes: 2, seed: 3, sharpness: 2 })
    const mean = meanPosterior(sample)
    const variance = sample.weights!.reduce((sum, weight, at) => sum + weight * (sample.posteriors[at * 2]! - mean[0]!) ** 2, 0)
    const channel = posteriorChannel(sample, mean)
    expect(channel.squaredCorrelation).toBeCloseTo(variance / (mean[0]! * mean[1]!), 12)
    // tr B = 1 + ρ² for two classes
    expect(channel.informationBound).toBeCloseTo(Math.log(1 + channel.squaredCorrelation), 12)
  })

  it('bounds I(X;Y) by log tr B', () => {
    fc.assert(fc.property(distributions, shape => {
      const sample = randomSample(shape)
      const mean = meanPosterior(sample)
      let information = 0
      sample.weights!.forEach((weight, at) => {
        for (let own = 0; own < shape.classes; own++) {
          const posterior = sample.posteriors[at * shape.classes + own]!
          if (posterior > 0) information += weight * posterior * Math.log(posterior / mean[own]!)
        }
      })
      expect(posteriorChannel(sample, mean).informationBound).toBeGreaterThanOrEqual(information - 1e-12)
    }))
  })
})
