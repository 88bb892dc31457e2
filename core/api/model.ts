/** Plain data that crosses the boundary between core and its users: what was read, what was computed. No behaviour. */

import type { TargetVerdict } from './target'

// ---------------------------------------------------------------- units

declare const unitOf: unique symbol
/** An amount of information in nats. Branded: adding bits to it does not compile. */
export type Nats = number & { readonly [unitOf]?: 'nats' }
export type InformationUnit = 'nats' | 'bits'

// ---------------------------------------------------------------- data

export const delimiters = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof delimiters)[number]
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'latin-1'] as const
export type Encoding = (typeof encodings)[number]
export type DecimalSign = '.' | ','
/** What encloses a field; `none`: quotes are part of the text. */
export const quoteSigns = ['"', "'", 'none'] as const
export type QuoteSign = (typeof quoteSigns)[number]

/** How the bytes of a CSV become fields. */
export interface Dialect {
  readonly delimiter: Delimiter
  readonly decimal: DecimalSign
  readonly encoding: Encoding
  readonly header: boolean
  /** Absent: `"`, as in every CSV that does not say otherwise. */
  readonly quote?: QuoteSign | undefined
}

export type MissingPolicy = 'drop' | 'mean' | 'error'

/** How a CSV is to be read. Whatever is left out of `dialect` is detected. */
export interface ImportOptions {
  readonly dialect: Partial<Dialect>
  /** A header name, else a 0-based index; null: no label. */
  readonly label: string | null
  /** Header names or 0-based indices or ranges `a:b`; null: every numeric column but the label. */
  readonly features: readonly string[] | null
  readonly missing: MissingPolicy
  /** Further texts that mean "missing", beside the usual ones. */
  readonly missingCodes: readonly string[]
}

export type ColumnRole = 'feature' | 'label' | 'left-out'

/** One column of a CSV as its every row showed it. */
export interface ColumnProfile {
  readonly index: number
  readonly name: string
  readonly type: 'numeric' | 'text' | 'empty'
  readonly role: ColumnRole
  /** Why a column is left out: `text: "setosa" in row 2`; null for features and the label. */
  readonly reason: string | null
  readonly missing: number
  /** Of the numeric, non-missing values; null when there are none. */
  readonly minimum: number | null
  readonly mean: number | null
  readonly maximum: number | null
  readonly constant: boolean
  /** Distinct texts, capped at `distinctCap`; drives the suggestion of a label. null where nobody looks at the columns, as on the command line. */
  readonly distinct: number | null
}
export const distinctCap = 1000

export interface DatasetSummary {
  /** File name without its folder. */
  readonly name: string
  readonly bytes: number
  /** null where nobody keeps the data: an answer on the command line. */
  readonly sha256: string | null
  readonly dialect: Dialect
  /** Which parts of the dialect were detected, not chosen. */
  readonly detected: readonly (keyof Dialect)[]
  readonly columns: readonly ColumnProfile[]
  /** Feature names in order: the coordinates of X. */
  readonly features: readonly string[]
  readonly constantColumns: readonly string[]
  readonly label: { readonly name: string; readonly classes: readonly string[]; readonly counts: readonly number[]; readonly capped: boolean } | null
  /** Rows in the file, used, and dropped for missing values. */
  readonly totalRows: number
  readonly rows: number
  readonly droppedRows: number
  readonly missing: MissingPolicy
  /** Sentences the user should read: columns left out, values replaced by the mean … */
  readonly notes: readonly string[]
}

/** SHA-256 of data that are kept. @throws Error for data that were read for one answer alone: a bug of the caller */
export function hashOf({ sha256 }: Pick<DatasetSummary, 'sha256'>): string {
  if (sha256 === null) throw new Error('these data were read without their SHA-256')
  return sha256
}

// ---------------------------------------------------------------- input of an evaluation

/** Image shape, row-major, channel last. */
export interface InputShape {
  readonly height: number
  readonly width: number
  readonly channels: number
}

/** A spectrum that stands for data (theory.md §7, end). */
export type ModelledSpectrum =
  | { readonly kind: 'exponential'; readonly rate: number; readonly dimension: number }
  | { readonly kind: 'power'; readonly exponent: number; readonly dimension: number }
  | { readonly kind: 'white'; readonly dimension: number }
  | { readonly kind: 'list'; readonly name: string; readonly values: readonly number[] }

export type CovarianceEstimator =
  | { readonly kind: 'sample' }
  | { readonly kind: 'ledoit-wolf' }
  | { readonly kind: 'oas' }
  | { readonly kind: 'ridge'; readonly epsilon: number }

export interface CovarianceOptions {
  /** null: chosen by the rule of theory.md §7. */
  readonly estimator: CovarianceEstimator | null
  readonly standardize: boolean
}

/** What the covariance in use rests on. */
export interface CovarianceSummary {
  /** As on the command line (`ridge:0.1`); null for modelled spectra. */
  readonly estimator: string | null
  readonly shrinkage: number | null
  readonly standardized: boolean
  /** Why this estimator, when nobody chose it. */
  readonly note: string | null
}

export interface ModelOptions {
  readonly covariance: CovarianceOptions
  readonly shape: InputShape | null
  /** Weight budget F ≥ 0. */
  readonly budget: number
  /** Noise variance σ² > 0. */
  readonly noise: number
}

// ---------------------------------------------------------------- results

/** exact: a theorem and its assumptions hold; the others say in which direction the number may be off (theory.md §6). */
export type Status = 'exact' | 'upper-bound' | 'approximation'

export interface BlockEvaluation {
  /** As in cli.md: item i of the root series is `i`, branch b of group p is `p.b` … */
  readonly path: string
  readonly label: string | null
  readonly kind: 'dense' | 'conv'
  readonly mmi: Nats
  readonly status: Status
  readonly reasons: readonly string[]
  /** r of theory.md §2; for convolutions per window. */
  readonly rank: number
  readonly active: number
  readonly positions: number
  /** Input coordinates that one output window sees. */
  readonly reads: number
  readonly outputs: number
  readonly breakpoints: readonly number[]
  readonly waterLevel: number | null
  /** The budget that holds in the block's chain. */
  readonly budget: number
  /** Of `mmi`, on the basis of the evaluation's; null where it is not known. */
  readonly standardError: Nats | null
}

export interface GroupEvaluation {
  readonly path: string
  readonly label: string | null
  readonly kind: 'parallel' | 'series'
  readonly mmi: Nats
  readonly status: Status
  readonly reasons: readonly string[]
  readonly outputs: number
  /** The paper's plain sum over the branches; null for a series. */
  readonly sumRule: Nats | null
  /** M(F₁+F₂; Σ, N0, n₁+n₂) where it applies, else null. */
  readonly jointBound: Nats | null
  readonly standardError: Nats | null
}

/**
 * What standard errors rest on: the rows; Gaussian data supposed, where only moments are at hand; or the rows of an earlier run,
 * as the project keeps them.
 */
export type StandardErrorBasis = 'rows' | 'gaussian' | 'saved'

/** The MMI under two estimators of Σ (theory.md §7): their distance shows the bias of few rows, which no standard error shows. */
export interface ErrorBracket {
  readonly sample: Nats
  readonly ledoitWolf: Nats
}

export interface Evaluation {
  readonly mmi: {
    readonly value: Nats
    readonly status: Status
    readonly standardError: Nats | null
    /** null exactly where `standardError` is. */
    readonly standardErrorBasis: StandardErrorBasis | null
    readonly reasons: readonly string[]
  }
  /** Standard errors from the rows can be had by `prepareErrors`. */
  readonly standardErrorPending: boolean
  /** null for modelled spectra, and where the shrinkage of Ledoit–Wolf is not known. */
  readonly bracket: ErrorBracket | null
  /** Names of the root stages that attain the minimum. */
  readonly bottleneck: readonly string[]
  /** The same stages as indices into the root series. */
  readonly bottleneckStages: readonly number[]
  readonly blocks: readonly (BlockEvaluation | GroupEvaluation)[]
  readonly input: {
    readonly dimension: number
    /** null for modelled spectra. */
    readonly rows: number | null
    readonly droppedRows: number | null
    readonly constantColumns: readonly string[]
    readonly rank: number
    /** Eigenvalues counted as zero (theory.md §2). */
    readonly zeroEigenvalues: number
  }
  readonly covariance: CovarianceSummary
  readonly gaussian: Gaussianity | null
  readonly budget: number
  readonly noise: number
  readonly notes: readonly string[]
}

/** The eigenvalues of Σ and what the design does with them. */
export interface SpectrumSummary {
  /** Descending, zeros included. */
  readonly eigenvalues: Float64Array
  readonly rank: number
  readonly condition: number | null
}

/** MMI of a design along the weight budget. Arrays run side by side. */
export interface BudgetCurve {
  readonly budgets: Float64Array
  readonly mmi: Float64Array
  /** Breakpoints of the bottleneck stages inside the range, ascending. */
  readonly breakpoints: Float64Array
  readonly status: Status
  /** Of every budget's MMI, each at its own bottleneck; null where they are not known. */
  readonly standardErrors: Float64Array | null
  /** null exactly where `standardErrors` is. */
  readonly standardErrorBasis: StandardErrorBasis | null
  readonly standardErrorPending: boolean
}

/** MMI of a design along the units (dense) or filters (convolution) of one of its blocks, all else fixed. Arrays run side by side. */
export interface WidthCurve {
  /** Ascending integers ≥ 1. */
  readonly widths: Int32Array
  /** Of the whole design, nats. */
  readonly mmi: Float64Array
  /** The block's own units or filters in the design. */
  readonly current: number
  readonly kind: 'units' | 'filters'
  /** Of the design as it is. */
  readonly status: Status
  /** Which widths are left out, and why. */
  readonly notes: readonly string[]
}

/** Whether X may be Gaussian (theory.md §7, end): apart from the status, which speaks within the Gaussian model. */
export interface Gaussianity {
  /** false: with the same Σ, the number bounds what these data allow. */
  readonly passed: boolean
  /** Smallest Jarque–Bera p over the components, times their number (Bonferroni), at most 1. */
  readonly pValue: number
  /** Leading principal components. */
  readonly components: readonly { readonly skewness: number; readonly excessKurtosis: number; readonly pValue: number }[]
}

/** Standard errors that were computed from rows and are kept where the rows are not. */
export interface SavedErrors {
  /** Of the whole design, nats. */
  readonly standardError: Nats
  /** Of blocks and groups, in reading order. */
  readonly blocks: readonly (Nats | null)[]
  readonly gaussian: Gaussianity | null
}

/** What weights that someone can hold achieve, against the bound that the theory gives (theory.md §6). */
export interface Certificate {
  /** I_W(X;Z) of the best weights found, nats: a lower bound of the supremum. */
  readonly achieved: Nats
  /** The MMI by the closed form, nats. */
  readonly bound: Nats
  readonly status: Status
  /** Random starts of the training that were run to their end. */
  readonly starts: number
  /** Best of the training alone, nats. */
  readonly trained: Nats
  /** I_W at the optimum that the theory constructs; null where it constructs none. */
  readonly constructed: Nats | null
  readonly seed: number
}

/** One design beside others. */
export interface DesignComparison {
  readonly evaluation: Evaluation
  /** Trainable weights and biases of the network. */
  readonly parameters: number
  /** null without an interval. */
  readonly verdict: TargetVerdict | null
}
