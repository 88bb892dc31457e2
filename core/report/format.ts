/** How numbers look, the same on screen, in exports and in reports: "." whatever the locale, four significant digits. */
import type { InformationUnit } from '../api/model'

const natsPerBit = Math.LN2

/** Value of an amount of information in the unit shown. @param nats in nats */
export function inUnit(nats: number, unit: InformationUnit): number {
  return unit === 'bits' ? nats / natsPerBit : nats
}

/** The unit's short name beside a number: `nat` or `bit`. */
export function unitSymbol(unit: InformationUnit): string {
  return unit === 'bits' ? 'bit' : 'nat'
}

const superscripts: Readonly<Record<string, string>> = { '-': '⁻', '0': '⁰', '1': '¹', '2': '²', '3': '³', '4': '⁴', '5': '⁵', '6': '⁶', '7': '⁷', '8': '⁸', '9': '⁹' }

/**
 * A number in `digits` significant digits, trailing zeros kept so that columns line up: 9.8 → `9.800`, 12345.6 → `12,346`,
 * 3.1e-7 → `3.100 × 10⁻⁷`. Non-finite values read `–`.
 */
export function formatNumber(value: number | null | undefined, digits = 4): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–'
  if (value === 0) return '0'
  const exponent = Math.floor(Math.log10(Math.abs(Number(value.toPrecision(digits)))))
  if (exponent < -4 || exponent >= 9) {
    const [mantissa = '', power = '0'] = value.toExponential(digits - 1).split('e')
    const raised = [...String(Number(power))].map(character => superscripts[character] ?? character).join('')
    return `${minus(mantissa)} × 10${raised}`
  }
  const decimals = Math.max(0, digits - 1 - exponent)
  const [whole = '', fraction] = value.toFixed(decimals).split('.')
  const grouped = whole.replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',')
  return minus(fraction === undefined ? grouped : `${grouped}.${fraction}`)
}

/** A number as short as it can be written at `digits` significant digits, for inputs and labels: 76, 0.5, 1e-7. */
export function formatCompact(value: number, digits = 4): string {
  return minus(String(Number(value.toPrecision(digits))))
}

/** A count with thousands separators: 1,797. */
export function formatCount(value: number): string {
  return String(Math.trunc(value)).replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',')
}

/** An amount of information with its unit: `9.800 nat`. @param nats in nats */
export function formatInformation(nats: number | null | undefined, unit: InformationUnit, digits = 4): string {
  return nats === null || nats === undefined ? '–' : `${formatNumber(inUnit(nats, unit), digits)} ${unitSymbol(unit)}`
}

function minus(text: string): string {
  return text.replace(/^-/, '−')
}
