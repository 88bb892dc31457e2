/** Where X comes from, for a report: the CSV as it was read, a moments file's provenance, or what a project remembers. */
import type { ReportSource } from '../../../core/report/page/content'
import { dataSource, spectrumSource, type DataOrigin } from '../../../core/report/page/source'
import type { CommandInput } from '../input'

export function reportSource({ source, document }: CommandInput): ReportSource {
  if (source.kind === 'spectrum') return spectrumSource(source.spectrum)
  const { moments, dataset } = source
  const { classes, provenance } = moments
  const label = provenance.label === null ? null : { name: provenance.label, classes: classes?.names ?? [] }
  return dataSource({ rows: moments.rows, droppedRows: moments.dropped, features: moments.columns, label, dataset }, origin({ source, document }))
}

function origin({ source, document }: Pick<CommandInput, 'source' | 'document'>): DataOrigin {
  const csv = document.source
  if (source.kind === 'moments' && source.project !== null && csv?.kind === 'csv') return { files: [csv], missing: csv.missing, dialect: csv.dialect }
  if (source.kind !== 'moments') return { files: [], missing: null, dialect: null }
  const { sources, missing, dialect } = source.moments.provenance
  return { files: sources, missing, dialect }
}
