/**
 * Work that may take longer than 50 ms and therefore runs in a worker thread: plain descriptions in, results out.
 * The command line runs the same functions in its own thread.
 */
import type { JobProgress } from '../api/contract'
import type { CsvPreview } from '../api/importPreview'
import type { Certificate, DatasetSummary, ImportOptions, ModelOptions } from '../api/model'
import { assertNever, success, type Result } from '../api/problem'
import type { MeasurementOptions, TargetMeasurement } from '../api/targetMeasurement'
import type { LoadedCsv, LoadHooks } from '../dataset/load'
import type { Moments } from '../dataset/moments'
import type { RowsReadAgain } from '../dataset/readAgain'
import type { TargetInput } from '../estimate/labelledRows'
import type { CertifyOptions } from '../evaluation/certify'
import type { InputModel } from '../evaluation/inputModel'
import type { Partition, PartitionSpectrum } from '../evaluation/partition'
import type { SufficientComponents } from '../evaluation/sufficientComponents'
import type { InfluenceOutcome, InfluenceRequest } from '../evaluation/standardErrors/computeInfluences'
import type { CsvComparison, MomentsDigest } from '../project/csvChanges'
import type { CsvSource, ProjectDocument } from '../project/document'
import type { FileContent, Fingerprint } from '../project/fileBytes'
import type { FoundCsv } from '../project/findCsv'
import type { LoadedProject, ProjectCarry } from '../project/open'
import type { RecoveryNote } from '../project/recovery'

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
  'preview-csv': { input: { path: string; options: ImportOptions }; output: CsvPreview }
  'compare-csv': { input: { path: string; source: CsvSource; digest: MomentsDigest | null }; output: CsvComparison }
  /** `beside`: the file whose folder the CSV's relative path starts from, when that is not the one that is read. */
  'read-project': { input: { path: string; beside?: string }; output: ReadProjectOutcome }
  'write-project': {
    input: ProjectContent & { path: string; expected: FileContent | null; backups: string }
    output: Fingerprint
  }
  'write-recovery': { input: ProjectContent & { folder: string; id: string; note: RecoveryNote }; output: null }
  'standardized-norm4': { input: { path: string; summary: DatasetSummary; moments: Moments; missingCodes: readonly string[] }; output: number }
  'read-rows': { input: { path: string; options: ImportOptions; moments: Moments; sha256: string }; output: RowsReadAgain }
  errors: { input: { request: InfluenceRequest }; output: InfluenceOutcome }
  'measure-target': { input: { input: TargetInput; options: MeasurementOptions }; output: TargetMeasurement }
  certify: { input: CertifyInput; output: Certificate }
  /** `leading`: how many eigenvectors are wanted beside the eigenvalues of a large whole input, where standard errors will be computed in another thread. */
  /** `sufficient`: of which partitions the largest eigenvalues do; they may then be all that is found of it. */
  decompose: { input: { model: InputModel; partitions: readonly Partition[]; leading?: number; sufficient?: SufficientComponents }; output: readonly PartitionSpectrum[] }
}
/** A design to certify, in a form that crosses to a thread. */
export interface CertifyInput {
  readonly notation: string
  readonly options: ModelOptions
  readonly model: InputModel
  /** Every partition that the design needs, and the whole input. */
  readonly spectra: readonly (readonly [Partition, PartitionSpectrum])[]
  readonly training: CertifyOptions
}

export type TaskKind = keyof Tasks
export type Task = { [K in TaskKind]: { readonly kind: K } & Readonly<Tasks[K]['input']> }[TaskKind]

export interface TaskHooks {
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: Omit<JobProgress, 'job'>) => void
}

/** Loads what these tasks need, for whoever has the time before they run. */
export async function loadTasks(kinds: readonly ('decompose' | 'errors')[]): Promise<void> {
  if (kinds.includes('decompose')) await import('./decomposition')
  if (kinds.includes('errors')) await import('./influences')
}

/** What a task needs is loaded when it runs: a thread starts sooner for it, and so does the command line. */
export function runTask<K extends TaskKind>(task: { readonly kind: K } & Tasks[K]['input'], hooks?: TaskHooks): Promise<Result<Tasks[K]['output']>>
export async function runTask(task: Task, hooks: TaskHooks = {}): Promise<Result<unknown>> {
  switch (task.kind) {
    case 'load-csv': return (await import('../dataset/load')).loadCsv(task.path, task.options, csvHooks(hooks))
    case 'preview-csv': return (await import('../dataset/preview')).previewCsv(task.path, task.options, csvHooks(hooks))
    case 'compare-csv': return (await import('../project/csvChanges')).compareCsv(task.path, task.source, task.digest, csvHooks(hooks))
    case 'read-project': return openProjectFile(task.path, task.beside ?? task.path)
    case 'write-project': return writeProjectFile(task)
    case 'write-recovery': return writeRecoveryFile(task)
    case 'standardized-norm4': {
      const { standardizedNorm4 } = await import('../dataset/norm4')
      return standardizedNorm4(task.path, task.summary, task.moments, { missingCodes: task.missingCodes }, csvHooks(hooks))
    }
    case 'read-rows': return (await import('../dataset/readAgain')).readRowsAgain(task.path, task.options, task.moments, task.sha256, csvHooks(hooks))
    case 'errors': return success((await import('./influences')).rowInfluences(task.request, fraction => hooks.onProgress?.({ fraction, rows: 0, stage: 'errors' })))
    case 'measure-target': return (await import('../estimate/measure')).measureTarget(task.input, task.options, {
      ...(hooks.signal && { signal: hooks.signal }),
      onProgress: fraction => hooks.onProgress?.({ fraction, rows: 0, stage: 'target' })
    })
    case 'certify': return (await import('./certification')).certifyDesign(task, hooks)
    case 'decompose': return (await import('./decomposition')).decomposeAll(task.model, task.partitions, hooks, task)
    default: return assertNever(task)
  }
}

function csvHooks({ signal, onProgress }: TaskHooks): LoadHooks {
  return {
    ...(signal && { signal }),
    onProgress: ({ stage, bytes, totalBytes, rows, passes }) => {
      const part = totalBytes === 0 ? 0 : bytes / totalBytes
      // of two passes the first is half of the way, the moments are the other
      const fraction = passes === 1 ? part : stage === 'reading' ? part / 2 : 0.5 + part / 2
      onProgress?.({ fraction, rows, stage })
    }
  }
}

async function openProjectFile(path: string, beside: string): Promise<Result<ReadProjectOutcome>> {
  const [{ readFileWhole }, { readProject }, { findCsv }] = await Promise.all([import('../project/fileBytes'), import('../project/open'), import('../project/findCsv')])
  const file = await readFileWhole(path)
  if (!file.ok) return file
  const project = await readProject(file.value.bytes)
  if (!project.ok) return project
  const { source } = project.value.document
  const csv: FoundCsv = source?.kind === 'csv' ? await findCsv(beside, source) : { state: 'not-applicable' }
  return success({ project: project.value, csv, fingerprint: file.value.fingerprint })
}

async function writeProjectFile({ path, document, moments, carry, expected, backups }: Tasks['write-project']['input']): Promise<Result<Fingerprint>> {
  const { saveProject, writeProject } = await import('../project/save')
  const bytes = await writeProject(document, moments, carry)
  return bytes.ok ? saveProject(path, bytes.value, { backups, ...(expected && { expected }) }) : bytes
}

async function writeRecoveryFile({ folder, id, document, moments, carry, note }: Tasks['write-recovery']['input']): Promise<Result<null>> {
  const [{ writeProject }, { writeRecovery }] = await Promise.all([import('../project/save'), import('../project/recovery')])
  const bytes = await writeProject(document, moments, carry)
  return bytes.ok ? writeRecovery(folder, id, bytes.value, note) : bytes
}
