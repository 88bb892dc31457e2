/** What a report tells, as plain data: gathered by the window or by `mmi export report`, written by `reportPage`. */
import type { Certificate, DatasetSummary, DesignComparison, Dialect, InformationUnit, InputShape, MissingPolicy } from '../../api/model'
import type { Problem } from '../../api/problem'
import type { TargetAnalysis } from '../../api/target'
import type { Design } from '../../design/types'
import type { ChartSpec } from '../charts/spec'

/** A file that the rows came from; null where nothing but its name is known. */
export interface ReportFile {
  readonly name: string
  readonly bytes: number | null
  readonly sha256: string | null
}

/** Where X comes from. */
export type ReportSource =
  | {
      readonly kind: 'data'
      readonly files: readonly ReportFile[]
      readonly rows: number
      readonly droppedRows: number
      readonly missing: MissingPolicy | null
      readonly dialect: Dialect | null
      readonly label: string | null
      readonly classes: readonly string[]
      readonly features: readonly string[]
      /** Of the CSV as it was read here; null when only its moments are at hand. */
      readonly dataset: DatasetSummary | null
    }
  | { readonly kind: 'spectrum'; readonly name: string; readonly description: string; readonly dimension: number }

export interface ReportDesign {
  readonly name: string
  readonly notation: string
  readonly tree: Design
  readonly result: { readonly ok: true; readonly value: DesignComparison } | { readonly ok: false; readonly problem: Problem }
}

export interface ReportChart {
  readonly title: string
  readonly spec: ChartSpec
}

export interface ReportContent {
  readonly title: string
  /** ISO 8601. */
  readonly createdAt: string
  /** Of this program. */
  readonly version: string
  readonly unit: InformationUnit
  readonly source: ReportSource
  readonly shape: InputShape | null
  readonly designs: readonly ReportDesign[]
  /** Index of the design that the diagram, the blocks and the charts are of. */
  readonly active: number
  readonly charts: readonly ReportChart[]
  readonly target: { readonly analysis: TargetAnalysis; readonly saved: boolean } | null
  readonly certificate: Certificate | null
}
