import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bestCase, fixedLoss, guaranteed, halfEnd, lowerEnd, peak, tightlyGuaranteed, upperEnd, type Envelope } from '../../../core/theory/targetEnvelope'
import { criticalDelta, samplingRate } from '../../../core/theory/samplingLoss'
import {
  intervalIn, intervalState, memorisationMark, positionBeside, rowsNeeded, uncertainIntervals, type IntervalState, type Premises
} from '../../../core/theory/targetInterval'

/** The worked example of the definition: three equal classes of normal X, by quadrature. */
const example = { informationXY: 0.57108, classes: 3 }
const etas = { paper: Math.sqrt(0.65164), exact: 0.65164 }
const envelopeAt = (rows: number, mPrime: number, eta: number): Envelope => ({ ...example, eta, delta: samplingRate(3, rows, mPrime) })
const stateOf = (envelope: Envelope, rows: number): IntervalState => intervalState({ ...envelope, rows, standardError: 0, pValue: null })

const unit = fc.double({ min: 0, max: 1, noNaN: true })
const envelopes = fc.record({
  informationXY: fc.double({ min: 0, max: Math.log(6), noNaN: true }),
  eta: fc.double({ min: 0.02, max: 1, noNaN: true }),
  delta: fc.double({ min: 0.001, max: 0.6, noNaN: true }),
  classes: fc.integer({ min: 2, max: 12 })
})

describe('the worked example', () => {
  // the table is printed to as many digits as are compared here
  it.each([
    { rows: 1500, mPrime: 1, delta: 0.02633, gap: 0.2435, paper: [0.7074, 0.2904, 6.2218, 3.4646], exact: [0.8764, 0.2815, 6.2218] },
    { rows: 1500, mPrime: 4, delta: 0.05266, gap: 0.4125, paper: [0.7074, 0.0841, 1.5056, 1.1065], exact: [0.8764, 0.0663, 1.5056] },
    { rows: 500, mPrime: 1, delta: 0.0456, gap: 0.3707, paper: [0.7074, 0.1359, 2.197, 1.4522], exact: [0.8764, 0.1204, 2.197] }
  ])('has an interval with $rows rows and m′ = $mPrime', ({ rows, mPrime, delta, gap, paper, exact }) => {
    const byPaper = envelopeAt(rows, mPrime, etas.paper)
    expect(byPaper.delta).toBeCloseTo(delta, 5)
    expect(fixedLoss(byPaper.delta)).toBeCloseTo(gap, 4)
    expect(stateOf(byPaper, rows)).toBe('ok')
    const interval = intervalIn('ok', byPaper)!
    expectDigits([interval.lower, peak(byPaper), interval.upper!, interval.half!], paper)
    expect(interval.recommended).toBe(interval.upper)
    const byExact = envelopeAt(rows, mPrime, etas.exact)
    expect(stateOf(byExact, rows)).toBe('ok')
    expectDigits([lowerEnd(byExact), peak(byExact), upperEnd(byExact)!], exact)
  })

  it('is vacuous with 500 rows and m′ = 4, and says how many rows end that', () => {
    const byPaper = envelopeAt(500, 4, etas.paper)
    const byExact = envelopeAt(500, 4, etas.exact)
    expect(byPaper.delta).toBeCloseTo(0.0912, 5)
    expect(fixedLoss(byPaper.delta)).toBeCloseTo(0.6106, 4)
    expect([stateOf(byPaper, 500), stateOf(byExact, 500)]).toEqual(['vacuous', 'vacuous'])
    expectDigits([lowerEnd(byPaper), lowerEnd(byExact)], [0.7074, 0.8764])
    expect(peak(byPaper)).toBeCloseTo(-0.169, 3)
    expect(peak(byExact)).toBeCloseTo(-0.199, 3)
    expect(intervalIn('vacuous', byPaper)).toEqual({ lower: lowerEnd(byPaper), upper: null, recommended: null, half: null })
    expect(criticalDelta(example.informationXY, etas.paper)).toBeCloseTo(0.06472, 5)
    expect(criticalDelta(example.informationXY, etas.exact)).toBeCloseTo(0.06166, 5)
    expect(rowsNeeded('vacuous', byPaper, 500)).toEqual({ toLearn: null, toInterval: 993 })
    expect(rowsNeeded('vacuous', byExact, 500)).toEqual({ toLearn: null, toInterval: 1094 })
  })

  function expectDigits(found: readonly number[], printed: readonly number[]): void {
    expect(found).toHaveLength(printed.length)
    for (const [index, value] of printed.entries()) expect(found[index]).toBeCloseTo(value, 4)
  }
})

describe('the guaranteed curve', () => {
  it('peaks where the interval begins, returns to zero where it ends and is half its peak at the tick, by a search along it', () => {
    fc.assert(fc.property(envelopes, envelope => {
      if (stateOf(envelope, 1e6) !== 'ok') return
      const upper = upperEnd(envelope)!
      const step = upper / 4000
      let best = 0
      let last = 0
      for (let at = 0; at <= 4400; at++) {
        if (guaranteed(at * step, envelope) > guaranteed(best, envelope)) best = at * step
        if (guaranteed(at * step, envelope) > 1e-12) last = at * step
      }
      // the curve is straight on both sides of its peak: a grid finds it and its zero to within one step
      expect(Math.abs(best - lowerEnd(envelope))).toBeLessThanOrEqual(step * 1.001)
      expect(Math.abs(guaranteed(best, envelope) - peak(envelope))).toBeLessThanOrEqual(step * (envelope.eta + 2 * envelope.delta))
      expect(Math.abs(last - upper)).toBeLessThanOrEqual(step * 1.001)
      // one subtraction of numbers of the size of g and J
      expect(Math.abs(guaranteed(halfEnd(envelope)!, envelope) - peak(envelope) / 2)).toBeLessThan(1e-12)
    }), { numRuns: 60 })
  })

  it('never exceeds the best case, and the tight loss never falls below it and is flat in the end', () => {
    fc.assert(fc.property(envelopes, fc.double({ min: 0, max: 50, noNaN: true }), (envelope, information) => {
      const tight = tightlyGuaranteed(information, envelope)
      expect(guaranteed(information, envelope)).toBeLessThanOrEqual(tight)
      expect(tight).toBeLessThanOrEqual(bestCase(information, envelope))
      const flat = Math.max(lowerEnd(envelope), Math.log(Math.max(1, envelope.classes - 1)))
      // at its start ηI = η(J/η) may miss J by an ulp
      expect(Math.abs(tightlyGuaranteed(flat + information, envelope) - tightlyGuaranteed(flat * 2 + 1, envelope))).toBeLessThan(1e-15)
    }))
  })

  it('loses only the fixed part with two classes under the tight loss', () => {
    const envelope = { informationXY: 0.5, eta: 0.8, delta: 0.05, classes: 2 }
    expect(tightlyGuaranteed(100, envelope)).toBe(0.5 - fixedLoss(0.05))
  })

  it('has a fixed loss of at most 2 log 2', () => {
    expect(fixedLoss(0)).toBe(0)
    expect(fixedLoss(0.5)).toBe(2 * Math.LN2)
    expect(fixedLoss(0.9)).toBe(2 * Math.LN2)
  })
})

describe('states', () => {
  const premises = fc.record({
    informationXY: fc.double({ min: 0, max: 2, noNaN: true }),
    standardError: fc.constantFrom(0, 0.01, 0.3),
    eta: fc.double({ min: 0.01, max: 1, noNaN: true }),
    delta: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 0.7, noNaN: true })),
    classes: fc.integer({ min: 0, max: 6 }),
    rows: fc.integer({ min: 0, max: 40 }),
    pValue: fc.oneof(fc.constant(null), fc.constantFrom(0.005, 0.05, 0.0500001, 0.7))
  })

  it('are exactly one of five, each under its own condition and not an earlier one', () => {
    const seen = new Set<IntervalState>()
    fc.assert(fc.property(premises, given => {
      const conditions = conditionsOf(given)
      const first = conditions.find(([, holds]) => holds)
      expect(intervalState(given)).toBe(first?.[0])
      seen.add(intervalState(given))
    }), { numRuns: 3000 })
    expect(seen.size).toBe(5)
  })

  /** The definition's table, each condition as it is written there. */
  function conditionsOf({ informationXY: j, standardError, eta, delta, classes, rows, pValue }: Premises): [IntervalState, boolean][] {
    const entropy = (p: number): number => (p === 0 ? 0 : -p * Math.log(p))
    const d = Math.min(delta, 0.5)
    const p = j * (1 - (2 * delta) / eta) - 2 * (entropy(d) + entropy(1 - d))
    return [
      ['no-signal', classes < 2 || rows < 2 * classes || (pValue !== null && pValue > 0.05) || j - 2 * standardError <= 0],
      ['unlearnable', delta > 0 && eta <= 2 * delta],
      ['open', delta === 0],
      ['vacuous', p <= 0],
      ['ok', p > 0]
    ]
  }

  it('never give an infinity or NaN, however small the values', () => {
    const tiny = fc.constantFrom(Number.MIN_VALUE, 1e-320, 1e-300, 1e-160, 1e-20, 0.3, 1)
    fc.assert(fc.property(fc.record({ informationXY: tiny, eta: tiny, delta: fc.oneof(fc.constant(0), tiny), classes: fc.constant(3) }), envelope => {
      const state = stateOf(envelope, 100)
      const uncertain = uncertainIntervals(state, { ...envelope, informationError: 0.01, etaError: 0.01, labelEntropy: 1 })
      const numbers = [intervalIn(state, envelope), uncertain.inner, uncertain.outer, rowsNeeded(state, envelope, 100), { peak: peak(envelope), mark: memorisationMark(state, envelope, 100) }]
      for (const value of numbers.flatMap(part => Object.values(part ?? {}))) expect(value === null || Number.isFinite(value)).toBe(true)
    }), { numRuns: 500 })
  })
})

describe('rows needed', () => {
  it('are the fewest that change the state, with δ falling as 1/√m', () => {
    fc.assert(fc.property(envelopes, fc.integer({ min: 20, max: 5000 }), (envelope, rows) => {
      const state = stateOf(envelope, rows)
      const { toLearn, toInterval } = rowsNeeded(state, envelope, rows)
      const stateWith = (more: number): IntervalState => stateOf({ ...envelope, delta: envelope.delta * Math.sqrt(rows / more) }, more)
      if (state === 'unlearnable') {
        // at the boundary itself rounding decides, so one row to either side of it
        expect(stateWith(toLearn! + 1)).not.toBe('unlearnable')
        if (toLearn! > rows + 1) expect(stateWith(toLearn! - 1)).toBe('unlearnable')
      } else expect(toLearn).toBeNull()
      if (toInterval !== null && toInterval < 1e9) {
        expect(stateWith(toInterval + 1)).toBe('ok')
        expect(stateWith(toInterval - 1)).not.toBe('ok')
      }
      const mends = state === 'unlearnable' || state === 'vacuous'
      // with hardly any information no finite number of rows is enough
      if (envelope.informationXY > 1e-100) expect(toInterval !== null).toBe(mends)
      else if (!mends) expect(toInterval).toBeNull()
    }))
  })

  it('have a critical δ exactly where there is information, however little', () => {
    fc.assert(fc.property(fc.oneof(fc.constantFrom(1e-300, 1e-30, 1e-6), fc.double({ min: 0.01, max: 4, noNaN: true })), fc.double({ min: 0.01, max: 1, noNaN: true }), (informationXY, eta) => {
      const root = criticalDelta(informationXY, eta)!
      expect(root).toBeGreaterThan(0)
      expect(root).toBeLessThan(eta / 2)
      const peakAt = (delta: number): number => peak({ informationXY, eta, delta, classes: 2 })
      // the root is bracketed to its last digits; a part in 10⁹ to either side is far beyond them
      expect(peakAt(root * (1 - 1e-9))).toBeGreaterThan(0)
      expect(peakAt(root * (1 + 1e-9))).toBeLessThan(0)
    }))
    expect(criticalDelta(0, 0.5)).toBeNull()
    expect(rowsNeeded('unlearnable', { informationXY: 0.1, eta: 0.2, delta: 0.1, classes: 2 }, 100).toLearn).toBe(100)
  })
})

describe('uncertainty', () => {
  const errors = fc.record({ informationError: fc.double({ min: 0, max: 0.3, noNaN: true }), etaError: fc.double({ min: 0, max: 0.3, noNaN: true }) })

  it('nests the inner interval in the interval and that in the outer one', () => {
    fc.assert(fc.property(envelopes, errors, unit, (envelope, error, share) => {
      const labelEntropy = envelope.informationXY + share
      const state = stateOf(envelope, 1e6)
      const { inner, outer } = uncertainIntervals(state, { ...envelope, ...error, labelEntropy })
      if (state !== 'ok') {
        expect({ inner, outer }).toEqual({ inner: null, outer: null })
        return
      }
      const interval = intervalIn(state, envelope)!
      expect(outer!.lower).toBeLessThanOrEqual(interval.lower)
      expect(outer!.upper).toBeGreaterThanOrEqual(interval.upper!)
      if (inner) {
        expect(inner.lower).toBeGreaterThanOrEqual(interval.lower)
        expect(inner.upper).toBeLessThanOrEqual(interval.upper!)
        expect(inner.lower).toBeLessThanOrEqual(inner.upper!)
      }
    }))
  })

  it('is that of the formulas at ± 2 standard errors, J within [0, Ĥ(Y)] and η within (0, 1]', () => {
    const envelope = { informationXY: 0.6, eta: 0.95, delta: 0.02, classes: 2 }
    const { inner, outer } = uncertainIntervals('ok', { ...envelope, informationError: 0.05, etaError: 0.1, labelEntropy: 0.65 })
    const gap = fixedLoss(0.02)
    expect(outer).toEqual({ lower: 0.5, upper: (0.65 - gap) / 0.04 })
    expect(inner).toEqual({ lower: 0.65 / 0.75, upper: (0.5 - gap) / 0.04 })
  })

  it('has no inner interval where it would be empty, or where η might be 0', () => {
    const envelope = { informationXY: 0.6, eta: 0.5, delta: 0.02, classes: 2 }
    expect(uncertainIntervals('ok', { ...envelope, informationError: 0.25, etaError: 0, labelEntropy: 2 }).inner).toBeNull()
    expect(uncertainIntervals('ok', { ...envelope, informationError: 0, etaError: 0.25, labelEntropy: 2 }).inner).toBeNull()
  })

  it('collapses to the interval for given values, and is open above when δ = 0', () => {
    const given = { informationXY: 0.5, eta: 0.8, delta: 0, classes: 3, informationError: 0, etaError: 0, labelEntropy: 1 }
    expect(uncertainIntervals('open', given)).toEqual({ inner: { lower: 0.625, upper: null }, outer: { lower: 0.625, upper: null } })
  })
})

describe('beside an interval', () => {
  it('a design is below, inside or above, with its distance to the upper end', () => {
    const interval = { lower: 1, upper: 4 }
    expect(positionBeside(0.5, interval)).toEqual({ position: 'below', distance: 3.5 })
    expect(positionBeside(1, interval)).toEqual({ position: 'inside', distance: 3 })
    expect(positionBeside(4, interval)).toEqual({ position: 'inside', distance: 0 })
    expect(positionBeside(4.5, interval)).toEqual({ position: 'above', distance: -0.5 })
    expect(positionBeside(1e9, { lower: 1, upper: null })).toEqual({ position: 'inside', distance: null })
  })

  it('the mark of memorisation stands at log m, only when the interval reaches beyond it', () => {
    const envelope = envelopeAt(1500, 1, etas.paper)
    expect(memorisationMark('ok', envelope, 1500)).toBeNull()
    expect(memorisationMark('ok', envelope, 500)).toBe(Math.log(500))
    expect(memorisationMark('vacuous', envelope, 500)).toBeNull()
  })
})
