import { describe, expect, it } from 'vitest'
import { defaultTargetOptions, targetOptionsSchema, type TargetAnalysis } from '../../../core/api/target'
import { createRandom } from '../../../core/linalg/random'
import { chooseDelta, chooseEta, chooseInformation } from '../../../renderer/inspector/targetChoices'
import { advisedBudget, boundsText, deltaOrigin, estimatorWords, etaOrigin, upperCheckWords, withError } from '../../../renderer/inspector/targetWords'
import { digitsAnalysis } from './analyses'

describe('numbers of the target panel', () => {
  it('stand with as many decimals as their error', () => {
    expect(withError(2.05, 0.0203)).toBe('2.050 ± 0.020')
    expect(withError(0.985, 0.0021)).toBe('0.9850 ± 0.0021')
    expect(withError(12.3456, 1.9)).toBe('12.3 ± 1.9')
    expect(withError(12.3456, 19)).toBe('12.35 ± 19')
    expect(withError(2.05, 0)).toBe('2.050')
    expect(withError(1, 6e-18)).toBe('1.000')
    // An error below any decimal worth writing leaves the value as it is.
    expect(withError(2.05, 1e-9)).toBe('2.050 ± 1.0 × 10⁻⁹')
  })

  it('give both ends of an interval, or say from where it has none', () => {
    expect(boundsText({ lower: 2.081, upper: 13.04 }, 'nats')).toBe('2.081 – 13.04')
    expect(boundsText({ lower: Math.LN2, upper: null }, 'bits')).toBe('from 1.000')
  })
})

describe('where a number came from', () => {
  it('is told of every estimator of I(X;Y)', () => {
    expect(estimatorWords('cross-fitted-lda')).toEqual({ full: 'cross-fitted LDA', short: 'LDA' })
    expect(estimatorWords('cross-fitted-knn')).toEqual({ full: 'cross-fitted k-NN', short: 'k-NN' })
    expect(estimatorWords('posterior-entropy-qda')).toEqual({ full: 'posterior entropy, QDA', short: 'posterior' })
    expect(['ross', 'label-entropy', 'given', 'stated'].map(estimator => estimatorWords(estimator).short)).toEqual(['Ross', 'H(Y)', 'given', 'stated'])
  })

  it('is told of η, a raised one too', () => {
    const eta = (change: Partial<TargetAnalysis['eta']>): string => etaOrigin({ ...digitsAnalysis.eta, ...change })
    expect([eta({}), eta({ variant: 'exact' }), eta({ variant: 'manual' }), eta({ variant: 'stated' }), eta({ raised: true })]).toEqual(['paper', 'exact', 'given', 'stated', 'raised'])
  })

  it('is told of δ: the larger of rate and bootstrap, the cap, or the user', () => {
    const delta = (change: Partial<TargetAnalysis['delta']>): string => deltaOrigin({ ...digitsAnalysis.delta, ...change })
    expect(delta({})).toBe('bootstrap')
    expect(delta({ value: 0.08, formula: 0.08 })).toBe('rate')
    expect(delta({ value: 0.0439, bootstrap: null })).toBe('rate')
    expect(delta({ value: 0.9, formula: 1.4 })).toBe('capped')
    expect(delta({ origin: 'given', value: 0.01 })).toBe('given')
  })

  it('comes with the upper check of I(X;Y) where there is one', () => {
    expect(upperCheckWords(digitsAnalysis.informationXY, 'nats')).toEqual({ text: '2.217 nat, holds', holds: true })
    expect(upperCheckWords({ ...digitsAnalysis.informationXY, upperCheck: 2 }, 'nats')).toEqual({ text: '2.000 nat, does not hold', holds: false })
    expect(upperCheckWords({ ...digitsAnalysis.informationXY, upperCheck: null }, 'nats')).toBeNull()
  })
})

describe('an advised budget', () => {
  it('has four digits and never passes the end of the interval', () => {
    expect([41.0237, 41.0287, 0.00123456, 9.9999, 10, 76].map(advisedBudget)).toEqual([41.02, 41.02, 0.001234, 9.999, 10, 76])
    const random = createRandom(5)
    for (let round = 0; round < 2000; round++) {
      const budget = 10 ** (12 * random.uniform() - 5)
      const advised = advisedBudget(budget)
      expect(advised).toBeLessThanOrEqual(budget)
      // Rounded down by less than one in the fourth digit.
      expect(advised).toBeGreaterThan(budget * (1 - 1.0001e-3))
      expect(Number(advised.toPrecision(4))).toBe(advised)
    }
    expect(advisedBudget(0)).toBe(0)
  })
})

describe('a choice in the target panel', () => {
  it('that becomes the user\'s own starts at the value in use, in four digits', () => {
    const analysis: TargetAnalysis = { ...digitsAnalysis, informationXY: { ...digitsAnalysis.informationXY, value: 2.0512345 }, eta: { ...digitsAnalysis.eta, value: 0.99999999 } }
    expect(chooseInformation('manual', analysis)).toEqual({ kind: 'manual', value: 2.051 })
    expect(chooseEta('manual', analysis)).toEqual({ kind: 'manual', value: 1 })
    expect(chooseDelta('manual', analysis)).toEqual({ kind: 'manual', value: 0.061 })
  })

  it('gives options that core accepts, with an analysis and without', () => {
    for (const analysis of [digitsAnalysis, null]) {
      for (const eta of ['paper', 'exact', 'manual'] as const) {
        for (const information of ['cross-fitted', 'posterior-entropy', 'ross', 'label-entropy', 'manual'] as const) {
          for (const delta of ['estimated', 'manual'] as const) {
            const options = { ...defaultTargetOptions, eta: chooseEta(eta, analysis), information: chooseInformation(information, analysis), delta: chooseDelta(delta, analysis) }
            expect(targetOptionsSchema.safeParse(options).success, `${eta}, ${information}, ${delta}`).toBe(true)
          }
        }
      }
    }
  })
})
