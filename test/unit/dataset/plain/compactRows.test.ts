import { describe, expect, it } from 'vitest'
import type { ImportOptions } from '../../../../core/api/model'
import type { LoadHooks } from '../../../../core/dataset/hooks'
import type { LoadedCsv } from '../../../../core/dataset/load'
import { loadCsv } from '../../../../core/dataset/load'
import { standardizedNorm4OfSample } from '../../../../core/dataset/norm4'
import { mergeSamples, reducedSample, type RowSample, type SampleRequest } from '../../../../core/dataset/rowSample'
import { allRows } from '../../../../core/dataset/storedRows'
import { targetInput } from '../../../../core/estimate/targetInput'
import { computeInfluences } from '../../../../core/evaluation/standardErrors/computeInfluences'
import { Influences } from '../../../../core/evaluation/standardErrors/influences'
import { errorNeeds } from '../../../../core/evaluation/standardErrors/needs'
import { rowScaleOf, scaledRuns } from '../../../../core/evaluation/standardErrors/scaledRows'
import { createRandom } from '../../../../core/linalg/random'
import { writeMoments } from '../../../../core/project/momentsFile'
import { must } from '../../../support/evaluate'
import { prepareMoments } from '../../../support/sampledRows'
import { defaultOptions, temporaryFolder } from '../temporaryFolder'

const folder = temporaryFolder()
let files = 0
const bitsOf = (values: Float64Array): BigUint64Array => new BigUint64Array(Float64Array.from(values).buffer)

/** The same file with rows as float64 and as they are kept in little memory. */
interface BothStorages {
  readonly float64: LoadedCsv
  readonly compact: LoadedCsv
}

async function readBoth(lines: readonly string[], options: Partial<ImportOptions> = {}, request?: SampleRequest, hooks: LoadHooks = {}): Promise<BothStorages> {
  const path = folder.write(`compact-${files++}.csv`, `${lines.join('\n')}\n`)
  const read = async (lane: 'general' | 'plain'): Promise<LoadedCsv> => must(await loadCsv(path, { ...defaultOptions, ...options }, { ...hooks, lane }, request))
  return { float64: await read('general'), compact: await read('plain') }
}

/** @param replaced values by row and column */
function decimals(rows: number, columns: number, digits: number, replaced: (row: number, column: number) => string | null = () => null): readonly string[] {
  const random = createRandom(rows + columns)
  const lines = Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (_, column) => replaced(row, column) ?? (random.normal() * (1 + (column % 4))).toFixed(digits)))
  return [lines[0]!.map((_, column) => `x${column}`), ...lines].map(line => line.join(','))
}

function expectSameRows({ float64, compact }: BothStorages, stored: new (length: number) => RowSample['rows']['stored']): void {
  expect(float64.sample.rows.stored).toBeInstanceOf(Float64Array)
  expect(compact.sample.rows.stored).toBeInstanceOf(stored)
  expect({ ...compact.sample, rows: null }).toEqual({ ...float64.sample, rows: null })
  expect(bitsOf(allRows(compact.sample))).toEqual(bitsOf(allRows(float64.sample)))
}

describe('rows of decimals in half the memory', () => {
  it('are the same to the last bit, with few columns and with many, all rows and a part of them', async () => {
    for (const columns of [1, 3, 70]) {
      for (const digits of [2, 3, 6]) {
        for (const kept of [90, 1000]) expectSameRows(await readBoth(decimals(400, columns, digits), {}, { rows: kept, seed: 3 }, { chunkBytes: 3000 }), Int32Array)
      }
    }
    expect((await readBoth(decimals(400, 3, 3), {}, { rows: 90, seed: 3 })).compact.sample.complete).toBe(false)
  })

  it('hold some values that are no such decimals, in rows that stay and in rows that make room for others', async () => {
    const odd = ['-0.000', '123456789.125', '1e-9', '0.12345678901234567']
    const exceptions = (row: number, column: number): string | null => (row > 40 && (row * 5 + column) % 331 === 7 ? odd[row % odd.length]! : null)
    for (const columns of [5, 70]) {
      for (const kept of [300, 5000]) {
        const both = await readBoth(decimals(2000, columns, 3, exceptions), {}, { rows: kept, seed: 2 }, { chunkBytes: 5000 })
        expectSameRows(both, Int32Array)
        expect(both.compact.sample.rows.exceptions!.places.length).toBeGreaterThan(0)
      }
    }
  })

  it('hold no exception that was replaced with its row', async () => {
    // each kept row but the first ones has taken the place of one with an exception
    const both = await readBoth(decimals(3000, 2, 3, (row, column) => (row >= 20 && row < 26 && column === 1 ? '-0.000' : null)), {}, { rows: 30, seed: 8 })
    expectSameRows(both, Int32Array)
    const negativeZeros = allRows(both.float64.sample).filter(value => Object.is(value, -0)).length
    expect(both.compact.sample.rows.exceptions?.places.length ?? 0).toBe(negativeZeros)
  })

  it('are read again as float64 when too many are no such decimals', async () => {
    const both = await readBoth(decimals(4000, 3, 2, (row, column) => (row > 2000 && column === 1 ? String(1 / (row + column)) : null)))
    expectSameRows(both, Float64Array)
  })

  it('may be of columns that do not stand beside each other, and written with a comma', async () => {
    const apart = await readBoth(decimals(300, 6, 3, (row, column) => (column === 2 ? ['a', 'b', 'c'][row % 3]! : row === 200 && column === 4 ? '-0.000' : null)), { label: 'x2' })
    expectSameRows(apart, Int32Array)
    expectSameRows(await readBoth(decimals(300, 6, 3), { features: ['x4', 'x1', 'x2'] }), Int32Array)
    expectSameRows(await readBoth(decimals(300, 4, 3).map(line => line.replaceAll(',', ';').replaceAll('.', ',')), { dialect: { delimiter: ';' } }), Int32Array)
  })

  it('take half of the memory, and large whole numbers too', async () => {
    const { compact, float64 } = await readBoth(decimals(500, 8, 3))
    expect(2 * compact.sample.rows.stored.byteLength).toBe(float64.sample.rows.stored.byteLength)
    expectSameRows(await readBoth(decimals(300, 3, 0, (row, column) => String(100_000 * row - column))), Int32Array)
  })
})

describe('what is computed from rows in little memory is the same to the last bit', async () => {
  const exceptions = (row: number, column: number): string | null => (column === 0 ? ['red', 'green', 'blue'][row % 3]! : row % 97 === 60 && column === 5 ? '-0.0000' : null)
  const { float64, compact } = await readBoth(decimals(900, 12, 4, exceptions), { label: 'x0' })
  const { moments } = float64
  const [wide, narrow] = [float64.sample, compact.sample]

  it('the file of moments', () => {
    expect(narrow.rows.stored).toBeInstanceOf(Int32Array)
    expect(narrow.rows.exceptions!.places.length).toBeGreaterThan(5)
    expect(Buffer.compare(writeMoments(moments, narrow), writeMoments(moments, wide))).toBe(0)
  })

  it('what the target interval is measured on', () => {
    expect(bitsOf(must(targetInput(moments, narrow)).rows)).toEqual(bitsOf(must(targetInput(moments, wide)).rows))
  })

  it('Σ‖z‖⁴', () => {
    expect(standardizedNorm4OfSample(narrow, moments)).toBe(standardizedNorm4OfSample(wide, moments))
  })

  it.each([true, false])('scaled rows and the influences of standard errors, standardised: %s', standardize => {
    const options = { estimator: { kind: 'sample' }, standardize } as const
    const scale = rowScaleOf(moments, options)
    const runs = (sample: RowSample): BigUint64Array[] => Array.from(scaledRuns(sample, scale), ({ rows }) => bitsOf(rows))
    expect(runs(narrow)).toEqual(runs(wide))
    const influencesOf = (sample: RowSample): ReturnType<typeof computeInfluences> => {
      const input = prepareMoments({ moments, sample }, 'dense(3) -> dense(2)', { covariance: options })
      return computeInfluences(new Influences(sample, scale, moments.rows).missing(errorNeeds(input.compiled), input.model, input.spectra)!)
    }
    expect(influencesOf(narrow)).toEqual(influencesOf(wide))
  })

  it('samples of fewer rows, and of two files', () => {
    const request = { rows: 100, seed: 5 }
    expect(reducedSample(narrow, request)).toEqual(reducedSample(wide, request))
    const part = (sample: RowSample) => ({ sample, rows: moments.rows, classNames: moments.classes!.names })
    expect(mergeSamples(part(narrow), part(narrow), moments.classes!.names, request)).toEqual(mergeSamples(part(wide), part(wide), moments.classes!.names, request))
  })
})
