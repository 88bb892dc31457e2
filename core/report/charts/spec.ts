/** What a chart is about, as plain data. A spec says nothing of pixels or colours: those come with a size and a palette. */
import type { CovarianceMap } from '../../api/covarianceMap'
import type { ErrorBracket, InformationUnit, Status, WidthCurve } from '../../api/model'
import type { TargetBounds, TargetEnvelope, TargetInterval, TargetState, TargetVerdict } from '../../api/target'

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

/** MMI of another design along the weight budget, laid over the present one. */
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
  /** MMI at the current F under the sample covariance and under Ledoit–Wolf, nats. */
  readonly bracket?: ErrorBracket | null
  /** Target interval, nats; `upper` null: it has no upper end. */
  readonly target?: TargetBounds | null
  /** Name of the design, written at its curve; null: there is only one. */
  readonly name?: string | null
  /** Told apart by their dashes and signs, not by colour. */
  readonly others?: readonly NamedCurve[]
  readonly scale: AxisKind
  readonly status: Status
  /** Budgets the axis spans; null: those of the curve, widened so that the current F is on it. */
  readonly range?: { readonly from: number; readonly to: number } | null
}

/** MMI of a design along the units or filters of one of its blocks. Amounts of information are in nats whatever the unit shown. */
export interface WidthSpec {
  readonly kind: 'width'
  /** Ascending integers ≥ 1. */
  readonly widths: Int32Array
  /** Beside `widths`. */
  readonly mmi: Float64Array
  readonly counts: WidthCurve['kind']
  /** What the block is called: `dense 8`. */
  readonly block: string
  readonly unit: InformationUnit
  /** The block's width now. */
  readonly width: number
  /** MMI at that width; null: read off the curve. */
  readonly value: number | null
  readonly target?: TargetBounds | null
  readonly scale: AxisKind
  readonly status: Status
  /** Widths the axis spans; null: those of the curve, widened so that the present one is on it. */
  readonly range?: { readonly from: number; readonly to: number } | null
}

/** A design on the target chart. */
export interface TargetDesign {
  readonly name: string
  /** nats */
  readonly mmi: number
  /** null: there is no interval to stand beside. */
  readonly position: TargetVerdict['position'] | null
}

/** The envelopes of I(Y;Ẑ), the target interval and where the designs stand. Nats whatever the unit shown; the parts are those of `TargetAnalysis`. */
export interface TargetSpec {
  readonly kind: 'target'
  readonly state: TargetState
  /** Why the state is as it is, one sentence. */
  readonly reason: string
  readonly rowsNeeded: number | null
  /** J, η, δ and K, from which the curves follow; null: no signal, no curves. */
  readonly envelope: TargetEnvelope | null
  readonly interval: TargetInterval | null
  /** In the interval whatever the truth within ± 2 SE; null: nothing surely is. */
  readonly inner: TargetBounds | null
  /** In the interval for some truth within ± 2 SE. */
  readonly outer: TargetBounds | null
  /** log m, when the interval reaches beyond it. */
  readonly memorisation: number | null
  readonly designs: readonly TargetDesign[]
  /** Whether the guarantee by the tight loss is drawn too. */
  readonly tight: boolean
  readonly unit: InformationUnit
  readonly scale: AxisKind
}

/** Σ in use, or its correlations, as a heat map. */
export interface CovarianceSpec {
  readonly kind: 'covariance'
  readonly map: CovarianceMap
  /** Of the columns, by index; empty: they have none. */
  readonly names: readonly string[]
}

export type ChartSpec = SpectrumSpec | BudgetSpec | WidthSpec | TargetSpec | CovarianceSpec
