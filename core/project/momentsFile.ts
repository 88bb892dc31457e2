/** Moments as a file: the arrays of `moments.npz`, checked until they can be computed with. */
import { z } from 'zod'
import { delimiters, encodings } from '../api/model'
import { failure, ProblemError, success, type Problem, type Result } from '../api/problem'
import type { Moments, MomentsProvenance } from '../dataset/moments'
import { saveAtomically } from './atomicSave'
import { describeIssues, parseJsonObject } from './canonicalJson'
import { readFileWhole } from './fileBytes'
import { readNpy, type NpyArray } from './npy'
import { readNpz, writeNpz } from './npz'

/** Of the array `format`; other numbers are not read. */
export const momentsFormat = 1

const provenanceSchema = z.looseObject({
  sources: z.array(z.looseObject({ name: z.string(), bytes: z.number().int().min(0), sha256: z.string() })),
  dialect: z.looseObject({ delimiter: z.enum(delimiters), decimal: z.enum(['.', ',']), encoding: z.enum(encodings), header: z.boolean() }).nullable(),
  missing: z.enum(['drop', 'mean', 'error']).nullable(),
  missingCodes: z.array(z.string()).default([]),
  label: z.string().nullable(),
  seed: z.number().nullable(),
  version: z.string().nullable()
})

/**
 * Encode moments as `moments.npz`; the same moments give the same bytes.
 *
 * @param moments N0 columns, scatter with N0(N0+1)/2 values
 * @throws RangeError when the lengths contradict each other
 */
export function writeMoments(moments: Moments): Uint8Array {
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
  arrays.push(['provenance', { dtype: 'unicode', shape: [], values: [JSON.stringify(moments.provenance)] }])
  return writeNpz(arrays)
}

/**
 * Decode and check `moments.npz`. Rows in `sample` and arrays of other names are left alone.
 *
 * @returns moments whose lengths agree and whose numbers are finite; MOMENTS_INVALID naming the array, or
 * MOMENTS_UNSUPPORTED for another `format` and for array types that are not read
 */
export async function readMoments(bytes: Uint8Array): Promise<Result<Moments>> {
  const members = await readNpz(bytes)
  if (!members.ok) return members
  try {
    return success(decode(new MomentsArrays(members.value)))
  } catch (error) {
    if (error instanceof ProblemError) return failure(error.problem)
    throw error
  }
}

/** Read `FILE.npz`: FILE_MISSING, FILE_UNREADABLE and FILE_IS_FOLDER beside the problems of `readMoments`. */
export async function readMomentsFile(path: string): Promise<Result<Moments>> {
  const file = await readFileWhole(path, 'MOMENTS_UNSUPPORTED')
  return file.ok ? readMoments(file.value.bytes) : file
}

/** Write `FILE.npz`, whole or not at all. */
export async function writeMomentsFile(path: string, moments: Moments): Promise<Result<string>> {
  return saveAtomically(path, writeMoments(moments))
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

/** The members of a moments file by name, decoded on demand; every method throws a ProblemError for what is wrong. */
class MomentsArrays {
  constructor(private readonly members: ReadonlyMap<string, Uint8Array>) {}

  has(name: string): boolean {
    return this.members.has(name)
  }

  requireAll(names: readonly string[]): void {
    const missing = names.filter(name => !this.has(name))
    if (missing.length > 0) throw invalid(`the moments file lacks the ${missing.length === 1 ? 'array' : 'arrays'} ${missing.map(name => `"${name}"`).join(', ')}`)
  }

  /** Finite numbers of exactly this shape. */
  numbers(name: string, shape: readonly number[]): Float64Array {
    const array = this.array(name)
    if (array.dtype !== 'float64') throw wrongType(name, array, 'float64')
    requireShape(name, array, shape)
    if (!areFinite(array.values)) throw invalid(`the array "${name}" holds a value that is not a finite number`)
    return array.values
  }

  /** Counts: whole numbers ≥ 0 that a number holds exactly. */
  integers(name: string, shape: readonly number[]): number[] {
    const array = this.array(name)
    if (array.dtype !== 'int32' && array.dtype !== 'int64') throw wrongType(name, array, 'int64')
    requireShape(name, array, shape)
    const values = Array.from<number | bigint, number>(array.values, Number)
    if (!values.every(value => Number.isSafeInteger(value) && value >= 0)) throw invalid(`the array "${name}" holds a value that is no count`)
    return values
  }

  integer(name: string): number {
    return this.integers(name, [])[0] ?? 0
  }

  /** A list of texts of any length. */
  texts(name: string): readonly string[] {
    const array = this.array(name)
    if (array.dtype !== 'unicode') throw wrongType(name, array, 'unicode')
    requireShape(name, array, [array.values.length])
    return array.values
  }

  text(name: string): string {
    const array = this.array(name)
    if (array.dtype !== 'unicode') throw wrongType(name, array, 'unicode')
    requireShape(name, array, [])
    return array.values[0] ?? ''
  }

  private array(name: string): NpyArray {
    this.requireAll([name])
    const array = readNpy(this.members.get(name) ?? new Uint8Array(), name)
    if (!array.ok) throw new ProblemError(array.problem)
    return array.value
  }
}

/** A plain loop: over the 10⁷ values of a wide scatter matrix `every` takes most of the opening time. */
function areFinite(values: Float64Array): boolean {
  for (let index = 0; index < values.length; index++) {
    if (!Number.isFinite(values[index])) return false
  }
  return true
}

function requireShape(name: string, array: NpyArray, shape: readonly number[]): void {
  const agrees = array.shape.length === shape.length && shape.every((size, axis) => array.shape[axis] === size)
  if (!agrees) throw invalid(`the array "${name}" has the shape (${array.shape.join(', ')}), (${shape.join(', ')}) is needed`)
}

function wrongType(name: string, array: NpyArray, expected: string): ProblemError {
  return invalid(`the array "${name}" is of type ${array.dtype}, ${expected} is needed`)
}

function invalid(what: string): ProblemError {
  const problem: Problem = {
    code: 'MOMENTS_INVALID',
    what,
    meaning: 'the moments were not read',
    action: 'compute them again with mmi moments'
  }
  return new ProblemError(problem)
}
