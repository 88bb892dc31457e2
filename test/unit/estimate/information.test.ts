import { describe, expect, it } from 'vitest'
import { crossFittedPosteriors } from '../../../core/estimate/classifiers/crossFit'
import { residualScatter } from '../../../core/estimate/classifiers/training'
import { stratifiedFolds } from '../../../core/estimate/folds'
import { decisionInformation, likelihoodInformation, posteriorEntropyInformation, type Estimate } from '../../../core/estimate/information'
import { createRandom } from '../../../core/linalg/random'
import { threeGaussians, threeGaussiansPosterior } from '../../support/targetInput'
import { ones, preparedRows } from './prepared'

describe('J from posteriors', () => {
  it('is the mean log-likelihood above that of the class shares, by hand', () => {
    const posteriors = Float64Array.of(0.9, 0.1, 0.4, 0.6, 0.5, 0.5, 0, 1)
    const labels = Int32Array.of(0, 0, 1, 0)
    const shares = Float64Array.of(0.75, 0.25)
    const terms = [Math.log(0.9 / 0.75), Math.log(0.4 / 0.75), Math.log(0.5 / 0.25), Math.log(1e-6 / 0.75)]
    const mean = terms.reduce((sum, term) => sum + term, 0) / 4
    const { value, standardError } = likelihoodInformation(posteriors, labels, shares)
    expect(value).toBeCloseTo(mean, 14)
    expect(standardError).toBeCloseTo(Math.sqrt(terms.reduce((sum, term) => sum + (term - mean) ** 2, 0) / 3 / 4), 14)
    const entropies = [0.9, 0.4, 0.5, 1].map(p => (p === 1 ? 0 : -p * Math.log(p) - (1 - p) * Math.log(1 - p)))
    const labelEntropy = -0.75 * Math.log(0.75) - 0.25 * Math.log(0.25)
    expect(posteriorEntropyInformation(posteriors, labels, shares).value).toBeCloseTo(labelEntropy - entropies.reduce((sum, value_) => sum + value_, 0) / 4, 14)
  })

  it('with the true posteriors is I(X;Y), both ways', () => {
    const input = threeGaussians(20_000, 3)
    const posteriors = Float64Array.from(Array.from(input.labels.keys()).flatMap(row => threeGaussiansPosterior([...input.rows.subarray(2 * row, 2 * row + 2)])))
    const shares = Float64Array.from([0, 1, 2], own => input.labels.filter(label => label === own).length / 20_000)
    for (const { value, standardError } of [likelihoodInformation(posteriors, input.labels, shares), posteriorEntropyInformation(posteriors, input.labels, shares)]) {
      expect(standardError).toBeLessThan(0.006)
      // 0.57108 by quadrature; four standard errors
      expect(Math.abs(value - 0.57108)).toBeLessThan(4 * standardError)
    }
  })

  it('cross-fitted over many draws lies below I(X;Y) on average and spreads as its standard error says', () => {
    const draws = Array.from({ length: 300 }, (_, seed) => crossFittedInformation(240, seed + 1))
    const mean = average(draws.map(({ value }) => value))
    const spread = Math.sqrt(average(draws.map(({ value }) => (value - mean) ** 2)))
    // two means, three shares and a covariance from 192 rows cost some 8/(2·192) = 0.02 nat of log-likelihood
    expect(mean).toBeLessThan(0.57108)
    expect(mean).toBeGreaterThan(0.53)
    // a standard deviation from 300 draws has itself a standard error of 4 %; refitting the classifier adds a little to the spread
    expect(spread / average(draws.map(({ standardError }) => standardError))).toBeGreaterThan(0.88)
    expect(spread / average(draws.map(({ standardError }) => standardError))).toBeLessThan(1.2)
    const covered = draws.filter(({ value, standardError }) => Math.abs(value - mean) < 2 * standardError).length
    expect(covered / 300).toBeGreaterThan(0.91)
  })
})

describe('the decision', () => {
  it('carries the information of its confusion table', () => {
    const posteriors = Float64Array.of(0.9, 0.1, 0.6, 0.4, 0.2, 0.8, 0.5, 0.5)
    const { information, entropy } = decisionInformation(posteriors, Int32Array.of(0, 1, 1, 0), 2)
    // decisions 0 0 1 0 for labels 0 1 1 0: joint (0,0) ½, (1,0) ¼, (1,1) ¼
    const joint = [[0.5, 0.5, 0.75], [0.25, 0.5, 0.75], [0.25, 0.5, 0.25]] as const
    expect(information).toBeCloseTo(joint.reduce((sum, [both, label, choice]) => sum + both * Math.log(both / (label * choice)), 0), 14)
    expect(entropy).toBeCloseTo(-0.75 * Math.log(0.75) - 0.25 * Math.log(0.25), 14)
  })

  it('that is always the same carries none', () => {
    expect(decisionInformation(Float64Array.of(0.6, 0.4, 0.7, 0.3), Int32Array.of(0, 1), 2)).toEqual({ information: 0, entropy: 0 })
  })
})

function crossFittedInformation(rows: number, seed: number): Estimate {
  const data = preparedRows(threeGaussians(rows, seed))
  const folds = stratifiedFolds(data.values, data.order, data.labels, 3, 5, createRandom(seed))
  return likelihoodInformation(crossFittedPosteriors(data, 'lda', folds, residualScatter(data, ones(data)), () => undefined), data.labels, data.shares)
}

const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
