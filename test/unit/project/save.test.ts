import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { canonicalJson } from '../../../core/project/canonicalJson'
import { readContainer } from '../../../core/project/container'
import { emptyProject } from '../../../core/project/document'
import { fingerprint, type Fingerprint } from '../../../core/project/fileBytes'
import { application } from '../../../core/project/formatVersion'
import { readProject } from '../../../core/project/open'
import { saveProject, writeProject } from '../../../core/project/save'
import { textBytes } from './rawZip'
import { anyDocument, anyMoments, sampleDocument, sampleMoments } from './samples'

async function written(...args: Parameters<typeof writeProject>): Promise<Uint8Array> {
  const result = await writeProject(...args)
  if (!result.ok) throw new Error(`${result.problem.code}: ${result.problem.what}`)
  return result.value
}

describe('a saved project', () => {
  it('opens as what was saved, and saves to the same bytes again', async () => {
    await fc.assert(fc.asyncProperty(anyDocument, fc.option(anyMoments), async (document, moments) => {
      const bytes = await written(document, moments)
      const project = await readProject(bytes)
      expect(project).toMatchObject({ ok: true, value: { unknownParts: [], version: '1.0' } })
      if (!project.ok) return
      expect(project.value.document).toEqual(document)
      expect(project.value.moments).toEqual(moments)
      expect(Buffer.compare(await written(project.value.document, project.value.moments, project.value), bytes)).toBe(0)
    }), { numRuns: 80 })
  })

  it('begins with its type at byte 38, as tools that look into files expect', async () => {
    const bytes = Buffer.from(await written(emptyProject(), null))
    expect(bytes.subarray(30, 81).toString('latin1')).toMatch(/^mimetypeapplication\/vnd\.mmi-workbench\.project\+zipPK/)
  })

  it('is the same file for the same project, whatever order its keys were set in', async () => {
    const { source, ...rest } = sampleDocument
    const reversed = Object.fromEntries(Object.entries({ ...rest, source }).reverse()) as typeof sampleDocument
    expect(Buffer.compare(await written(reversed, sampleMoments), await written(sampleDocument, sampleMoments))).toBe(0)
  })

  it('has the parts of the frozen fixture byte for byte: the format has not drifted', async () => {
    const { parts } = await readContainer(readFileSync(resolve(import.meta.dirname, '../../fixtures/projects/version-1.0.mmiproj')))
    const again = await readContainer(await written(sampleDocument, sampleMoments))
    expect([...again.parts.keys()]).toEqual(['project.json', 'moments.npz'])
    for (const [name, bytes] of again.parts) expect(Buffer.compare(bytes, parts.get(name) ?? new Uint8Array(0))).toBe(0)
  })

  it('names the program and its version as package.json does', () => {
    const { productName, version } = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../../package.json'), 'utf8')) as Record<string, unknown>
    expect(application).toEqual({ name: productName, version })
  })

  it('is not made from what would not open again', async () => {
    expect(await writeProject({ ...emptyProject(), activeDesign: 3 }, null)).toMatchObject({ ok: false, problem: { code: 'PROJECT_DOCUMENT_INVALID', meaning: 'saved like this it would not open again; nothing was saved' } })
    expect(await writeProject({ ...emptyProject(), noise: NaN }, null)).toMatchObject({ ok: false, problem: { code: 'PROJECT_DOCUMENT_INVALID' } })
    expect(await writeProject(emptyProject(), { ...sampleMoments, norm4: NaN })).toMatchObject({ ok: false, problem: { code: 'PROJECT_MOMENTS_INVALID', action: 'read the data again, then save' } })
  })

  it('is refused at once when its moments alone are too large', async () => {
    // A view that only claims its length: a real gigabyte would slow every run of the tests.
    const scatter = Object.defineProperty(new Float64Array(0), 'byteLength', { value: 1024 ** 3 })
    expect(await writeProject(emptyProject(), { ...sampleMoments, scatter })).toMatchObject({ ok: false, problem: { code: 'PROJECT_TOO_LARGE' } })
  })
})

describe('project.json', () => {
  it('is written with sorted keys, two spaces and a newline at its end', () => {
    const value = { b: [1, { z: null, a: 'ü\n' }], 10: true, 9: [], a: {}, gone: undefined }
    expect(canonicalJson(value)).toBe('{\n  "10": true,\n  "9": [],\n  "a": {},\n  "b": [\n    1,\n    {\n      "a": "ü\\n",\n      "z": null\n    }\n  ]\n}\n')
  })

  it('means the same as the value, whatever the value', () => {
    fc.assert(fc.property(fc.jsonValue(), value => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }))
  })
})

describe('saving over a file', () => {
  let folder: string
  let path: string
  let opened: Fingerprint
  const bytes = textBytes('mine')
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mmi-project-'))
    path = join(folder, 'work.mmiproj')
    await writeFile(path, 'as opened')
    const found = await fingerprint(path)
    if (!found.ok) throw new Error(found.problem.what)
    opened = found.value
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('returns the fingerprint by which the next save knows it', async () => {
    const first = await saveProject(path, bytes, { expected: opened })
    expect(first).toEqual(await fingerprint(path))
    if (!first.ok) return
    expect(await saveProject(path, textBytes('mine again'), { expected: first.value })).toMatchObject({ ok: true, value: { size: 10 } })
  })

  it('stops when somebody else changed it meanwhile', async () => {
    await writeFile(path, 'by others')
    expect(await saveProject(path, bytes, { expected: opened })).toMatchObject({ ok: false, problem: { code: 'FILE_CHANGED_ON_DISK', place: { file: path } } })
    expect(await readFile(path, 'utf8')).toBe('by others')
    expect(await saveProject(path, bytes)).toMatchObject({ ok: true })
  })

  it('goes on when it was only touched, or is gone', async () => {
    await utimes(path, 1, 1)
    expect(await saveProject(path, bytes, { expected: opened })).toMatchObject({ ok: true })
    await rm(path)
    expect(await saveProject(path, bytes, { expected: opened })).toMatchObject({ ok: true })
    expect(await readFile(path, 'utf8')).toBe('mine')
  })

  it('stops when something else stands in its place', async () => {
    expect(await saveProject(folder, bytes, { expected: opened })).toMatchObject({ ok: false, problem: { code: 'FILE_IS_FOLDER' } })
  })
})
