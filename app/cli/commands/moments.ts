/** `mmi moments`: CSVs and moments files to one moments file. */
import { failure, success, type Problem, type Result } from '../../../core/api/problem'
import { mergeMoments } from '../../../core/dataset/moments'
import { defaultSample, mergeSamples, reducedSample, type SampleRequest } from '../../../core/dataset/rowSample'
import { readMomentsFile, writeMomentsFile, type MomentsWithRows } from '../../../core/project/momentsFile'
import { formatCount } from '../../../core/report/format'
import { atPath, dataNotes, readCsvSource } from '../input'
import { numberOption } from '../optionValues'
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
  const wanted = rowsWanted(options)
  if (!wanted.ok) return wanted
  const notes: string[] = []
  let merged: MomentsWithRows | null = null
  for (const [index, file] of options.operands.entries()) {
    const read: Result<Part> = await readPart(file, options, wanted.value, index)
    if (!read.ok) return read
    notes.push(...read.value.notes)
    const next: Result<MomentsWithRows> = merged ? mergeParts(merged, read.value, wanted.value) : success(read.value)
    if (!next.ok) return next
    merged = next.value
  }
  const { moments, sample } = limitedRows(merged!, wanted.value)
  const written = await writeMomentsFile(output, moments, sample)
  if (!written.ok) return written
  const facts = {
    file: output, rows: moments.rows, droppedRows: moments.dropped, dimension: moments.columns.length, classes: moments.classes?.names ?? null, notes, rowsKept: sample?.count ?? 0
  }
  if (options.flags.has('json')) return success(toJson(facts))
  printNotes(notes)
  const kept = sample ? `, ${formatCount(sample.count)} of the rows kept` : ''
  return success(`${output}: ${formatCount(facts.rows)} rows, ${formatCount(facts.dimension)} ${facts.dimension === 1 ? 'column' : 'columns'}${kept}\n`)
}

interface RowsWanted {
  /** null: as many as the parts hold; 0: none. */
  readonly rows: number | null
  readonly seed: number
}

function rowsWanted(options: Options): Result<RowsWanted> {
  const rows = numberOption(options, 'rows')
  if (!rows.ok) return rows
  const seed = numberOption(options, 'seed')
  if (!seed.ok) return seed
  const { value: count = null } = rows
  const { value: start = defaultSample.seed } = seed
  if (count !== null && (!Number.isInteger(count) || count < 0 || count === 1)) return failure(usageProblem(`--rows is ${count}, not 0 or an integer of at least 2`, 'moments'))
  if (!Number.isInteger(start) || start < 0 || start > 0xffff_ffff) return failure(usageProblem(`--seed is ${start}, not an integer from 0 to ${0xffff_ffff}`, 'moments'))
  return success({ rows: count, seed: start })
}

interface Part extends MomentsWithRows {
  readonly notes: readonly string[]
}

function isMomentsFile(file: string): boolean {
  return /\.npz$/i.test(file)
}

/** @param index of the part: every file is drawn from with a seed of its own */
async function readPart(file: string, options: Options, { rows, seed }: RowsWanted, index: number): Promise<Result<Part>> {
  if (isMomentsFile(file)) {
    const read = await readMomentsFile(file)
    if (!read.ok) return failure(atPath(read.problem, file))
    if (rows && !read.value.sample) return failure(noRows(file))
    return success({ ...read.value, notes: [] })
  }
  const source = await readCsvSource(file, options, 'file', { rows: rows ?? 0, seed: (seed + index) % 0x1_0000_0000 })
  if (!source.ok) return source
  const { moments, sample } = source.value
  return success({ moments, sample: rows ? sample : null, notes: dataNotes(source.value) })
}

/** Rows are kept where both parts have them. */
function mergeParts(a: MomentsWithRows, b: MomentsWithRows, wanted: RowsWanted): Result<MomentsWithRows> {
  const moments = mergeMoments(a.moments, b.moments)
  if (!moments.ok) return moments
  if (!a.sample || !b.sample) return success({ moments: moments.value, sample: null })
  const most = Math.max(defaultSample.rows, a.sample.count, b.sample.count)
  const request: SampleRequest = { rows: wanted.rows ?? most, seed: wanted.seed }
  const sample = mergeSamples(sampledPart(a, a.sample), sampledPart(b, b.sample), moments.value.classes?.names ?? null, request)
  return success({ moments: moments.value, sample })
}

function sampledPart({ moments }: MomentsWithRows, sample: NonNullable<MomentsWithRows['sample']>) {
  return { sample, rows: moments.rows, classNames: moments.classes?.names ?? null }
}

function limitedRows({ moments, sample }: MomentsWithRows, { rows, seed }: RowsWanted): MomentsWithRows {
  if (!sample || rows === 0) return { moments, sample: null }
  return { moments, sample: rows === null ? sample : reducedSample(sample, { rows, seed }) }
}

function noRows(file: string): Problem {
  return {
    code: 'USAGE', what: 'the moments file holds no rows to keep', meaning: 'rows are kept only when every part has them; nothing was written',
    action: 'leave --rows out, or compute that file again with --rows', place: { file }
  }
}
