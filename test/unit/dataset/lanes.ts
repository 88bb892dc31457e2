/** Two readers, one answer: what has to be equal, and how far rounding may part them. */
import { expect } from 'vitest'
import type { ImportOptions } from '../../../core/api/model'
import type { Result } from '../../../core/api/problem'
import type { LoadHooks } from '../../../core/dataset/hooks'
import { loadCsv, type LoadedCsv } from '../../../core/dataset/load'
import { packedDiagonal, packedIndex } from '../../../core/dataset/scatter'
import { allRows } from '../../../core/dataset/storedRows'
import type { SampleRequest } from '../../../core/dataset/rowSample'

/** Sums of n products in another order differ by a few n·2⁻⁵³ of the sum of their sizes; 1e-12 is what results may show of it. */
const tolerance = 1e-12

/** Reads a file with both readers and compares everything. @returns what both say */
export async function readInBothLanes(path: string, options: ImportOptions, hooks: LoadHooks = {}, request?: SampleRequest): Promise<Result<LoadedCsv>> {
  const general = await loadCsv(path, options, { ...hooks, lane: 'general' }, request)
  const plain = await loadCsv(path, options, { ...hooks, lane: 'plain' }, request)
  if (!general.ok || !plain.ok) {
    expect(plain).toEqual(general)
    return general
  }
  expectSame(plain.value, general.value)
  return plain
}

export function expectSame(found: LoadedCsv, expected: LoadedCsv): void {
  const { columns, ...summary } = found.summary
  const { columns: expectedColumns, ...expectedSummary } = expected.summary
  expect(summary).toEqual(expectedSummary)
  expect(columns.map(column => ({ ...column, mean: null }))).toEqual(expectedColumns.map(column => ({ ...column, mean: null })))
  columns.forEach(({ mean }, index) => expectClose(mean ?? 0, expectedColumns[index]!.mean ?? 0, largestOf(expectedColumns[index]!)))
  expectSameSample(found, expected)
  expectSameMoments(found, expected)
}

const largestOf = ({ minimum, maximum }: { readonly minimum: number | null; readonly maximum: number | null }): number => Math.max(Math.abs(minimum ?? 0), Math.abs(maximum ?? 0))

function largestByName({ columns }: LoadedCsv['summary']): (name: string) => number {
  const largest = new Map(columns.map(column => [column.name, largestOf(column)]))
  return name => largest.get(name)!
}

function expectSameSample({ sample: found }: LoadedCsv, { sample: expected, summary }: LoadedCsv): void {
  expect({ ...found, rows: null }).toEqual({ ...expected, rows: null })
  if (summary.missing !== 'mean') expect(allRows(found)).toEqual(allRows(expected))
  else {
    const largest = largestByName(summary)
    const rows = allRows(expected)
    allRows(found).forEach((value, index) => expectClose(value, rows[index]!, largest(summary.features[index % summary.features.length]!)))
  }
}

function expectSameMoments({ moments: found }: LoadedCsv, { moments: expected, summary }: LoadedCsv): void {
  const order = expected.columns.length
  const largest = expected.columns.map(largestByName(summary))
  expect([found.rows, found.dropped, found.columns, found.provenance]).toEqual([expected.rows, expected.dropped, expected.columns, expected.provenance])
  found.mean.forEach((mean, index) => expectClose(mean, expected.mean[index]!, largest[index]!))
  const spread = packedDiagonal(expected.scatter, order).map(Math.sqrt)
  // rounding of a column's values is no fault of either reader
  const grain = largest.map(value => value * 2 ** -52 * Math.sqrt(expected.rows))
  for (let row = 0; row < order; row++) {
    for (let column = row; column < order; column++) {
      const at = packedIndex(row, column, order)
      const scale = (spread[row]! + grain[row]!) * (spread[column]! + grain[column]!)
      // means that are filled in differ by the grain of their column, and every product with them
      const filled = summary.missing === 'mean' ? spread[row]! * grain[column]! + grain[row]! * spread[column]! : 0
      expectClose(found.scatter[at]!, expected.scatter[at]!, scale + filled / tolerance)
    }
  }
  const norm = Math.sqrt(expected.norm4)
  const widest = Math.max(...spread)
  const filled = summary.missing === 'mean' ? (4 * grain.reduce((sum, value) => sum + value, 0)) / tolerance : 0
  expectClose(found.norm4, expected.norm4, expected.norm4 + filled * norm * widest)
  found.norm2X.forEach((value, index) => expectClose(value, expected.norm2X[index]!, norm * spread[index]! + filled * (norm + spread[index]! * widest)))
  expect(found.classes && { ...found.classes, means: null }).toEqual(expected.classes && { ...expected.classes, means: null })
  found.classes?.means.forEach((mean, index) => expectClose(mean, expected.classes!.means[index]!, largest[index % order]!))
}

/** Numbers below this lose digits because doubles end there. */
const smallest = 1e-280

function expectClose(found: number, expected: number, scale: number): void {
  if (Math.abs(found - expected) > tolerance * scale + smallest) expect(found).toBe(expected)
}
