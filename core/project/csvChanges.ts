/** How a CSV differs from the one that a project's moments came from. */
import type { CsvChanges } from '../api/importPreview'
import { hashOf, type DatasetSummary, type ImportOptions } from '../api/model'
import { failure, success, type Problem, type Result } from '../api/problem'
import { asResult, type LoadHooks } from '../dataset/hooks'
import { inspectCsv } from '../dataset/inspect'
import { loadCsv } from '../dataset/load'
import type { Moments } from '../dataset/moments'
import type { CsvSource } from './document'
import { importOptionsOf } from './documentValues'
import { fileState } from '../dataset/files'
import { holdsSameBytes } from './findCsv'

/** What a project knows of its rows without them. */
export type MomentsDigest = Pick<Moments, 'rows' | 'dropped' | 'columns' | 'mean'>

export type CsvComparison = { readonly kind: 'same' } | { readonly kind: 'different'; readonly changes: CsvChanges }

/**
 * Compares a file with the CSV that a project remembers: the very same bytes, or what is different when it is read with the same choices.
 *
 * @param digest null: the project holds no moments
 */
export async function compareCsv(path: string, source: CsvSource, digest: MomentsDigest | null, hooks: LoadHooks = {}): Promise<Result<CsvComparison>> {
  const there = await asResult(() => fileState(path))
  if (!there.ok) return there
  if (await holdsSameBytes(path, source)) return success({ kind: 'same' })
  const options = importOptionsOf(source)
  const after = await readAgain(path, options, hooks)
  return after.ok ? success({ kind: 'different', changes: csvChanges(source, digest, after.value) }) : after
}

interface FileAgain {
  readonly summary: DatasetSummary
  /** null: it cannot be read with the same choices. */
  readonly moments: MomentsDigest | null
  readonly problem: Problem | null
}

async function readAgain(path: string, options: ImportOptions, hooks: LoadHooks): Promise<Result<FileAgain>> {
  const loaded = await loadCsv(path, options, hooks, { rows: 1, seed: 0 })
  if (loaded.ok) return success({ summary: loaded.value.summary, moments: loaded.value.moments, problem: null })
  if (loaded.problem.code === 'JOB_CANCELLED') return loaded
  const inspected = await inspectCsv(path, options, hooks)
  return inspected.ok ? success({ summary: inspected.value, moments: null, problem: loaded.problem }) : failure(loaded.problem)
}

/** Two means are the same up to the rounding of sums over rows in another order. */
const roundOff = 1e-9

function csvChanges(source: CsvSource, digest: MomentsDigest | null, { summary, moments, problem }: FileAgain): CsvChanges {
  const before = digest?.columns ?? source.features ?? []
  const inFile = new Map(summary.columns.map(column => [column.name, column]))
  const label = source.label === null || inFile.has(source.label) || /^\d+$/.test(source.label) ? [] : [source.label]
  const removed = [...before.filter(name => !inFile.has(name)), ...label]
  const known = new Set([...before, ...(source.label === null ? [] : [source.label])])
  const fresh = summary.columns.filter(({ name, type, role }) => !known.has(name) && type === 'numeric' && role !== 'label')
  const renamed = renamedColumns(before, removed, fresh.map(({ name }) => name), summary, digest)
  const newNames = new Set(renamed.map(({ to }) => to))
  return {
    name: { before: source.name, after: summary.name },
    bytes: { before: source.bytes, after: summary.bytes },
    sha256: { before: source.sha256, after: hashOf(summary) },
    rows: { before: digest ? digest.rows + digest.dropped : 0, after: summary.totalRows },
    removed: removed.filter(name => !renamed.some(({ from }) => from === name)),
    // columns that were left out on purpose are not news
    added: source.features === null ? fresh.map(({ name }) => name).filter(name => !newNames.has(name)) : [],
    renamed,
    otherNumbers: moments && digest && otherMeans(digest, moments),
    problem
  }
}

function otherMeans(before: MomentsDigest, after: MomentsDigest): readonly string[] {
  const means = new Map(after.columns.map((name, index) => [name, after.mean[index]!]))
  return before.columns.filter((name, index) => {
    const mean = means.get(name)
    return mean !== undefined && !isSame(mean, before.mean[index]!)
  })
}

const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= roundOff * Math.max(Math.abs(a), Math.abs(b))

/** A removed column and a new one are one and the same when they hold the same numbers, else when they stand in the same place of as many columns. */
function renamedColumns(
  before: readonly string[], removed: readonly string[], fresh: readonly string[], { columns }: DatasetSummary, digest: MomentsDigest | null
): CsvChanges['renamed'] {
  const left = new Set(fresh)
  const numeric = columns.filter(({ type, role }) => type === 'numeric' && role !== 'label')
  const pairs: { from: string; to: string; sameNumbers: boolean }[] = []
  for (const from of removed) {
    const index = before.indexOf(from)
    const mean = digest?.mean[index]
    const twin = mean === undefined ? undefined : numeric.find(column => left.has(column.name) && column.mean !== null && isSame(column.mean, mean))
    const inPlace = index >= 0 && numeric.length === before.length && left.has(numeric[index]!.name) ? numeric[index] : undefined
    const to = twin ?? inPlace
    if (!to) continue
    left.delete(to.name)
    pairs.push({ from, to: to.name, sameNumbers: twin !== undefined })
  }
  return pairs
}
