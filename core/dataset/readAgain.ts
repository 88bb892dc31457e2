/** A sample of rows for moments that are known already: from the CSV that they came from, found again beside its project. */
import { basename } from 'node:path'
import type { DatasetSummary, ImportOptions } from '../api/model'
import { ProblemError, type Problem, type Result } from '../api/problem'
import { changedProblem } from './files'
import { asResult, type LoadHooks } from './hooks'
import { reservoirFor, sampleNotes, visitPrepared } from './load'
import type { Moments } from './moments'
import { withPlainReading } from './plain/reading'
import { prepareFile } from './prepare'
import { defaultSample, type RowSample, type SampleRequest } from './rowSample'
import { packedDiagonal } from './scatter'
import { constantColumns, summaryOf } from './summary'

export interface RowsReadAgain {
  readonly summary: DatasetSummary
  readonly sample: RowSample
}

/**
 * Reads the rows of a CSV whose moments are kept elsewhere, in two passes and without the cost of the scatter.
 *
 * @param options as the moments were read with
 * @param sha256 of the bytes that the moments came from
 * @returns FILE_CHANGED_ON_DISK for other bytes, MOMENTS_INVALID when the rows do not give these moments, else as `loadCsv`
 */
export async function readRowsAgain(
  path: string, options: ImportOptions, moments: Moments, sha256: string, hooks: LoadHooks = {}, request: SampleRequest = defaultSample
): Promise<Result<RowsReadAgain>> {
  return asResult(async () => {
    const prepared = await withPlainReading(path, options, hooks, null, plain => prepareFile(path, options, hooks, false, plain))
    if (prepared.scanned.sha256 !== sha256) throw new ProblemError(changedProblem(path))
    const [problem] = prepared.problems
    if (problem) throw new ProblemError(problem)
    if (!sameNames(prepared.selected.features, moments.columns)) throw new ProblemError(otherMoments(path))
    const positions = new Map(moments.classes?.names.map((name, position) => [name, position]))
    const reservoir = reservoirFor(prepared, request)
    const sums = new Float64Array(moments.columns.length)
    const count = await visitPrepared(path, prepared, options, hooks, (row, label) => {
      reservoir.add(row, label === null ? -1 : positions.get(label) ?? -1)
      for (let column = 0; column < row.length; column++) sums[column]! += row[column]! - moments.mean[column]!
    })
    if (count.used !== moments.rows || !sameMean(sums, moments)) throw new ProblemError(otherMoments(path))
    const { names = [], counts = [] } = moments.classes ?? {}
    const classes = { names, counts, capped: prepared.label !== null && moments.classes === null }
    const sample = reservoir.finish(moments.classes && Int32Array.from(names, (_, position) => position))
    return { summary: summaryOf(prepared, options.missing, count, classes, constantColumns(prepared, moments), sampleNotes(sample, count.used, request)), sample }
  })
}

function sameNames(found: readonly string[], expected: readonly string[]): boolean {
  return found.length === expected.length && found.every((name, index) => name === expected[index])
}

/** Far above the rounding of sums in another order, far below what another choice of rows would do to a mean. */
const meanTolerance = 1e-6

/** @param sums Σ(x − mean) of every column: zero but for rounding */
function sameMean(sums: Float64Array, { rows, mean, scatter }: Moments): boolean {
  const variances = packedDiagonal(scatter, mean.length)
  return sums.every((sum, column) => Math.abs(sum / rows) <= meanTolerance * Math.sqrt(variances[column]! / rows) + 1e-9 * Math.abs(mean[column]!))
}

function otherMoments(path: string): Problem {
  return {
    code: 'MOMENTS_INVALID',
    what: 'the rows of the CSV do not give the moments that are kept of it',
    meaning: 'what needs rows was not computed; everything else rests on the moments as before',
    action: 'read the CSV into the project again', place: { file: basename(path) }
  }
}
