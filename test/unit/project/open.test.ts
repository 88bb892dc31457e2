import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Problem } from '../../../core/api/problem'
import { emptyProject } from '../../../core/project/document'
import { writeMoments } from '../../../core/project/momentsFile'
import { checkProject, readProject, type LoadedProject } from '../../../core/project/open'
import { writeProject } from '../../../core/project/save'
import { documentBytes, manifestOf, mimetypeEntry, rawProject, rawZip, textBytes, type RawEntry, type RawPart } from './rawZip'
import { sampleDocument, sampleMoments, someSha256 } from './samples'

const documentPart: RawPart = { name: 'project.json', bytes: documentBytes(sampleDocument) }
const momentsPart: RawPart = { name: 'moments.npz', bytes: writeMoments(sampleMoments) }
const extra: RawEntry = { name: 'extra.txt', bytes: textBytes('extra') }
const manifestEntry: RawEntry = { name: 'manifest.json', bytes: manifestOf([documentPart]) }

async function opened(bytes: Uint8Array): Promise<LoadedProject> {
  const result = await readProject(bytes)
  if (!result.ok) throw new Error(`${result.problem.code}: ${result.problem.what}`)
  return result.value
}

async function problemOf(bytes: Uint8Array): Promise<Problem> {
  const result = await readProject(bytes)
  if (result.ok) throw new Error('was opened')
  const all = await checkProject(bytes)
  expect(all.map(problem => problem.code)).toContain(result.problem.code)
  return result.problem
}

async function sampleProject(): Promise<Uint8Array> {
  const written = await writeProject(sampleDocument, sampleMoments)
  if (!written.ok) throw new Error(written.problem.what)
  return written.value
}

describe('a project', () => {
  it('made by hand opens', async () => {
    expect(await opened(rawProject([documentPart, momentsPart]))).toEqual({ document: sampleDocument, moments: sampleMoments, version: '1.0', unknownParts: [], manifestFields: {}, notes: [] })
  })

  it('may have deflated parts', async () => {
    const bytes = rawZip([mimetypeEntry, { ...manifestEntry, deflate: true }, { ...documentPart, deflate: true }])
    expect((await opened(bytes)).document).toEqual(sampleDocument)
  })

  it('without moments says so when its source needs them', async () => {
    expect((await opened(rawProject([documentPart]))).notes).toEqual(['The project holds no moments: its data must be read again before anything can be computed.'])
    expect((await opened(rawProject([{ name: 'project.json', bytes: documentBytes(emptyProject()) }]))).notes).toEqual([])
  })

  it('may hold parts that are not known, which are listed', async () => {
    const project = await opened(rawProject([documentPart, momentsPart, { name: 'thumbnail.svg', bytes: textBytes('<svg/>') }], [extra]))
    expect(project.unknownParts).toEqual([{ name: 'thumbnail.svg', bytes: textBytes('<svg/>') }, { name: 'extra.txt', bytes: textBytes('extra') }])
    expect(project.notes).toEqual([
      'The project holds parts that this program does not know and keeps: "thumbnail.svg", "extra.txt".',
      'Not named by the project\'s manifest, so added by something else: "extra.txt".'
    ])
  })
})

describe('every failure to open has its own problem', () => {
  const cases: readonly (readonly [string, Uint8Array, Problem['code'], string])[] = [
    ['an empty file', new Uint8Array(0), 'PROJECT_NOT_A_ZIP', 'the file is empty'],
    ['a text file', textBytes('a,b\n1,2\n'), 'PROJECT_NOT_A_ZIP', 'the file is not a zip archive, as a project is'],
    ['a cut file', rawProject([documentPart]).subarray(0, 500), 'PROJECT_NOT_A_ZIP', 'the file is cut short or its directory of parts is damaged'],
    ['a zip without mimetype', rawZip([extra]), 'PROJECT_NOT_OURS', 'the file is a zip archive without the part "mimetype"'],
    ['a zip of another type', rawZip([{ name: 'mimetype', bytes: textBytes('application/epub+zip') }]), 'PROJECT_NOT_OURS', 'the file is of the type "application/epub+zip", not "application/vnd.mmi-workbench.project+zip"'],
    ['mimetype not first', rawZip([manifestEntry, mimetypeEntry, documentPart]), 'PROJECT_NOT_OURS', 'the part "mimetype" is not the first of the archive, stored and without extra fields'],
    ['mimetype deflated', rawZip([{ ...mimetypeEntry, deflate: true }, manifestEntry, documentPart]), 'PROJECT_NOT_OURS', 'the part "mimetype" is not the first of the archive, stored and without extra fields'],
    ['mimetype with an extra field', rawZip([{ ...mimetypeEntry, extra: Uint8Array.of(1, 2, 0, 0) }, manifestEntry, documentPart]), 'PROJECT_NOT_OURS', 'the part "mimetype" is not the first of the archive, stored and without extra fields'],
    ['no manifest', rawZip([mimetypeEntry, documentPart]), 'PROJECT_ENTRY_MISSING', 'the part "manifest.json" is missing from the project'],
    ['a manifest that is no JSON', rawZip([mimetypeEntry, { name: 'manifest.json', bytes: textBytes('{') }]), 'PROJECT_MANIFEST_INVALID', 'manifest.json is not JSON'],
    ['a manifest in Latin-1', rawZip([mimetypeEntry, { name: 'manifest.json', bytes: Uint8Array.of(0x7b, 0xe9) }]), 'PROJECT_MANIFEST_INVALID', 'manifest.json is not UTF-8 text'],
    ['a manifest without parts', rawProject([documentPart], [], { parts: undefined }), 'PROJECT_MANIFEST_INVALID', 'manifest.json is not valid: parts: expected array'],
    ['a version that is none', rawProject([documentPart], [], { version: '1' }), 'PROJECT_MANIFEST_INVALID', 'manifest.json is not valid: version: must be major.minor, such as 1.0'],
    ['another format', rawProject([documentPart], [], { format: 'other.project' }), 'PROJECT_NOT_OURS', 'manifest.json names the format "other.project", not "mmi-workbench.project"'],
    ['a newer major version', rawProject([documentPart], [], { version: '2.3', parts: 'elsewhere' }), 'PROJECT_TOO_NEW', 'the project is of format version 2.3, this program reads versions up to 1.0'],
    ['an unheard-of old version', rawProject([documentPart], [], { version: '0.8' }), 'PROJECT_MIGRATION_FAILED', 'the project is of version 0.8, the oldest known version is 0.9'],
    ['an old project without its design', rawProject([documentPart], [], { version: '0.9' }), 'PROJECT_MIGRATION_FAILED', 'the project of version 0.9 could not be brought from version 0.9 to 1.0 (design is not a text)'],
    ['a listed part missing', rawZip([mimetypeEntry, { name: 'manifest.json', bytes: manifestOf([documentPart, momentsPart]) }, documentPart]), 'PROJECT_ENTRY_MISSING', 'the part "moments.npz" is missing from the project'],
    ['no document at all', rawProject([]), 'PROJECT_ENTRY_MISSING', 'the part "project.json" is missing from the project'],
    ['a document that the manifest does not list', rawProject([], [documentPart]), 'PROJECT_MANIFEST_INVALID', 'manifest.json does not list "project.json"'],
    ['a part listed twice', rawZip([mimetypeEntry, { name: 'manifest.json', bytes: manifestOf([documentPart, documentPart]) }, documentPart]), 'PROJECT_MANIFEST_INVALID', 'manifest.json lists "project.json" twice'],
    ['another SHA-256', rawProject([documentPart], [], { parts: [{ name: 'project.json', size: documentPart.bytes.length, sha256: someSha256 }] }), 'PROJECT_ENTRY_CORRUPT', 'the part "project.json" is damaged: its SHA-256 is not the one in the manifest'],
    ['another size', rawProject([documentPart], [], { parts: [{ name: 'project.json', size: 1, sha256: someSha256 }] }), 'PROJECT_ENTRY_CORRUPT', `the part "project.json" is damaged: it has ${documentPart.bytes.length} bytes, the manifest says 1`],
    ['a wrong checksum', rawProject([documentPart], [{ ...extra, crc: 1 }]), 'PROJECT_ENTRY_CORRUPT', 'the part "extra.txt" is damaged: its checksum (CRC-32) does not match'],
    ['a name there twice', rawProject([documentPart], [documentPart]), 'PROJECT_ENTRY_DUPLICATE', 'the part "project.json" is there twice'],
    ['names that collide', rawProject([documentPart], [{ ...documentPart, name: 'Project.JSON' }]), 'PROJECT_ENTRY_DUPLICATE', 'the parts "project.json" and "Project.JSON" have the same name on some systems'],
    ['an unsafe name', rawProject([documentPart], [{ ...extra, name: '../x' }]), 'PROJECT_ENTRY_UNSAFE', 'the name of the part "../x" leads out of the archive with ".."'],
    ['encryption', rawProject([documentPart], [{ ...extra, flags: 1 }]), 'PROJECT_ENCRYPTED', 'the part "extra.txt" is encrypted'],
    ['a bomb', rawProject([documentPart], [{ name: 'bomb', bytes: new Uint8Array(1e6), deflate: true }]), 'PROJECT_TOO_LARGE', 'the part "bomb" grows more than 200-fold when inflated'],
    ['too many parts', rawProject([documentPart], Array.from({ length: 64 }, (_, index) => ({ ...extra, name: `part ${index}` }))), 'PROJECT_TOO_LARGE', 'the project has 67 parts, at most 64 are read'],
    ['a document that is no JSON', rawProject([{ name: 'project.json', bytes: textBytes('nothing') }]), 'PROJECT_DOCUMENT_INVALID', 'project.json is not valid: the document is not JSON'],
    ['a document that is a list', rawProject([{ name: 'project.json', bytes: textBytes('[]') }]), 'PROJECT_DOCUMENT_INVALID', 'project.json is not valid: the document is not a JSON object'],
    ['a document without end', rawProject([{ name: 'project.json', bytes: textBytes(`{"x":${'['.repeat(200)}${']'.repeat(200)}}`) }]), 'PROJECT_DOCUMENT_INVALID', 'project.json is not valid: the document is nested deeper than 100 levels'],
    ['a negative budget', rawProject([{ name: 'project.json', bytes: documentBytes({ ...sampleDocument, budget: -1 }) }]), 'PROJECT_DOCUMENT_INVALID', 'project.json is not valid: budget: too small: expected number to be >=0'],
    ['a design without name', rawProject([{ name: 'project.json', bytes: documentBytes({ ...sampleDocument, designs: [{ notation: '' }] }) }]), 'PROJECT_DOCUMENT_INVALID', 'project.json is not valid: designs[0].name: expected string, received undefined'],
    ['an active design that is not there', rawProject([{ name: 'project.json', bytes: documentBytes({ ...sampleDocument, activeDesign: 2 }) }]), 'PROJECT_DOCUMENT_INVALID', 'project.json is not valid: activeDesign: design 2 does not exist, there are 2'],
    ['moments that are none', rawProject([documentPart, { name: 'moments.npz', bytes: textBytes('no') }]), 'PROJECT_MOMENTS_INVALID', 'moments.npz in the project is not valid: the file is no moments file (.npz)']
  ]
  it.each(cases)('%s', async (_, bytes, code, what) => {
    const problem = await problemOf(bytes)
    expect({ code: problem.code, what: problem.what }).toEqual({ code, what: expect.stringContaining(what) as string })
    for (const fragment of [problem.what, problem.meaning, problem.action]) expect(fragment).toMatch(/[^.\s]$/)
  })

  it('many issues of one document: the first three in words, the rest counted; all when checking', async () => {
    const bytes = rawProject([{ name: 'project.json', bytes: documentBytes({}) }])
    const problem = await problemOf(bytes)
    expect(problem.what).toMatch(/^project\.json is not valid: source: .*; shape: .*; covariance: .*; and 5 more$/)
    expect((await checkProject(bytes)).map(({ code }) => code)).toEqual(Array.from({ length: 8 }, () => 'PROJECT_DOCUMENT_INVALID'))
  })

  it('everything wrong with a file is named when checking', async () => {
    const bytes = rawProject(
      [{ name: 'project.json', bytes: documentBytes({ ...sampleDocument, unit: 'ban', noise: 0 }) }, { name: 'moments.npz', bytes: textBytes('no') }],
      [{ ...extra, name: '../x' }, { ...extra, crc: 1 }]
    )
    expect((await checkProject(bytes)).map(({ code }) => code)).toEqual(['PROJECT_ENTRY_UNSAFE', 'PROJECT_ENTRY_CORRUPT', 'PROJECT_DOCUMENT_INVALID', 'PROJECT_DOCUMENT_INVALID', 'PROJECT_MOMENTS_INVALID'])
    expect(await checkProject(await sampleProject())).toEqual([])
  })
})

describe('versions', () => {
  const fixture = (version: string): Uint8Array => readFileSync(resolve(import.meta.dirname, `../../fixtures/projects/version-${version}.mmiproj`))

  it('1.0, as it was first written, opens', async () => {
    expect(await opened(fixture('1.0'))).toEqual({ document: sampleDocument, moments: sampleMoments, version: '1.0', unknownParts: [], manifestFields: {}, notes: [] })
  })

  it('0.9 opens with its one design as the first of several', async () => {
    const project = await opened(fixture('0.9'))
    expect(project.document).toEqual({ ...sampleDocument, designs: [{ name: 'Design A', notation: 'dense(2, relu)' }], activeDesign: 0 })
    expect(project.moments).toEqual(sampleMoments)
    expect(project.notes).toEqual(['The project was of format version 0.9; saving writes version 1.0: the one design became the first of several.'])
  })

  it('a newer minor opens, and what it added survives saving', async () => {
    const document = { ...sampleDocument, palette: { warm: true } }
    const part = { name: 'project.json', bytes: documentBytes(document) }
    const project = await opened(rawProject([part, momentsPart, { name: 'palette.json', bytes: textBytes('{}') }], [], { version: '1.7', signedBy: ['Ada'] }))
    expect(project.notes[0]).toBe('The project is of format version 1.7, newer than the 1.0 of this program; what is not known here is kept.')
    const saved = await writeProject({ ...project.document, budget: 7 }, project.moments, project)
    if (!saved.ok) throw new Error(saved.problem.what)
    const again = await opened(saved.value)
    expect(again).toEqual({ ...project, document: { ...document, budget: 7 } })
    expect(again.manifestFields).toEqual({ signedBy: ['Ada'] })
  })
})

describe('a damaged project', () => {
  it('never throws and never opens as another project, whatever byte changes', async () => {
    const bytes = await sampleProject()
    const whole = await opened(bytes)
    await fc.assert(fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (position, change) => {
      const damaged = Uint8Array.from(bytes)
      damaged[position]! ^= change
      const result = await readProject(damaged)
      if (result.ok) expect(result.value).toEqual(whole)
    }), { numRuns: 1500 })
  })

  it('never throws when it is cut or patched anywhere', async () => {
    const bytes = await sampleProject()
    await fc.assert(fc.asyncProperty(fc.nat(bytes.length), fc.nat(bytes.length), fc.uint8Array({ maxLength: 40 }), async (from, to, patch) => {
      const damaged = Uint8Array.from([...bytes.subarray(0, Math.min(from, to)), ...patch, ...bytes.subarray(Math.max(from, to))])
      expect(typeof (await readProject(damaged)).ok).toBe('boolean')
    }), { numRuns: 300 })
  })
})
