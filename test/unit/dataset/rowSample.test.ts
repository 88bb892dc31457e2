import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hashOf } from '../../../core/api/model'
import { mostSampleBytes } from '../../../core/api/readingEstimate'
import { loadCsv, type LoadedCsv } from '../../../core/dataset/load'
import { mergeMoments } from '../../../core/dataset/moments'
import { standardizedNorm4, standardizedNorm4OfSample } from '../../../core/dataset/norm4'
import { readRowsAgain } from '../../../core/dataset/readAgain'
import { mergeSamples, reducedSample, RowReservoir, sampleCapacity, type RowSample, type SampledPart } from '../../../core/dataset/rowSample'
import { allRows, float64Rows } from '../../../core/dataset/storedRows'
import { must } from '../../support/evaluate'
import { referenceFolder } from '../../support/reference'
import { defaultOptions, temporaryFolder } from './temporaryFolder'

const folder = temporaryFolder()
const iris = resolve(referenceFolder, 'iris.csv')

/** Rows 0 … n − 1 with their own number as the only value. */
function drawn(rows: number, capacity: number, seed: number): RowSample {
  const reservoir = new RowReservoir(1, capacity, seed)
  for (let row = 0; row < rows; row++) reservoir.add(Float64Array.of(row), -1)
  return reservoir.finish(null)
}

/** Σ (observed − expected)²/(expected(1 − share)) over rows whose inclusion is counted in `draws` draws: χ² with about `rows` degrees of freedom. */
function unevenness(counts: readonly number[], draws: number, share: number): number {
  const expected = draws * share
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / (expected * (1 - share)), 0)
}

/** The mean of χ² with `degrees` degrees of freedom and 4.5 standard deviations: passed by chance once in 10⁵ seeds, and the seeds are fixed. */
const unlikely = (degrees: number): number => degrees + 4.5 * Math.sqrt(2 * degrees)

describe('a reservoir of rows', () => {
  it('keeps every row of a short file, and knows that these are all', () => {
    const kept = drawn(30, 100, 1)
    const { count, complete } = kept
    expect({ rows: [...allRows(kept)], count, complete }).toEqual({ rows: Array.from({ length: 30 }, (_, row) => row), count: 30, complete: true })
    expect(drawn(30, 30, 1).complete).toBe(true)
    expect(drawn(31, 30, 1).complete).toBe(false)
  })

  it('keeps different rows in the order of the file, the same ones for the same seed', () => {
    const rows = allRows(drawn(1000, 50, 3))
    expect([...rows]).toEqual([...new Set(rows)].sort((a, b) => a - b))
    expect(rows).toHaveLength(50)
    expect(allRows(drawn(1000, 50, 3))).toEqual(rows)
    expect(allRows(drawn(1000, 50, 4))).not.toEqual(rows)
  })

  it('keeps every row with the same probability', () => {
    const counts = new Array<number>(40).fill(0)
    const draws = 4000
    for (let seed = 0; seed < draws; seed++) for (const row of allRows(drawn(40, 10, seed))) counts[row]!++
    expect(unevenness(counts, draws, 0.25)).toBeLessThan(unlikely(39))
  })

  it('keeps whole rows, each with its class', () => {
    const reservoir = new RowReservoir(2, 20, 5)
    for (let row = 0; row < 500; row++) reservoir.add(Float64Array.of(row, -row), row % 3)
    const kept = reservoir.finish(Int32Array.of(2, 0, 1))
    const { classes } = kept
    const rows = allRows(kept)
    for (let at = 0; at < 20; at++) {
      expect(rows[2 * at + 1]).toBe(-rows[2 * at]!)
      expect(classes![at]).toBe([2, 0, 1][rows[2 * at]! % 3])
    }
  })

  it('holds wide rows up to a number of bytes', () => {
    expect(sampleCapacity(4, 20_000)).toBe(20_000)
    expect(sampleCapacity(16_000, 20_000) * 16_000 * 8).toBeLessThanOrEqual(mostSampleBytes)
    expect(sampleCapacity(16_000, 20_000)).toBe(524)
  })
})

describe('the sample of a CSV', () => {
  it('holds the rows that count, in shared memory no larger than they are, with classes by the order of their sorted names', async () => {
    const path = folder.write('labelled.csv', 'x,kind\n5,b\n,a\n3,c\n4,a\n')
    const { sample, moments } = must(await loadCsv(path, { ...defaultOptions, label: 'kind' }))
    expect([...allRows(sample)]).toEqual([5, 3, 4])
    expect([...sample.classes!].map(index => moments.classes!.names[index])).toEqual(['b', 'c', 'a'])
    expect(sample).toMatchObject({ count: 3, dimension: 1, complete: true })
    expect(sample.rows.stored.buffer).toBeInstanceOf(SharedArrayBuffer)
    // room for the four rows of the file, not for the twenty thousand that may be kept
    expect(sample.rows.stored.buffer.byteLength).toBe(4 * 8)
  })

  it('has no classes without a label, or with one that is different in every row', async () => {
    expect(must(await loadCsv(iris, { ...defaultOptions, features: ['0:4'] })).sample.classes).toBeNull()
    const path = folder.write('ids.csv', `x,id\n${Array.from({ length: 1100 }, (_, row) => `${row % 7},id${row}`).join('\n')}\n`)
    expect(must(await loadCsv(path, { ...defaultOptions, label: 'id' })).sample.classes).toBeNull()
  })

  it('gives Σ‖z‖⁴ of the standardised rows like a second pass over the file, and not when it is a part of the rows', async () => {
    const { sample, moments, summary } = must(await loadCsv(iris, { ...defaultOptions, label: 'label' }))
    const pass = must(await standardizedNorm4(iris, summary, moments, defaultOptions))
    // the same sum in the same order
    expect(standardizedNorm4OfSample(sample, moments)).toBe(pass)
    expect(standardizedNorm4OfSample(reducedSample(sample, { rows: 100, seed: 1 }), moments)).toBeNull()
  })
})

describe('rows read again for moments that are known', () => {
  const options = { ...defaultOptions, label: 'label' }

  it('are those that were kept when the moments were computed', async () => {
    const { sample, moments, summary } = must(await loadCsv(iris, options))
    const again = must(await readRowsAgain(iris, { ...options, dialect: summary.dialect }, moments, hashOf(summary)))
    expect(again.sample).toEqual(sample)
    expect({ ...again.summary, detected: [] }).toEqual({ ...summary, detected: [] })
    const few = { rows: 40, seed: 9 }
    expect(must(await readRowsAgain(iris, options, moments, hashOf(summary), {}, few)).sample).toEqual(must(await loadCsv(iris, options, {}, few)).sample)
  })

  it('are refused from other bytes, under other choices, and when they do not give the moments', async () => {
    const { moments, summary } = must(await loadCsv(iris, options))
    expect(await readRowsAgain(iris, options, moments, '0'.repeat(64))).toMatchObject({ ok: false, problem: { code: 'FILE_CHANGED_ON_DISK' } })
    expect(await readRowsAgain(iris, { ...options, features: ['0:3'] }, moments, hashOf(summary))).toMatchObject({ ok: false, problem: { code: 'MOMENTS_INVALID' } })
    const moved = { ...moments, mean: moments.mean.map(value => value + 0.01) }
    expect(await readRowsAgain(iris, options, moved, hashOf(summary))).toMatchObject({ ok: false, problem: { code: 'MOMENTS_INVALID' } })
    expect(await readRowsAgain(iris, options, { ...moments, rows: 149 }, hashOf(summary))).toMatchObject({ ok: false, problem: { code: 'MOMENTS_INVALID' } })
  })
})

describe('merged samples', () => {
  const part = (from: number, rows: number, kept: number, seed: number): SampledPart => {
    const sample = drawn(rows, kept, seed)
    return { sample: { ...sample, rows: float64Rows(allRows(sample).map(row => row + from)) }, rows, classNames: null }
  }

  it('stay complete while both fit', () => {
    const merged = mergeSamples(part(0, 10, 20, 1), part(10, 5, 20, 1), null, { rows: 15, seed: 1 })
    expect([...allRows(merged)]).toEqual(Array.from({ length: 15 }, (_, row) => row))
    expect(merged.complete).toBe(true)
    expect(mergeSamples(part(0, 10, 20, 1), part(10, 5, 20, 1), null, { rows: 14, seed: 1 })).toMatchObject({ count: 14, complete: false })
  })

  it.each([
    ['two complete parts', 20, 10],
    ['a complete part and a sample', 20, 4],
    ['two samples', 8, 4]
  ])('hold every row of the union with the same probability: %s', (_, keptA, keptB) => {
    const counts = new Array<number>(30).fill(0)
    const draws = 3000
    let kept = 0
    for (let seed = 0; seed < draws; seed++) {
      const merged = mergeSamples(part(0, 20, keptA, 2 * seed), part(20, 10, keptB, 2 * seed + 1), null, { rows: 6, seed })
      kept = merged.count
      for (const row of allRows(merged)) counts[row]!++
    }
    expect(kept).toBe(Math.min(6, keptB === 10 ? 30 : keptB))
    expect(unevenness(counts, draws, kept / 30)).toBeLessThan(unlikely(29))
  })

  it('rename the classes of each part', async () => {
    const parts: LoadedCsv[] = []
    for (const [name, text] of [['a.csv', 'x,kind\n1,cat\n2,ant\n'], ['b.csv', 'x,kind\n3,bee\n4,cat\n']] as const) {
      parts.push(must(await loadCsv(folder.write(name, text), { ...defaultOptions, label: 'kind' })))
    }
    const [a, b] = parts as [LoadedCsv, LoadedCsv]
    const { classes } = must(mergeMoments(a.moments, b.moments))
    const of = ({ sample, moments }: LoadedCsv): SampledPart => ({ sample, rows: moments.rows, classNames: moments.classes!.names })
    const merged = mergeSamples(of(a), of(b), classes!.names, { rows: 100, seed: 1 })
    expect([...allRows(merged)].map((value, row) => `${value} ${classes!.names[merged.classes![row]!]}`)).toEqual(['1 cat', '2 ant', '3 bee', '4 cat'])
    expect(mergeSamples(of(a), of(b), null, { rows: 100, seed: 1 }).classes).toBeNull()
  })

  it('can be reduced, in order and repeatably', () => {
    const sample = drawn(100, 100, 1)
    const reduced = reducedSample(sample, { rows: 10, seed: 2 })
    expect(reduced).toMatchObject({ count: 10, complete: false, seed: 2 })
    expect([...allRows(reduced)]).toEqual([...new Set(allRows(reduced))].sort((a, b) => a - b))
    expect(reducedSample(sample, { rows: 10, seed: 2 }).rows).toEqual(reduced.rows)
    expect(reducedSample(sample, { rows: 100, seed: 2 })).toBe(sample)
  })
})
