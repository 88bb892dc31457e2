/** What is asked of core to get data, and what the window suggests about a label. Pure. */
import type { FileGrant } from '../../core/api/bridge'
import type { LoadedData, ProjectDocument } from '../../core/api/contract'
import { hashOf, type ColumnProfile, type ImportOptions, type ModelledSpectrum } from '../../core/api/model'
import { assertNever } from '../../core/api/problem'
import { importOptionsOf } from '../../core/project/document'

export type DataRequest =
  | {
    readonly kind: 'csv'
    readonly grant: FileGrant
    readonly options: ImportOptions
    /** The project beside which the CSV was found; its grant to the CSV ends with the core process and is then asked for again. */
    readonly project?: FileGrant
  }
  | { readonly kind: 'spectrum'; readonly spectrum: ModelledSpectrum }
  /** The moments inside a project, and the CSV that they came from when it was found. */
  | { readonly kind: 'project'; readonly grant: FileGrant; readonly csv: CsvAtHand | null }

export interface CsvAtHand {
  readonly grant: FileGrant
  readonly options: ImportOptions
}

/** Everything detected, rows with missing values dropped, no label. */
export const defaultImport: ImportOptions = { dialect: {}, label: null, features: null, missing: 'drop', missingCodes: [] }

export type LabelSuggestion =
  /** A text column cannot be a feature anyway: it is taken at once, and said so. */
  | { readonly kind: 'take'; readonly column: string }
  /** Taking a numeric column changes the features, and several text columns are a choice: only asked. */
  | { readonly kind: 'ask'; readonly column: string }

const labelNames = new Set(['label', 'class', 'target', 'species', 'y'])
/** More different texts than this are names, not classes. */
export const mostClasses = 50

/** The CSV that can be read again with other options, if any. */
export function csvAtHand(request: DataRequest | null): (CsvAtHand & { readonly project?: FileGrant }) | null {
  if (request?.kind === 'csv') return request
  return request?.kind === 'project' && request.csv ? { ...request.csv, project: request.grant } : null
}

/** What a project's document and its found CSV make of the data inside it. @param csvGrant null: the CSV was not found */
export function projectRequest(grant: FileGrant, source: ProjectDocument['source'], csvGrant: string | null): DataRequest {
  if (source?.kind !== 'csv' || csvGrant === null) return { kind: 'project', grant, csv: null }
  return { kind: 'project', grant, csv: { grant: { id: csvGrant, name: source.name, kind: 'csv' }, options: importOptionsOf(source) } }
}

/** Columns as a file, or its preview, shows them. */
export interface ColumnsShown {
  readonly columns: readonly ColumnProfile[]
  /** null: none was chosen. */
  readonly label: object | null
}

/** Which column looks like the label, when none was chosen. */
export function suggestLabel(dataset: ColumnsShown): LabelSuggestion | null {
  if (dataset.label !== null) return null
  const named = dataset.columns.find(column => labelNames.has(column.name.trim().toLowerCase()) && column.type !== 'empty')
  if (named) return { kind: named.type === 'text' ? 'take' : 'ask', column: columnReference(dataset, named) }
  const texts = dataset.columns.filter(column => column.type === 'text' && column.distinct !== null && column.distinct >= 2 && column.distinct <= mostClasses)
  const first = texts[0]
  if (!first) return null
  return { kind: texts.length === 1 ? 'take' : 'ask', column: columnReference(dataset, first) }
}

/** How a column is named in import options: its header when that is unique, else its 0-based index. */
export function columnReference(dataset: Pick<ColumnsShown, 'columns'>, column: ColumnProfile): string {
  const unique = dataset.columns.filter(other => other.name === column.name).length === 1
  return unique && column.name !== '' ? column.name : String(column.index)
}

/** The features to ask for so that exactly the wanted columns are used; null when that is the default. */
export function featuresChoice(dataset: Pick<ColumnsShown, 'columns'>, used: ReadonlySet<number>): readonly string[] | null {
  const usable = dataset.columns.filter(column => column.type === 'numeric' && column.role !== 'label')
  if (usable.every(column => used.has(column.index))) return null
  return usable.filter(column => used.has(column.index)).map(column => columnReference(dataset, column))
}

/** The document's source after data were loaded; undefined: what the project says already holds. */
export function sourceOf(request: DataRequest, data: LoadedData): ProjectDocument['source'] | undefined {
  switch (request.kind) {
    case 'project': return undefined
    case 'spectrum': return { kind: 'spectrum', spectrum: mutableSpectrum(request.spectrum) }
    case 'csv': {
      if (!data.dataset) return undefined
      const { name, bytes, dialect } = data.dataset
      const { label, features, missing, missingCodes } = request.options
      return {
        kind: 'csv', name, relativePath: null, bytes, sha256: hashOf(data.dataset), dialect: { ...dialect }, label,
        features: features ? [...features] : null, missing, missingCodes: [...missingCodes]
      }
    }
    default: return assertNever(request)
  }
}

/** A copy in the shape that the contract's schema has. */
export function mutableSpectrum(spectrum: ModelledSpectrum): Extract<NonNullable<ProjectDocument['source']>, { kind: 'spectrum' }>['spectrum'] {
  return spectrum.kind === 'list' ? { ...spectrum, values: [...spectrum.values] } : { ...spectrum }
}

/** The options as plain arrays, as the contract's schema has them. */
export function copyOptions(options: ImportOptions) {
  return { ...options, dialect: { ...options.dialect }, features: options.features ? [...options.features] : null, missingCodes: [...options.missingCodes] }
}

/** A request in a few words: `iris.csv`, `exponential spectrum`. */
export function describeRequest(request: DataRequest): string {
  return request.kind === 'spectrum' ? `${spectrumNames[request.spectrum.kind]} spectrum` : request.grant.name
}

export const spectrumNames: Readonly<Record<ModelledSpectrum['kind'], string>> = {
  exponential: 'exponential',
  power: 'power law',
  white: 'white',
  list: 'listed'
}
