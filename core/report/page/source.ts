/** Where X comes from, in the words of the report. */
import type { DatasetSummary, Dialect, InputShape, MissingPolicy, ModelledSpectrum } from '../../api/model'
import { assertNever } from '../../api/problem'
import type { DiagramSource } from '../diagram/types'
import { formatCompact, formatCount } from '../format'
import type { ReportFile, ReportSource } from './content'

/** What was read, as core tells a window of it. */
export interface ReadData {
  readonly rows: number
  readonly droppedRows: number
  readonly features: readonly string[]
  readonly label: { readonly name: string; readonly classes: readonly string[] } | null
  /** null when only moments are at hand. */
  readonly dataset: DatasetSummary | null
}

/** What is remembered of the files, where they are not at hand themselves. */
export interface DataOrigin {
  readonly files: readonly ReportFile[]
  readonly missing: MissingPolicy | null
  readonly dialect: Dialect | null
}

/** Data as the report's source: what was read just now wins over what was remembered. */
export function dataSource({ rows, droppedRows, features, label, dataset }: ReadData, origin: DataOrigin): ReportSource {
  return {
    kind: 'data',
    files: dataset ? [{ name: dataset.name, bytes: dataset.bytes, sha256: dataset.sha256 }] : origin.files,
    rows, droppedRows, features, dataset,
    missing: dataset?.missing ?? origin.missing,
    dialect: dataset?.dialect ?? origin.dialect,
    label: label?.name ?? null,
    classes: label?.classes ?? []
  }
}

export function spectrumSource(spectrum: ModelledSpectrum): ReportSource {
  return { kind: 'spectrum', name: `${spectrumNames[spectrum.kind]} spectrum`, description: spectrumFormula(spectrum), dimension: spectrum.kind === 'list' ? spectrum.values.length : spectrum.dimension }
}

const spectrumNames: Readonly<Record<ModelledSpectrum['kind'], string>> = { exponential: 'exponential', power: 'power law', white: 'white', list: 'listed' }

/** What stands at the left end of the diagram. */
export function diagramSource(source: ReportSource, dimension: number, shape: InputShape | null): DiagramSource {
  const size = shape ? `, ${shape.height}×${shape.width}${shape.channels > 1 ? `×${shape.channels}` : ''}` : ''
  return { name: sourceName(source), detail: `${formatCount(dimension)} inputs${size}` }
}

export function sourceName(source: ReportSource): string {
  if (source.kind === 'spectrum') return source.name
  const [first, ...others] = source.files
  if (!first) return 'X'
  return others.length === 0 ? first.name : `${first.name} and ${formatCount(others.length)} more`
}

/** The eigenvalues as a formula: `exponential, λᵢ = e^(−0.1(i−1))`. */
export function spectrumFormula(spectrum: ModelledSpectrum): string {
  switch (spectrum.kind) {
    case 'exponential': return `exponential, λᵢ = e^(−${formatCompact(spectrum.rate)}·(i−1))`
    case 'power': return `power law, λᵢ = i^(−${formatCompact(spectrum.exponent)})`
    case 'white': return 'white, λᵢ = 1'
    case 'list': return `eigenvalues listed in ${spectrum.name}`
    default: return assertNever(spectrum)
  }
}

/** The title of a report that nobody named. */
export function reportTitle(source: ReportSource): string {
  return `Maximum mutual information: ${sourceName(source)}`
}
