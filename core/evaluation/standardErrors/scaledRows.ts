/** Kept rows in the scale that Σ is estimated in: centred on the mean of all rows and, after standardising, divided by their spread. */
import type { CovarianceOptions } from '../../api/model'
import { standardizingFactors } from '../../dataset/covariance'
import type { Moments } from '../../dataset/moments'
import type { RowSample } from '../../dataset/rowSample'
import { copyRows } from '../../dataset/storedRows'

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

/** About 1 MB of rows at a time stay in the processor's cache while they are multiplied. */
const chunkValues = 2 ** 17

/** But more of wide ones, up to 16 MB, since a whole covariance passes by for each run. */
const wideRows = 128
const mostChunkValues = 2 ** 21

/** Rows of a run at most, of data with so many columns: a multiple of four, as kernels take them. */
export function mostRows(dimension: number): number {
  const rows = Math.max(chunkValues / dimension, Math.min(wideRows, mostChunkValues / dimension))
  return Math.max(4, Math.min(256, Math.floor(rows / 4) * 4))
}

/** All kept rows in runs; the array is reused from run to run. */
export function* scaledRuns(sample: RowSample, scale: RowScale): Generator<ScaledRows, void, undefined> {
  const { dimension } = sample
  const most = mostRows(dimension)
  const buffer = new Float64Array(Math.min(most, sample.count) * dimension)
  for (let start = 0; start < sample.count; start += most) {
    const count = Math.min(most, sample.count - start)
    const rows = buffer.subarray(0, count * dimension)
    copyRows(sample, start, count, rows)
    for (let row = 0; row < count; row++) scaleRow(rows, row * dimension, scale)
    yield { rows, count }
  }
}

/** A function of its own, row by row: compiled well after some rows, where one long loop would wait for the next run. */
function scaleRow(rows: Float64Array, start: number, { mean, factors }: RowScale): void {
  if (factors) for (let column = 0; column < mean.length; column++) rows[start + column] = (rows[start + column]! - mean[column]!) * factors[column]!
  else for (let column = 0; column < mean.length; column++) rows[start + column]! -= mean[column]!
}
