/** Standard errors against the bootstrap: the whole pipeline again on rows drawn from the rows, from covariance to MMI. */
import { describe, expect, it } from 'vitest'
import type { CovarianceOptions } from '../../../../core/api/model'
import { evaluateDesign } from '../../../../core/evaluation/evaluate'
import { createRandom, type Random } from '../../../../core/linalg/random'
import { prepareMoments, prepareRows, rawSample, sampled } from '../../../support/sampledRows'
import type { Rows } from '../../../support/slowMethods'

const order = 6
const count = 500
const resamples = 200
const budget = 8

const gaussian = (): number => 1
/** √(8/χ²₈): rows of a multivariate t with eight degrees of freedom. */
const heavy = (random: Random): number => Math.sqrt(8 / Array.from({ length: 8 }, () => random.normal() ** 2).reduce((sum, square) => sum + square, 0))

function rowsOf(scaleOf: (random: Random) => number, seed: number): Rows {
  const random = createRandom(seed)
  return Array.from({ length: count }, () => {
    const scale = scaleOf(random)
    // autoregressive columns: eigenvalues well apart on both scales, as the bootstrap of a width limit between equal ones is not normal
    let value = 0
    return Array.from({ length: order }, (_, column) => {
      value = 0.8 * value + random.normal()
      return scale * value * 2 ** (-column / 2)
    })
  })
}

function bootstrapError(rows: Rows, notation: string, covariance: CovarianceOptions): number {
  const random = createRandom(99)
  const values = Array.from({ length: resamples }, () => {
    const drawn = rows.map(() => rows[random.integer(rows.length)]!)
    return evaluateDesign(prepareMoments(sampled(drawn), notation, { covariance, budget })).mmi.value
  })
  const mean = values.reduce((sum, value) => sum + value, 0) / resamples
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (resamples - 1))
}

const standardized: CovarianceOptions = { estimator: { kind: 'sample' }, standardize: true }
const ledoitWolf: CovarianceOptions = { estimator: { kind: 'ledoit-wolf' }, standardize: false }
const cases: readonly (readonly [string, string, CovarianceOptions])[] = [
  ['raw', 'dense(3)', rawSample],
  ['standardised', 'dense(3)', standardized],
  ['convolution', 'conv(block=2, filters=1)', rawSample],
  ['standardised convolution', 'conv(block=3, filters=2)', standardized],
  ['shrinkage', 'dense(4)', ledoitWolf],
  ['standardised shrinkage', 'dense(4)', { ...ledoitWolf, standardize: true }],
  ['joint bound', '(dense(1) | dense(2))', rawSample],
  ['sum over slices', '([0:3]dense(2) | [3:6]dense(1))', rawSample],
  ['sum of a convolution and a dense layer', '(conv(block=3, filters=1) | dense(2))', rawSample]
]

describe.each([['Gaussian rows', gaussian], ['rows of a multivariate t₈', heavy]] as const)('on %s the standard error is that of the bootstrap', (_, scaleOf) => {
  const rows = rowsOf(scaleOf, 11)
  const data = sampled(rows)

  it.each(cases)('%s', (_name, notation, covariance) => {
    const { mmi } = evaluateDesign(prepareRows(data, notation, { covariance, budget }))
    expect(mmi.standardErrorBasis).toBe('rows')
    const ratio = mmi.standardError! / bootstrapError(rows, notation, covariance)
    // 200 resamples know a standard deviation to 1/√(2·199) = 5 %, more with heavy tails; three such errors, and a few percent for the second order in 1/n
    expect(ratio).toBeGreaterThan(0.83)
    expect(ratio).toBeLessThan(1.2)
  })
})

describe('where much is shrunk', () => {
  it('the standard error is that of fresh samples: the shrinkage and its target move with the rows', () => {
    const covariance: CovarianceOptions = { estimator: { kind: 'ledoit-wolf' }, standardize: false }
    const random = createRandom(5)
    const draws = Array.from({ length: 200 }, () => {
      const rows = Array.from({ length: 60 }, () => Array.from({ length: 10 }, (_, column) => random.normal() * 1.5 ** (-column / 2)))
      return evaluateDesign(prepareRows(sampled(rows), 'dense(4)', { covariance, budget }))
    })
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
    const values = draws.map(({ mmi }) => mmi.value)
    const spread = Math.sqrt(mean(values.map(value => (value - mean(values)) ** 2)))
    const shrinkage = mean(draws.map(draw => draw.covariance.shrinkage!))
    const ratio = mean(draws.map(({ mmi }) => mmi.standardError!)) / spread
    expect(shrinkage).toBeGreaterThan(0.1)
    // 200 draws know the spread to 5 %; the rest is second order in 1/n, at 60 rows
    expect(ratio).toBeGreaterThan(0.85)
    expect(ratio).toBeLessThan(1.25)
  })
})
