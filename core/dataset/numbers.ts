/** One field as a number. The decimal sign is known or both are tried; the system's locale plays no part. */
import type { DecimalSign } from '../api/model'

const plainPoint = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/
const plainComma = /^[+-]?(?:\d+,?\d*|,\d+)(?:[eE][+-]?\d+)?$/
/** Thousands groups: one to three digits not starting with 0, then groups of exactly three. */
const groupedByComma = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?(?:[eE][+-]?\d+)?$/
const groupedByPoint = /^[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d*)?(?:[eE][+-]?\d+)?$/
const infinite = /^([+-]?)inf(?:inity)?$/i

/**
 * The number that a field writes, correctly rounded to double; null when it is not a number. `inf` and numbers beyond
 * the largest double give ±Infinity: numbers, but not finite ones.
 *
 * @param text a field without surrounding white space
 * @param decimal the decimal sign; the other one of "." and "," may then group thousands
 */
export function parseNumber(text: string, decimal: DecimalSign): number | null {
  if (decimal === '.') {
    if (plainPoint.test(text)) return Number(text)
    if (groupedByComma.test(text)) return Number(text.replaceAll(',', ''))
  } else {
    if (plainComma.test(text)) return Number(text.replace(',', '.'))
    if (groupedByPoint.test(text)) return Number(text.replaceAll('.', '').replace(',', '.'))
  }
  const sign = infinite.exec(text)
  return sign ? (sign[1] === '-' ? -Infinity : Infinity) : null
}

/** Whether a field is a number under either decimal sign. @param text without surrounding white space */
export function looksNumeric(text: string): boolean {
  return parseNumber(text, '.') !== null || parseNumber(text, ',') !== null
}
