/** What the target chart shows, and what its state leaves out, in words. */
import { assertNever } from '../../api/problem'
import { formatCompact, formatCount, formatInformation, inUnit, unitSymbol } from '../format'
import type { TargetSpec } from './spec'
import { intervalText } from './targetBand'

/** What cannot be drawn and why, longest form first; empty when nothing is missing. */
export function missingWords({ state, rowsNeeded }: TargetSpec): string[] {
  const rows = rowsNeeded === null ? [] : [`${formatCount(rowsNeeded)} rows needed`]
  switch (state) {
    case 'no-signal':
      return ['no target interval: the data do not tell the label', 'no target interval']
    case 'unlearnable':
    case 'vacuous': {
      const nothing = 'no target interval: these rows guarantee nothing'
      return [...rows.map(needed => `${nothing}, ${needed}`), ...rows.map(needed => `no target interval, ${needed}`), ...rows, nothing, 'no target interval']
    }
    case 'open':
      return ['no upper end: δ = 0']
    case 'ok':
      return []
    default:
      return assertNever(state)
  }
}

/** The finding of a target chart. */
export function targetInWords(spec: TargetSpec): string {
  const { envelope, interval, memorisation, unit } = spec
  const sentences = [`Target interval for I(X;Z). ${spec.reason.replace(/\.$/, '')}`]
  const amount = (nats: number): string => `${formatCompact(inUnit(nats, unit))} ${unitSymbol(unit)}`
  if (interval && (spec.state === 'ok' || spec.state === 'open')) sentences.push(`The interval is ${intervalText(interval, unit)}${interval.upper === null ? ', without an upper end' : ''}`)
  else if (interval) sentences.push(`Its lower end would be ${amount(interval.lower)}`)
  if (interval && interval.half !== null) sentences.push(`At ${amount(interval.half)} half of the largest guarantee is left`)
  if (memorisation !== null) sentences.push(`Beyond log m = ${amount(memorisation)} the sample could be memorised`)
  if (spec.rowsNeeded !== null) sentences.push(`${formatCount(spec.rowsNeeded)} rows are needed`)
  if (envelope) sentences.push(`I(X;Y) is ${formatInformation(envelope.informationXY, unit)}, η ${formatCompact(envelope.eta)}, δ ${formatCompact(envelope.delta)}`)
  for (const { name, mmi, position } of spec.designs) sentences.push(`${name}: ${formatInformation(mmi, unit)}${position === null ? '' : `, ${position}`}`)
  return `${sentences.join('. ')}.`
}
