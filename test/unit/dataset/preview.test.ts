import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CsvPreview } from '../../../core/api/importPreview'
import type { Dialect, ImportOptions } from '../../../core/api/model'
import { describeProblem } from '../../../core/api/problem'
import { headBytes } from '../../../core/dataset/examine'
import { loadCsv } from '../../../core/dataset/load'
import { previewCsv, previewHead } from '../../../core/dataset/preview'
import { must } from '../../support/evaluate'
import { defaultOptions, temporaryFolder } from './temporaryFolder'

const corpus = resolve(import.meta.dirname, '../../corpus')
const readTable = <T>(name: string): readonly T[] => JSON.parse(readFileSync(resolve(corpus, name), 'utf8')) as readonly T[]
const folder = temporaryFolder()

const inCorpus = (name: string, options: Partial<ImportOptions> = {}) => previewCsv(resolve(corpus, name), { ...defaultOptions, ...options })
const texts = (preview: CsvPreview): readonly (readonly string[])[] => preview.firstRows.map(row => row.map(field => field.text))

describe('the preview of a CSV', () => {
  interface GoodFile { readonly file: string; readonly options?: Partial<ImportOptions>; readonly dialect: Dialect; readonly rows: number; readonly dropped: number; readonly columns: readonly string[] }

  for (const { file, options, dialect, rows, dropped, columns } of readTable<GoodFile>('good.json')) {
    it(`promises of ${file} ${options ? JSON.stringify(options) : ''} what reading it gives`, async () => {
      const shown = must(await inCorpus(file, options))
      expect(shown.problems).toEqual([])
      expect([shown.dialect, shown.rows, shown.droppedRows]).toEqual([dialect, rows, dropped])
      expect(shown.columns.filter(({ role }) => role === 'feature').map(({ name }) => name).toSorted()).toEqual([...columns].toSorted())
      // a file that ends in its head needs no second answer
      expect(must(await previewHead(resolve(corpus, file), { ...defaultOptions, ...options }))).toEqual(shown)
    })
  }

  interface BadFile { readonly file: string; readonly options?: Partial<ImportOptions>; readonly sentence: string }
  /** What only the moments themselves show: too few rows left, numbers too large or too small for their squares, missing values that are refused. */
  const seenLater = /^CSV_(?:ROWS_TOO_FEW: \d+ rows? (?:is|are) left|SCALE_TOO_SMALL|VALUE_MISSING)|fourth powers/

  for (const { file, options, sentence } of readTable<BadFile>('csv.json').filter(entry => !seenLater.test(entry.sentence))) {
    it(`says of ${file} ${options ? JSON.stringify(options) : ''} what reading it says`, async () => {
      const shown = await inCorpus(file, options)
      const [problem] = shown.ok ? shown.value.problems : [shown.problem]
      expect(problem && describeProblem(problem)).toBe(sentence)
    })
  }

  it('shows both readings of an ambiguous number, and the numbers as they are written until the sign is chosen', async () => {
    const path = folder.write('german.csv', 'Masse;Länge\n1,234;7\n2,345;8\n')
    const open = must(await previewCsv(path, defaultOptions))
    expect(open.ambiguity).toEqual({ column: 'Masse', row: 2, text: '1,234', point: 1234, comma: 1.234 })
    expect(open.problems.map(({ code }) => code)).toEqual(['CSV_DECIMAL_AMBIGUOUS'])
    expect(open.firstRows[0]).toEqual([{ kind: 'text', text: '1,234' }, { kind: 'text', text: '7' }])
    const chosen = must(await previewCsv(path, { ...defaultOptions, dialect: { decimal: ',' } }))
    expect([chosen.ambiguity, chosen.problems]).toEqual([null, []])
    expect(chosen.firstRows[0]).toEqual([{ kind: 'number', text: '1,234', value: 1.234 }, { kind: 'number', text: '7', value: 7 }])
    expect(chosen.detected).toEqual(['delimiter', 'encoding', 'header'])
  })

  it('shows rows that make no table as far as they can be split, so that a wrong delimiter is seen', async () => {
    const shown = must(await inCorpus('bad/ragged-long.csv'))
    expect(shown.columns).toEqual([])
    expect(shown.shownColumns).toEqual(['a', 'b', 'c'])
    expect(Math.max(...texts(shown).map(row => row.length))).toBe(4)
  })

  it('knows missing values by their codes, also those that were added', async () => {
    const path = folder.write('codes.csv', 'a,b\n1,NA\n-999,2\n3,4\n')
    const kinds = (preview: CsvPreview): readonly string[] => preview.firstRows.flatMap(row => row.map(({ kind }) => kind))
    expect(kinds(must(await previewCsv(path, defaultOptions)))).toEqual(['number', 'missing', 'number', 'number', 'number', 'number'])
    const more = must(await previewCsv(path, { ...defaultOptions, missingCodes: ['-999'] }))
    expect(kinds(more)).toEqual(['number', 'missing', 'missing', 'number', 'number', 'number'])
    expect([more.rows, more.droppedRows]).toEqual([1, 2])
  })

  it('reads fields in single quotes, or takes quotes as text, when that is chosen; the moments are read alike', async () => {
    const single = folder.write('single.csv', "a,b\n'1','x, y'\n'2','it''s'\n")
    const options = { ...defaultOptions, dialect: { quote: "'" } } as const
    const shown = must(await previewCsv(single, options))
    expect([shown.quoted, texts(shown)]).toEqual([true, [['1', 'x, y'], ['2', "it's"]]])
    expect(must(await loadCsv(single, options)).summary.dialect.quote).toBe("'")
    const inches = folder.write('inches.csv', 'size,n\n5",1\n"7,2\n8",3\n')
    expect(texts(must(await previewCsv(inches, defaultOptions)))).toEqual([['5"', '1'], ['7,2\n8', '3']])
    expect(texts(must(await previewCsv(inches, { ...defaultOptions, dialect: { quote: 'none' } })))).toEqual([['5"', '1'], ['"7', '2'], ['8"', '3']])
  })

  it('tells a byte order mark', async () => {
    expect(must(await inCorpus('good/utf-16le-bom.csv')).marked).toBe(true)
    expect(must(await inCorpus('good/utf-16le.csv')).marked).toBe(false)
  })
})

describe('the first answer to a large file', () => {
  const row = (index: number): string => `${index % 97},${(index * 7) % 13}.5,ä${index % 3}`

  it('comes from its head, cut between two rows whatever stands there, and says that it is not all', async () => {
    const rows = Array.from({ length: 60_000 }, (_, index) => row(index))
    const path = folder.write('large.csv', `a,b,kind\n${rows.join('\n')}\n`)
    const head = must(await previewHead(path, defaultOptions))!
    expect(head.complete).toBe(false)
    expect(head.totalRows).toBeGreaterThan(1000)
    expect(head.totalRows).toBeLessThan(60_000)
    // the last line that the head holds whole: every row up to there, none after it
    const bytesOfRows = rows.slice(0, head.totalRows).reduce((sum, text) => sum + Buffer.byteLength(text) + 1, 9)
    expect(bytesOfRows).toBeLessThanOrEqual(headBytes)
    expect(bytesOfRows + Buffer.byteLength(rows[head.totalRows]!) + 1).toBeGreaterThan(headBytes)
    const all = must(await previewCsv(path, defaultOptions))
    expect([all.complete, all.totalRows]).toEqual([true, 60_000])
    expect(head.firstRows).toEqual(all.firstRows)
  })

  it('is left to the whole file when the head holds no row', async () => {
    const path = folder.write('wide.csv', `${Array.from({ length: 40_000 }, (_, index) => `column ${index}`).join(',')}\n`.repeat(2))
    expect(must(await previewHead(path, defaultOptions))).toBeNull()
  })
})
