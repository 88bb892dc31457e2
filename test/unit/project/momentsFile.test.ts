import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Moments } from '../../../core/dataset/moments'
import type { RowSample } from '../../../core/dataset/rowSample'
import { allRows, float64Rows, sharedRows } from '../../../core/dataset/storedRows'
import { canonicalJson } from '../../../core/project/canonicalJson'
import { writeContainer } from '../../../core/project/container'
import { currentVersion } from '../../../core/project/formatVersion'
import { readMoments, readMomentsFile, writeMoments, writeMomentsFile } from '../../../core/project/momentsFile'
import { writeNpy, type NpyArray } from '../../../core/project/npy'
import { readProject } from '../../../core/project/open'
import { writeProject } from '../../../core/project/save'
import { readZip, zipLimits } from '../../../core/project/zip'
import { must } from '../../support/evaluate'
import { rawZip, textBytes } from './rawZip'
import { anyMoments, sampleDocument, sampleMoments } from './samples'

const numpy = '/usr/bin/python3'
const hasNumpy = spawnSync(numpy, ['-c', 'import numpy']).status === 0
let folder: string
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'mmi-moments-')) })
afterAll(() => rmSync(folder, { recursive: true }))

/** The sample's members, some replaced, added or (undefined) left out. */
async function withMembers(changes: Readonly<Record<string, NpyArray | undefined>>): Promise<Uint8Array> {
  const { entries } = await readZip(writeMoments(sampleMoments), zipLimits)
  const kept = entries.filter(entry => !(entry.name.replace('.npy', '') in changes))
  const changed = Object.entries(changes).flatMap(([name, array]) => (array ? [{ name: `${name}.npy`, bytes: writeNpy(array) }] : []))
  return rawZip([...kept, ...changed])
}

async function problemOf(bytes: Uint8Array): Promise<string> {
  const result = await readMoments(bytes)
  if (result.ok) throw new Error('was read')
  return `${result.problem.code}: ${result.problem.what}`
}

const scalar = (value: number): NpyArray => ({ dtype: 'int64', shape: [], values: BigInt64Array.of(BigInt(value)) })
const vector = (...values: number[]): NpyArray => ({ dtype: 'float64', shape: [values.length], values: Float64Array.from(values) })
const text = (value: string): NpyArray => ({ dtype: 'unicode', shape: [], values: [value] })

describe('a moments file', () => {
  it('reads back as it was written, and twice to the same bytes', async () => {
    await fc.assert(fc.asyncProperty(anyMoments, async moments => {
      const bytes = writeMoments(moments)
      expect(await readMoments(bytes)).toEqual({ ok: true, value: moments })
      expect(Buffer.compare(writeMoments(moments), bytes)).toBe(0)
    }), { numRuns: 60 })
  })

  it('stores its members, not deflated', async () => {
    const { entries, faults } = await readZip(writeMoments(sampleMoments), zipLimits)
    expect(faults).toEqual([])
    expect(entries.map(entry => entry.compression)).toEqual(entries.map(() => 'stored'))
    expect(entries.map(entry => entry.name)).toEqual(['format', 'n', 'dropped', 'mean', 'scatter', 'norm2_x', 'norm4', 'columns', 'class_names', 'class_counts', 'class_means', 'provenance'].map(name => `${name}.npy`))
  })

  it('leaves out the class arrays without a label', async () => {
    const moments: Moments = { ...sampleMoments, classes: null }
    expect(await readMoments(writeMoments(moments))).toEqual({ ok: true, value: moments })
  })

  it('is written and read as a file', async () => {
    const path = join(folder, 'written.npz')
    expect(await writeMomentsFile(path, sampleMoments)).toMatchObject({ ok: true })
    expect(await readMomentsFile(path)).toEqual({ ok: true, value: { moments: sampleMoments, sample: null } })
    expect(await readMomentsFile(join(folder, 'none.npz'))).toMatchObject({ ok: false, problem: { code: 'FILE_MISSING', place: { file: join(folder, 'none.npz') } } })
    expect(await readMomentsFile(folder)).toMatchObject({ ok: false, problem: { code: 'FILE_IS_FOLDER' } })
  })

  it('may hold rows and arrays of any type beside, which are left alone', async () => {
    const bytes = await withMembers({ sample: vector(1, 2), sample_class: { dtype: 'int32', shape: [1], values: Int32Array.of(0) } })
    expect(await readMoments(bytes)).toEqual({ ok: true, value: sampleMoments })
    const { entries } = await readZip(bytes, zipLimits)
    expect(await readMoments(rawZip([...entries, { name: 'notes.npy', bytes: textBytes('no array') }]))).toEqual({ ok: true, value: sampleMoments })
  })

  it('may be deflated', async () => {
    const { entries } = await readZip(writeMoments(sampleMoments), zipLimits)
    expect(await readMoments(rawZip(entries.map(entry => ({ ...entry, deflate: true }))))).toEqual({ ok: true, value: sampleMoments })
  })
})

describe('rows beside the moments', () => {
  const sample: RowSample = { count: 2, dimension: 2, rows: float64Rows(Float64Array.of(1, -1, 1.75, -2.5)), classes: Int32Array.of(0, 1), seed: 7, complete: false }

  it('read back as they were written, with the seed of their draw, in shared memory', async () => {
    const path = join(folder, 'rows.npz')
    await writeMomentsFile(path, sampleMoments, sample)
    const read = await readMomentsFile(path)
    expect(read).toEqual({ ok: true, value: { moments: { ...sampleMoments, provenance: { ...sampleMoments.provenance, seed: 7 } }, sample } })
    expect(read.ok && read.value.sample!.rows.stored.buffer).toBeInstanceOf(SharedArrayBuffer)
    const all: RowSample = { ...sample, count: 3, rows: float64Rows(Float64Array.of(1, -1, 1.75, -2.5, 0, 0)), classes: Int32Array.of(0, 1, -1), complete: true }
    await writeMomentsFile(path, sampleMoments, all)
    expect(await readMomentsFile(path)).toMatchObject({ value: { sample: all } })
  })

  it('have no classes where the moments have none', async () => {
    const path = join(folder, 'unlabelled.npz')
    await writeMomentsFile(path, { ...sampleMoments, classes: null }, { ...sample, classes: null })
    expect(await readMomentsFile(path)).toMatchObject({ value: { sample: { classes: null, count: 2 } } })
  })

  it.each([
    ['rows of other columns', { sample: { dtype: 'float64', shape: [2, 3], values: new Float64Array(6) } }, 'the array "sample" has the shape (2, 3), (k, 2) is needed'],
    ['one row', { sample: { dtype: 'float64', shape: [1, 2], values: new Float64Array(2) } }, 'the array "sample" holds 1 rows of the 3'],
    ['more rows than there are', { sample: { dtype: 'float64', shape: [4, 2], values: new Float64Array(8) } }, 'the array "sample" holds 4 rows of the 3'],
    ['a row that is not finite', { sample: { dtype: 'float64', shape: [2, 2], values: Float64Array.of(1, 2, 3, Infinity) } }, 'the array "sample" holds a value that is not a finite number'],
    ['a class that does not exist', { sample_class: { dtype: 'int32', shape: [2], values: Int32Array.of(0, 2) } }, 'the array "sample_class" holds a value that is no index of a class'],
    ['classes of other rows', { sample_class: { dtype: 'int32', shape: [3], values: Int32Array.of(0, 1, 1) } }, 'the array "sample_class" has the shape (3), (2) is needed']
  ] as const)('are refused: %s', async (name, changes: Readonly<Record<string, NpyArray>>, expected) => {
    const whole: Readonly<Record<string, NpyArray>> = { sample: { dtype: 'float64', shape: [2, 2], values: allRows(sample) }, sample_class: { dtype: 'int32', shape: [2], values: sample.classes! } }
    const path = join(folder, `${name.replaceAll(' ', '-')}.npz`)
    writeFileSync(path, await withMembers({ ...whole, ...changes }))
    expect(await readMomentsFile(path)).toMatchObject({ ok: false, problem: { code: 'MOMENTS_INVALID', what: expect.stringContaining(expected) } })
  })

  it('are never written into a project, not even when one saved by something else holds them', async () => {
    const bytes = must(await writeProject(sampleDocument, sampleMoments))
    const momentsOf = async (project: Uint8Array): Promise<readonly string[]> => {
      const { entries } = await readZip(project, zipLimits)
      const { entries: arrays } = await readZip(entries.find(entry => entry.name === 'moments.npz')!.bytes, zipLimits)
      return arrays.map(array => array.name)
    }
    expect((await momentsOf(bytes)).filter(name => name.startsWith('sample'))).toEqual([])
    const opened = must(await readProject(writeContainer([
      { name: 'project.json', bytes: textBytes(canonicalJson(sampleDocument)) }, { name: 'moments.npz', bytes: writeMoments(sampleMoments, sample) }
    ], currentVersion, {})))
    expect(Object.keys(opened.moments!)).not.toContain('sample')
    expect((await momentsOf(must(await writeProject(opened.document, opened.moments, opened)))).filter(name => name.startsWith('sample'))).toEqual([])
  })
})

describe('NumPy', () => {
  it('reads the file with plain numpy.load', async context => {
    if (!hasNumpy) return context.skip('python3-numpy is not installed')
    const path = join(folder, 'for-numpy.npz')
    await writeMomentsFile(path, sampleMoments)
    const program = [
      'import json, sys, numpy',
      'm = numpy.load(sys.argv[1])',
      'S = numpy.zeros((2, 2)); S[numpy.triu_indices(2)] = m["scatter"]',
      'print(json.dumps({name: [str(m[name].dtype), m[name].shape, m[name].tolist()] for name in m.files} | {"S": S.tolist()}))'
    ].join('\n')
    const seen = JSON.parse(execFileSync(numpy, ['-c', program, path], { encoding: 'utf8' })) as Record<string, unknown>
    expect(seen).toEqual({
      format: ['int32', [], 1],
      n: ['int64', [], 3],
      dropped: ['int64', [], 1],
      mean: ['float64', [2], [1.5, -2]],
      scatter: ['float64', [3], [2, 0.5, 8]],
      norm2_x: ['float64', [2], [0.25, -0.125]],
      norm4: ['float64', [], 40],
      columns: ['<U7', [2], ['mass', 'größe 😀']],
      class_names: ['<U3', [2], ['no', 'yes']],
      class_counts: ['int64', [2], [1, 2]],
      class_means: ['float64', [2, 2], [[1, -1], [1.75, -2.5]]],
      provenance: [expect.stringMatching(/^<U\d+$/), [], JSON.stringify(sampleMoments.provenance)],
      S: [[2, 0.5], [0, 8]]
    })
  })

  it('reads the rows and their classes', async context => {
    if (!hasNumpy) return context.skip('python3-numpy is not installed')
    const path = join(folder, 'rows-for-numpy.npz')
    const sample: RowSample = { count: 2, dimension: 2, rows: float64Rows(sharedRows(2, 2)), classes: Int32Array.of(1, -1), seed: 3, complete: false }
    allRows(sample).set([1.5, -2, 0.25, 1e-300])
    await writeMomentsFile(path, sampleMoments, sample)
    const program = 'import json, sys, numpy\nm = numpy.load(sys.argv[1])\nprint(json.dumps([[str(m[n].dtype), m[n].tolist()] for n in ("sample", "sample_class")] + [json.loads(str(m["provenance"]))["seed"]]))'
    expect(JSON.parse(execFileSync(numpy, ['-c', program, path], { encoding: 'utf8' }))).toEqual([['float64', [[1.5, -2], [0.25, 1e-300]]], ['int32', [1, -1]], 3])
  })

  it.for(['savez', 'savez_compressed'])('writes with numpy.%s a file that is read here', async (writer, context) => {
    if (!hasNumpy) return context.skip('python3-numpy is not installed')
    const ours = join(folder, 'ours.npz')
    const theirs = join(folder, `${writer}.npz`)
    await writeMomentsFile(ours, sampleMoments)
    execFileSync(numpy, ['-c', `import sys, numpy; numpy.${writer}(sys.argv[2], **numpy.load(sys.argv[1]))`, ours, theirs])
    expect(await readMomentsFile(theirs)).toEqual({ ok: true, value: { moments: sampleMoments, sample: null } })
  })
})

describe('what is wrong with a moments file is named', () => {
  const cases: readonly (readonly [string, Readonly<Record<string, NpyArray | undefined>>, string])[] = [
    ['one array missing', { mean: undefined }, 'MOMENTS_INVALID: the moments file lacks the array "mean"'],
    ['several missing', { mean: undefined, provenance: undefined }, 'MOMENTS_INVALID: the moments file lacks the arrays "mean", "provenance"'],
    ['no format', { format: undefined }, 'MOMENTS_INVALID: the moments file lacks the array "format"'],
    ['another format', { format: scalar(2) }, 'MOMENTS_UNSUPPORTED: the moments are of format 2, this program reads format 1'],
    ['one row', { n: scalar(1) }, 'MOMENTS_INVALID: the array "n" says 1 rows, at least 2 are needed'],
    ['a negative count', { dropped: scalar(-1) }, 'MOMENTS_INVALID: the array "dropped" holds a value that is no count'],
    ['a count that no number holds', { n: { dtype: 'int64', shape: [], values: BigInt64Array.of(2n ** 60n) } }, 'MOMENTS_INVALID: the array "n" holds a value that is no count'],
    ['no columns', { columns: { dtype: 'unicode', shape: [0], values: [] } }, 'MOMENTS_INVALID: the array "columns" is empty'],
    ['too short a mean', { mean: vector(1) }, 'MOMENTS_INVALID: the array "mean" has the shape (1), (2) is needed'],
    ['a square scatter', { scatter: vector(1, 2, 2, 4) }, 'MOMENTS_INVALID: the array "scatter" has the shape (4), (3) is needed'],
    ['not a number', { mean: vector(1, NaN) }, 'MOMENTS_INVALID: the array "mean" holds a value that is not a finite number'],
    ['infinity', { norm2_x: vector(1, Infinity) }, 'MOMENTS_INVALID: the array "norm2_x" holds a value that is not a finite number'],
    ['a negative sum of squares', { scatter: vector(1, 0, -1) }, 'MOMENTS_INVALID: the array "scatter" holds a negative sum of squares for column "größe 😀"'],
    ['a negative fourth moment', { norm4: { dtype: 'float64', shape: [], values: Float64Array.of(-1) } }, 'MOMENTS_INVALID: the array "norm4" is negative'],
    ['whole numbers for reals', { mean: { dtype: 'int32', shape: [2], values: Int32Array.of(1, 2) } }, 'MOMENTS_INVALID: the array "mean" is of type int32, float64 is needed'],
    ['numbers for texts', { columns: vector(1, 2) }, 'MOMENTS_INVALID: the array "columns" is of type float64, unicode is needed'],
    ['classes without means', { class_means: undefined }, 'MOMENTS_INVALID: the moments file lacks the array "class_means"'],
    ['too many rows in classes', { class_counts: { dtype: 'int64', shape: [2], values: BigInt64Array.of(2n, 2n) } }, 'MOMENTS_INVALID: the array "class_counts" counts more than the 3 rows'],
    ['class means of another size', { class_means: vector(1, 2, 3, 4) }, 'MOMENTS_INVALID: the array "class_means" has the shape (4), (2, 2) is needed'],
    ['a provenance that is no JSON', { provenance: text('from Bob') }, 'MOMENTS_INVALID: the array "provenance" is not JSON'],
    ['a provenance of another kind', { provenance: text('{"sources": 3}') }, 'MOMENTS_INVALID: the array "provenance" is not valid: sources: expected array']
  ]
  it.each(cases)('%s', async (_, changes, expected) => {
    expect(await problemOf(await withMembers(changes))).toContain(expected)
  })

  it('as an archive', async () => {
    const bytes = writeMoments(sampleMoments)
    const damaged = Uint8Array.from(bytes)
    damaged[200]! ^= 1
    expect(await problemOf(new Uint8Array(0))).toBe('MOMENTS_INVALID: the moments file is empty')
    expect(await problemOf(textBytes('mass,size\n1,2\n'))).toBe('MOMENTS_INVALID: the file is no moments file (.npz)')
    expect(await problemOf(bytes.subarray(0, bytes.length - 30))).toBe('MOMENTS_INVALID: the moments file is cut short or its directory is damaged')
    expect(await problemOf(damaged)).toContain('its checksum (CRC-32) does not match')
    expect(await problemOf(rawZip([{ name: 'mean.npy', bytes: new Uint8Array(1e6), deflate: true }]))).toBe('MOMENTS_INVALID: the array "mean.npy" grows more than 200-fold when inflated')
  })
})
