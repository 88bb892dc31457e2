/** What a chart is about, as plain data. A spec says nothing of pixels or colours: those come with a size and a palette. */
import type { InformationUnit, Status } from '../../api/model'

export type AxisKind = 'linear' | 'log'

/** Size of a picture in CSS pixels. */
export interface ChartSize {
  readonly width: number
  readonly height: number
}

/** The size a chart has in the window when panels are as they come. */
export const panelSize: ChartSize = { width: 490, height: 190 }

/** The eigenvalues of Σ and which of them carry information. */
export interface SpectrumSpec {
  readonly kind: 'spectrum'
  /** λ descending, zeros included, variance units. */
  readonly eigenvalues: Float64Array
  /** Eigenvalues counted as positive. */
  readonly rank: number
  /** Leading components that carry information in the bottleneck stage; null: no design, or its stages do not read this spectrum. */
  readonly active: number | null
  /** Water level as an eigenvalue, σ²/μ: components above it carry information; null: not drawn. */
  readonly threshold?: number | null
  readonly scale: AxisKind
  /** What the spectrum is of, for the table and for the ear: `Spectrum of iris.csv`. */
  readonly caption: string
}

export interface NamedCurve {
  readonly name: string
  readonly budgets: Float64Array
  /** nats */
  readonly mmi: Float64Array
}

/** MMI of a design along the weight budget F. Amounts of information are in nats whatever the unit shown. */
export interface BudgetSpec {
  readonly kind: 'budget'
  /** Ascending. */
  readonly budgets: Float64Array
  readonly mmi: Float64Array
  readonly unit: InformationUnit
  /** ρ of the bottleneck stages, ascending, in units of F. */
  readonly breakpoints: Float64Array
  /** The current F. */
  readonly budget: number
  /** MMI at the current F; null: read off the curve and marked as such. */
  readonly value: number | null
  /** Beside `mmi`. */
  readonly standardErrors?: Float64Array | null
  readonly target?: { readonly lower: number; readonly upper: number } | null
  readonly others?: readonly NamedCurve[]
  readonly scale: AxisKind
  readonly status: Status
  /** Budgets the axis spans; null: those of the curve, widened so that the current F is on it. */
  readonly range?: { readonly from: number; readonly to: number } | null
}

export type ChartSpec = SpectrumSpec | BudgetSpec
