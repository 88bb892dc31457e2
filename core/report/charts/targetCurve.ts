/**
 * The envelopes of I(Y;Ẑ) that the target chart draws: what a representation with I(X;Z) can carry of the label at best, and what
 * of it m rows guarantee at least. Nats. The interval and its states are computed elsewhere; these are only curves.
 */
import type { TargetEnvelope } from '../../api/target'
import type { AxisKind } from './spec'

/** The part of the sampling loss that does not grow with I(X;Z): g = 2h₂(min(δ, ½)), h₂ the binary entropy. Nats. Foggo & Yu, eq. (1). */
export function fixedLoss(delta: number): number {
  const share = Math.min(Math.max(delta, 0), 0.5)
  return share === 0 ? 0 : -2 * (share * Math.log(share) + (1 - share) * Math.log1p(-share))
}

/** Upper envelope U(I) = min(ηI, J): strong data processing and the information there is. @param information I(X;Z) ≥ 0, nats */
export function bestCase(information: number, envelope: TargetEnvelope): number {
  return Math.min(envelope.eta * information, envelope.informationXY)
}

/** Lower envelope L(I) = max(0, U(I) − 2δI − g): what is left of the best case after the largest loss of eq. (1). Nats. */
export function guaranteed(information: number, envelope: TargetEnvelope): number {
  return Math.max(0, bestCase(information, envelope) - 2 * envelope.delta * information - fixedLoss(envelope.delta))
}

/**
 * The same with the tight loss, 2δ·min(I, log(K − 1)) + g: by continuity of equivocation the loss stops growing at log(K − 1), so
 * that this curve never returns to zero. Nats.
 */
export function tightlyGuaranteed(information: number, envelope: TargetEnvelope): number {
  const lossy = Math.min(information, largestLossy(envelope))
  return Math.max(0, bestCase(information, envelope) - 2 * envelope.delta * lossy - fixedLoss(envelope.delta))
}

const largestLossy = ({ classes }: TargetEnvelope): number => Math.log(Math.max(1, classes - 1))

/** Where one of the curves bends: I(X;Z) in nats, ascending, all > 0 and finite. */
export function bends(envelope: TargetEnvelope): number[] {
  const { informationXY, eta, delta } = envelope
  const fixed = fixedLoss(delta)
  const lossy = largestLossy(envelope)
  const candidates = [
    informationXY / eta,
    fixed / (eta - 2 * delta),
    (informationXY - fixed) / (2 * delta),
    lossy,
    (2 * delta * lossy + fixed) / eta
  ]
  return [...new Set(candidates.filter(at => at > 0 && Number.isFinite(at)))].sort((a, b) => a - b)
}

/**
 * Where the curves are drawn: evenly along the axis, and at every bend.
 *
 * @param axis ends in nats; a logarithmic one starts above 0
 * @param steps stretches between the evenly spaced positions, ≥ 1
 * @returns I(X;Z) ascending, nats
 */
export function envelopePositions(envelope: TargetEnvelope, axis: { readonly kind: AxisKind; readonly from: number; readonly to: number }, steps: number): Float64Array {
  const at = (share: number): number => (axis.kind === 'log' ? axis.from * (axis.to / axis.from) ** share : axis.from + (axis.to - axis.from) * share)
  const even = Array.from({ length: steps + 1 }, (_, index) => (index === steps ? axis.to : at(index / steps)))
  return Float64Array.from(new Set([...even, ...bends(envelope).filter(bend => bend > axis.from && bend < axis.to)])).sort()
}
