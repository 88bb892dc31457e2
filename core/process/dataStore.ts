/** The data that windows look at: moments or a modelled spectrum, with the covariances and spectra already computed from them. */
import { randomUUID } from 'node:crypto'
import type { LoadedData } from '../api/contract'
import type { CovarianceOptions, DatasetSummary, ModelledSpectrum } from '../api/model'
import { failure, success, type Result } from '../api/problem'
import type { Moments } from '../dataset/moments'
import { inputFor } from '../evaluation/input'
import type { InputModel } from '../evaluation/inputModel'
import { constantColumnsOf } from '../evaluation/momentsInput'
import { Spectra } from '../evaluation/spectra'

/** One covariance of the data under one set of options, with everything decomposed of it so far. */
export interface PreparedInput {
  readonly model: InputModel
  readonly spectra: Spectra
}

export interface DataEntry {
  readonly loaded: LoadedData
  readonly moments: Moments | null
  readonly spectrum: ModelledSpectrum | null
  readonly csv: CsvOrigin | null
  /** Σ‖z‖⁴ of the standardised rows once it is known, from a second pass or from the project. */
  standardizedNorm4: number | null
  readonly inputs: Map<string, Promise<Result<PreparedInput>>>
}

/** The CSV that the moments came from, when it is known where it is. */
export interface CsvOrigin {
  readonly path: string
  /** null when the project was opened and the CSV found, but not read again. */
  readonly summary: DatasetSummary | null
  readonly missingCodes: readonly string[]
}

/** Covariance options that a user goes back and forth between stay prepared; older ones are dropped. */
const mostInputs = 6

export class DataStore {
  readonly #entries = new Map<string, DataEntry>()

  addMoments(moments: Moments, csv: CsvOrigin | null, standardizedNorm4: number | null = null): DataEntry {
    const dataset = csv?.summary ?? null
    return this.#add({
      moments,
      spectrum: null,
      csv,
      standardizedNorm4,
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
    const key = entry.spectrum ? 'modelled' : JSON.stringify(options)
    const known = entry.inputs.get(key)
    if (known) return known
    const prepared = prepareInput(entry, options, rowsAgain)
    entry.inputs.set(key, prepared)
    // a refusal is not remembered: the file may be back next time
    void prepared.then(outcome => { if (!outcome.ok) entry.inputs.delete(key) })
    if (entry.inputs.size > mostInputs) entry.inputs.delete(entry.inputs.keys().next().value!)
    return prepared
  }
}

/** Σ‖z‖⁴ of the standardised rows of an entry whose rows are at hand. */
export type RowsAgain = (entry: DataEntry) => Promise<Result<number>>

/** Whether Σ‖z‖⁴ is known or can be found. */
export function hasRows(entry: DataEntry): boolean {
  return entry.standardizedNorm4 !== null || (entry.csv !== null && entry.csv.summary !== null)
}

async function prepareInput(entry: DataEntry, options: CovarianceOptions, rowsAgain: RowsAgain): Promise<Result<PreparedInput>> {
  const { moments, spectrum } = entry
  const source = spectrum ? ({ kind: 'spectrum', spectrum } as const) : ({ kind: 'moments', moments: moments! } as const)
  const model = await inputFor(source, options, hasRows(entry) ? () => rowsAgain(entry) : null)
  return model.ok ? success({ model: model.value, spectra: new Spectra() }) : model
}

function labelOf(moments: Moments): LoadedData['label'] {
  return moments.classes ? { name: moments.provenance.label ?? 'label', classes: moments.classes.names } : null
}
