/**
 * The target interval for I(X;Z): its state, its ends, its uncertainty, and where a design stands. No paper gives these numbers;
 * the definition is ours, derived from I(Y;Z) ≤ η·I(X;Z) and the loss of eq. (1) (core/estimate/README.md). Nats throughout.
 */
import { criticalDelta, rowsForDelta } from './samplingLoss'
import { halfEnd, lowerEnd, peak, upperEnd, type Envelope } from './targetEnvelope'

export type IntervalState = 'no-signal' | 'unlearnable' | 'open' | 'vacuous' | 'ok'

/** Why nothing can be said, in the order tested. */
export type NoSignalCause = 'one-class' | 'few-rows' | 'permutation' | 'information'

/** What the state depends on. */
export interface Premises extends Envelope {
  /** Rows that the estimates rest on. */
  readonly rows: number
  /** Of J. */
  readonly standardError: number
  /** Of the permutation test that X and Y are independent; null where it does not apply. */
  readonly pValue: number | null
}

/** Largest p of the permutation test that counts as a signal. */
export const significance = 0.05

/** Rows per class below which nothing is estimated. */
export const fewestRowsPerClass = 2

/** The first reason why there is no signal; null when there is one. */
export function noSignalCause({ classes, rows, pValue, informationXY, standardError }: Omit<Premises, 'eta' | 'delta'>): NoSignalCause | null {
  if (classes < 2) return 'one-class'
  if (rows < fewestRowsPerClass * classes) return 'few-rows'
  if (pValue !== null && pValue > significance) return 'permutation'
  return informationXY - 2 * standardError > 0 ? null : 'information'
}

/** Exactly one of the five, tested in their order. */
export function intervalState(premises: Premises): IntervalState {
  const { eta, delta } = premises
  if (noSignalCause(premises) !== null) return 'no-signal'
  if (delta > 0 && eta <= 2 * delta) return 'unlearnable'
  if (delta === 0) return 'open'
  return peak(premises) > 0 ? 'ok' : 'vacuous'
}

/** Where I(X;Z) should lie. */
export interface Interval {
  readonly lower: number
  /** null: no upper end, or none that means anything. */
  readonly upper: number | null
  readonly recommended: number | null
  readonly half: number | null
}

/** What there is of an interval in a state: nothing, its lower end, or all of it. */
export function intervalIn(state: IntervalState, envelope: Envelope): Interval | null {
  if (state === 'no-signal' || state === 'unlearnable') return null
  const lower = lowerEnd(envelope)
  if (state !== 'ok') return { lower, upper: null, recommended: null, half: null }
  // they meet at P = 0, and rounding must not let them cross
  const upper = Math.max(lower, upperEnd(envelope) ?? lower)
  return { lower, upper, recommended: upper, half: Math.min(upper, halfEnd(envelope) ?? upper) }
}

export interface Bounds {
  readonly lower: number
  readonly upper: number | null
}

/** J and η with their standard errors; given values have 0. */
export interface Estimates extends Envelope {
  readonly informationError: number
  readonly etaError: number
  /** Ĥ(Y), which J cannot exceed. */
  readonly labelEntropy: number
}

/**
 * The interval at the ends of the uncertainty, ± 2 standard errors: inner [J⁺/η⁻, (J⁻ − g)/(2δ)] and outer [J⁻/η⁺, (J⁺ − g)/(2δ)],
 * with J± within [0, Ĥ(Y)] and η± within (0, 1].
 *
 * @returns null for what is empty, and both null where there is no interval
 */
export function uncertainIntervals(state: IntervalState, estimates: Estimates): { readonly inner: Bounds | null; readonly outer: Bounds | null } {
  if (state !== 'ok' && state !== 'open') return { inner: null, outer: null }
  const { informationXY, informationError, eta, etaError, labelEntropy } = estimates
  const most = { ...estimates, informationXY: Math.min(informationXY + 2 * informationError, Math.max(labelEntropy, informationXY)) }
  const least = { ...estimates, informationXY: Math.max(0, informationXY - 2 * informationError) }
  const strong = Math.min(1, eta + 2 * etaError)
  const weak = eta - 2 * etaError
  const outer = { lower: lowerEnd({ ...least, eta: strong }), upper: upperEnd(most) }
  const inner = weak > 0 ? { lower: lowerEnd({ ...most, eta: weak }), upper: upperEnd(least) } : null
  return { inner: inner && (inner.upper === null || inner.lower <= inner.upper) ? inner : null, outer }
}

/** Rows that mend a state: to leave `unlearnable`, and to have an interval; null where none are needed or no number suffices. */
export interface RowsNeeded {
  readonly toLearn: number | null
  readonly toInterval: number | null
}

/** ⌈m(2δ/η)²⌉ to leave `unlearnable`, ⌈m(δ/δ_c)²⌉ to have an interval. @param rows m, that δ belongs to */
export function rowsNeeded(state: IntervalState, { informationXY, eta, delta }: Envelope, rows: number): RowsNeeded {
  if (state !== 'unlearnable' && state !== 'vacuous') return { toLearn: null, toInterval: null }
  const critical = criticalDelta(informationXY, eta)
  return {
    toLearn: state === 'unlearnable' ? rowsForDelta(rows, delta, eta / 2) : null,
    toInterval: critical === null ? null : rowsForDelta(rows, delta, critical)
  }
}

/** log m when the interval reaches beyond it: with so much of X in Z, the m rows could be told apart one by one. @returns nats */
export function memorisationMark(state: IntervalState, envelope: Envelope, rows: number): number | null {
  const mark = Math.log(rows)
  const upper = state === 'ok' ? upperEnd(envelope) : null
  return upper !== null && upper > mark ? mark : null
}

/** Where a design stands beside an interval. */
export interface Position {
  readonly position: 'below' | 'inside' | 'above'
  /** I_hi − MMI, negative above; null without an upper end. */
  readonly distance: number | null
}

/** Below: it cannot carry all label information. Above: fully used, nothing is guaranteed. @param mmi nats */
export function positionBeside(mmi: number, { lower, upper }: Bounds): Position {
  const distance = upper === null ? null : upper - mmi
  if (mmi < lower) return { position: 'below', distance }
  return { position: distance !== null && distance < 0 ? 'above' : 'inside', distance }
}
