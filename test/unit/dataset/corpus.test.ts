import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DatasetSummary, Dialect, ImportOptions } from '../../../core/api/model'
import { describeProblem } from '../../../core/api/problem'
import { loadCsv } from '../../../core/dataset/load'
import { defaultOptions } from './temporaryFolder'

const corpus = resolve(import.meta.dirname, '../../corpus')
const readTable = <T>(name: string): readonly T[] => JSON.parse(readFileSync(resolve(corpus, name), 'utf8')) as readonly T[]

interface BadFile {
  readonly file: string
  readonly options?: Partial<ImportOptions>
  readonly code: string
  readonly sentence: string
}

interface GoodFile {
  readonly file: string
  readonly options?: Partial<ImportOptions>
  readonly dialect: Dialect
  readonly rows: number
  readonly dropped: number
  readonly columns: readonly string[]
  readonly mean: readonly number[]
  readonly constantColumns: readonly string[]
  readonly label: DatasetSummary['label']
  readonly notes: readonly string[]
}

// In pieces of 3 bytes everything that can be cut in two is cut in two.
const chunkSizes = [undefined, 3]

describe('a bad file says what is wrong, what it means and what to do', () => {
  for (const { file, options, code, sentence } of readTable<BadFile>('csv.json')) {
    it(`${file} ${options ? JSON.stringify(options) : ''}: ${code}`, async () => {
      for (const chunkBytes of chunkSizes) {
        const result = await loadCsv(resolve(corpus, file), { ...defaultOptions, ...options }, chunkBytes ? { chunkBytes } : {})
        expect(result.ok ? 'read' : describeProblem(result.problem)).toBe(sentence)
        expect(result.ok ? '' : result.problem.code).toBe(code)
      }
    })
  }
})

describe('an awkward file is read as it is meant', () => {
  for (const expected of readTable<GoodFile>('good.json')) {
    it(`${expected.file} ${expected.options ? JSON.stringify(expected.options) : ''}`, async () => {
      for (const chunkBytes of chunkSizes) {
        const result = await loadCsv(resolve(corpus, expected.file), { ...defaultOptions, ...expected.options }, chunkBytes ? { chunkBytes } : {})
        if (!result.ok) throw new Error(describeProblem(result.problem))
        const { summary, moments } = result.value
        const { dialect, constantColumns, label, notes } = summary
        expect({ dialect, constantColumns, label, notes }).toEqual({
          dialect: expected.dialect, constantColumns: expected.constantColumns, label: expected.label, notes: expected.notes
        })
        expect(summary.features).toEqual(expected.columns)
        expect(moments.columns).toEqual(expected.columns)
        expect([moments.rows, moments.dropped, summary.rows, summary.droppedRows]).toEqual([expected.rows, expected.dropped, expected.rows, expected.dropped])
        expected.mean.forEach((mean, index) => expect(moments.mean[index]).toBeCloseTo(mean, 12))
      }
    })
  }
})
