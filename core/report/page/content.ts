/** What a report tells, as plain data: gathered by the window or by `mmi export report`, written by `reportPage`. */
import type { Certificate, DatasetSummary, DesignComparison, InformationUnit, InputShape } from '../../api/model'
import type { Problem } from '../../api/problem'
import type { TargetAnalysis } from '../../api/target'
import type { Design } from '../../design/types'
import type { ChartSpec } from '../charts/spec'

/** Where X comes from. */
export type ReportSource =
  | {
      readonly kind: 'data'
      /** Files that the rows came from. */
      readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[]
      readonly rows: number
      readonly droppedRows: number
      readonly missing: string | null
      readonly label: string | null
      readonly classes: readonly string[]
      readonly features: readonly string[]
      /** Of the CSV as it was read here; null when only its moments are at hand. */
      readonly dataset: DatasetSummary | null
    }
  | { readonly kind: 'spectrum'; readonly description: string; readonly dimension: number }

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
