import { describe, expect, it } from 'vitest'
import type { CovarianceOptions } from '../../../../core/api/model'
import { budgetCurve } from '../../../../core/evaluation/curve'
import { evaluateDesign } from '../../../../core/evaluation/evaluate'
import { createRandom } from '../../../../core/linalg/random'
import { evaluate } from '../../../support/evaluate'
import { prepareMoments, prepareRows, rawSample, sampled } from '../../../support/sampledRows'

const order = 5
const count = 8000
const random = createRandom(21)
const data = sampled(Array.from({ length: count }, () => {
  const shared = random.normal()
  return Array.from({ length: order }, (_, column) => 1 + (random.normal() + (column < 3 ? shared : 0)) * (1 + column))
}))
/** Autoregressive, so that shrinkage has something to keep on both scales. */
const few = sampled(Array.from({ length: 40 }, () => {
  let value = 0
  return Array.from({ length: 20 }, (_, column) => {
    value = 0.6 * value + random.normal()
    return value * (1 + column / 20)
  })
}))

const shrunk = (kind: 'ledoit-wolf' | 'oas'): CovarianceOptions => ({ estimator: { kind }, standardize: false })

describe('without rows the standard error supposes Gaussian data', () => {
  it.each([
    ['a dense layer', 'dense(2)', rawSample],
    ['a chain', 'dense(4) -> dense(3)', rawSample],
    ['branches on the same input', '(dense(1) | dense(2))', rawSample],
    ['a ridge', 'dense(3)', { estimator: { kind: 'ridge', epsilon: 5 }, standardize: false }],
    ['Ledoit–Wolf', 'dense(3)', shrunk('ledoit-wolf')],
    ['OAS', 'dense(3)', shrunk('oas')]
  ] as const)('and agrees on such data with that of the rows: %s', (_, notation, covariance) => {
    const setting = { covariance, budget: 3 }
    const alone = evaluateDesign(prepareMoments(data, notation, setting)).mmi
    const fromRows = evaluateDesign(prepareRows(data, notation, setting)).mmi
    expect(alone.standardErrorBasis).toBe('gaussian')
    // the standard deviation of a squared normal is known from 8000 rows to √(14/4/8000) = 2.1 %; three such errors
    expect(Math.abs(alone.standardError! / fromRows.standardError! - 1)).toBeLessThan(0.065)
  })

  it.each(['ledoit-wolf', 'oas'] as const)('with much shrinkage by %s too, over many samples of few rows', kind => {
    const draws = Array.from({ length: 40 }, () => {
      const rows = sampled(Array.from({ length: 80 }, () => Array.from({ length: 8 }, (_, column) => random.normal() * 1.3 ** -column)))
      const setting = { covariance: shrunk(kind), budget: 5 }
      return { alone: evaluateDesign(prepareMoments(rows, 'dense(4)', setting)), fromRows: evaluateDesign(prepareRows(rows, 'dense(4)', setting)) }
    })
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
    expect(mean(draws.map(({ alone }) => alone.covariance.shrinkage!))).toBeGreaterThan(0.1)
    const ratio = mean(draws.map(({ alone }) => alone.mmi.standardError!)) / mean(draws.map(({ fromRows }) => fromRows.mmi.standardError!))
    // one sample of 80 rows knows a standard deviation to 20 %, forty to 3 %; the quartic part of Q that the Gaussian value leaves out is of that order
    expect(Math.abs(ratio - 1)).toBeLessThan(0.1)
  })

  it('is √(2Σa²/n) for a dense layer', () => {
    const { blocks, mmi } = evaluateDesign(prepareMoments(data, 'dense(2)', { budget: 3 }))
    const [block] = blocks
    if (!block || !('waterLevel' in block)) throw new Error('a dense block has a water level')
    const { spectra, model } = prepareMoments(data, 'dense(2)')
    const eigenvalues = spectra.of({ key: `0:${order}`, from: 0, to: order, windows: 'whole' }).spectrum.positive
    const squares = [...eigenvalues].slice(0, block.active).map(lambda => (0.5 * (1 - 1 / (block.waterLevel! * lambda))) ** 2)
    expect(mmi.standardError).toBeCloseTo(Math.sqrt((2 * squares.reduce((sum, square) => sum + square, 0)) / model.rows!), 13)
  })

  it.each([
    ['after standardising', 'dense(2)', { estimator: { kind: 'sample' }, standardize: true }, /after standardising it needs the rows/],
    ['for a convolution', 'conv(block=1, filters=1)', rawSample, /that of a convolution needs the rows/],
    ['for a sum over correlated columns', '([0:2]dense(1) | [2:4]dense(1))', rawSample, /it needs the rows/],
    ['for a slice of a shrunk covariance', '([0:3]dense(1) | [3:5]dense(1))', shrunk('oas'), /it needs the rows/]
  ] as const)('is not known %s, and says so', (_, notation, covariance, note) => {
    const { mmi, notes } = evaluateDesign(prepareMoments(data, notation, { covariance }))
    expect({ error: mmi.standardError, basis: mmi.standardErrorBasis }).toEqual({ error: null, basis: null })
    expect(notes.join()).toMatch(note)
    expect(budgetCurve(prepareMoments(data, notation, { covariance }), { from: 1, to: 9, points: 3, scale: 'log' })).toMatchObject({ standardErrors: null, standardErrorBasis: null })
  })

  it('is zero for an MMI of zero, and of no meaning for a modelled spectrum', () => {
    expect(evaluateDesign(prepareMoments(data, 'dense(2)', { budget: 0 })).mmi).toMatchObject({ value: 0, standardError: 0 })
    const { mmi, notes, bracket, standardErrorPending } = evaluate('dense(2)', { input: [3, 2, 1] })
    expect([mmi.standardError, mmi.standardErrorBasis, bracket, standardErrorPending, notes.length]).toEqual([null, null, null, false, 0])
  })

  it('adds the variances of branches on columns without any correlation', () => {
    // Σ block diagonal to the last digit, as a given one can be
    const block = [[4, 1, 0, 0], [1, 3, 0, 0], [0, 0, 2, 0.5], [0, 0, 0.5, 1]]
    const estimate = { kept: 1, addition: 0, ledoitWolf: null, derivatives: null }
    const whole = evaluate('([0:2]dense(1) | [2:4]dense(2))', { input: block, budget: 3, estimate })
    const [group, first, second] = whole.blocks
    expect(whole.mmi.status).toBe('exact')
    expect(first!.standardError).toBeGreaterThan(0)
    expect(group!.standardError).toBeCloseTo(Math.hypot(first!.standardError!, second!.standardError!), 14)
  })

  it('tells the bias of few rows apart from the standard error', () => {
    const { bracket, notes, mmi } = evaluateDesign(prepareRows(few, 'dense(20)', { budget: 300 }))
    expect(bracket!.sample).toBe(mmi.value)
    expect(Math.abs(bracket!.sample - bracket!.ledoitWolf)).toBeGreaterThan(2 * mmi.standardError!)
    expect(notes.join()).toMatch(/differ by .* %.* more than two standard errors/)
    expect(evaluateDesign(prepareRows(data, 'dense(2)', { budget: 30 })).notes.join()).not.toMatch(/two standard errors/)
  })
})

describe('the bracket', () => {
  const kinds = ['sample', 'ledoit-wolf', 'oas'] as const

  it.each(['dense(3)', 'conv(block=4, filters=2)', '(dense(1, budget=0.05) | dense(1, budget=20))', 'conv(block=2, filters=1) -> (dense(3) | dense(2))'])(
    'is the MMI of %s under each of its estimators, whichever is used', notation => {
      for (const standardize of [false, true]) {
        const valueUnder = (kind: (typeof kinds)[number]): number =>
          evaluateDesign(prepareMoments(few, notation, { covariance: { estimator: { kind }, standardize } })).mmi.value
        for (const kind of kinds) {
          const { bracket } = evaluateDesign(prepareMoments(few, notation, { covariance: { estimator: { kind }, standardize } }))
          // eigenvalues of one estimate follow from another's up to their rounding
          expect(bracket!.sample).toBeCloseTo(valueUnder('sample'), 10)
          expect(bracket!.ledoitWolf).toBeCloseTo(valueUnder('ledoit-wolf'), 10)
        }
      }
    })

  it('is not known after standardising without the rows', () => {
    const { moments, sample } = few
    const part = { moments, sample: { ...sample, complete: false } }
    expect(evaluateDesign(prepareMoments(part, 'dense(3)', { covariance: { estimator: { kind: 'sample' }, standardize: true } })).bracket).toBeNull()
  })
})
