/** `mmi moments`: CSVs and moments files to one moments file. */
import { failure, success, type Result } from '../../../core/api/problem'
import { mergeMoments, type Moments } from '../../../core/dataset/moments'
import { readMomentsFile, writeMomentsFile } from '../../../core/project/momentsFile'
import { formatCount } from '../../../core/report/format'
import { readCsvSource } from '../input'
import { toJson } from '../output'
import { usageProblem, type Options } from '../usage'

export async function momentsCommand(options: Options): Promise<Result<string>> {
  const output = options.values['output']
  if (output === undefined) return failure(usageProblem('no output file is named (-o OUT.npz)', 'moments'))
  if (options.operands.length === 0) return failure(usageProblem('no CSV and no moments file is named', 'moments'))
  let merged: Moments | null = null
  for (const file of options.operands) {
    const read: Result<Moments> = await readMoments(file, options)
    if (!read.ok) return read
    const next: Result<Moments> = merged ? mergeMoments(merged, read.value) : read
    if (!next.ok) return next
    merged = next.value
  }
  const moments = merged!
  const written = await writeMomentsFile(output, moments)
  if (!written.ok) return written
  const facts = { file: output, rows: moments.rows, droppedRows: moments.dropped, dimension: moments.columns.length, classes: moments.classes?.names ?? null }
  return success(options.flags.has('json') ? toJson(facts) : `${output}: ${formatCount(facts.rows)} rows, ${formatCount(facts.dimension)} columns\n`)
}

async function readMoments(file: string, options: Options): Promise<Result<Moments>> {
  if (/\.npz$/i.test(file)) return readMomentsFile(file)
  const source = await readCsvSource(file, options)
  return source.ok ? success(source.value.moments) : source
}
