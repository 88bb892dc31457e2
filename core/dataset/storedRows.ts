/** Rows in as little memory as holds the very same numbers; who reads them is given float64. */

/**
 * Plain data. Most numbers of a CSV are short decimals, pictures and counts are small whole numbers, and rows take the most memory of all
 * that is kept: a value is what is stored of it over one power of ten. k/10^d rounds to the number that the digits write, since k and 10^d are exact.
 */
export interface StoredRows {
  /** One number a value, row by row; over shared memory, so that threads need no copy. */
  readonly stored: StoredNumbers
  /** 10^d with d ≤ 22; 1 for other kinds than int32. */
  readonly divisor: number
  /** Values that are no such quotient; null without any. */
  readonly exceptions: RowExceptions | null
}

export type StoredNumbers = Float64Array | Int32Array | Int16Array | Uint8Array

/** A few values at their places among all, which ascend. */
export interface RowExceptions {
  readonly places: Int32Array
  readonly values: Float64Array
}

/** Stored where a value of int32 rows is an exception; nothing else is. */
export const exceptional = -(2 ** 31)

/** Room for rows in memory that threads share. */
export function sharedRows(count: number, dimension: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(count * dimension * Float64Array.BYTES_PER_ELEMENT))
}

/** Rows that are float64 already, row by row. */
export function float64Rows(values: Float64Array): StoredRows {
  return { stored: values, divisor: 1, exceptions: null }
}

/** Rows and how many values each has. */
export interface RowsOfDimension {
  readonly rows: StoredRows
  readonly dimension: number
}

/** Copies `count` rows from row `start` on as float64. @param at where they begin in `out` */
export function copyRows({ rows: { stored, divisor, exceptions }, dimension }: RowsOfDimension, start: number, count: number, out: Float64Array, at = 0): void {
  const from = start * dimension
  const length = count * dimension
  if (!(stored instanceof Int32Array)) return out.set(stored.subarray(from, from + length), at)
  for (let row = 0; row < count; row++) divide(stored, from + row * dimension, dimension, divisor, out, at + row * dimension)
  if (exceptions) putExceptions(exceptions, from, from + length, out, at - from)
}

/** All rows as float64: those that are kept, where they are float64, else a copy in shared memory. @param count of them */
export function allRows(sample: RowsOfDimension & { readonly count: number }): Float64Array {
  const { rows: { stored }, dimension, count } = sample
  if (stored instanceof Float64Array) return stored
  const copy = sharedRows(count, dimension)
  copyRows(sample, 0, count, copy)
  return copy
}

/** A function of its own, row by row: compiled well after some rows. */
function divide(stored: Int32Array, from: number, count: number, divisor: number, out: Float64Array, at: number): void {
  for (let index = 0; index < count; index++) out[at + index] = stored[from + index]! / divisor
}

/** @param offset from a place among all values to one in `out` */
function putExceptions({ places, values }: RowExceptions, from: number, end: number, out: Float64Array, offset: number): void {
  let first = 0
  for (let after = places.length; first < after;) {
    const middle = (first + after) >> 1
    if (places[middle]! < from) first = middle + 1
    else after = middle
  }
  for (; first < places.length && places[first]! < end; first++) out[places[first]! + offset] = values[first]!
}
