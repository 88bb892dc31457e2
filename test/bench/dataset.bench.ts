import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readFile } from 'node:fs/promises'
import Papa from 'papaparse'
import { afterAll, bench, describe } from 'vitest'
import { loadCsv } from '../../core/dataset/load'
import { MomentAccumulator } from '../../core/dataset/moments'
import { libraryEigenvalueSolver } from '../../core/linalg/symmetricEigenvalues'
import { normal, uniform } from '../support/slowMethods'

const random = uniform(1)
const rows = Array.from({ length: 20_000 }, () => Float64Array.from({ length: 20 }, () => normal(random)))
const folder = mkdtempSync(join(tmpdir(), 'mmi-bench-'))
const file = join(folder, 'floats.csv')
writeFileSync(file, `${Array.from({ length: 20 }, (_, column) => `x${column}`).join(',')}\n${rows.map(row => row.join(',')).join('\n')}\n`)
const columns = Array.from({ length: 20 }, (_, column) => `x${column}`)
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const once = { iterations: 5, warmupIterations: 1, time: 0 }

describe('a CSV of 20,000 × 20 numbers', () => {
  bench('read twice, with profile and moments', async () => {
    const read = await loadCsv(file, { dialect: {}, label: null, features: null, missing: 'drop', missingCodes: [] })
    if (!read.ok) throw new Error(read.problem.what)
  }, once)
  bench('papaparse alone, into one table of numbers', async () => {
    Papa.parse(await readFile(file, 'utf8'), { dynamicTyping: true, header: false })
  }, once)
})

describe('moments of 20,000 × 20 numbers in memory', () => {
  bench('blocked, shifted, mergeable', () => {
    const accumulator = new MomentAccumulator(columns)
    for (const row of rows) accumulator.add(row, null)
    accumulator.finish({ dropped: 0, provenance: { sources: [], dialect: null, missing: null, missingCodes: [], label: null, seed: null, version: null } })
  }, once)
  bench('plain double loop over the products', () => {
    const products = new Float64Array(400)
    for (const row of rows) for (let i = 0; i < 20; i++) for (let j = 0; j < 20; j++) products[i * 20 + j]! += row[i]! * row[j]!
  }, once)
})

describe('eigenvalues of a matrix of order 200', () => {
  const matrix = new Float64Array(200 * 200)
  for (let i = 0; i < 200; i++) for (let j = 0; j <= i; j++) matrix[i * 200 + j] = matrix[j * 200 + i] = 0.9 ** (i - j)
  bench(libraryEigenvalueSolver.name, () => void libraryEigenvalueSolver.eigenvalues(matrix, 200), once)
})
