import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classifiers, defaultTargetOptions, targetStates, type TargetAnalysis, type TargetOptions } from '../../../core/api/target'
import { targetMeasurementSchema, type PosteriorMeasures, type TargetMeasurement } from '../../../core/api/targetMeasurement'
import type { InformationUnit } from '../../../core/api/model'
import { analyseTarget, givenTarget, type GivenTarget } from '../../../core/estimate/analyse'
import { estimateTarget } from '../../../core/estimate/estimate'
import { fixedLoss } from '../../../core/theory/targetEnvelope'
import { referenceFolder } from '../../support/reference'
import { readLabelledCsv, targetInput } from '../../support/targetInput'

/** A measurement near the worked example, with 1500 rows of three equal classes. */
function measurement(changes: Partial<TargetMeasurement> = {}, posteriors: Partial<PosteriorMeasures> = {}): TargetMeasurement {
  return {
    options: { classifier: 'lda', folds: null, seed: 4, permutations: 200, refits: 20 },
    rows: 1500,
    measuredRows: 1500,
    sampled: false,
    classes: ['a', 'b', 'c'].map(name => ({ name, rows: 500 })),
    classesLeftOut: [],
    unlabelledRows: 0,
    features: 2,
    constantColumns: [],
    classConstantColumns: [],
    posteriors: {
      folds: 5,
      distinctRows: 1500,
      largestGroup: 1,
      crossFitted: { value: 0.57, standardError: 0.018 },
      posteriorEntropy: { value: 0.575, standardError: 0.008 },
      ross: { value: 0.58, standardError: 0.02 },
      upperCheck: 0.73,
      maximalCorrelation: { value: 0.81, standardError: 0.01 },
      plugIn: 0.812,
      linear: 0.765,
      contraction: 0.66,
      pValue: 1 / 201,
      decision: { information: 0.447, entropy: 1.0985 },
      bootstrap: 0.014,
      ...posteriors
    },
    ...changes
  }
}

const options = (changes: Partial<TargetOptions> = {}): TargetOptions => ({ ...defaultTargetOptions, ...changes })

function analysed(found: TargetMeasurement = measurement(), changes: Partial<TargetOptions> = {}, unit: InformationUnit = 'nats'): TargetAnalysis {
  const result = analyseTarget(found, options(changes), unit)
  if (!result.ok) throw new Error(result.problem.what)
  return result.value
}

/** δ of the paper's rate with 1500 rows and three classes. */
const exampleDelta = Math.sqrt((3 * Math.LN2) / 3000)

function given(changes: Partial<GivenTarget> = {}, unit: InformationUnit = 'nats'): TargetAnalysis {
  const result = givenTarget({ information: 0.57108, eta: Math.sqrt(0.65164), delta: exampleDelta, classes: 3, rows: 1500, ...changes }, unit)
  if (!result.ok) throw new Error(result.problem.what)
  return result.value
}

describe('given values', () => {
  it('need no data: the worked example', () => {
    const found = given()
    expect(found).toMatchObject({ state: 'ok', measuredRows: null, seed: null, classes: [], informationXY: { standardError: 0, estimator: 'given' }, eta: { variant: 'manual', pValue: null } })
    expect(found.interval!.lower).toBeCloseTo(0.7074, 4)
    expect(found.interval!.upper).toBeCloseTo(6.2218, 4)
    expect(found.inner).toEqual({ lower: found.interval!.lower, upper: found.interval!.upper })
    expect(found.outer).toEqual(found.inner)
    expect(found.envelope).toEqual({ informationXY: 0.57108, eta: Math.sqrt(0.65164), delta: exampleDelta, classes: 3 })
  })

  it('give each state with a sentence that names its numbers', () => {
    expect(given({ delta: 0.0912, rows: 500 })).toMatchObject({ state: 'vacuous', rowsNeeded: 993, interval: { upper: null, recommended: null, half: null }, inner: null, outer: null })
    expect(given({ delta: 0.0912, rows: 500 }).reason).toContain('about 993 rows would give an interval')
    const unlearnable = given({ eta: 0.1, rows: 400, delta: 0.06 })
    expect(unlearnable).toMatchObject({ state: 'unlearnable', interval: null, rowsNeeded: 576 })
    expect(unlearnable.rowsNeededForInterval).toBeGreaterThan(576)
    expect(unlearnable.reason).toContain('2δ = 0.12')
    expect(unlearnable.reason).toContain('η = 0.1')
    expect(given({ delta: 0 })).toMatchObject({ state: 'open', interval: { upper: null, recommended: null, half: null }, inner: { upper: null }, outer: { upper: null }, memorisation: null })
    expect(given({ delta: 0 }).reason).toContain('at least 0.7074 nat')
    expect(given().reason).toContain('between 0.7074 nat and 6.222 nat')
    expect(given({}, 'bits').reason).toContain('between 1.021 bit and 8.976 bit')
    expect(given({ information: 0 })).toMatchObject({ state: 'no-signal', interval: null, peak: null, envelope: null, reason: 'I(X;Y) is 0: the features tell nothing of the label.' })
    expect(given({ rows: 5 })).toMatchObject({ state: 'no-signal', reason: '5 rows cannot show what the features tell of 3 classes: at least 6 are needed.' })
    expect(given({ classes: 1, information: 0 })).toMatchObject({ state: 'no-signal', reason: 'There is only one class, so there is nothing to tell apart.' })
  })

  it('out of their range are a problem', () => {
    for (const bad of [{ information: 1.2 }, { information: -1 }, { information: Number.NaN }, { eta: 0 }, { eta: 1.1 }, { delta: -0.1 }, { delta: 2 }, { classes: 2.5 }, { classes: 0 }, { rows: 0 }, { rows: Infinity }]) {
      const result = givenTarget({ information: 0.5, eta: 0.8, delta: 0.02, classes: 3, rows: 1500, ...bad })
      expect(result.ok ? null : result.problem.code, JSON.stringify(bad)).toBe('TARGET_OPTION_INVALID')
    }
  })

  it('take log K as it is printed with four digits', () => {
    expect(given({ information: 0.6932, classes: 2 }).informationXY.value).toBe(Math.LN2)
  })
})

describe('J', () => {
  it('is the estimate chosen, with its standard error and name', () => {
    expect(analysed().informationXY).toEqual({ value: 0.57, standardError: 0.018, estimator: 'cross-fitted-lda', upperCheck: 0.73 })
    expect(analysed(measurement(), { information: { kind: 'posterior-entropy' } }).informationXY).toMatchObject({ value: 0.575, standardError: 0.008, estimator: 'posterior-entropy-lda' })
    expect(analysed(measurement(), { information: { kind: 'ross' } }).informationXY).toMatchObject({ value: 0.58, standardError: 0.02, estimator: 'ross' })
    expect(analysed(measurement(), { information: { kind: 'manual', value: 0.5 } }).informationXY).toMatchObject({ value: 0.5, standardError: 0, estimator: 'given' })
    const cap = analysed(measurement({ classes: [{ name: 'a', rows: 1000 }, { name: 'b', rows: 500 }] }), { information: { kind: 'label-entropy' } })
    const share = [2 / 3, 1 / 3]
    const entropy = -share.reduce((sum, p) => sum + p * Math.log(p), 0)
    expect(cap.informationXY.value).toBeCloseTo(entropy, 14)
    expect(cap.informationXY.standardError).toBeCloseTo(Math.sqrt(share.reduce((sum, p) => sum + p * (Math.log(p) + entropy) ** 2, 0) / 1500), 14)
  })

  it('is clipped to [0, Ĥ(Y)]', () => {
    expect(analysed(measurement({}, { crossFitted: { value: -0.2, standardError: 0.1 } }))).toMatchObject({ informationXY: { value: 0 }, state: 'no-signal' })
    expect(analysed(measurement({}, { crossFitted: { value: 1.3, standardError: 0.1 } })).informationXY.value).toBeCloseTo(Math.log(3), 12)
  })

  it('is refused above log K, and by neighbours for many features', () => {
    for (const information of [{ kind: 'manual', value: 1.2 }, { kind: 'ross' }] as const) {
      const result = analyseTarget(measurement({ features: 9 }, { ross: null }), options({ information }))
      expect(result.ok ? null : result.problem.code).toBe('TARGET_OPTION_INVALID')
    }
  })
})

describe('η', () => {
  it('is ρ_m as the paper writes, the exact constant, or the user\'s own', () => {
    expect(analysed().eta).toEqual({
      value: 0.81, variant: 'paper', maximalCorrelation: 0.81, contraction: 0.66, linear: 0.765, plugIn: 0.812, standardError: 0.01, pValue: 1 / 201, raised: false
    })
    const exact = analysed(measurement(), { eta: { kind: 'exact' } }).eta
    expect(exact).toMatchObject({ value: 0.66, variant: 'exact' })
    expect(exact.standardError).toBeCloseTo(2 * 0.81 * 0.01, 14)
    expect(analysed(measurement(), { eta: { kind: 'manual', value: 0.9 } }).eta).toMatchObject({ value: 0.9, variant: 'manual', standardError: 0 })
  })

  it('as exact constant is never below ρ_m²', () => {
    expect(analysed(measurement({}, { contraction: 0.5 }), { eta: { kind: 'exact' } }).eta).toMatchObject({ value: 0.81 ** 2, contraction: 0.81 ** 2 })
  })

  it('is raised to what the classifier\'s decisions prove, and says so; the user\'s own is not, but is told', () => {
    const strong = { decision: { information: 0.9, entropy: 1 } }
    const raised = analysed(measurement({}, strong))
    expect(raised.eta).toMatchObject({ value: 0.9, raised: true })
    expect(raised.notes.join()).toContain('η was raised to 0.9')
    const own = analysed(measurement({}, strong), { eta: { kind: 'manual', value: 0.6 } })
    expect(own.eta).toMatchObject({ value: 0.6, raised: false })
    expect(own.notes.join()).toContain('The given η = 0.6 is below 0.9')
  })

  it('is 1 and J all of Ĥ(Y) when the labels are stated to be deterministic', () => {
    const stated = analysed(measurement(), { deterministicLabels: true })
    expect(stated.informationXY).toMatchObject({ value: stated.labelEntropy, standardError: 0, estimator: 'stated' })
    expect(stated.eta).toMatchObject({ value: 1, variant: 'stated', standardError: 0 })
    expect(stated.interval!.lower).toBe(stated.labelEntropy)
  })
})

describe('δ', () => {
  it('is the larger of rate and bootstrap, at most 1 − 1/K', () => {
    const rate = Math.sqrt((3 * Math.LN2) / 3000)
    expect(analysed().delta).toMatchObject({ value: rate, formula: rate, bootstrap: 0.014, mPrime: 1, origin: 'estimated' })
    expect(analysed(measurement(), { mPrime: 4 }).delta.value).toBeCloseTo(2 * rate, 14)
    const refits = analysed(measurement({}, { bootstrap: 0.05 })).delta
    expect(refits.value).toBe(0.05)
    expect(refits.impliedMPrime).toBeCloseTo((2 * 1500 * 0.05 ** 2) / (3 * Math.LN2), 12)
    expect(analysed(measurement({}, { bootstrap: 0.9 })).delta.value).toBe(1 - 1 / 3)
    expect(analysed(measurement(), { delta: { kind: 'manual', value: 0.01 } }).delta).toMatchObject({ value: 0.01, origin: 'given', bootstrap: 0.014 })
  })

  it('of a sampled file belongs to all rows, as do the rows needed and log m', () => {
    const sampled = measurement({ rows: 150_000, sampled: true }, { bootstrap: 0.2 })
    const found = analysed(sampled)
    expect(found).toMatchObject({ rows: 150_000, measuredRows: 1500, sampled: true })
    expect(found.delta.bootstrap).toBeCloseTo(0.02, 14)
    expect(found.delta.formula).toBeCloseTo(Math.sqrt((3 * Math.LN2) / 300_000), 14)
    expect(found.delta.impliedMPrime).toBeCloseTo((2 * 1500 * 0.2 ** 2) / (3 * Math.LN2), 10)
    const vacuous = analysed({ ...sampled, rows: 3000 })
    expect(vacuous.state).toBe('vacuous')
    // the same δ with as many rows measured as there are
    expect(vacuous.rowsNeeded).toBe(analysed(measurement({ rows: 3000, measuredRows: 3000, classes: ['a', 'b', 'c'].map(name => ({ name, rows: 1000 })) }, { bootstrap: 0.2 / Math.SQRT2 })).rowsNeeded)
    expect(analysed(sampled).notes[0]).toBe('The estimates rest on a sample of 1,500 rows; δ, the rows needed and log m are for all 150,000.')
  })
})

describe('the interval', () => {
  it('has uncertainty from J and η at ± 2 standard errors', () => {
    const found = analysed()
    const gap = fixedLoss(found.delta.value)
    expect(found.interval!.lower).toBeCloseTo(0.57 / 0.81, 14)
    expect(found.inner!.lower).toBeCloseTo(0.606 / 0.79, 14)
    expect(found.inner!.upper).toBeCloseTo((0.534 - gap) / (2 * found.delta.value), 12)
    expect(found.outer!.lower).toBeCloseTo(0.534 / 0.83, 14)
    expect(found.outer!.upper).toBeCloseTo((0.606 - gap) / (2 * found.delta.value), 12)
  })

  it('is withheld without a signal, with the reason', () => {
    const chance = analysed(measurement({}, { pValue: 0.3 }))
    expect(chance).toMatchObject({ state: 'no-signal', interval: null, inner: null, outer: null, envelope: null, peak: null })
    expect(chance.reason).toContain('probability 0.3 (200 permutations')
    expect(analysed(measurement({}, { crossFitted: { value: 0.03, standardError: 0.02 } })).reason).toBe(
      'I(X;Y) cannot be told from 0: it is 0.03000 nat with a standard error of 0.02000 nat.'
    )
    const few = measurement({ measuredRows: 5, rows: 5, classes: [{ name: 'a', rows: 2 }, { name: 'b', rows: 3 }], posteriors: null })
    expect(analysed({ ...few, classes: [...few.classes, { name: 'c', rows: 2 }] }).reason).toContain('at least 6')
    expect(analysed(measurement({ classes: [{ name: 'a', rows: 9 }], posteriors: null })).reason).toContain('“a”')
    expect(analysed(measurement({ classes: [], rows: 0, measuredRows: 0, posteriors: null })).reason).toBe('No class has 2 rows, so nothing can be said about the label.')
    expect(analysed(measurement({ posteriors: null })).reason).toContain('No feature varies within the classes')
  })

  it('does not ask the features when J and η are the user\'s own, but tells what they say', () => {
    const own = { information: { kind: 'manual', value: 0.57 }, eta: { kind: 'manual', value: 0.8 } } as const
    const found = analysed(measurement({}, { pValue: 0.4 }), own)
    expect(found.state).toBe('ok')
    expect(found.notes.join()).toContain('The classifier finds no signal in these rows (p = 0.4)')
    expect(analysed(measurement({ posteriors: null }), own).state).toBe('ok')
    expect(analysed(measurement({}, { pValue: 0.4 }), { information: own.information }).state).toBe('no-signal')
    expect(analysed(measurement({}, { pValue: 0.4 }), { deterministicLabels: true }).state).toBe('ok')
  })
})

describe('notes', () => {
  const noteOf = (found: TargetMeasurement, text: string, changes: Partial<TargetOptions> = {}): string | undefined =>
    analysed(found, changes).notes.find(note => note.includes(text))

  it('are none when there is nothing to say', () => {
    expect(analysed().notes).toEqual([])
  })

  it('name what was left out', () => {
    expect(noteOf(measurement({ unlabelledRows: 1 }), 'without a class')).toBe('1 row without a class was left out.')
    expect(noteOf(measurement({ classesLeftOut: [{ name: 'x', rows: 1 }] }), 'left out')).toBe('Class “x” has only one row and was left out.')
    expect(noteOf(measurement({ classesLeftOut: ['u', 'v', 'w', 'x', 'y', 'z'].map(name => ({ name, rows: 1 })) }), 'left out')).toBe(
      'Classes “u”, “v”, “w”, “x”, “y” and 1 more have only one row each and were left out.'
    )
    expect(noteOf(measurement({ constantColumns: ['p', 'q'] }), 'never')).toBe('Columns “p”, “q” never vary and were left out of the classifier.')
    expect(noteOf(measurement({ classConstantColumns: ['id'] }), 'gives classes away')).toContain('Column “id” is the same in all rows of a class')
  })

  it('warn of folds that could not be as asked', () => {
    expect(noteOf(measurement({ options: { ...measurement().options, folds: 9 } }), 'folds')).toBe('Only 5 folds could be made: there are no more rows to part.')
    expect(noteOf(measurement({}, { distinctRows: 90, largestGroup: 40 }), 'differ')).toBe(
      'Of 1,500 rows only 90 differ. Identical rows are predicted together, without having been seen: I(X;Y) may be estimated too low.'
    )
    expect(noteOf(measurement({}, { distinctRows: 3, largestGroup: 600 }), 'differ')).toContain('unless they are more than a fold holds')
    expect(noteOf(measurement({}, { distinctRows: 700, largestGroup: 4 }), 'differ')).toBeUndefined()
  })

  it('warn of posteriors that are not calibrated', () => {
    expect(noteOf(measurement({}, { plugIn: 0.84 }), 'not calibrated')).toContain('(0.81 from correlating, 0.84 from the posteriors themselves)')
    expect(noteOf(measurement({}, { plugIn: 0.829 }), 'not calibrated')).toBeUndefined()
    expect(noteOf(measurement({}, { upperCheck: 0.5 }), 'log tr B')).toContain('0.5000 nat')
    expect(noteOf(measurement({}, { crossFitted: { value: 0.3, standardError: 0.02 } }), 'decisions alone')).toContain('0.4470 nat')
    expect(noteOf(measurement({}, { crossFitted: { value: -0.1, standardError: 0.02 } }), 'set to 0')).toContain('−0.1000 nat')
  })

  it('tell where the paper\'s η is too small, where δ comes from, and when the sample could be memorised', () => {
    expect(noteOf(measurement({}, { contraction: 0.9 }), 'η_KL = 0.9')).toContain('above the maximal correlation 0.81')
    expect(noteOf(measurement({}, { bootstrap: 0.04 }), 'refits')).toContain('it corresponds to m′ = 2.308')
    const sharp = measurement({}, { bootstrap: 0.001 })
    expect(noteOf(sharp, 'memorise', { delta: { kind: 'manual', value: 0.001 } })).toContain('7.313 nat')
    expect(analysed(sharp, { delta: { kind: 'manual', value: 0.001 } }).memorisation).toBe(Math.log(1500))
    expect(noteOf(measurement({}, { crossFitted: { value: 0.3, standardError: 0.07 }, decision: { information: 0.2, entropy: 1 } }), 'sure to lie inside')).toBeDefined()
  })
})

describe('every answer', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  const estimate = fc.record({ value: fc.double({ min: -1, max: 2, noNaN: true }), standardError: fc.double({ min: 0, max: 0.5, noNaN: true }) })
  const posteriors = fc.record({
    folds: fc.integer({ min: 1, max: 5 }), distinctRows: fc.integer({ min: 1, max: 90 }), largestGroup: fc.integer({ min: 1, max: 90 }), crossFitted: estimate, posteriorEntropy: estimate,
    ross: fc.option(estimate), upperCheck: share, maximalCorrelation: fc.record({ value: share, standardError: share }), plugIn: share, linear: share, contraction: share,
    pValue: fc.constantFrom(0.005, 0.05, 0.9), decision: fc.record({ information: share, entropy: share }), bootstrap: share
  })
  const measurements = fc.record({ counts: fc.array(fc.integer({ min: 2, max: 900 }), { maxLength: 4 }), factor: fc.constantFrom(1, 30), found: fc.option(posteriors) }).map(({ counts, factor, found }) => {
    const rows = counts.reduce((sum, count) => sum + count, 0)
    const classes = counts.map((count, index) => ({ name: `c${index}`, rows: count }))
    return measurement({ rows: rows * factor, measuredRows: rows, sampled: factor > 1, classes, posteriors: counts.length < 2 ? null : found })
  })
  const chosen = fc.record({
    eta: fc.constantFrom({ kind: 'paper' } as const, { kind: 'exact' } as const, { kind: 'manual', value: 0.7 } as const, { kind: 'manual', value: 5e-324 } as const),
    information: fc.constantFrom(...(['cross-fitted', 'posterior-entropy', 'ross', 'label-entropy'] as const).map(kind => ({ kind })), { kind: 'manual', value: 0.4 } as const),
    delta: fc.constantFrom({ kind: 'estimated' } as const, ...[0, 5e-324, 0.03, 1].map(value => ({ kind: 'manual', value }) as const)),
    mPrime: fc.constantFrom(1, 50, Number.MAX_VALUE), deterministicLabels: fc.boolean(), classifier: fc.constantFrom(...classifiers)
  })

  it('is finite, has one state and its sentence, and holds what the state promises', () => {
    const seen = new Set<string>()
    fc.assert(fc.property(measurements, chosen, (found, changes) => {
      expect(targetMeasurementSchema.parse(found)).toEqual(found)
      const result = analyseTarget(found, options(changes))
      if (!result.ok) {
        expect(result.problem.code).toBe('TARGET_OPTION_INVALID')
        return
      }
      const { value } = result
      expect(JSON.parse(JSON.stringify(value))).toEqual(value)
      expect(targetStates).toContain(value.state)
      expect(value.reason).toMatch(/^[A-Z0-9].*\.$/u)
      expect(value.reason + value.notes.join()).not.toMatch(/NaN|Infinity|undefined|null|–/u)
      for (const note of value.notes) expect(note).toMatch(/^[A-Zδη0-9].*\.$/u)
      expect(value.interval === null).toBe(value.state === 'no-signal' || value.state === 'unlearnable')
      expect(value.interval?.upper === null).toBe(value.state === 'open' || value.state === 'vacuous')
      expect(value.envelope === null).toBe(value.state === 'no-signal')
      expect((value.peak ?? 0) > 0).toBe(value.state === 'ok' || value.state === 'open')
      if (value.rowsNeeded !== null) expect(['unlearnable', 'vacuous']).toContain(value.state)
      seen.add(value.state)
    }), { numRuns: 2000 })
    expect([...seen].sort()).toEqual([...targetStates].sort())
  })
})

describe('rows to interval in one step', () => {
  it('finds the worked example within its uncertainty', () => {
    const result = estimateTarget(readLabelledCsv(resolve(referenceFolder, 'three_gaussians.csv')), options())
    if (!result.ok) throw new Error(result.problem.what)
    const { value } = result
    expect(value).toMatchObject({ state: 'ok', rows: 1500, classes: ['a', 'b', 'c'], classifier: 'lda', folds: 5, seed: 1, sampled: false })
    // the truth by quadrature, and its I_lo and I_hi of the table
    expect(Math.abs(value.informationXY.value - 0.57108)).toBeLessThan(2 * value.informationXY.standardError)
    expect(value.outer!.lower).toBeLessThan(0.7074)
    expect(value.outer!.upper).toBeGreaterThan(6.2218)
    expect(value.eta.pValue).toBe(1 / 201)
  })

  it('is a problem without a label, and with options out of range', () => {
    const labelless = estimateTarget(targetInput([[1], [2]], [null, null]), options())
    expect(labelless.ok ? null : labelless.problem.code).toBe('TARGET_NEEDS_LABEL')
    const bad = estimateTarget(targetInput([[1], [2]], ['a', 'b']), options({ mPrime: 0.5 }))
    expect(bad.ok ? null : bad.problem.code).toBe('TARGET_OPTION_INVALID')
  })
})
