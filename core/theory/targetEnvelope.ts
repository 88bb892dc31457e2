/**
 * What a representation with I(X;Z) nats of the input can carry of the label: at best, by strong data processing, and at
 * least, after the largest loss that learning from finitely many rows can cause. The target interval follows from these curves.
 *
 * @see Foggo & Yu, Section 2 and eq. (1)
 */
import { binaryEntropy } from './entropy'

/** What the curves follow from. */
export interface Envelope {
  /** J = I(X;Y) ≥ 0, nats. */
  readonly informationXY: number
  /** η in (0, 1]: I(Y;Z) ≤ η·I(X;Z). */
  readonly eta: number
  /** δ in [0, 1], the expected total variation between p(y|x) and the learnt model. */
  readonly delta: number
  /** K. */
  readonly classes: number
}

/** g = 2h₂(min(δ, ½)), the part of the loss that does not grow with I(X;Z). @returns nats, at most 2 log 2 */
export function fixedLoss(delta: number): number {
  return 2 * binaryEntropy(Math.min(delta, 0.5))
}

/** U(I) = min(ηI, J): the most that Z can carry of Y. @param information I = I(X;Z) ≥ 0, nats @returns nats */
export function bestCase(information: number, { eta, informationXY }: Envelope): number {
  return Math.min(eta * information, informationXY)
}

/** L(I) = max(0, U(I) − 2δI − g): what is left of it after the loss of eq. (1). @param information nats @returns nats */
export function guaranteed(information: number, envelope: Envelope): number {
  return Math.max(0, bestCase(information, envelope) - 2 * envelope.delta * information - fixedLoss(envelope.delta))
}

/**
 * The same with the loss 2δ·min(I, log(K − 1)) + g, by continuity of equivocation: no loss of a label with K values grows
 * beyond log(K − 1). Flat beyond max(J/η, log(K − 1)), so there is no upper end. Holds for δ ≤ 1 − 1/K.
 *
 * @param information nats
 * @returns nats, never below `guaranteed`
 */
export function tightlyGuaranteed(information: number, envelope: Envelope): number {
  const lossy = Math.min(information, Math.log(Math.max(1, envelope.classes - 1)))
  return Math.max(0, bestCase(information, envelope) - 2 * envelope.delta * lossy - fixedLoss(envelope.delta))
}

/** I_lo = J/η, where L peaks: the least I(X;Z) that can carry all label information. @returns nats, capped at the largest finite number */
export function lowerEnd({ informationXY, eta }: Envelope): number {
  return informationXY === 0 ? 0 : finite(informationXY / eta)
}

/** P = J(1 − 2δ/η) − g, the peak of L before it is cut at 0. @returns nats; negative when nothing is guaranteed anywhere */
export function peak({ informationXY, eta, delta }: Envelope): number {
  const grown = informationXY === 0 ? 0 : informationXY * (1 - finite((2 * delta) / eta))
  return finite(grown - fixedLoss(delta))
}

/** I_hi = (J − g)/(2δ), where L has returned to 0. @returns nats; null for δ = 0, where L never falls */
export function upperEnd({ informationXY, delta }: Envelope): number | null {
  return delta === 0 ? null : finite((informationXY - fixedLoss(delta)) / (2 * delta))
}

/** Where L has fallen to half its peak: I_lo + P/(4δ). @returns nats; null for δ = 0 */
export function halfEnd(envelope: Envelope): number | null {
  return envelope.delta === 0 ? null : finite(lowerEnd(envelope) + peak(envelope) / (4 * envelope.delta))
}

/** Quotients of tiny numbers overflow; results never hold an infinity. */
function finite(value: number): number {
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value))
}
