/** What documents are made of and asked for, without their schema: most commands read no project and need none. */
import type { ImportOptions } from '../api/model'
import type { CsvSource, ProjectDocument, ProjectResults } from './document'

/** How the CSV of a project is read, without whatever else a newer version may keep there. */
export function importOptionsOf({ dialect, label, features, missing, missingCodes }: CsvSource): ImportOptions {
  const { delimiter, decimal, encoding, header, quote } = dialect
  return { dialect: { delimiter, decimal, encoding, header, ...(quote && { quote }) }, label, features, missing, missingCodes }
}

/** What `File › New` starts from. */
export function emptyProject(): ProjectDocument {
  return {
    source: null,
    shape: null,
    covariance: { estimator: null, standardize: false },
    budget: 100,
    noise: 1,
    unit: 'nats',
    designs: [{ name: 'Design A', notation: '' }],
    activeDesign: 0
  }
}

/** The document with more results for the data that its source names; those of other data are dropped. Without a CSV as it is. */
export function withResults(document: ProjectDocument, results: Partial<ProjectResults>): ProjectDocument {
  if (document.source?.kind !== 'csv') return document
  return { ...document, results: { ...resultsOf(document), ...results, dataSha256: document.source.sha256 } }
}

/** Results that hold for the data that the document's source names; null without any. */
export function resultsOf({ source, results }: ProjectDocument): ProjectResults | null {
  return source?.kind === 'csv' && results?.dataSha256 === source.sha256 ? results : null
}

/** The document with Σ‖z‖⁴ kept for its CSV; without a CSV, or with null, as it is. */
export function withStandardizedNorm4(document: ProjectDocument, norm4: number | null): ProjectDocument {
  return norm4 === null ? document : withResults(document, { standardizedNorm4: norm4 })
}

/** Σ‖z‖⁴ of the data that the document's source names; null when it is not kept, or was kept for other data. */
export function standardizedNorm4Of(document: ProjectDocument): number | null {
  return resultsOf(document)?.standardizedNorm4 ?? null
}
