import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { describeProblem, type Result } from '../../../core/api/problem'
import { fileProblem } from '../../../core/dataset/files'
import { inspectCsv, loadCsv, type LoadProgress } from '../../../core/dataset/load'
import { readNumberColumn } from '../../../core/dataset/numberColumn'
import { readRows } from '../../../core/dataset/rows'
import { defaultOptions, temporaryFolder } from './temporaryFolder'

const folder = temporaryFolder()
const iris = resolve(import.meta.dirname, '../../reference/iris.csv')
const sentence = (result: Result<unknown>): string => (result.ok ? 'read' : describeProblem(result.problem))
const valueOf = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(describeProblem(result.problem))
  return result.value
}

describe('loadCsv', () => {
  it('reads the iris data', async () => {
    const { summary, moments } = valueOf(await loadCsv(iris, { ...defaultOptions, label: 'label' }))
    const bytes = readFileSync(iris)
    expect(summary).toMatchObject({
      name: 'iris.csv', bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'),
      dialect: { delimiter: ',', decimal: '.', encoding: 'utf-8', header: true }, detected: ['delimiter', 'decimal', 'encoding', 'header'],
      features: ['sepal_length_cm', 'sepal_width_cm', 'petal_length_cm', 'petal_width_cm'], constantColumns: [],
      label: { name: 'label', classes: ['setosa', 'versicolor', 'virginica'], counts: [50, 50, 50], capped: false },
      totalRows: 150, rows: 150, droppedRows: 0, missing: 'drop', notes: []
    })
    expect(summary.columns.map(({ role, type, distinct }) => [role, type, distinct])).toEqual([
      ['feature', 'numeric', 35], ['feature', 'numeric', 23], ['feature', 'numeric', 43], ['feature', 'numeric', 22], ['label', 'text', 3]
    ])
    const means = [5.843333333333334, 3.0573333333333337, 3.758, 1.1993333333333336]
    means.forEach((mean, index) => expect(moments.mean[index]).toBeCloseTo(mean, 13))
    expect(moments.classes?.means[4]).toBeCloseTo(5.936, 12)
    expect(moments.provenance).toEqual({
      sources: [{ name: 'iris.csv', bytes: summary.bytes, sha256: summary.sha256 }], dialect: summary.dialect, missing: 'drop', missingCodes: [], label: 'label', seed: null, version: null
    })
  })

  it('tells chosen parts of the dialect from detected ones', async () => {
    const { summary } = valueOf(await loadCsv(iris, { ...defaultOptions, dialect: { delimiter: ',', header: true } }))
    expect(summary.detected).toEqual(['decimal', 'encoding'])
  })

  it('reports progress of both passes up to the size of the file', async () => {
    const seen: LoadProgress[] = []
    await loadCsv(iris, defaultOptions, { chunkBytes: 500, onProgress: progress => seen.push(progress) })
    const bytes = readFileSync(iris).length
    for (const stage of ['reading', 'moments'] as const) {
      const ofStage = seen.filter(progress => progress.stage === stage)
      expect(ofStage.length).toBeGreaterThan(4)
      expect(ofStage.at(-1)).toEqual({ stage, bytes, totalBytes: bytes, rows: 151, passes: 2 })
      expect(ofStage.every((progress, index) => progress.bytes >= (ofStage[index - 1]?.bytes ?? 0) && progress.totalBytes === bytes)).toBe(true)
    }
  })

  it('stops in either pass when cancelled', async () => {
    for (const stage of ['reading', 'moments'] as const) {
      const controller = new AbortController()
      const result = await loadCsv(iris, defaultOptions, {
        chunkBytes: 200, signal: controller.signal,
        onProgress: progress => {
          if (progress.stage !== stage) return
          expect(controller.signal.aborted).toBe(false)
          controller.abort()
        }
      })
      expect(sentence(result)).toBe('JOB_CANCELLED: reading was cancelled (iris.csv); nothing was kept. Start again when you like.')
    }
  })

  it('notices a file that changes between the passes', async () => {
    for (const changed of ['a,b\n1,2\n3,5\n', 'a,b\n1,2\n3,x\n', 'a,b\n1,2\n3,4\n5,6\n', 'a\n1\n2\n']) {
      const path = folder.write('changing.csv', 'a,b\n1,2\n3,4\n')
      let written = false
      const result = await loadCsv(path, defaultOptions, {
        chunkBytes: 4,
        onProgress: ({ stage }) => {
          if (stage === 'moments' && !written) writeFileSync(path, changed)
          written ||= stage === 'moments'
        }
      })
      expect(sentence(result)).toBe('FILE_CHANGED_ON_DISK: the file changed while it was read (changing.csv); the numbers would mix two versions of it; nothing was kept. Read it again once nothing writes to it.')
    }
  })

  it('notices the same where nothing is hashed, by the state of the file', async () => {
    const path = folder.write('changing.csv', 'a,b\n1,2\n,4\n5,7\n')
    const unhashed = valueOf(await loadCsv(path, { ...defaultOptions, missing: 'mean' }, { lane: 'plain', hashed: false }))
    expect([unhashed.summary.sha256, unhashed.moments.provenance.sources]).toEqual([null, []])
    for (const hashed of [true, false]) {
      let written = false
      const result = await loadCsv(path, { ...defaultOptions, missing: 'mean' }, {
        lane: 'plain', hashed,
        onProgress: ({ stage }) => {
          // a pass with the means of the first; other numbers in as many bytes
          if (stage === 'moments' && !written) writeFileSync(path, hashed ? 'a,b\n1,2\n,4\n5,8\n' : 'a,b\n1,2\n,4\n5,9\n')
          written ||= stage === 'moments'
        }
      })
      expect(sentence(result)).toMatch(/^FILE_CHANGED_ON_DISK/)
    }
  })

  it('says so when a label has too many values to be classes', async () => {
    const lines = Array.from({ length: 1200 }, (_, index) => `${index % 7},id-${index}`)
    const { summary, moments } = valueOf(await loadCsv(folder.write('ids.csv', `x,id\n${lines.join('\n')}\n`), { ...defaultOptions, label: 'id' }))
    expect(summary.label).toEqual({ name: 'id', classes: [], counts: [], capped: true })
    expect(moments.classes).toBeNull()
    expect(summary.columns.map(column => column.distinct)).toEqual([7, 1000])
    expect(summary.notes).toEqual(['the label "id" has more than 1000 different values: it is not used as classes'])
  })
})

describe('files that cannot be read', () => {
  it('are missing, folders, or not permitted', async () => {
    expect(sentence(await loadCsv(join(folder.path, 'none.csv'), defaultOptions))).toBe('FILE_MISSING: the file does not exist (none.csv); nothing was read. Check its name and folder.')
    mkdirSync(join(folder.path, 'folder.csv'))
    expect(sentence(await loadCsv(join(folder.path, 'folder.csv'), defaultOptions))).toBe('FILE_IS_FOLDER: this is a folder (folder.csv); data are read from one CSV file. Choose a file in it.')
    // The superuser may read everything, so the permission is refused by hand.
    const refused = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' })
    expect(describeProblem(fileProblem(refused, join(folder.path, 'secret.csv')))).toBe('FILE_UNREADABLE: the file may not be read (secret.csv); nothing was read. Ask for permission to read it or copy it.')
    const broken = Object.assign(new Error('EIO: i/o error'), { code: 'EIO' })
    expect(fileProblem(broken, 'x.csv')).toMatchObject({ code: 'FILE_UNREADABLE', details: 'EIO: i/o error' })
  })

  it('have a quote that swallows the rest', async () => {
    const path = folder.write('quote.csv', `a,b\n1,2\n"3,4\n${'5,6\n'.repeat(5_000_000)}`)
    expect(sentence(await loadCsv(path, defaultOptions))).toBe('CSV_QUOTE_UNCLOSED: the quote that opens in row 3 is never closed (quote.csv:3); everything after it would be one field; nothing was kept. Close the quote, or double it ("") where it belongs to the text.')
  })

  it('have no line breaks', async () => {
    const path = folder.write('endless.csv', '1,'.repeat(9_000_000))
    expect(sentence(await loadCsv(path, defaultOptions))).toBe('CSV_TOO_WIDE: row 1 is longer than 16 MiB (endless.csv:1); no row of a table is that long; nothing was kept. Check that the file is a CSV with line breaks.')
  })

  it('have an invalid byte far beyond the first look, named with its row', async () => {
    const path = folder.write('late.csv', Buffer.concat([Buffer.from(`a,b\n${'1,2\n'.repeat(100_000)}`), Buffer.from([0x33, 0x2c, 0xe9, 0x0a])]))
    expect(sentence(await loadCsv(path, defaultOptions))).toContain('row 100002 is not valid UTF-8 (byte 0xE9) (late.csv:100002)')
  })

  it('have too many columns', async () => {
    const row = Array.from({ length: 16_001 }, (_, index) => index % 10).join(',')
    expect(sentence(await loadCsv(folder.write('wide.csv', `${row}\n${row}\n`), defaultOptions))).toContain('CSV_TOO_WIDE: there are 16001 features (wide.csv)')
  })
})

describe('inspectCsv', () => {
  it('counts rows, classes and missing values without failing on them', async () => {
    const path = folder.write('inspected.csv', 'x,y,note\n1,u,hello\n,v,"two\nlines"\n3,u,\n')
    const inspected = valueOf(await inspectCsv(path, { ...defaultOptions, label: 'y', missing: 'error' }))
    expect(inspected).toMatchObject({
      totalRows: 3, rows: 2, droppedRows: 1, features: ['x'], label: { name: 'y', classes: ['u'], counts: [2], capped: false }, problems: [], suggestedLabel: null,
      firstRows: [['1', 'u', 'hello'], ['', 'v', 'two\nlines'], ['3', 'u', '']]
    })
    expect(inspected.columns.map(({ name, role, missing, reason }) => [name, role, missing, reason])).toEqual([
      ['x', 'feature', 1, null], ['y', 'label', 0, null], ['note', 'left-out', 1, 'text: "hello" in row 2']
    ])
  })

  it.each([
    ['mass;y\n1,234;u\n5,678;v\n', {}, ['CSV_DECIMAL_AMBIGUOUS']],
    ['name,city\nAnn,Oslo\nBob,Rome\n', {}, ['CSV_NO_NUMERIC_COLUMN']],
    ['x,y\n1,u\n2,v\n', { label: 'z' }, ['CSV_COLUMN_UNKNOWN']],
    ['x,y\n', {}, ['CSV_ROWS_TOO_FEW', 'CSV_NO_NUMERIC_COLUMN']]
  ])('shows the columns of %j beside what stands in the way', async (text, options, codes) => {
    const inspected = valueOf(await inspectCsv(folder.write('obstacle.csv', text), { ...defaultOptions, ...options }))
    expect(inspected.problems.map(problem => problem.code)).toEqual(codes)
    expect(inspected.columns).toHaveLength(2)
  })

  it('suggests a label', async () => expect(valueOf(await inspectCsv(iris, defaultOptions)).suggestedLabel).toBe('label'))
})

describe('readNumberColumn', () => {
  it('reads a list with or without a name, of any length', async () => {
    expect(valueOf(await readNumberColumn(folder.write('list.csv', 'eigenvalue\n3\n1.5\n\n0\n')))).toEqual([3, 1.5, 0])
    expect(valueOf(await readNumberColumn(folder.write('list.csv', '4.25')))).toEqual([4.25])
  })

  it('refuses several columns and gaps', async () => {
    expect(sentence(await readNumberColumn(iris))).toContain('CSV_COLUMN_UNKNOWN: 4 columns hold numbers (iris.csv)')
    expect(sentence(await readNumberColumn(folder.write('gap.csv', 'x\n1\nNA\n')))).toContain('CSV_VALUE_MISSING: row 3 has no value (gap.csv:3)')
  })
})

describe('memory', () => {
  it('does not grow with the file: 50 MB pass through in less than 30 MB', async () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const line = `${Array.from({ length: 12 }, (_, index) => (index * 0.123456789).toFixed(12)).join(',')},"a text, quoted"\n`
    const path = folder.write('large.csv', line.repeat(Math.ceil(5e7 / line.length)))
    collect()
    const before = process.memoryUsage().heapUsed
    let largest = 0
    let nextLook = 0
    let rows = 0
    const dialect = { delimiter: ',', encoding: 'utf-8', header: false } as const
    for await (const batch of readRows(path, dialect, { onProgress: ({ bytes }) => {
      if (bytes < nextLook) return
      nextLook = bytes + 5e6
      collect()
      largest = Math.max(largest, process.memoryUsage().heapUsed - before)
    } })) rows += batch.records.length
    expect(rows).toBe(Math.ceil(5e7 / line.length))
    // A piece of half a megabyte as text and as fields, twice over; the fields of the whole file would take 300 MB.
    expect(largest).toBeLessThan(30e6)
  })
})
