import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CsvChanges } from '../../../core/api/importPreview'
import { hashOf, type ImportOptions } from '../../../core/api/model'
import { loadCsv } from '../../../core/dataset/load'
import { compareCsv, type MomentsDigest } from '../../../core/project/csvChanges'
import type { CsvSource } from '../../../core/project/document'
import { findCsv } from '../../../core/project/findCsv'
import { must } from '../../support/evaluate'
import { defaultOptions, temporaryFolder } from '../dataset/temporaryFolder'

const folder = temporaryFolder()
const table = 'a,b,kind\n1,2,x\n3,5,y\n4,4,x\n'

/** What a project remembers of a CSV that it was computed from. */
async function remembered(text: string, options: Partial<ImportOptions> = {}): Promise<{ readonly source: CsvSource; readonly digest: MomentsDigest }> {
  const path = folder.write('table.csv', text)
  const chosen = { ...defaultOptions, ...options }
  const { summary, moments } = must(await loadCsv(path, chosen))
  const { name, bytes, dialect } = summary
  const { label, features, missing, missingCodes } = chosen
  return {
    source: { kind: 'csv', name, relativePath: 'table.csv', bytes, sha256: hashOf(summary), dialect: { ...dialect }, label, features: features && [...features], missing, missingCodes: [...missingCodes] },
    digest: moments
  }
}

async function changes(before: string, after: string, options: Partial<ImportOptions> = {}): Promise<CsvChanges> {
  const { source, digest } = await remembered(before, options)
  const compared = must(await compareCsv(folder.write('other.csv', after), source, digest))
  if (compared.kind === 'same') throw new Error('the files are the same')
  return compared.changes
}

describe('a CSV beside the one that a project remembers', () => {
  it('is the same when its bytes are, under whatever name', async () => {
    const { source, digest } = await remembered(table, { label: 'kind' })
    expect(must(await compareCsv(folder.write('moved.csv', table), source, digest))).toEqual({ kind: 'same' })
  })

  it('has other rows and other numbers', async () => {
    const found = await changes(table, `${table}9,4,y\n`, { label: 'kind' })
    expect(found).toMatchObject({ rows: { before: 3, after: 4 }, bytes: { before: 27, after: 33 }, removed: [], added: [], renamed: [], otherNumbers: ['a', 'b'], problem: null })
    expect(found.sha256.before).not.toBe(found.sha256.after)
  })

  it('is another file with the same numbers when only its writing changed', async () => {
    expect((await changes(table, table.replaceAll('\n', '\r\n'), { label: 'kind' })).otherNumbers).toEqual([])
  })

  it('counts the rows of the file, also those that missing values drop', async () => {
    const found = await changes('a,b\n1,2\n,3\n4,4\n', 'a,b\n1,2\n,3\n4,4\n5,\n')
    expect([found.rows, found.otherNumbers]).toEqual([{ before: 3, after: 4 }, []])
  })

  it('has columns that came, went or were renamed; a renamed one is known by its numbers, else by its place', async () => {
    expect(await changes('a,b\n1,2\n3,5\n', 'a,b,c\n1,2,1\n3,5,2\n')).toMatchObject({ removed: [], added: ['c'], renamed: [] })
    expect(await changes('a,b,c\n1,2,7\n3,5,9\n', 'a,c\n1,7\n3,9\n')).toMatchObject({ removed: ['b'], added: [], renamed: [] })
    expect(await changes('a,b\n1,2\n3,5\n', 'x,new,a\n9,2,1\n9,5,3\n')).toMatchObject({ removed: [], added: ['x'], renamed: [{ from: 'b', to: 'new', sameNumbers: true }] })
    expect(await changes('a,b\n1,2\n3,5\n', 'a,new\n1,2\n3,6\n')).toMatchObject({ removed: [], added: [], renamed: [{ from: 'b', to: 'new', sameNumbers: false }] })
  })

  it('does not count columns as new that were left out on purpose', async () => {
    expect(await changes('a,b,c\n1,2,7\n3,5,9\n', 'a,b,c\n1,2,7\n3,5,8\n', { features: ['a', 'b'] })).toMatchObject({ added: [], otherNumbers: [] })
  })

  it('that cannot be read with the same choices says why', async () => {
    const found = await changes(table, 'a,b,sort\n1,2,x\n3,5,y\n4,4,x\n', { label: 'kind' })
    expect(found).toMatchObject({ removed: ['kind'], otherNumbers: null, problem: { code: 'CSV_COLUMN_UNKNOWN' } })
  })

  it('that is no table is a problem of its own', async () => {
    const { source, digest } = await remembered(table)
    expect(await compareCsv(folder.write('broken.csv', 'a,b\n1\n'), source, digest)).toMatchObject({ ok: false, problem: { code: 'CSV_ROW_RAGGED' } })
    expect(await compareCsv(join(folder.path, 'nowhere.csv'), source, digest)).toMatchObject({ ok: false, problem: { code: 'FILE_MISSING' } })
  })
})

describe('the CSV of a project is looked for', () => {
  const project = join(folder.path, 'project', 'p.mmiproj')
  mkdirSync(join(folder.path, 'project'))

  it('where it was, then beside the project under its name; a changed file is only told when no right one is there', async () => {
    const { source } = await remembered(table)
    const moved = { ...source, name: 'data.csv', relativePath: '../elsewhere/data.csv' }
    expect(await findCsv(project, moved)).toEqual({ state: 'missing' })
    const beside = folder.write('project/data.csv', 'a\n1\n')
    expect(await findCsv(project, moved)).toEqual({ state: 'changed', path: beside })
    folder.write('project/data.csv', table)
    expect(await findCsv(project, moved)).toEqual({ state: 'found', path: beside })
    mkdirSync(join(folder.path, 'elsewhere'))
    folder.write('elsewhere/data.csv', 'a\n1\n')
    expect(await findCsv(project, moved)).toEqual({ state: 'found', path: beside })
    folder.write('project/data.csv', 'a\n2\n')
    expect(await findCsv(project, moved)).toEqual({ state: 'changed', path: join(folder.path, 'elsewhere', 'data.csv') })
  })

  it('under no name that is a path', async () => {
    const { source } = await remembered(table)
    for (const name of ['../table.csv', '..', 'elsewhere\\data.csv']) expect(await findCsv(project, { ...source, name, relativePath: null })).toEqual({ state: 'missing' })
  })
})
