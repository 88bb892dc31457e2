/** Labelled rows ready for a classifier. */
import { prepareRows, selectRows, type LabelledRows, type TargetInput } from '../../../core/estimate/labelledRows'

/** All of them must be usable. */
export function preparedRows(input: TargetInput): LabelledRows {
  const { data } = prepareRows(input, selectRows(input))
  if (!data) throw new Error('no column varies within the classes')
  return data
}

export const everyRow = ({ rows }: LabelledRows): Int32Array => Int32Array.from({ length: rows }, (_, row) => row)

export const ones = ({ rows }: LabelledRows): Float64Array => new Float64Array(rows).fill(1)

/** Mean over rows of ½Σ|a − b|. */
export function meanTotalVariation(a: Float64Array, b: Float64Array, classes: number): number {
  return (a.reduce((sum, value, at) => sum + Math.abs(value - b[at]!), 0) / 2) * (classes / a.length)
}

export function largestDifference(a: Float64Array, b: Float64Array): number {
  return a.reduce((most, value, at) => Math.max(most, Math.abs(value - b[at]!)), 0)
}
