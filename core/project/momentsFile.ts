/** Moments as a file: the arrays of `moments.npz`, checked until they can be computed with. */
import { z } from 'zod'
import { delimiters, encodings, quoteSigns } from '../api/model'
import { failure, ProblemError, success, type Result } from '../api/problem'
import type { Moments, MomentsProvenance } from '../dataset/moments'
import type { RowSample } from '../dataset/rowSample'
import { allRows, float64Rows, sharedRows } from '../dataset/storedRows'
import { saveAtomically } from './atomicSave'
import { describeIssues, parseJsonObject } from './canonicalJson'
import { readFileWhole } from './fileBytes'
import { invalid, MomentsArrays } from './momentsArrays'
import type { NpyArray } from './npy'
import { readNpz, writeNpz } from './npz'
import { zipLimits } from './zip'

/** Of the array `format`; other numbers are not read. */
export const momentsFormat = 1

const provenanceSchema = z.looseObject({
  sources: z.array(z.looseObject({ name: z.string(), bytes: z.number().int().min(0), sha256: z.string() })),
  dialect: z.looseObject({ delimiter: z.enum(delimiters), decimal: z.enum(['.', ',']), encoding: z.enum(encodings), header: z.boolean(), quote: z.enum(quoteSigns).optional() }).nullable(),
  missing: z.enum(['drop', 'mean', 'error']).nullable(),
  missingCodes: z.array(z.string()).default([]),
  label: z.string().nullable(),
  seed: z.number().nullable(),
  version: z.string().nullable()
})

/** Moments, and the rows that were kept beside them. */
export interface MomentsWithRows {
  readonly moments: Moments
  /** null when the file holds none. */
  readonly sample: RowSample | null
}

/**
 * Encode moments as `moments.npz`; the same moments give the same bytes.
 *
 * @param moments N0 columns, scatter with N0(N0+1)/2 values
 * @param sample rows to write beside them; a project never holds any
 * @throws RangeError when the lengths contradict each other
 */
export function writeMoments(moments: Moments, sample: RowSample | null = null): Uint8Array {
  const dimension = moments.columns.length
  const classes = moments.classes
  const arrays: (readonly [string, NpyArray])[] = [
    ['format', { dtype: 'int32', shape: [], values: Int32Array.of(momentsFormat) }],
    ['n', { dtype: 'int64', shape: [], values: BigInt64Array.of(BigInt(moments.rows)) }],
    ['dropped', { dtype: 'int64', shape: [], values: BigInt64Array.of(BigInt(moments.dropped)) }],
    ['mean', { dtype: 'float64', shape: [dimension], values: moments.mean }],
    ['scatter', { dtype: 'float64', shape: [scatterLength(dimension)], values: moments.scatter }],
    ['norm2_x', { dtype: 'float64', shape: [dimension], values: moments.norm2X }],
    ['norm4', { dtype: 'float64', shape: [], values: Float64Array.of(moments.norm4) }],
    ['columns', { dtype: 'unicode', shape: [dimension], values: moments.columns }]
  ]
  if (classes) {
    const count = classes.names.length
    arrays.push(
      ['class_names', { dtype: 'unicode', shape: [count], values: classes.names }],
      ['class_counts', { dtype: 'int64', shape: [count], values: BigInt64Array.from(classes.counts, BigInt) }],
      ['class_means', { dtype: 'float64', shape: [count, dimension], values: classes.means }]
    )
  }
  if (sample) {
    arrays.push(
      ['sample', { dtype: 'float64', shape: [sample.count, dimension], values: allRows(sample) }],
      ['sample_class', { dtype: 'int32', shape: [sample.count], values: sample.classes ?? new Int32Array(sample.count).fill(-1) }]
    )
  }
  const provenance = sample ? { ...moments.provenance, seed: sample.seed } : moments.provenance
  arrays.push(['provenance', { dtype: 'unicode', shape: [], values: [JSON.stringify(provenance)] }])
  return writeNpz(arrays)
}

/**
 * Decode and check `moments.npz`. Rows in `sample` and arrays of other names are left alone.
 *
 * @returns moments whose lengths agree and whose numbers are finite; MOMENTS_INVALID naming the array, or
 * MOMENTS_UNSUPPORTED for another `format` and for array types that are not read
 */
export async function readMoments(bytes: Uint8Array): Promise<Result<Moments>> {
  return decoded(bytes, decode)
}

async function decoded<T>(bytes: Uint8Array, read: (arrays: MomentsArrays) => T): Promise<Result<T>> {
  const members = await readNpz(bytes)
  if (!members.ok) return members
  try {
    return success(read(new MomentsArrays(members.value)))
  } catch (error) {
    if (error instanceof ProblemError) return failure(error.problem)
    throw error
  }
}

/** Read `FILE.npz` with its rows: FILE_MISSING, FILE_UNREADABLE and FILE_IS_FOLDER beside the problems of `readMoments`. */
export async function readMomentsFile(path: string): Promise<Result<MomentsWithRows>> {
  const file = await readFileWhole(path, 'MOMENTS_UNSUPPORTED')
  if (!file.ok) return file
  return decoded(file.value.bytes, arrays => {
    const moments = decode(arrays)
    return { moments, sample: decodeSample(arrays, moments) }
  })
}

/** Write `FILE.npz`, whole or not at all; MOMENTS_UNSUPPORTED when with its rows it would be too large to be read. */
export async function writeMomentsFile(path: string, moments: Moments, sample: RowSample | null = null): Promise<Result<string>> {
  const bytes = moments.scatter.byteLength + (sample ? Float64Array.BYTES_PER_ELEMENT * sample.count * sample.dimension : 0)
  if (sample && bytes >= zipLimits.totalBytes) {
    return failure({
      code: 'MOMENTS_UNSUPPORTED',
      what: `with ${sample.count} rows of ${sample.dimension} columns the moments take more than the ${zipLimits.totalBytes / 1024 ** 3} GB that are read`,
      meaning: 'nothing was written',
      action: 'keep fewer rows (--rows), or choose fewer columns'
    })
  }
  return saveAtomically(path, writeMoments(moments, sample))
}

function decode(arrays: MomentsArrays): Moments {
  const format = arrays.integer('format')
  if (format !== momentsFormat) {
    throw new ProblemError({
      code: 'MOMENTS_UNSUPPORTED',
      what: `the moments are of format ${format}, this program reads format ${momentsFormat}`,
      meaning: 'the moments were not read',
      action: 'update MMI Workbench, or compute the moments again with this version'
    })
  }
  arrays.requireAll(['n', 'dropped', 'mean', 'scatter', 'norm2_x', 'norm4', 'columns', 'provenance'])
  const columns = arrays.texts('columns')
  const dimension = columns.length
  if (dimension === 0) throw invalid('the array "columns" is empty')
  const rows = arrays.integer('n')
  if (rows < 2) throw invalid(`the array "n" says ${rows} rows, at least 2 are needed`)
  const scatter = arrays.numbers('scatter', [scatterLength(dimension)])
  refuseNegativeDiagonal(scatter, columns)
  const norm4 = arrays.numbers('norm4', [])[0] ?? 0
  if (norm4 < 0) throw invalid('the array "norm4" is negative')
  return {
    rows,
    dropped: arrays.integer('dropped'),
    columns,
    mean: arrays.numbers('mean', [dimension]),
    scatter,
    norm2X: arrays.numbers('norm2_x', [dimension]),
    norm4,
    classes: decodeClasses(arrays, dimension, rows),
    provenance: decodeProvenance(arrays.text('provenance'))
  }
}

function decodeClasses(arrays: MomentsArrays, dimension: number, rows: number): Moments['classes'] {
  const members = ['class_names', 'class_counts', 'class_means']
  if (!members.some(name => arrays.has(name))) return null
  arrays.requireAll(members)
  const names = arrays.texts('class_names')
  const counts = arrays.integers('class_counts', [names.length])
  if (counts.reduce((sum, count) => sum + count, 0) > rows) throw invalid(`the array "class_counts" counts more than the ${rows} rows`)
  return { names, counts, means: arrays.numbers('class_means', [names.length, dimension]) }
}

/** Rows beside the moments; null without any. */
function decodeSample(arrays: MomentsArrays, { columns, rows, classes, provenance }: Moments): RowSample | null {
  if (!arrays.has('sample')) return null
  const dimension = columns.length
  const count = arrays.rowsOf('sample', dimension)
  if (count < 2 || count > rows) throw invalid(`the array "sample" holds ${count} rows of the ${rows}, at least 2 and no more than all are needed`)
  const shared = sharedRows(count, dimension)
  shared.set(arrays.numbers('sample', [count, dimension]))
  const sampleClasses = classes && arrays.has('sample_class') ? arrays.indices('sample_class', count, classes.names.length) : null
  return { count, dimension, rows: float64Rows(shared), classes: sampleClasses, seed: provenance.seed, complete: count === rows }
}

function decodeProvenance(text: string): MomentsProvenance {
  const parsed = parseJsonObject(new TextEncoder().encode(text))
  if ('wrong' in parsed) throw invalid(`the array "provenance" ${parsed.wrong}`)
  const provenance = provenanceSchema.safeParse(parsed.object)
  if (!provenance.success) throw invalid(`the array "provenance" is not valid: ${describeIssues(provenance.error).slice(0, 3).join('; ')}`)
  return provenance.data
}

/** A sum of squares is never negative: such a scatter matrix was not computed from rows. */
function refuseNegativeDiagonal(scatter: Float64Array, columns: readonly string[]): void {
  let position = 0
  columns.forEach((column, row) => {
    if ((scatter[position] ?? 0) < 0) throw invalid(`the array "scatter" holds a negative sum of squares for column "${column}"`)
    position += columns.length - row
  })
}

/** Values of an upper triangle with its diagonal. */
function scatterLength(dimension: number): number {
  return (dimension * (dimension + 1)) / 2
}
