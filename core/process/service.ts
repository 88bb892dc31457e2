/** What core does for one window: the calls of the contract, over that window's own data and jobs. */
import type { CoreApi, CoreEvents, JobProgress, OpenedProject } from '../api/contract'
import type { ModelOptions } from '../api/model'
import { failure, success, type Result } from '../api/problem'
import { budgetCurve } from '../evaluation/curve'
import { evaluateDesign, type EvaluationInput } from '../evaluation/evaluate'
import { needsRowsAgain } from '../evaluation/input'
import { modelledInput } from '../evaluation/inputModel'
import { requiredPartitions, wholeInput, type Partition } from '../evaluation/partition'
import { checkModel, prepareDesign } from '../evaluation/prepare'
import { standardizedNorm4Of, withStandardizedNorm4, type ProjectDocument } from '../project/document'
import { DataStore, hasRows, type DataEntry, type PreparedInput, type RowsAgain } from './dataStore'
import type { Grants } from './grants'
import { Jobs, type TaskRunner } from './jobs'
import { ProjectFiles, type ProjectFolders } from './projectFiles'
import { runTask } from './tasks'
import { validated } from './validation'

export interface ServiceOptions {
  readonly grants: Grants
  /** The program's own places for safety copies and backups. */
  readonly folders: ProjectFolders
  /** Runs what may take longer than 50 ms. */
  readonly runInThread: TaskRunner
  readonly events: CoreEvents
}

/** Matrices up to this order decompose in a few milliseconds: a thread would cost more than it saves. */
const inlineOrder = 96

export class Service implements CoreApi {
  readonly #store = new DataStore()
  readonly #jobs = new Jobs()
  readonly #files: ProjectFiles
  /** Decompositions under way, so that two calls that need the same one wait for it together. */
  readonly #decomposing = new WeakMap<PreparedInput, Promise<Result<null>>>()

  constructor(private readonly options: ServiceOptions) {
    this.#files = new ProjectFiles(options)
  }

  /** The calls with their arguments checked; what a window's port is given. */
  get checked(): CoreApi {
    return validated(this)
  }

  /** The window is gone: its jobs end. */
  close(): void {
    this.#jobs.cancelAll()
  }

  async loadCsv(...[job, grant, options]: Parameters<CoreApi['loadCsv']>): ReturnType<CoreApi['loadCsv']> {
    const path = this.options.grants.pathFor(grant, 'read')
    if (!path.ok) return path
    return this.#jobs.run(job, async signal => {
      const read = await this.options.runInThread({ kind: 'load-csv', path: path.value, options }, { signal, onProgress: this.#progress(job) })
      return read.ok ? success(this.#store.addMoments(read.value.moments, { path: path.value, summary: read.value.summary, missingCodes: options.missingCodes }).loaded) : read
    })
  }

  async loadSpectrum(...[spectrum]: Parameters<CoreApi['loadSpectrum']>): ReturnType<CoreApi['loadSpectrum']> {
    const model = modelledInput(spectrum)
    return model.ok ? success(this.#store.addSpectrum(spectrum, model.value.covariance.order).loaded) : model
  }

  openProject(...[job, grant]: Parameters<CoreApi['openProject']>): ReturnType<CoreApi['openProject']> {
    return this.#open(job, grant, grant)
  }

  openCopy(...[job, copy, original]: Parameters<CoreApi['openCopy']>): ReturnType<CoreApi['openCopy']> {
    return this.#open(job, copy, original ?? copy)
  }

  /** @param home grant of the file that the document belongs to: its CSV is looked for from there */
  async #open(job: string, grant: string, home: string): Promise<Result<OpenedProject>> {
    const path = this.options.grants.pathFor(grant, 'read')
    if (!path.ok) return path
    const beside = this.options.grants.pathFor(home, 'read')
    if (!beside.ok) return beside
    return this.#jobs.run(job, async signal => {
      const read = await this.options.runInThread({ kind: 'read-project', path: path.value, beside: beside.value }, { signal, onProgress: this.#progress(job) })
      if (!read.ok) return read
      const { project, csv, fingerprint } = read.value
      const data = this.#projectData(project.document, project.moments, csv.state === 'found' ? csv.path : null)
      if (data !== null && !data.ok) return data
      this.#files.opened(home, project)
      const opened: OpenedProject = {
        document: project.document,
        data: data?.value.loaded ?? null,
        csv: csv.state,
        csvGrant: csv.state === 'found' ? this.options.grants.addFound(csv.path) : null,
        stored: { size: fingerprint.size, sha256: fingerprint.sha256 },
        notes: project.notes
      }
      return success(opened)
    })
  }

  #projectData(document: ProjectDocument, moments: DataEntry['moments'], csvPath: string | null): Result<DataEntry> | null {
    if (moments) return success(this.#store.addMoments(moments, csvPath === null ? null : { path: csvPath, summary: null, missingCodes: [] }, standardizedNorm4Of(document)))
    if (document.source?.kind !== 'spectrum') return null
    const model = modelledInput(document.source.spectrum)
    return model.ok ? success(this.#store.addSpectrum(document.source.spectrum, model.value.covariance.order)) : model
  }

  async saveProject(...[job, grant, document, dataId, origin, expected]: Parameters<CoreApi['saveProject']>): ReturnType<CoreApi['saveProject']> {
    const path = this.options.grants.pathFor(grant, 'write')
    if (!path.ok) return path
    const entry = dataId === null ? null : this.#store.get(dataId)
    if (entry !== null && !entry.ok) return entry
    const withResults = await this.#withRowResults(document, entry?.value ?? null)
    return this.#jobs.run(job, signal => this.#files.save(
      { grant, path: path.value, document: withResults, entry: entry?.value ?? null, origin, expected },
      { signal, onProgress: this.#progress(job) }
    ))
  }

  async writeRecovery(...[id, document, dataId, origin, about]: Parameters<CoreApi['writeRecovery']>): ReturnType<CoreApi['writeRecovery']> {
    const entry = dataId === null ? null : this.#store.get(dataId)
    if (entry !== null && !entry.ok) return entry
    // Every few seconds: no second pass over the rows for it, only what is known already.
    const withResults = withStandardizedNorm4(document, entry?.value.standardizedNorm4 ?? null)
    return this.#files.writeRecovery(id, { document: withResults, entry: entry?.value ?? null, origin }, about)
  }

  removeRecovery(...[id]: Parameters<CoreApi['removeRecovery']>): ReturnType<CoreApi['removeRecovery']> {
    return this.#files.removeRecovery(id)
  }

  async releaseData(...[dataId]: Parameters<CoreApi['releaseData']>): ReturnType<CoreApi['releaseData']> {
    this.#store.release(dataId)
    return success(null)
  }

  async spectrum(...[dataId, options]: Parameters<CoreApi['spectrum']>): ReturnType<CoreApi['spectrum']> {
    const input = await this.#input(dataId, options, dimension => [wholeInput(dimension)])
    if (!input.ok) return input
    const { model, spectra } = input.value
    const { spectrum } = spectra.of(wholeInput(model.covariance.order))
    const { eigenvalues, rank } = spectrum
    const condition = rank > 0 && rank === eigenvalues.length ? eigenvalues[0]! / eigenvalues[rank - 1]! : null
    return success({ spectrum: { eigenvalues, rank, condition }, covariance: model.summary })
  }

  async evaluate(...[dataId, options, notation]: Parameters<CoreApi['evaluate']>): ReturnType<CoreApi['evaluate']> {
    const input = await this.#evaluationInput(dataId, options, notation)
    return input.ok ? success(evaluateDesign(input.value)) : input
  }

  async budgetCurve(...[dataId, options, notation, range]: Parameters<CoreApi['budgetCurve']>): ReturnType<CoreApi['budgetCurve']> {
    if (!(range.to > range.from) || (range.scale === 'log' && range.from === 0)) {
      return failure({ code: 'CURVE_RANGE_INVALID', what: `no curve runs from F = ${range.from} to ${range.to}`, meaning: 'nothing was drawn', action: 'give a rising range, above 0 on a logarithmic scale' })
    }
    const input = await this.#evaluationInput(dataId, options, notation)
    return input.ok ? success(budgetCurve(input.value, range)) : input
  }

  async cancel(...[job]: Parameters<CoreApi['cancel']>): ReturnType<CoreApi['cancel']> {
    this.#jobs.cancel(job)
    return success(null)
  }

  async #evaluationInput(dataId: string, options: ModelOptions, notation: string): Promise<Result<EvaluationInput>> {
    const checked = checkModel(options.budget, options.noise)
    if (!checked.ok) return checked
    const entry = this.#store.get(dataId)
    if (!entry.ok) return entry
    const prepared = prepareDesign(notation, { dimension: entry.value.loaded.dimension, shape: options.shape })
    if (!prepared.ok) return prepared
    const input = await this.#input(dataId, options, dimension => [wholeInput(dimension), ...requiredPartitions(prepared.value.compiled)])
    return input.ok ? success({ ...prepared.value, ...input.value, budget: options.budget, noise: options.noise }) : input
  }

  /** The covariance under these options with every partition decomposed. */
  async #input(dataId: string, options: ModelOptions, partitionsOf: (dimension: number) => readonly Partition[]): Promise<Result<PreparedInput>> {
    const entry = this.#store.get(dataId)
    if (!entry.ok) return entry
    const input = await this.#store.input(entry.value, options.covariance, this.#rowsAgain)
    if (!input.ok) return input
    const partitions = partitionsOf(entry.value.loaded.dimension)
    // each turn waits for what another call has begun, then looks again for what is still missing
    while (input.value.spectra.missing(partitions).length > 0) {
      const running = this.#decomposing.get(input.value)
      const outcome = await (running ?? this.#decompose(input.value, partitions))
      if (!outcome.ok) return outcome
    }
    return input
  }

  readonly #rowsAgain: RowsAgain = async entry => {
    if (entry.standardizedNorm4 !== null) return success(entry.standardizedNorm4)
    const { csv, moments } = entry
    if (!csv?.summary || !moments) throw new Error('the rows of these data are not at hand')
    const found = await this.options.runInThread({ kind: 'standardized-norm4', path: csv.path, summary: csv.summary, moments, missingCodes: csv.missingCodes })
    if (found.ok) entry.standardizedNorm4 = found.value
    return found
  }

  /** What the project's own options need of the rows is saved with it, so that it computes the same without the CSV. */
  async #withRowResults(document: ProjectDocument, entry: DataEntry | null): Promise<ProjectDocument> {
    if (!entry?.moments || !hasRows(entry) || !needsRowsAgain(entry.moments, document.covariance)) return document
    const norm4 = await this.#rowsAgain(entry)
    // a CSV that is gone by now takes nothing from the project but this number
    return norm4.ok ? withStandardizedNorm4(document, norm4.value) : document
  }

  #decompose(input: PreparedInput, partitions: readonly Partition[]): Promise<Result<null>> {
    const work = this.#decomposeNow(input, input.spectra.missing(partitions)).finally(() => this.#decomposing.delete(input))
    this.#decomposing.set(input, work)
    return work
  }

  async #decomposeNow({ model, spectra }: PreparedInput, partitions: readonly Partition[]): Promise<Result<null>> {
    const task = { kind: 'decompose', model, partitions } as const
    const small = model.covariance.kind === 'diagonal' || model.covariance.order <= inlineOrder
    const found = await (small ? runTask(task) : this.options.runInThread(task))
    if (!found.ok) return found
    for (const [index, partition] of partitions.entries()) spectra.add(partition, found.value[index]!)
    return success(null)
  }

  #progress(job: string) {
    return (progress: Omit<JobProgress, 'job'>): void => this.options.events.progress({ job, ...progress })
  }
}
