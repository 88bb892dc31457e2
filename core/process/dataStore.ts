/** The data that windows look at: moments or a modelled spectrum, with the covariances and spectra already computed from them. */
import { randomUUID } from 'node:crypto'
import type { LoadedData } from '../api/contract'
import type { CovarianceOptions, DatasetSummary, ImportOptions, ModelledSpectrum } from '../api/model'
import { failure, success, type Result } from '../api/problem'
import type { Moments } from '../dataset/moments'
import { standardizedNorm4OfSample } from '../dataset/norm4'
import type { RowSample } from '../dataset/rowSample'
import { inputFor } from '../evaluation/input'
import type { InputModel } from '../evaluation/inputModel'
import { constantColumnsOf } from '../evaluation/momentsInput'
import { Spectra } from '../evaluation/spectra'
import type { Influences } from '../evaluation/standardErrors/influences'
import type { ProjectResults } from '../project/document'

/** One covariance of the data under one set of options, with everything decomposed of it so far. */
export interface PreparedInput {
  readonly model: InputModel
  readonly spectra: Spectra
  /** Of the kept rows; null until there are rows. */
  influences: Influences | null
}

export interface DataEntry {
  readonly loaded: LoadedData
  readonly moments: Moments | null
  readonly spectrum: ModelledSpectrum | null
  /** null when there is none, or when it was found to have changed. */
  csv: CsvOrigin | null
  /** Rows kept of the CSV; null until it is read. */
  sample: RowSample | null
  /** What the project keeps of an earlier run over the rows. */
  readonly results: ProjectResults | null
  /** Σ‖z‖⁴ of the standardised rows once it is known, from a second pass or from the project. */
  standardizedNorm4: number | null
  readonly inputs: Map<string, Promise<Result<PreparedInput>>>
}

/** The CSV that the moments came from, when it is known where it is. */
export interface CsvOrigin {
  readonly path: string
  /** null when the project was opened and the CSV found, but not read again. */
  readonly summary: DatasetSummary | null
  /** As the moments were read. */
  readonly options: ImportOptions
  /** Of the bytes that the moments came from. */
  readonly sha256: string
}

/** What is known of data beside their moments. */
export interface MomentsCompany {
  readonly csv: CsvOrigin | null
  readonly sample: RowSample | null
  readonly results: ProjectResults | null
}

/** Covariance options that a user goes back and forth between stay prepared; older ones are dropped. */
const mostInputs = 6

export class DataStore {
  readonly #entries = new Map<string, DataEntry>()

  addMoments(moments: Moments, { csv, sample, results }: MomentsCompany): DataEntry {
    const dataset = csv?.summary ?? null
    return this.#add({
      moments,
      spectrum: null,
      csv,
      sample,
      results,
      standardizedNorm4: results?.standardizedNorm4 ?? null,
      loaded: {
        dataId: '',
        dataset,
        dimension: moments.columns.length,
        rows: moments.rows,
        droppedRows: moments.dropped,
        constantColumns: constantColumnsOf(moments),
        features: moments.columns,
        label: dataset?.label ? { name: dataset.label.name, classes: dataset.label.classes } : labelOf(moments)
      }
    })
  }

  addSpectrum(spectrum: ModelledSpectrum, dimension: number): DataEntry {
    return this.#add({
      moments: null,
      spectrum,
      csv: null,
      sample: null,
      results: null,
      standardizedNorm4: null,
      loaded: { dataId: '', dataset: null, dimension, rows: null, droppedRows: null, constantColumns: [], features: [], label: null }
    })
  }

  #add(entry: Omit<DataEntry, 'inputs'>): DataEntry {
    const dataId = randomUUID()
    const added = { ...entry, loaded: { ...entry.loaded, dataId }, inputs: new Map() }
    this.#entries.set(dataId, added)
    return added
  }

  release(dataId: string): void {
    this.#entries.delete(dataId)
  }

  get(dataId: string): Result<DataEntry> {
    const entry = this.#entries.get(dataId)
    if (entry) return success(entry)
    return failure({ code: 'DATA_UNKNOWN', what: 'the data are no longer loaded', meaning: 'nothing was computed', action: 'open the file again' })
  }

  /**
   * The covariance under these options, computed at most once.
   *
   * @param rowsAgain reads the CSV again, where the options need it and the CSV is at hand
   */
  input(entry: DataEntry, options: CovarianceOptions, rowsAgain: RowsAgain): Promise<Result<PreparedInput>> {
    const key = inputKey(entry, options)
    const known = entry.inputs.get(key)
    if (known) return known
    const prepared = prepareInput(entry, options, rowsAgain)
    entry.inputs.set(key, prepared)
    // a refusal is not remembered: the file may be back next time
    void prepared.then(outcome => { if (!outcome.ok) entry.inputs.delete(key) })
    if (entry.inputs.size > mostInputs) entry.inputs.delete(entry.inputs.keys().next().value!)
    return prepared
  }

  /** The covariance under these options if it was asked for before; null otherwise. */
  known(entry: DataEntry, options: CovarianceOptions): Promise<Result<PreparedInput>> | null {
    return entry.inputs.get(inputKey(entry, options)) ?? null
  }
}

function inputKey(entry: DataEntry, { estimator, standardize }: CovarianceOptions): string {
  return entry.spectrum ? 'modelled' : JSON.stringify([estimator?.kind, estimator?.kind === 'ridge' && estimator.epsilon, standardize])
}

/** Σ‖z‖⁴ of the standardised rows of an entry whose rows are at hand. */
export type RowsAgain = (entry: DataEntry) => Promise<Result<number>>

/** Whether rows are at hand, or can be read from the CSV that the moments came from. */
export function rowsReachable(entry: DataEntry): boolean {
  return entry.sample !== null || entry.csv !== null
}

/** Whether Σ‖z‖⁴ is known or can be found. */
export function norm4Reachable(entry: DataEntry): boolean {
  return knownNorm4(entry) !== null || entry.csv !== null
}

/** Σ‖z‖⁴ as far as it needs no file: kept, or from the kept rows when these are all. */
export function knownNorm4(entry: DataEntry): number | null {
  if (entry.standardizedNorm4 === null && entry.sample && entry.moments) entry.standardizedNorm4 = standardizedNorm4OfSample(entry.sample, entry.moments)
  return entry.standardizedNorm4
}

async function prepareInput(entry: DataEntry, options: CovarianceOptions, rowsAgain: RowsAgain): Promise<Result<PreparedInput>> {
  const { moments, spectrum } = entry
  const source = spectrum ? ({ kind: 'spectrum', spectrum } as const) : ({ kind: 'moments', moments: moments! } as const)
  const known = options.standardize ? knownNorm4(entry) : null
  const model = await inputFor(source, options, norm4Reachable(entry) ? () => rowsAgain(entry) : null, known)
  return model.ok ? success({ model: model.value, spectra: new Spectra(), influences: null }) : model
}

function labelOf(moments: Moments): LoadedData['label'] {
  return moments.classes ? { name: moments.provenance.label ?? 'label', classes: moments.classes.names } : null
}
