/** What core does for one window: the calls of the contract, over that window's own data and jobs. */
import type { CoreApi, CoreEvents, JobProgress, OpenedProject } from '../api/contract'
import type { RelinkAnswer } from '../api/importPreview'
import { hashOf, type ModelOptions } from '../api/model'
import { failure, success, type Result } from '../api/problem'
import type { Moments } from '../dataset/moments'
import { previewHead } from '../dataset/preview'
import { compareDesigns } from '../evaluation/compare'
import { budgetCurve } from '../evaluation/curve'
import { covarianceMap } from '../evaluation/covarianceMap'
import { evaluateDesign, type EvaluationInput } from '../evaluation/evaluate'
import { needsRowsAgain } from '../evaluation/input'
import { modelledInput } from '../evaluation/inputModel'
import { requiredPartitions, wholeInput, type Partition } from '../evaluation/partition'
import { checkModel, prepareDesign } from '../evaluation/prepare'
import { widthCurve } from '../evaluation/widthSweep'
import type { MomentsDigest } from '../project/csvChanges'
import { importOptionsOf, resultsOf, targetOptionsOf, withStandardizedNorm4, type CsvSource, type ProjectDocument } from '../project/document'
import { withSavedErrors, type EvaluatedRun } from '../project/savedErrors'
import { withSavedTarget } from '../project/savedTarget'
import { DataStore, knownNorm4, norm4Reachable, type CsvOrigin, type DataEntry, type PreparedInput, type RowsAgain } from './dataStore'
import type { Grants } from './grants'
import { Jobs, type TaskRunner } from './jobs'
import { ProjectFiles, type ProjectFolders } from './projectFiles'
import { RowErrors, type AskedDesign } from './rowErrors'
import { Targets } from './targets'
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

/** Of a large input, for the standard errors that are asked for next: enough for most layers. */
const leadingVectors = 64

/** Matrices up to this order decompose in a few milliseconds: a thread would cost more than it saves. */
const inlineOrder = 96

export class Service implements CoreApi {
  readonly #store = new DataStore()
  readonly #jobs = new Jobs()
  readonly #files: ProjectFiles
  /** Decompositions under way, so that two calls that need the same one wait for it together. */
  readonly #decomposing = new WeakMap<PreparedInput, Promise<Result<null>>>()
  readonly #errors: RowErrors
  readonly #targets: Targets

  constructor(private readonly options: ServiceOptions) {
    this.#files = new ProjectFiles(options)
    this.#errors = new RowErrors(options.runInThread)
    this.#targets = new Targets(options.runInThread, (entry, hooks) => this.#errors.rows(entry, hooks))
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
      if (!read.ok) return read
      const { moments, summary, sample } = read.value
      const csv = { path: path.value, summary, options, sha256: hashOf(summary) }
      return success(this.#store.addMoments(moments, { csv, sample, results: null }).loaded)
    })
  }

  async previewHead(...[grant, options]: Parameters<CoreApi['previewHead']>): ReturnType<CoreApi['previewHead']> {
    const path = this.options.grants.pathFor(grant, 'read')
    return path.ok ? previewHead(path.value, options) : path
  }

  async previewCsv(...[job, grant, options]: Parameters<CoreApi['previewCsv']>): ReturnType<CoreApi['previewCsv']> {
    const path = this.options.grants.pathFor(grant, 'read')
    if (!path.ok) return path
    return this.#jobs.run(job, signal => this.options.runInThread({ kind: 'preview-csv', path: path.value, options }, { signal, onProgress: this.#progress(job) }))
  }

  async relinkCsv(...[job, dataId, grant, source]: Parameters<CoreApi['relinkCsv']>): ReturnType<CoreApi['relinkCsv']> {
    const path = this.options.grants.pathFor(grant, 'read')
    if (!path.ok) return path
    const entry = dataId === null ? null : this.#store.get(dataId)
    if (entry !== null && !entry.ok) return entry
    const digest = entry?.value.moments ? digestOf(entry.value.moments) : null
    return this.#jobs.run<RelinkAnswer>(job, async signal => {
      const compared = await this.options.runInThread({ kind: 'compare-csv', path: path.value, source, digest }, { signal, onProgress: this.#progress(job) })
      if (!compared.ok) return compared
      if (compared.value.kind === 'different') return success(compared.value)
      if (entry) entry.value.csv = foundCsv(path.value, source)
      return success({ kind: 'linked' })
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
        csvGrant: csv.state === 'found' || csv.state === 'changed' ? this.options.grants.addFound(csv.path) : null,
        stored: { size: fingerprint.size, sha256: fingerprint.sha256 },
        notes: project.notes
      }
      return success(opened)
    })
  }

  #projectData(document: ProjectDocument, moments: DataEntry['moments'], csvPath: string | null): Result<DataEntry> | null {
    const { source } = document
    if (moments) {
      const csv = csvPath !== null && source?.kind === 'csv' ? foundCsv(csvPath, source) : null
      return success(this.#store.addMoments(moments, { csv, sample: null, results: resultsOf(document) }))
    }
    if (source?.kind !== 'spectrum') return null
    const model = modelledInput(source.spectrum)
    return model.ok ? success(this.#store.addSpectrum(source.spectrum, model.value.covariance.order)) : model
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
    const { eigenvalues, rank } = spectra.whole(wholeInput(model.covariance.order))
    const condition = rank > 0 && rank === eigenvalues.length ? eigenvalues[0]! / eigenvalues[rank - 1]! : null
    return success({ spectrum: { eigenvalues, rank, condition }, covariance: model.summary })
  }

  async covarianceMap(...[dataId, options, kind, maximum]: Parameters<CoreApi['covarianceMap']>): ReturnType<CoreApi['covarianceMap']> {
    const input = await this.#input(dataId, options, () => [])
    return input.ok ? success(covarianceMap(input.value.model.covariance, kind, maximum)) : input
  }

  async evaluate(...[dataId, options, notation]: Parameters<CoreApi['evaluate']>): ReturnType<CoreApi['evaluate']> {
    const asked = await this.#ask(dataId, options, notation)
    return asked.ok ? success(evaluateDesign(this.#evaluationInput(asked.value))) : asked
  }

  async prepareErrors(...[job, dataId, options, notation]: Parameters<CoreApi['prepareErrors']>): ReturnType<CoreApi['prepareErrors']> {
    return this.#jobs.run(job, async signal => {
      const asked = await this.#ask(dataId, options, notation)
      return asked.ok ? this.#errors.prepare(asked.value, { signal, onProgress: this.#progress(job) }) : asked
    })
  }

  async budgetCurve(...[dataId, options, notation, range]: Parameters<CoreApi['budgetCurve']>): ReturnType<CoreApi['budgetCurve']> {
    if (!(range.to > range.from) || (range.scale === 'log' && range.from === 0)) {
      return failure({ code: 'CURVE_RANGE_INVALID', what: `no curve runs from F = ${range.from} to ${range.to}`, meaning: 'nothing was drawn', action: 'give a rising range, above 0 on a logarithmic scale' })
    }
    const asked = await this.#ask(dataId, options, notation)
    return asked.ok ? success(budgetCurve(this.#evaluationInput(asked.value), range)) : asked
  }

  async widthCurve(...[dataId, options, notation, path, range]: Parameters<CoreApi['widthCurve']>): ReturnType<CoreApi['widthCurve']> {
    const asked = await this.#ask(dataId, options, notation)
    return asked.ok ? widthCurve(this.#evaluationInput(asked.value), path, range) : asked
  }

  async compareDesigns(...[dataId, options, notations, interval]: Parameters<CoreApi['compareDesigns']>): ReturnType<CoreApi['compareDesigns']> {
    const checked = checkModel(options.budget, options.noise)
    if (!checked.ok) return checked
    const shared = await this.#input(dataId, options, dimension => [wholeInput(dimension)])
    if (!shared.ok) return shared
    const inputs: Result<EvaluationInput>[] = []
    // one after the other: what one design has decomposed serves the next
    for (const notation of notations) {
      const asked = await this.#ask(dataId, options, notation)
      inputs.push(asked.ok ? success(this.#evaluationInput(asked.value)) : asked)
    }
    return success(compareDesigns(inputs, interval))
  }

  async analyseTarget(...[job, dataId, options, unit]: Parameters<CoreApi['analyseTarget']>): ReturnType<CoreApi['analyseTarget']> {
    const entry = this.#store.get(dataId)
    if (!entry.ok) return entry
    return this.#jobs.run(job, signal => this.#targets.answer(entry.value, options, unit, { signal, onProgress: this.#progress(job) }))
  }

  async certify(...[job, dataId, options, notation, training]: Parameters<CoreApi['certify']>): ReturnType<CoreApi['certify']> {
    return this.#jobs.run(job, async signal => {
      const asked = await this.#ask(dataId, options, notation)
      if (!asked.ok) return asked
      const { compiled, input: { model, spectra } } = asked.value
      const partitions = [wholeInput(model.covariance.order), ...requiredPartitions(compiled)]
      const known = partitions.map(partition => [partition, spectra.of(partition)] as const)
      return this.options.runInThread({ kind: 'certify', notation, options, model, spectra: known, training }, { signal, onProgress: this.#progress(job) })
    })
  }

  async cancel(...[job]: Parameters<CoreApi['cancel']>): ReturnType<CoreApi['cancel']> {
    this.#jobs.cancel(job)
    return success(null)
  }

  /** A design under its options, with everything decomposed that its value needs. */
  async #ask(dataId: string, options: ModelOptions, notation: string): Promise<Result<AskedDesign>> {
    const checked = checkModel(options.budget, options.noise)
    if (!checked.ok) return checked
    const entry = this.#store.get(dataId)
    if (!entry.ok) return entry
    const prepared = prepareDesign(notation, { dimension: entry.value.loaded.dimension, shape: options.shape })
    if (!prepared.ok) return prepared
    const input = await this.#input(dataId, options, dimension => [wholeInput(dimension), ...requiredPartitions(prepared.value.compiled)])
    return input.ok ? success({ entry: entry.value, input: input.value, ...prepared.value, notation, options }) : input
  }

  #evaluationInput(asked: AskedDesign): EvaluationInput {
    const { design, compiled, options, input } = asked
    return { design, compiled, model: input.model, spectra: input.spectra, budget: options.budget, noise: options.noise, errors: this.#errors.source(asked) }
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
    const rows = await this.#errors.rows(entry)
    if (!rows.ok) return rows
    const known = knownNorm4(entry)
    if (known !== null) return success(known)
    const { csv, moments } = entry
    if (!csv?.summary || !moments) throw new Error('the rows of these data are not at hand')
    const found = await this.options.runInThread({ kind: 'standardized-norm4', path: csv.path, summary: csv.summary, moments, missingCodes: csv.options.missingCodes })
    if (found.ok) entry.standardizedNorm4 = found.value
    return found
  }

  /**
   * What needed the rows is saved with the project, so that it computes the same without the CSV: Σ‖z‖⁴ where its options ask for
   * it, the standard errors that are at hand, and what was measured for the target interval.
   */
  async #withRowResults(document: ProjectDocument, entry: DataEntry | null): Promise<ProjectDocument> {
    if (!entry?.moments) return document
    const withErrors = withSavedErrors(document, await this.#evaluatedRuns(document, entry), entry.sample?.seed ?? null)
    const known = withSavedTarget(withErrors, this.#targets.known(entry, targetOptionsOf(document)))
    if (!norm4Reachable(entry) || !needsRowsAgain(entry.moments, document.covariance)) return known
    const norm4 = await this.#rowsAgain(entry)
    // a CSV that is gone by now takes nothing from the project but this number
    return norm4.ok ? withStandardizedNorm4(known, norm4.value) : known
  }

  /** The document's designs as far as everything they need has been computed: saving computes nothing. */
  async #evaluatedRuns(document: ProjectDocument, entry: DataEntry): Promise<readonly EvaluatedRun[]> {
    const options = plainOptions(document)
    const input = await this.#store.known(entry, options.covariance)
    if (!input?.ok) return []
    const whole = wholeInput(entry.loaded.dimension)
    return document.designs.flatMap(({ notation }) => {
      const prepared = prepareDesign(notation, { dimension: entry.loaded.dimension, shape: options.shape })
      if (!prepared.ok || input.value.spectra.missing([whole, ...requiredPartitions(prepared.value.compiled)]).length > 0) return []
      return [{ notation, options, evaluation: evaluateDesign(this.#evaluationInput({ entry, input: input.value, ...prepared.value, notation, options })) }]
    })
  }

  #decompose(input: PreparedInput, partitions: readonly Partition[]): Promise<Result<null>> {
    const work = this.#decomposeNow(input, input.spectra.missing(partitions)).finally(() => this.#decomposing.delete(input))
    this.#decomposing.set(input, work)
    return work
  }

  async #decomposeNow({ model, spectra }: PreparedInput, partitions: readonly Partition[]): Promise<Result<null>> {
    const task = { kind: 'decompose', model, partitions, leading: leadingVectors } as const
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

/** What a comparison needs of the moments: without the scatter, which may be large. */
function digestOf({ rows, dropped, columns, mean }: Moments): MomentsDigest {
  return { rows, dropped, columns, mean }
}

/** The CSV of a project where it was found, to be read as the project remembers it. */
function foundCsv(path: string, source: CsvSource): CsvOrigin {
  return { path, summary: null, options: importOptionsOf(source), sha256: source.sha256 }
}

/** The document's own options, without whatever else a newer version may keep there. */
function plainOptions({ covariance, shape, budget, noise }: ProjectDocument): ModelOptions {
  return {
    covariance: { estimator: covariance.estimator, standardize: covariance.standardize },
    shape: shape && { height: shape.height, width: shape.width, channels: shape.channels },
    budget,
    noise
  }
}
