/** One field as a number. The decimal sign is known or both are tried; the system's locale plays no part. */
import type { DecimalSign } from '../api/model'

const plainPoint = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/
const plainComma = /^[+-]?(?:\d+,?\d*|,\d+)(?:[eE][+-]?\d+)?$/
/** Thousands groups: one to three digits not starting with 0, then groups of exactly three. */
const groupedByComma = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?(?:[eE][+-]?\d+)?$/
const groupedByPoint = /^[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d*)?(?:[eE][+-]?\d+)?$/
const firstDigitCode = 48
const lastDigitCode = 57
const infinite = /^([+-]?)inf(?:inity)?$/i

/**
 * The number that a field writes, correctly rounded to double; null when it is not a number. `inf` and numbers beyond
 * the largest double give ±Infinity: numbers, but not finite ones.
 *
 * @param text a field without surrounding white space
 * @param decimal the decimal sign; the other one of "." and "," may then group thousands
 */
export function parseNumber(text: string, decimal: DecimalSign): number | null {
  const digits = digitsOnly(text)
  if (digits >= 0) return digits
  if (decimal === '.') {
    if (plainPoint.test(text)) return Number(text)
    if (groupedByComma.test(text)) return Number(text.replaceAll(',', ''))
  } else {
    if (plainComma.test(text)) return Number(text.replace(',', '.'))
    if (groupedByPoint.test(text)) return Number(text.replaceAll('.', '').replace(',', '.'))
  }
  if (text.charCodeAt(text.length - 1) <= lastDigitCode) return null
  const sign = infinite.exec(text)
  return sign ? (sign[1] === '-' ? -Infinity : Infinity) : null
}

/** The value of up to 15 digits, exact in a double; -1 for anything else. Most fields of pictures and counts end here. */
function digitsOnly(text: string): number {
  if (text.length === 0 || text.length > 15) return -1
  let value = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code < firstDigitCode || code > lastDigitCode) return -1
    value = value * 10 + (code - firstDigitCode)
  }
  return value
}

/** Whether a field is a number under either decimal sign. @param text without surrounding white space */
export function looksNumeric(text: string): boolean {
  return parseNumber(text, '.') !== null || parseNumber(text, ',') !== null
}
