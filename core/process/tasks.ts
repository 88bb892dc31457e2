/**
 * Work that may take longer than 50 ms and therefore runs in a worker thread: plain descriptions in, results out.
 * The command line runs the same functions in its own thread.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { JobProgress } from '../api/contract'
import type { Certificate, DatasetSummary, ImportOptions } from '../api/model'
import { assertNever, failure, success, type Problem, type Result } from '../api/problem'
import { loadCsv, type LoadedCsv, type LoadHooks } from '../dataset/load'
import type { Moments } from '../dataset/moments'
import { standardizedNorm4 } from '../dataset/norm4'
import { certify, type CertifyOptions } from '../evaluation/certify'
import type { EvaluationInput } from '../evaluation/evaluate'
import type { InputModel } from '../evaluation/inputModel'
import { decompose, requiredPartitions, wholeInput, type Partition, type PartitionSpectrum } from '../evaluation/partition'
import { Spectra } from '../evaluation/spectra'
import { libraryEigenvalueSolver } from '../linalg/symmetricEigenvalues'
import type { CsvSource, ProjectDocument } from '../project/document'
import { readFileWhole, type Fingerprint } from '../project/fileBytes'
import { readProject, type LoadedProject, type ProjectCarry } from '../project/open'
import { resolveCsvPath } from '../project/relativePath'
import { saveProject, writeProject } from '../project/save'

/** The CSV of a project, as it was found beside it. */
export type FoundCsv = { readonly state: 'found'; readonly path: string } | { readonly state: 'missing' | 'changed' | 'not-applicable' }

export interface ReadProjectOutcome {
  readonly project: LoadedProject
  readonly csv: FoundCsv
  readonly fingerprint: Fingerprint
}

/** Each kind of task with what it needs and what it gives. */
export interface Tasks {
  'load-csv': { input: { path: string; options: ImportOptions }; output: LoadedCsv }
  'read-project': { input: { path: string }; output: ReadProjectOutcome }
  'write-project': {
    input: { path: string; document: ProjectDocument; moments: Moments | null; carry: ProjectCarry | null; expected: Fingerprint | null }
    output: Fingerprint
  }
  'standardized-norm4': { input: { path: string; summary: DatasetSummary; moments: Moments; missingCodes: readonly string[] }; output: number }
  decompose: { input: { model: InputModel; partitions: readonly Partition[] }; output: readonly PartitionSpectrum[] }
  certify: { input: { evaluation: SpelledEvaluation; options: CertifyOptions }; output: Certificate }
}

/** An evaluation's input as plain data that can be sent to a thread: the spectra as a list. */
export type SpelledEvaluation = Omit<EvaluationInput, 'spectra'> & { readonly spectra: readonly { readonly partition: Partition; readonly spectrum: PartitionSpectrum }[] }

/** The task that certifies an evaluation. @param evaluation holds every partition that its design requires, and the whole input */
export function certifyTask({ spectra, ...evaluation }: EvaluationInput, options: CertifyOptions): { readonly kind: 'certify' } & Tasks['certify']['input'] {
  const partitions = [wholeInput(evaluation.model.covariance.order), ...requiredPartitions(evaluation.compiled)]
  return { kind: 'certify', evaluation: { ...evaluation, spectra: partitions.map(partition => ({ partition, spectrum: spectra.of(partition) })) }, options }
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
    case 'read-project': return openProjectFile(task.path)
    case 'write-project': return writeProjectFile(task)
    case 'standardized-norm4': return standardizedNorm4(task.path, task.summary, task.moments, { missingCodes: task.missingCodes }, csvHooks(hooks))
    case 'decompose': return Promise.resolve(decomposeAll(task.model, task.partitions, hooks))
    case 'certify': return Promise.resolve(certifyEvaluation(task.evaluation, task.options, hooks))
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

async function openProjectFile(path: string): Promise<Result<ReadProjectOutcome>> {
  const file = await readFileWhole(path)
  if (!file.ok) return file
  const project = await readProject(file.value.bytes)
  if (!project.ok) return project
  const { source } = project.value.document
  const csv: FoundCsv = source?.kind === 'csv' ? await findCsv(path, source) : { state: 'not-applicable' }
  return success({ project: project.value, csv, fingerprint: file.value.fingerprint })
}

async function writeProjectFile({ path, document, moments, carry, expected }: Tasks['write-project']['input']): Promise<Result<Fingerprint>> {
  const bytes = await writeProject(document, moments, carry)
  return bytes.ok ? saveProject(path, bytes.value, expected ?? undefined) : bytes
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

/** Training tells of every iteration, of which there may be thousands in a second: so often, in milliseconds, it is passed on. */
const tellingInterval = 100

function certifyEvaluation({ spectra: spelled, ...evaluation }: SpelledEvaluation, options: CertifyOptions, { signal, onProgress }: TaskHooks): Result<Certificate> {
  const spectra = new Spectra()
  for (const { partition, spectrum } of spelled) spectra.add(partition, spectrum)
  onProgress?.({ fraction: null, rows: 0, stage: 'eigenvalues' })
  let told = 0
  const tell = (fraction: number): void => {
    const now = performance.now()
    if (now - told < tellingInterval && fraction < 1) return
    told = now
    onProgress?.({ fraction, rows: 0, stage: 'training' })
  }
  try {
    const certificate = certify({ ...evaluation, spectra }, options, { ...(signal && { signal }), onProgress: tell })
    return signal?.aborted ? failure(cancelled) : success(certificate)
  } catch (error) {
    if (error instanceof RangeError) return failure({ ...overflow, details: error.message })
    throw error
  }
}

const cancelled: Problem = { code: 'JOB_CANCELLED', what: 'the certificate was cancelled', meaning: 'nothing was changed', action: 'start it again when you like' }

const overflow: Problem = {
  code: 'NUMERICAL_FAILURE',
  what: 'the matrices of the certificate hold numbers beyond all range, or do not fit the memory',
  meaning: 'the value of the design stands, but no weights can show it',
  action: 'choose a smaller budget or narrower layers, or standardise the columns'
}
