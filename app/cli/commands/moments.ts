/** `mmi moments`: CSVs and moments files to one moments file. */
import { failure, success, type Result } from '../../../core/api/problem'
import { mergeMoments, type Moments } from '../../../core/dataset/moments'
import { readMomentsFile, writeMomentsFile } from '../../../core/project/momentsFile'
import { formatCount } from '../../../core/report/format'
import { atPath, dataNotes, readCsvSource } from '../input'
import { printNotes, toJson } from '../output'
import { checkOutput } from '../outputFile'
import { usageProblem, type Options } from '../usage'

export async function momentsCommand(options: Options): Promise<Result<string>> {
  const output = options.values['output']
  if (output === undefined) return failure(usageProblem('no output file is named (-o OUT.npz)', 'moments'))
  if (options.operands.length === 0) return failure(usageProblem('no CSV and no moments file is named', 'moments'))
  // a moments file may be its own output: that is how a running total grows
  const free = await checkOutput(output, options.operands.filter(file => !isMomentsFile(file)), 'moments')
  if (!free.ok) return free
  const notes: string[] = []
  let merged: Moments | null = null
  for (const file of options.operands) {
    const read: Result<Part> = await readPart(file, options)
    if (!read.ok) return read
    notes.push(...read.value.notes)
    const next: Result<Moments> = merged ? mergeMoments(merged, read.value.moments) : success(read.value.moments)
    if (!next.ok) return next
    merged = next.value
  }
  const moments = merged!
  const written = await writeMomentsFile(output, moments)
  if (!written.ok) return written
  const facts = { file: output, rows: moments.rows, droppedRows: moments.dropped, dimension: moments.columns.length, classes: moments.classes?.names ?? null, notes }
  if (options.flags.has('json')) return success(toJson(facts))
  printNotes(notes)
  return success(`${output}: ${formatCount(facts.rows)} rows, ${formatCount(facts.dimension)} ${facts.dimension === 1 ? 'column' : 'columns'}\n`)
}

interface Part {
  readonly moments: Moments
  readonly notes: readonly string[]
}

function isMomentsFile(file: string): boolean {
  return /\.npz$/i.test(file)
}

async function readPart(file: string, options: Options): Promise<Result<Part>> {
  if (isMomentsFile(file)) {
    const read = await readMomentsFile(file)
    return read.ok ? success({ moments: read.value, notes: [] }) : failure(atPath(read.problem, file))
  }
  const source = await readCsvSource(file, options)
  return source.ok ? success({ moments: source.value.moments, notes: dataNotes(source.value) }) : source
}
