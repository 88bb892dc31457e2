import { MomentAccumulator } from '../../../core/dataset/moments'

/** Moments of rows in memory. @param numbers rows × columns */
export function measureMoments(numbers: Float64Array, columns: number): { readonly mean: number; readonly variance: number } {
  const accumulator = new MomentAccumulator(Array.from({ length: columns }, (_, column) => `x${column}`))
  for (let from = 0; from < numbers.length; from += columns) accumulator.add(numbers.subarray(from, from + columns), null)
  const { mean, scatter, rows } = accumulator.finish({ dropped: 0, provenance: { sources: [], dialect: null, missing: null, missingCodes: [], label: null, seed: null, version: null } })
  return { mean: mean.at(-1)!, variance: scatter.at(-1)! / (rows - 1) }
}
