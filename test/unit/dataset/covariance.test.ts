import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import { describe, expect, it } from 'vitest'
import type { CovarianceOptions } from '../../../core/api/model'
import { chooseEstimator, estimateCovariance, standardizingFactors, type Covariance, type CovarianceExtra } from '../../../core/dataset/covariance'
import type { Lane } from '../../../core/dataset/hooks'
import { loadCsv } from '../../../core/dataset/load'
import { MomentAccumulator, type Moments } from '../../../core/dataset/moments'
import { standardizedNorm4 } from '../../../core/dataset/norm4'
import { must } from '../../support/evaluate'
import { randomRows } from './randomRows'
import { defaultOptions, temporaryFolder } from './temporaryFolder'

const reference = resolve(import.meta.dirname, '../../reference')
const provenance = { sources: [], dialect: null, missing: null, missingCodes: [], label: null, seed: null, version: null }

function momentsOf(rows: readonly (readonly number[])[]): Moments {
  const accumulator = new MomentAccumulator(rows[0]!.map((_, index) => `x${index}`))
  for (const row of rows) accumulator.add(Float64Array.from(row), null)
  return accumulator.finish({ dropped: 0, provenance })
}

function estimate(moments: Moments, options: CovarianceOptions, extra?: CovarianceExtra): Covariance {
  const result = estimateCovariance(moments, options, extra)
  if (!result.ok) throw new Error(result.problem.what)
  return result.value
}

/** The estimators as their definitions read, on the rows, in two passes. */
function naive(rows: readonly (readonly number[])[], kind: 'sample' | 'ledoit-wolf' | 'oas', standardize: boolean): { matrix: number[]; shrinkage: number } {
  const n = rows.length
  const p = rows[0]!.length
  const axis = Array.from({ length: p }, (_, index) => index)
  const mean = axis.map(column => rows.reduce((sum, row) => sum + row[column]!, 0) / n)
  const centred = rows.map(row => row.map((value, column) => value - mean[column]!))
  const deviation = axis.map(column => Math.sqrt(centred.reduce((sum, row) => sum + row[column]! ** 2, 0) / (n - 1)))
  const x = standardize ? centred.map(row => row.map((value, column) => (deviation[column] === 0 ? 0 : value / deviation[column]!))) : centred
  const products = (power: number): number[][] => axis.map(i => axis.map(j => x.reduce((sum, row) => sum + row[i]! ** power * row[j]! ** power, 0)))
  const flat = (entries: number[][]): number[] => entries.flat()
  if (kind === 'sample') return { matrix: flat(products(1)).map(value => value / (n - 1)), shrinkage: 0 }
  const s = flat(products(1)).map(value => value / n)
  const mu = axis.reduce((sum, i) => sum + s[i * p + i]!, 0) / p
  const squares = s.reduce((sum, value) => sum + value * value, 0)
  const deltaRaw = (squares - 2 * mu * mu * p + p * mu * mu) / p
  const beta = Math.min((flat(products(2)).reduce((sum, value) => sum + value, 0) / n - squares) / (p * n), deltaRaw)
  const alpha = squares / (p * p)
  const shrinkage = kind === 'oas' ? Math.min(1, (alpha + mu * mu) / ((n + 1) * (alpha - (mu * mu) / p))) : beta / deltaRaw
  return { matrix: s.map((value, at) => (1 - shrinkage) * value + (at % (p + 1) === 0 ? shrinkage * mu : 0)), shrinkage }
}

function expectSameMatrix(matrix: Float64Array, expected: readonly number[]): void {
  const size = Math.max(...expected.map(Math.abs))
  expected.forEach((value, at) => expect(Math.abs(matrix[at]! - value)).toBeLessThan(1e-12 * size))
}

describe('estimateCovariance agrees with the definitions on the rows', () => {
  // the last is wider than what is mirrored at a time
  for (const [count, columns] of [[60, 5], [12, 20], [3, 2], [40, 71]] as const) {
    const rows = randomRows(count, columns, count).map(row => row.map((value, column) => value * (column + 1) + 50))
    const moments = momentsOf(rows)
    const z = rows.map(row => row.map((value, column) => (value - moments.mean[column]!) * standardizingFactors(moments)[column]!))
    const extra = { standardizedNorm4: z.reduce((sum, row) => sum + row.reduce((square, value) => square + value * value, 0) ** 2, 0) }
    for (const kind of ['sample', 'ledoit-wolf', 'oas'] as const) {
      for (const standardize of [false, true]) {
        it(`${kind} on ${count} × ${columns}${standardize ? ', standardised' : ''}`, () => {
          const { matrix, summary, order } = estimate(moments, { estimator: { kind }, standardize }, extra)
          const expected = naive(rows, kind, standardize)
          expect(order).toBe(columns)
          expectSameMatrix(matrix, expected.matrix)
          if (kind === 'sample') expect(summary.shrinkage).toBeNull()
          else expect(summary.shrinkage).toBeCloseTo(expected.shrinkage, 12)
          expect([summary.estimator, summary.standardized]).toEqual([kind, standardize])
          for (let row = 0; row < order; row++) for (let column = 0; column < row; column++) expect(matrix[row * order + column]).toBe(matrix[column * order + row])
        })
      }
    }
  }

  it('keeps a constant column at variance 0, raw and standardised', () => {
    const moments = momentsOf(randomRows(20, 2, 4).map(([first]) => [first!, 0.1]))
    expect([...estimate(moments, { estimator: { kind: 'sample' }, standardize: true }).matrix]).toEqual([1, 0, 0, 0])
    expect(estimate(moments, { estimator: { kind: 'sample' }, standardize: false }).matrix[3]).toBe(0)
  })

  it('adds the ridge to the sample covariance and refuses a bad one', () => {
    const moments = momentsOf(randomRows(20, 3, 4))
    const sample = estimate(moments, { estimator: { kind: 'sample' }, standardize: false }).matrix
    const ridge = estimate(moments, { estimator: { kind: 'ridge', epsilon: 0.25 }, standardize: false })
    expectSameMatrix(ridge.matrix, [...sample].map((value, at) => value + (at % 4 === 0 ? 0.25 : 0)))
    expect(ridge.summary.estimator).toBe('ridge:0.25')
    for (const epsilon of [-1, Number.NaN, Infinity]) {
      const result = estimateCovariance(moments, { estimator: { kind: 'ridge', epsilon }, standardize: false })
      expect(result.ok ? '' : result.problem.code).toBe('COVARIANCE_OPTION_INVALID')
    }
  })

  it('shrinks one column not at all, by 1/n', () => {
    const moments = momentsOf([[1], [2], [6]])
    for (const kind of ['ledoit-wolf', 'oas'] as const) {
      const { matrix, summary } = estimate(moments, { estimator: { kind }, standardize: false })
      expect([summary.shrinkage, matrix[0]]).toEqual([0, 14 / 3])
    }
  })
})

describe('the estimator when nobody chose one', () => {
  it('is the sample covariance up to 0.1 columns per row, then Ledoit–Wolf, with a note why', () => {
    expect(chooseEstimator(1000, 100).estimator.kind).toBe('sample')
    expect(chooseEstimator(999, 100).estimator.kind).toBe('ledoit-wolf')
    const { summary } = estimate(momentsOf(randomRows(30, 4, 2)), { estimator: null, standardize: false })
    expect(summary).toMatchObject({ estimator: 'ledoit-wolf', note: 'Ledoit–Wolf shrinkage was chosen: 4 columns over 30 rows is more than 0.1 per row' })
  })

  it('falls back to the sample covariance where Ledoit–Wolf needs rows, and says so', () => {
    const moments = momentsOf(randomRows(30, 4, 2))
    const { summary } = estimate(moments, { estimator: null, standardize: true })
    expect(summary.estimator).toBe('sample')
    expect(summary.note).toContain('needs the rows')
    const chosen = estimateCovariance(moments, { estimator: { kind: 'ledoit-wolf' }, standardize: true })
    expect(chosen.ok ? '' : `${chosen.problem.code} ${chosen.problem.action}`).toBe('COVARIANCE_NEEDS_ROWS choose oas, use the raw scale, or open the CSV')
  })

  it('warns of a chosen sample covariance with fewer rows than columns', () => {
    const { summary } = estimate(momentsOf(randomRows(4, 6, 2)), { estimator: { kind: 'sample' }, standardize: false })
    expect(summary.note).toContain('4 rows for 6 columns')
  })
})

interface ReferenceCase {
  readonly data?: string
  readonly covariance: 'sample' | 'ledoit-wolf' | 'oas'
  readonly standardize: boolean
  readonly eigenvalues?: readonly number[]
}

describe('eigenvalues of the reference data', () => {
  const cases = (JSON.parse(readFileSync(resolve(reference, 'mmi.json'), 'utf8')) as readonly ReferenceCase[]).filter(({ data, eigenvalues }) => data && eigenvalues)
  const distinct = [...new Map(cases.map(each => [`${each.data} ${each.covariance} ${each.standardize ? 'standardised' : 'raw'}`, each]))]
  for (const [name, { data, covariance, standardize, eigenvalues }] of distinct) {
    it(name, async () => {
      const loaded = await loadCsv(resolve(reference, `${data}.csv`), { ...defaultOptions, label: 'label' })
      if (!loaded.ok) throw new Error(loaded.problem.what)
      const { matrix, order } = estimate(loaded.value.moments, { estimator: { kind: covariance }, standardize })
      const found = new EigenvalueDecomposition(Matrix.from1DArray(order, order, matrix)).realEigenvalues.sort((a, b) => b - a)
      eigenvalues!.forEach((value, index) => expect(Math.abs(found[index]! / value - 1)).toBeLessThan(1e-10))
    })
  }
})

describe('standardizedNorm4', () => {
  const folder = temporaryFolder()

  it('is Σ‖z‖⁴ of the rows that the moments came from, whichever reader reads them', async () => {
    for (const lane of ['general', 'plain'] as const) {
      const path = folder.write('data.csv', 'a,b,c,y\n1,2,7,u\n,5,7,v\n3,4,7,u\n8,-1,7,v\n2,2,7,\n')
      const options = { ...defaultOptions, label: 'y', missing: 'mean' as const }
      const { summary, moments } = must(await loadCsv(path, options))
      const rows = [[1, 2], [3.5, 5], [3, 4], [8, -1]]
      const mean = [15.5 / 4, 2.5]
      const variance = [0, 1].map(column => rows.reduce((sum, row) => sum + (row[column]! - mean[column]!) ** 2, 0) / 3)
      const expected = rows.reduce((sum, row) => sum + row.reduce((square, value, column) => square + (value - mean[column]!) ** 2 / variance[column]!, 0) ** 2, 0)
      expect(must(await standardizedNorm4(path, summary, moments, options, { lane }))).toBeCloseTo(expected, 12)
      folder.write('data.csv', 'a,b,c,y\n1,2,7,u\n,5,7,v\n3,4,7,u\n8,-2,7,v\n2,2,7,\n')
      const changed = await standardizedNorm4(path, summary, moments, options, { lane })
      expect(changed.ok ? '' : changed.problem.code).toBe('FILE_CHANGED_ON_DISK')
    }
  })

  it('is the same of a long file, some of whose rows and columns do not count', async () => {
    const lines = randomRows(3000, 6, 5).map((row, index) => [...row.map((value, column) => (1e3 * column + value).toFixed(5)), index % 17 === 3 ? 'NA' : String(index % 7), index % 5 === 0 ? '' : `k${index % 3}`].join(','))
    const path = folder.write('long.csv', `0:4,b,c,d,e,f,count,kind\n${lines.join('\n')}\n`)
    for (const missing of ['drop', 'mean'] as const) {
      const options = { ...defaultOptions, label: 'kind', features: ['f', '0:4', 'count', 'b'], missing }
      const { summary, moments } = must(await loadCsv(path, options))
      const used: Lane[] = []
      const onLane = (lane: Lane): void => void used.push(lane)
      const read = async (lane: Lane): Promise<number> => must(await standardizedNorm4(path, summary, moments, options, { lane, chunkBytes: 10_000, onLane }))
      const [general, plain] = [await read('general'), await read('plain')]
      expect(used).toEqual(['general', 'plain'])
      // the rounding of sums in another order, and that of x − mean where the mean is a thousand times the spread
      expect(Math.abs(plain / general - 1)).toBeLessThan(1e-12)
    }
  })
})
