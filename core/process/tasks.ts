/**
 * Work that may take longer than 50 ms and therefore runs in a worker thread: plain descriptions in, results out.
 * The command line runs the same functions in its own thread.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { JobProgress } from '../api/contract'
import type { DatasetSummary, ImportOptions } from '../api/model'
import { assertNever, success, type Result } from '../api/problem'
import { loadCsv, type LoadedCsv, type LoadHooks } from '../dataset/load'
import type { Moments } from '../dataset/moments'
import { standardizedNorm4 } from '../dataset/norm4'
import type { InputModel } from '../evaluation/inputModel'
import { decompose, type Partition, type PartitionSpectrum } from '../evaluation/partition'
import { libraryEigenvalueSolver } from '../linalg/symmetricEigenvalues'
import type { CsvSource, ProjectDocument } from '../project/document'
import { readFileWhole, type FileContent, type Fingerprint } from '../project/fileBytes'
import { readProject, type LoadedProject, type ProjectCarry } from '../project/open'
import { writeRecovery, type RecoveryNote } from '../project/recovery'
import { resolveCsvPath } from '../project/relativePath'
import { saveProject, writeProject } from '../project/save'

/** The CSV of a project, as it was found beside it. */
export type FoundCsv = { readonly state: 'found'; readonly path: string } | { readonly state: 'missing' | 'changed' | 'not-applicable' }

export interface ReadProjectOutcome {
  readonly project: LoadedProject
  readonly csv: FoundCsv
  readonly fingerprint: Fingerprint
}

/** What a project file is packed from. */
export interface ProjectContent {
  readonly document: ProjectDocument
  readonly moments: Moments | null
  readonly carry: ProjectCarry | null
}

/** Each kind of task with what it needs and what it gives. */
export interface Tasks {
  'load-csv': { input: { path: string; options: ImportOptions }; output: LoadedCsv }
  /** `beside`: the file whose folder the CSV's relative path starts from, when that is not the one that is read. */
  'read-project': { input: { path: string; beside?: string }; output: ReadProjectOutcome }
  'write-project': {
    input: ProjectContent & { path: string; expected: FileContent | null; backups: string }
    output: Fingerprint
  }
  'write-recovery': { input: ProjectContent & { folder: string; id: string; note: RecoveryNote }; output: null }
  'standardized-norm4': { input: { path: string; summary: DatasetSummary; moments: Moments; missingCodes: readonly string[] }; output: number }
  decompose: { input: { model: InputModel; partitions: readonly Partition[] }; output: readonly PartitionSpectrum[] }
}
export type TaskKind = keyof Tasks
export type Task = { [K in TaskKind]: { readonly kind: K } & Readonly<Tasks[K]['input']> }[TaskKind]

export interface TaskHooks {
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: Omit<JobProgress, 'job'>) => void
}

export function runTask<K extends TaskKind>(task: { readonly kind: K } & Tasks[K]['input'], hooks?: TaskHooks): Promise<Result<Tasks[K]['output']>>
export function runTask(task: Task, hooks: TaskHooks = {}): Promise<Result<unknown>> {
  switch (task.kind) {
    case 'load-csv': return loadCsv(task.path, task.options, csvHooks(hooks))
    case 'read-project': return openProjectFile(task.path, task.beside ?? task.path)
    case 'write-project': return writeProjectFile(task)
    case 'write-recovery': return writeRecoveryFile(task)
    case 'standardized-norm4': return standardizedNorm4(task.path, task.summary, task.moments, { missingCodes: task.missingCodes }, csvHooks(hooks))
    case 'decompose': return Promise.resolve(decomposeAll(task.model, task.partitions, hooks))
    default: return assertNever(task)
  }
}

function csvHooks({ signal, onProgress }: TaskHooks): LoadHooks {
  return {
    ...(signal && { signal }),
    onProgress: ({ stage, bytes, totalBytes, rows }) => {
      // reading a CSV takes two passes: the first is half of the way, the moments are the other
      const half = totalBytes === 0 ? 0 : bytes / totalBytes / 2
      onProgress?.({ fraction: stage === 'reading' ? half : 0.5 + half, rows, stage })
    }
  }
}

async function openProjectFile(path: string, beside: string): Promise<Result<ReadProjectOutcome>> {
  const file = await readFileWhole(path)
  if (!file.ok) return file
  const project = await readProject(file.value.bytes)
  if (!project.ok) return project
  const { source } = project.value.document
  const csv: FoundCsv = source?.kind === 'csv' ? await findCsv(beside, source) : { state: 'not-applicable' }
  return success({ project: project.value, csv, fingerprint: file.value.fingerprint })
}

async function writeProjectFile({ path, document, moments, carry, expected, backups }: Tasks['write-project']['input']): Promise<Result<Fingerprint>> {
  const bytes = await writeProject(document, moments, carry)
  return bytes.ok ? saveProject(path, bytes.value, { backups, ...(expected && { expected }) }) : bytes
}

async function writeRecoveryFile({ folder, id, document, moments, carry, note }: Tasks['write-recovery']['input']): Promise<Result<null>> {
  const bytes = await writeProject(document, moments, carry)
  return bytes.ok ? writeRecovery(folder, id, bytes.value, note) : bytes
}

/** Looks for the CSV where the project remembers it; only the very same bytes count as found. */
async function findCsv(project: string, source: CsvSource): Promise<FoundCsv> {
  const path = source.relativePath === null ? null : resolveCsvPath(project, source.relativePath)
  if (path === null) return { state: 'missing' }
  try {
    const { size } = await stat(path)
    if (size !== source.bytes) return { state: 'changed' }
    const hash = createHash('sha256')
    await pipeline(createReadStream(path), hash)
    return hash.digest('hex') === source.sha256 ? { state: 'found', path } : { state: 'changed' }
  } catch {
    return { state: 'missing' }
  }
}

function decomposeAll(model: InputModel, partitions: readonly Partition[], hooks: TaskHooks): Result<readonly PartitionSpectrum[]> {
  const found: PartitionSpectrum[] = []
  for (const [index, partition] of partitions.entries()) {
    hooks.onProgress?.({ fraction: index / partitions.length, rows: 0, stage: 'eigenvalues' })
    const spectrum = decompose(model, partition, libraryEigenvalueSolver)
    if (!spectrum.ok) return spectrum
    found.push(spectrum.value)
  }
  return success(found)
}
