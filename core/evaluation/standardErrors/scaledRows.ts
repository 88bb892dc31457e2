/** Kept rows in the scale that Σ is estimated in: centred on the mean of all rows and, after standardising, divided by their spread. */
import type { CovarianceOptions } from '../../api/model'
import { standardizingFactors } from '../../dataset/covariance'
import type { Moments } from '../../dataset/moments'
import type { RowSample, RowValues } from '../../dataset/rowSample'

export interface RowScale {
  /** Of all rows, length N0. */
  readonly mean: Float64Array
  /** 1/sd of every column, 0 for a constant one; null on the raw scale. */
  readonly factors: Float64Array | null
}

export function rowScaleOf(moments: Moments, { standardize }: Pick<CovarianceOptions, 'standardize'>): RowScale {
  return { mean: moments.mean, factors: standardize ? standardizingFactors(moments) : null }
}

/** A run of scaled rows, row by row. */
export interface ScaledRows {
  readonly rows: Float64Array
  readonly count: number
}

/** About 2 MB of rows at a time: they pass once per matrix through the processor's cache. */
const chunkValues = 2 ** 18

/** Rows of a run at most, of data with so many columns: a multiple of four, as kernels take them. */
export function mostRows(dimension: number): number {
  return Math.max(4, Math.min(256, Math.floor(chunkValues / dimension / 4) * 4))
}

/** All kept rows in runs; the array is reused from run to run. */
export function* scaledRuns(sample: RowSample, scale: RowScale): Generator<ScaledRows, void, undefined> {
  const { dimension } = sample
  const most = mostRows(dimension)
  const buffer = new Float64Array(Math.min(most, sample.count) * dimension)
  for (let start = 0; start < sample.count; start += most) {
    const count = Math.min(most, sample.count - start)
    const rows = buffer.subarray(0, count * dimension)
    for (let row = 0; row < count; row++) scaleRow(sample.rows, (start + row) * dimension, scale, rows, row * dimension)
    yield { rows, count }
  }
}

/** A function of its own, row by row: compiled well after some rows, where one long loop would wait for the next run. */
function scaleRow(values: RowValues, from: number, { mean, factors }: RowScale, rows: Float64Array, to: number): void {
  if (factors) for (let column = 0; column < mean.length; column++) rows[to + column] = (values[from + column]! - mean[column]!) * factors[column]!
  else for (let column = 0; column < mean.length; column++) rows[to + column] = values[from + column]! - mean[column]!
}
