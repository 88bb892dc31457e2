/** From what is typed in a number field to a number or to what is wrong with it. */
import { failure, success, type Result } from '../../../core/api/problem'

export interface NumberRule {
  readonly integer?: boolean
  readonly minimum?: number
  /** The value must exceed the minimum, not just reach it. */
  readonly exclusive?: boolean
  readonly maximum?: number
}

/** @returns the number, or a problem whose `what` and `action` go under the field */
export function parseNumberText(text: string, rule: NumberRule = {}): Result<number> {
  const trimmed = text.trim().replace('−', '-')
  const wrong = (what: string, action: string): Result<number> => failure({ code: 'CALL_INVALID', what, meaning: 'the last value still holds', action })
  if (trimmed === '') return wrong('the field is empty', `type ${describeRule(rule)}`)
  if (/^[+-]?\d+,\d+$/.test(trimmed)) return wrong('the decimal sign here is “.”', `type ${trimmed.replace(',', '.')}`)
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed) ? Number(trimmed) : Number.NaN
  if (!Number.isFinite(value)) return wrong(`“${trimmed}” is not a number`, `type ${describeRule(rule)}`)
  const tooSmall = rule.minimum !== undefined && (rule.exclusive ? value <= rule.minimum : value < rule.minimum)
  const tooLarge = rule.maximum !== undefined && value > rule.maximum
  if (tooSmall || tooLarge || (rule.integer && !Number.isInteger(value))) return wrong(`${trimmed} is out of range`, `type ${describeRule(rule)}`)
  return success(value)
}

function describeRule({ integer, minimum, exclusive, maximum }: NumberRule): string {
  const kind = integer ? 'a whole number' : 'a number'
  if (minimum === undefined) return kind
  if (maximum !== undefined) return `${kind} from ${minimum} to ${maximum}`
  return exclusive ? `${kind} above ${minimum}` : `${kind} of at least ${minimum}`
}
