/** The rows behind moments on the command line: kept while the CSV was read, or read from the CSV found beside a project. */
import { success, type Result } from '../../core/api/problem'
import type { RowSample } from '../../core/dataset/rowSample'
import { runTask } from '../../core/process/tasks'
import { importOptionsOf } from '../../core/project/documentValues'
import { findCsv } from '../../core/project/findCsv'
import type { CommandInput } from './input'
import { progressLine } from './output'

/** @returns null where there are none: a spectrum, moments without rows, a project whose CSV is not beside it */
export async function rowsAtHand({ source, document }: Pick<CommandInput, 'source' | 'document'>): Promise<Result<RowSample | null>> {
  if (source.kind !== 'moments') return success(null)
  const csv = document.source
  if (source.sample || source.project === null || csv?.kind !== 'csv') return success(source.sample)
  const found = await findCsv(source.project, csv)
  if (found.state !== 'found') return success(null)
  const progress = progressLine()
  const read = await runTask({ kind: 'read-rows', path: found.path, options: importOptionsOf(csv), moments: source.moments, sha256: csv.sha256 }, {
    onProgress: ({ fraction, rows }) => progress.show(`reading ${Math.floor(100 * (fraction ?? 0))} %, ${rows} rows`)
  })
  progress.end()
  return read.ok ? success(read.value.sample) : read
}
