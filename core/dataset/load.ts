/** A CSV to moments: what the columns are, then the rows that count; plain numbers in one pass over the file, all else in two. */
import { basename } from 'node:path'
import type { ColumnProfile, DatasetSummary, ImportOptions } from '../api/model'
import { ProblemError, type Problem, type Result } from '../api/problem'
import { mostSampleBytes } from '../api/readingEstimate'
import { requireUnchanged } from './files'
import { asResult, readingOptions, type LoadHooks } from './hooks'
import { requireMemory, withinMemory } from './memoryLimit'
import { MomentAccumulator, type Moments } from './moments'
import { withPlainReading, type RowsRead } from './plain/reading'
import { prepareFile, tooFewRows, type PreparedFile } from './prepare'
import { defaultSample, RowReservoir, sampleCapacity, type RowSample, type SampleRequest } from './rowSample'
import { packedDiagonal, packedTrace } from './scatter'
import { constantColumns, summaryOf } from './summary'
import { visitUsedRows, type UsedRowsCount } from './usedRows'
import { quoted } from './wording'

export { inspectCsv, type InspectedCsv } from './inspect'
export type { LoadHooks, LoadProgress } from './hooks'

export interface LoadedCsv {
  readonly summary: DatasetSummary
  readonly moments: Moments
  /** Rows kept, with their classes by the order of the moments' class names. */
  readonly sample: RowSample
}

/**
 * Reads a CSV: dialect, columns, the moments of the rows that count, and a sample of those rows. Bounded memory at any number of rows.
 *
 * @param request how many rows to keep
 * @returns the summary, the moments and the sample, or the first problem of the file or the choices
 */
export async function loadCsv(path: string, options: ImportOptions, hooks: LoadHooks = {}, request: SampleRequest = defaultSample): Promise<Result<LoadedCsv>> {
  let features = 0
  return asResult(() => withinMemory(() => features, basename(path), () => withPlainReading(path, options, hooks, { sample: request }, async plain => {
    const prepared = await prepareFile(path, options, hooks, false, plain)
    const [problem] = prepared.problems
    if (problem) throw new ProblemError(problem)
    features = prepared.selected.features.length
    requireMemory(features, prepared.name)
    hooks.onFeatures?.(features)
    const read = await plain?.rows(prepared)
    const usable = read && isUsable(prepared, read.moments) ? read : null
    hooks.onLane?.(usable ? 'plain' : 'general')
    return loaded(prepared, options, request, usable ?? (await readGenerally(path, prepared, options, hooks, request)))
  })))
}

async function readGenerally(path: string, prepared: PreparedFile, options: ImportOptions, hooks: LoadHooks, request: SampleRequest): Promise<RowsRead> {
  const accumulator = new MomentAccumulator(prepared.selected.features)
  const reservoir = reservoirFor(prepared, request)
  const count = await visitPrepared(path, prepared, options, hooks, (row, label) => reservoir.add(row, accumulator.add(row, label)))
  const sample = reservoir.finish(accumulator.classPositions)
  return { moments: accumulator.finish({ dropped: count.dropped, provenance: provenanceOf(prepared, options) }), sample, count, classesCapped: accumulator.classesCapped }
}

function loaded(prepared: PreparedFile, options: ImportOptions, request: SampleRequest, { moments: read, sample, count, classesCapped }: RowsRead): LoadedCsv {
  const moments: Moments = { ...read, dropped: count.dropped, provenance: provenanceOf(prepared, options) }
  requireUsable(prepared, moments)
  const { names = [], counts = [] } = moments.classes ?? {}
  const classes = { names, counts, capped: classesCapped }
  const summary = summaryOf(prepared, options.missing, count, classes, constantColumns(prepared, moments), sampleNotes(sample, count.used, request))
  return { summary, moments, sample }
}

/** A reservoir that takes no more memory than the file has rows. */
export function reservoirFor({ scanned, selected }: PreparedFile, request: SampleRequest): RowReservoir {
  const dimension = selected.features.length
  return new RowReservoir(dimension, Math.max(1, Math.min(scanned.rows, sampleCapacity(dimension, request.rows))), request.seed)
}

/** The second pass. What goes wrong in it for the first time may be the file having changed: then that is the problem. */
export async function visitPrepared(
  path: string, prepared: PreparedFile, options: ImportOptions, hooks: LoadHooks, visit: (row: Float64Array, label: string | null) => void
): Promise<UsedRowsCount> {
  const source = { path, dialect: prepared.dialect, ...prepared.selected, missing: options.missing, missingCodes: options.missingCodes }
  const { state } = prepared.examined
  try {
    return await visitUsedRows(source, readingOptions(hooks, 'moments', state.bytes), visit)
  } finally {
    if (!hooks.signal?.aborted) await requireUnchanged(path, state)
  }
}

/** Fewer rows than were wanted are told; that a long file is sampled at all is no news. */
export function sampleNotes({ count, dimension, complete }: RowSample, rows: number, request: SampleRequest): readonly string[] {
  if (complete || count >= request.rows) return []
  return [`${count} of ${rows} rows are kept for standard errors and the target interval: more of ${dimension} columns would take over ${mostSampleBytes / 1024 ** 2} MB`]
}

function provenanceOf({ name, scanned, dialect, label }: PreparedFile, options: ImportOptions): Moments['provenance'] {
  return {
    sources: scanned.sha256 === null ? [] : [{ name, bytes: scanned.bytes, sha256: scanned.sha256 }],
    dialect, missing: options.missing, missingCodes: options.missingCodes, label, seed: null, version: null
  }
}

/** Whether sums about a shift have neither overflowed nor vanished; else the general reader tells what is wrong. */
function isUsable({ selected }: PreparedFile, moments: RowsRead['moments']): boolean {
  return moments.rows >= 2 && isFinite(moments) && !isTooSmall(selected.columns, moments)
}

function isFinite({ norm4, norm2X }: RowsRead['moments']): boolean {
  return Number.isFinite(norm4) && norm2X.every(Number.isFinite)
}

function requireUsable({ name, selected }: PreparedFile, moments: Moments): void {
  if (moments.rows < 2) {
    const used = selected.columns.filter(column => column.role !== 'left-out')
    const emptiest = used.reduce<ColumnProfile | null>((most, column) => (most && most.missing >= column.missing ? most : column), null)
    throw new ProblemError(tooFewRows(name, moments.rows, moments.dropped, emptiest))
  }
  if (!isFinite(moments)) throw new ProblemError(overflow(name, moments))
  if (isTooSmall(selected.columns, moments)) throw new ProblemError(tooSmall(name))
}

/** Below this spread the squares and fourth powers of deviations lose their digits, or vanish. */
const smallestSpread = 1e-72

function isTooSmall(columns: readonly ColumnProfile[], moments: Pick<Moments, 'rows' | 'scatter' | 'columns'>): boolean {
  const variance = packedTrace(moments.scatter, moments.columns.length) / moments.rows
  if (variance > 0) return variance < smallestSpread ** 2
  // squares that vanished altogether look like constant columns
  return columns.some(({ role, minimum, maximum }) => role === 'feature' && minimum !== null && maximum !== null && maximum > minimum && maximum - minimum < smallestSpread)
}

function tooSmall(file: string): Problem {
  return {
    code: 'CSV_SCALE_TOO_SMALL',
    what: `the values of every column differ by less than ${smallestSpread}`,
    meaning: 'their squares are below the smallest number and their moments would be wrong',
    action: 'rescale the data', place: { file }
  }
}

function overflow(file: string, moments: Moments): Problem {
  const spread = packedDiagonal(moments.scatter, moments.columns.length)
  const widest = spread.reduce((most, value, index) => (value <= spread[most]! ? most : index), 0)
  const column = moments.columns[widest]!
  return {
    code: 'CSV_VALUE_NOT_FINITE',
    what: `the fourth powers of the values in column ${quoted(column)} are beyond the largest number`,
    meaning: 'their moments cannot be computed',
    action: 'rescale the column or leave it out', place: { file, column }
  }
}
