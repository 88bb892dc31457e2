/** Target intervals of known cases, straight from the definition in target.md, and width curves of known designs, for the tests of charts. */
import type { TargetBounds, TargetState } from '../../../core/api/target'
import type { TargetDesign, TargetSpec, WidthSpec } from '../../../core/report/charts/spec'
import { solution } from './charts.fixtures'

export interface TargetCase {
  readonly J: number
  readonly eta: number
  readonly delta: number
  readonly K: number
  readonly m: number
  /** Standard errors of J and η. */
  readonly errorJ?: number
  readonly errorEta?: number
}

/** Handwritten digits, about as the estimates come out. */
export const digitsTarget: TargetCase = { J: 2.05, eta: 0.985, delta: 0.061, K: 10, m: 1797, errorJ: 0.02, errorEta: 0.004 }
/** Three Gaussians, m′ = 1 and m′ = 4 (target.md, worked example). */
export const gaussiansTarget: TargetCase = { J: 0.57108, eta: 0.80725, delta: 0.02633, K: 3, m: 1500, errorJ: 0.016, errorEta: 0.01 }
export const gaussiansNarrow: TargetCase = { ...gaussiansTarget, delta: 0.05266 }
export const gaussiansVacuous: TargetCase = { ...gaussiansTarget, delta: 0.0912, m: 500 }
export const unlearnableTarget: TargetCase = { J: 0.3, eta: 0.2, delta: 0.15, K: 4, m: 120 }
export const openTarget: TargetCase = { ...gaussiansTarget, delta: 0 }

const entropy = (p: number): number => (p <= 0 || p >= 1 ? 0 : -p * Math.log(p) - (1 - p) * Math.log(1 - p))
export const fixedLossOf = (delta: number): number => 2 * entropy(Math.min(delta, 0.5))

/** U, L and its tight variant at an I(X;Z), as the definition writes them. */
export function envelopeAt({ J, eta, delta, K }: TargetCase, I: number): { readonly upper: number; readonly lower: number; readonly tight: number } {
  const upper = Math.min(eta * I, J)
  const g = fixedLossOf(delta)
  return { upper, lower: Math.max(0, upper - (2 * delta * I + g)), tight: Math.max(0, upper - (2 * delta * Math.min(I, Math.log(K - 1)) + g)) }
}

export function targetSpec(known: TargetCase, designs: readonly (readonly [string, number])[] = [], changes: Partial<TargetSpec> = {}): TargetSpec {
  const { J, eta, delta, K, m, errorJ = 0, errorEta = 0 } = known
  const g = fixedLossOf(delta)
  const lower = J / eta
  const peak = J * (1 - (2 * delta) / eta) - g
  const state: TargetState = delta > 0 && eta <= 2 * delta ? 'unlearnable' : delta === 0 ? 'open' : peak <= 0 ? 'vacuous' : 'ok'
  const upper = state === 'ok' ? (J - g) / (2 * delta) : null
  const half = state === 'ok' ? lower + peak / (4 * delta) : null
  const bounds = (from: number, to: number | null): TargetBounds | null => (to !== null && to <= from ? null : { lower: from, upper: to })
  const end = (information: number): number | null => (delta === 0 ? null : (information - g) / (2 * delta))
  const shown = state === 'ok' || state === 'open'
  const highEta = Math.min(1, eta + 2 * errorEta)
  return {
    kind: 'target', state, reason: `The state is ${state}.`, rowsNeeded: state === 'vacuous' ? 993 : state === 'unlearnable' ? Math.ceil(m * ((2 * delta) / eta) ** 2) : null,
    envelope: { informationXY: J, eta, delta, classes: K },
    interval: state === 'unlearnable' ? null : { lower, upper, recommended: upper, half },
    inner: shown ? bounds((J + 2 * errorJ) / (eta - 2 * errorEta), end(J - 2 * errorJ)) : null,
    outer: shown ? bounds((J - 2 * errorJ) / highEta, end(J + 2 * errorJ)) : null,
    memorisation: upper !== null && upper > Math.log(m) ? Math.log(m) : null,
    designs: designs.map(([name, mmi]): TargetDesign => ({ name, mmi, position: !shown ? null : mmi < lower ? 'below' : upper !== null && mmi > upper ? 'above' : 'inside' })),
    tight: false, unit: 'nats', scale: 'linear', ...changes
  }
}

/** Nothing could be estimated: no envelope, no interval. */
export const noSignal: TargetSpec = {
  ...targetSpec(gaussiansTarget), state: 'no-signal', reason: 'The permutation test finds no dependence (p = 0.41).', envelope: null, interval: null, inner: null, outer: null, memorisation: null
}

/** MMI against the width of a single dense layer, for σ² = 1. */
export function widthSpec(spectrum: readonly number[], budget: number, widths: readonly number[], width: number, changes: Partial<WidthSpec> = {}): WidthSpec {
  const at = (units: number): number => solution(spectrum, units, budget).mmi
  return {
    kind: 'width', widths: Int32Array.from(widths), mmi: Float64Array.from(widths, at), counts: 'units', block: `dense ${width}`, unit: 'nats',
    width, value: at(width), scale: 'linear', status: 'exact', ...changes
  }
}
export const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1)
