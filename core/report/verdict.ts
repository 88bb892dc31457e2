/** How a design's place beside the target interval reads: the same mark and words on charts, in panels and in reports, never colour alone. */
import type { InformationUnit } from '../api/model'
import { assertNever } from '../api/problem'
import type { TargetInterval, TargetVerdict } from '../api/target'
import { formatInformation } from './format'

export type VerdictPosition = TargetVerdict['position']

/** A sign for each position that is told apart without colour. */
export const verdictMarks: Readonly<Record<VerdictPosition, string>> = { below: '▼', inside: '✓', above: '▲' }

/**
 * The position and how far it is from the end that matters: `inside, 3.24 nat to spare`, `above by 0.9 nat`.
 *
 * @param interval of the same analysis; nats
 */
export function verdictInWords(verdict: TargetVerdict, interval: TargetInterval, unit: InformationUnit): string {
  switch (verdict.position) {
    case 'below':
      return `below by ${formatInformation(interval.lower - verdict.mmi, unit, 3)}`
    case 'inside':
      return verdict.distance === null ? 'inside' : `inside, ${formatInformation(Math.max(0, verdict.distance), unit, 3)} to spare`
    case 'above':
      return verdict.distance === null ? 'above' : `above by ${formatInformation(-verdict.distance, unit, 3)}`
    default:
      return assertNever(verdict.position)
  }
}
