/** Where the envelopes of I(Y;Ẑ) are drawn: evenly along the axis, and wherever one of them bends. The curves are those of core/theory. */
import type { TargetEnvelope } from '../../api/target'
import { fixedLoss } from '../../theory/targetEnvelope'
import type { AxisKind } from './spec'

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
