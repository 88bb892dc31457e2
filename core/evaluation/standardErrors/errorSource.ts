/** Where the standard errors of an evaluation come from: the kept rows, the saved run, or the moments alone. */
import type { Gaussianity, Nats, SavedErrors, StandardErrorBasis } from '../../api/model'
import type { CompiledSeries } from '../../design/compile'
import type { InputModel } from '../inputModel'
import type { Spectra } from '../spectra'
import { gaussianError, missingErrorNote } from './gaussianErrors'
import type { Influences } from './influences'
import type { LinearForm } from './linearForms'
import { errorNeeds } from './needs'

/** What the data at hand offer. */
export interface ErrorSource {
  /** Of the kept rows; null while no rows are at hand. */
  readonly influences: Influences | null
  /** Whether rows are at hand or can be read again. */
  readonly rowsReachable: boolean
  /** Of the very same design and options, kept by the project. */
  readonly saved: SavedErrors | null
}

/** Answers for one evaluation. */
export interface ErrorReader {
  readonly basis: StandardErrorBasis | null
  /** Whether rows, once their influences are computed, will answer instead. */
  readonly pending: boolean
  readonly gaussian: Gaussianity | null
  /** Of the whole design. @returns nats */
  total(form: LinearForm): Nats | null
  /** @param index of the block or group in reading order @returns nats */
  block(index: number, form: LinearForm): Nats | null
  /** Why the answer is null, in a sentence; null where that needs no word. */
  readonly note: string | null
}

interface ReaderInput {
  readonly compiled: CompiledSeries
  readonly model: InputModel
  readonly spectra: Spectra
  readonly errors?: ErrorSource
}

const nothing: ErrorReader = { basis: null, pending: false, gaussian: null, note: null, total: () => null, block: () => null }

/** The best that is at hand now: computed from the rows, else kept by the project, else supposing Gaussian data. */
export function errorReader(input: ReaderInput): ErrorReader {
  const { compiled, model, spectra, errors } = input
  if (model.rows === null) return nothing
  const needs = errorNeeds(compiled)
  const influences = errors?.influences ?? null
  if (influences && influences.missing(needs, model, spectra) === null) {
    const read = (form: LinearForm): Nats | null => influences.standardError(form)
    return { basis: 'rows', pending: false, gaussian: influences.gaussianity, note: null, total: read, block: (_, form) => read(form) }
  }
  const pending = errors?.rowsReachable ?? false
  const saved = errors?.saved ?? null
  if (saved) {
    const { blocks, gaussian, standardError } = saved
    return { basis: 'saved', pending, gaussian, note: null, total: () => standardError, block: index => blocks[index] ?? null }
  }
  if (pending) return { ...nothing, pending }
  const read = (form: LinearForm): Nats | null => gaussianError(form, model, spectra)
  const note = missingErrorNote([...needs.partitions.values()].map(need => need.partition), model)
  return { basis: 'gaussian', pending: false, gaussian: null, note, total: read, block: (_, form) => read(form) }
}
