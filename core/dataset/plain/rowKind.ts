/** In what the rows of a file can be kept, by its head. */
import type { RowKind } from './sharedSample'

/** Of the features in the head of a file. */
export interface HeadOfValues {
  /** Whether all values are whole numbers. */
  readonly whole: boolean
  readonly minimum: number
  readonly maximum: number
  /** Most digits that a field shows after its decimal sign, or more. */
  readonly decimals: number
  readonly values: readonly number[]
}

/** Largest power of ten that a double holds exactly. */
const mostDecimals = 22
/** Later values may be four times as large as those of the head before they are exceptions. */
const largestStored = 2 ** 29

/** The least memory that holds all values of the head. */
export function kindOfRows({ whole, minimum, maximum, decimals, values }: HeadOfValues): RowKind {
  if (whole && minimum >= 0 && maximum <= 0xff) return 'uint8'
  if (whole && minimum >= -0x8000 && maximum <= 0x7fff) return 'int16'
  // more decimals than are needed do no harm where they fit, and a later row may show them
  for (let shown = Math.min(decimals, mostDecimals); shown >= 0; shown--) {
    const divisor = 10 ** shown
    if (values.every(value => isDecimal(value, divisor))) return { decimals: shown }
  }
  return 'float64'
}

/** Whether a value, −0 aside, is a whole number over the divisor. */
function isDecimal(value: number, divisor: number): boolean {
  const number = Math.round(value * divisor)
  return Math.abs(number) <= largestStored && number / divisor === value
}
