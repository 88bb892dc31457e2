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
/** Of the head one value in so many may be an exception: half of what there is room for. */
const valuesPerException = 128

/** The least memory that holds the values of the head. */
export function kindOfRows({ whole, minimum, maximum, decimals, values }: HeadOfValues): RowKind {
  if (whole && minimum >= 0 && maximum <= 0xff) return 'uint8'
  if (whole && minimum >= -0x8000 && maximum <= 0x7fff) return 'int16'
  // more decimals than are needed do no harm where they fit, and a later row may show them
  for (let shown = Math.min(decimals, mostDecimals); shown >= 0; shown--) {
    if (exceptions(values, 10 ** shown) * valuesPerException <= values.length) return { decimals: shown }
  }
  return 'float64'
}

/** How many values are no whole number over the divisor. */
function exceptions(values: readonly number[], divisor: number): number {
  return values.reduce((count, value) => {
    // + 0 turns −0 into 0, as int32 does
    const number = Math.round(value * divisor) + 0
    return count + Number(Math.abs(number) > largestStored || !Object.is(number / divisor, value))
  }, 0)
}
