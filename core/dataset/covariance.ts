/** Estimates of Σ from moments: sample, Ledoit–Wolf, OAS, ridge; on the raw scale or after standardising (theory.md §7). */
import type { CovarianceEstimator, CovarianceOptions, CovarianceSummary } from '../api/model'
import { assertNever, failure, success, type Problem, type Result } from '../api/problem'
import type { Moments } from './moments'
import { packedDiagonal, packedIndex, packedNorms, packedTrace } from './scatter'
import { shrinkageDerivatives, type ShrinkageDerivatives } from './shrinkageDerivatives'

export interface Covariance {
  /** N0. */
  readonly order: number
  /** N0 × N0, row by row, symmetric. */
  readonly matrix: Float64Array
  readonly summary: CovarianceSummary
  readonly estimate: CovarianceEstimate
}

/** Σ̂ = kept·S + addition·I of the sample covariance S (divisor n − 1) in the scale that is used: every estimator has this form. */
export interface AffineEstimate {
  readonly kept: number
  readonly addition: number
}

export interface CovarianceEstimate extends AffineEstimate {
  /** What Ledoit–Wolf makes of the same moments; null where its shrinkage is not known. */
  readonly ledoitWolf: AffineEstimate | null
  /** null where the shrinkage does not move with the data. */
  readonly derivatives: ShrinkageDerivatives | null
}

/** What the moments alone do not tell. */
export interface CovarianceExtra {
  /** Σ‖z‖⁴ of the standardised rows, from `standardizedNorm4`. */
  readonly standardizedNorm4?: number
}

/** Above this share of columns to rows, shrinkage is used when no estimator was chosen. */
const shrinkageRatio = 0.1

/**
 * Σ of the features under the chosen estimator; without one, by `chooseEstimator`.
 *
 * @param moments n ≥ 2 rows
 * @returns COVARIANCE_OPTION_INVALID for a bad ε or too few rows; COVARIANCE_NEEDS_ROWS for Ledoit–Wolf after standardising without Σ‖z‖⁴
 */
export function estimateCovariance(moments: Moments, options: CovarianceOptions, extra: CovarianceExtra = {}): Result<Covariance> {
  if (moments.rows < 2) return failure(tooFewRows(moments.rows))
  const norm4 = options.standardize ? extra.standardizedNorm4 : moments.norm4
  const { estimator, note } = resolveEstimator(moments, options, norm4)
  const scatter = options.standardize ? standardizedScatter(moments) : moments.scatter
  const shrunk = shrink(estimator, scatter, moments, norm4)
  if (!shrunk.ok) return shrunk
  const { shrinkage } = shrunk.value
  const order = moments.columns.length
  return success({
    order,
    matrix: fullMatrix(scatter, order, shrunk.value),
    summary: { estimator: estimatorName(estimator), shrinkage, standardized: options.standardize, note: note ?? singularNote(estimator, moments.rows, order) },
    estimate: {
      ...affine(shrunk.value, moments.rows),
      ledoitWolf: ledoitWolfBeside(estimator, shrunk.value, scatter, moments, norm4),
      derivatives: shrinkageDerivatives(estimator, scatter, order, moments.rows, norm4)
    }
  })
}

function affine({ shrinkage, divisor, addition }: Shrunk, rows: number): AffineEstimate {
  return { kept: ((1 - (shrinkage ?? 0)) * (rows - 1)) / divisor, addition }
}

function ledoitWolfBeside(used: CovarianceEstimator, shrunk: Shrunk, scatter: Float64Array, moments: Moments, norm4: number | undefined): AffineEstimate | null {
  const beside = used.kind === 'ledoit-wolf' ? success(shrunk) : shrink({ kind: 'ledoit-wolf' }, scatter, moments, norm4)
  return beside.ok ? affine(beside.value, moments.rows) : null
}

/**
 * The estimator when nobody chose one: sample, or Ledoit–Wolf when there are more than 0.1 columns per row.
 *
 * @returns the estimator, and why when it is not the plain one
 */
export function chooseEstimator(rows: number, dimension: number): { readonly estimator: CovarianceEstimator; readonly note: string | null } {
  const ratio = dimension / rows
  return ratio > shrinkageRatio
    ? { estimator: { kind: 'ledoit-wolf' }, note: `Ledoit–Wolf shrinkage was chosen: ${dimension} columns over ${rows} rows is more than ${shrinkageRatio} per row` }
    : { estimator: { kind: 'sample' }, note: null }
}

/** The estimator as on the command line: `sample`, `ledoit-wolf`, `oas`, `ridge:0.1`. */
export function estimatorName(estimator: CovarianceEstimator): string {
  return estimator.kind === 'ridge' ? `ridge:${estimator.epsilon}` : estimator.kind
}

interface ResolvedEstimator {
  readonly estimator: CovarianceEstimator
  readonly note: string | null
}

function resolveEstimator(moments: Moments, { estimator }: CovarianceOptions, norm4: number | undefined): ResolvedEstimator {
  if (estimator) return { estimator, note: null }
  const chosen = chooseEstimator(moments.rows, moments.columns.length)
  if (chosen.estimator.kind !== 'ledoit-wolf' || norm4 !== undefined) return chosen
  return {
    estimator: { kind: 'sample' },
    note: 'the sample covariance was used: Ledoit–Wolf after standardising needs the rows, which moments do not hold; OAS does not '
      + `(${moments.columns.length} columns over ${moments.rows} rows)`
  }
}

/** Σ̂ = (1 − shrinkage)·scatter/divisor + addition·I. */
interface Shrunk {
  readonly divisor: number
  readonly shrinkage: number | null
  readonly addition: number
}

function shrink(estimator: CovarianceEstimator, scatter: Float64Array, { rows, columns }: Moments, norm4: number | undefined): Result<Shrunk> {
  const order = columns.length
  const scale = packedTrace(scatter, order) / rows / order
  switch (estimator.kind) {
    case 'sample': return success({ divisor: rows - 1, shrinkage: null, addition: 0 })
    case 'ridge': {
      const { epsilon } = estimator
      if (!Number.isFinite(epsilon) || epsilon < 0) return failure(invalidRidge(epsilon))
      return success({ divisor: rows - 1, shrinkage: null, addition: epsilon })
    }
    case 'oas': {
      const shrinkage = oasShrinkage(scatter, order, rows)
      return success({ divisor: rows, shrinkage, addition: shrinkage * scale })
    }
    case 'ledoit-wolf': {
      if (norm4 === undefined) return failure(needsRows())
      const shrinkage = ledoitWolfShrinkage(scatter, order, rows, norm4)
      return success({ divisor: rows, shrinkage, addition: shrinkage * scale })
    }
    default: return assertNever(estimator)
  }
}

/**
 * Weight of μI that minimises the expected squared error, from S = scatter/n: min(β, δ)/δ with
 * β = (Q/n − ‖S‖²)/(np) and δ = ‖S − μI‖²/p, μ = tr S/p.
 *
 * @param norm4 Q = Σ‖y‖⁴
 * @see Ledoit & Wolf 2004, as in scikit-learn's ledoit_wolf
 */
export function ledoitWolfShrinkage(scatter: Float64Array, order: number, rows: number, norm4: number): number {
  if (order === 1) return 0
  const { squares, deviations } = packedNorms(scatter, order, rows)
  const delta = deviations / order
  const beta = Math.max(0, Math.min((norm4 / rows - squares) / (rows * order), delta))
  return beta === 0 ? 0 : beta / delta
}

/**
 * Oracle approximating shrinkage: min(1, (α + μ²)/((n + 1)(α − μ²/p))), α the mean squared entry of S = scatter/n, μ = tr S/p.
 *
 * @see Chen et al. 2010, as in scikit-learn's oas (theory.md §7)
 */
export function oasShrinkage(scatter: Float64Array, order: number, rows: number): number {
  if (order === 1) return 0
  const { squares, deviations, scale } = packedNorms(scatter, order, rows)
  // p²(α − μ²/p) = ‖S‖² − pμ² = ‖S − μI‖², without cancellation.
  const denominator = ((rows + 1) * deviations) / (order * order)
  const numerator = squares / (order * order) + scale * scale
  return denominator === 0 ? 1 : Math.min(1, numerator / denominator)
}

/**
 * 1/sd of every column with sd by n − 1, so that scaled columns have variance 1; 0 for a constant column, which keeps variance 0.
 *
 * @returns length N0
 */
export function standardizingFactors(moments: Moments): Float64Array {
  return packedDiagonal(moments.scatter, moments.columns.length).map(sum => (sum > 0 ? 1 / Math.sqrt(sum / (moments.rows - 1)) : 0))
}

function standardizedScatter(moments: Moments): Float64Array {
  const order = moments.columns.length
  const factors = standardizingFactors(moments)
  const scaled = new Float64Array(moments.scatter.length)
  let at = 0
  for (let row = 0; row < order; row++) {
    // Exactly n − 1 on the diagonal: a correlation of a column with itself is 1.
    scaled[at++] = factors[row] === 0 ? 0 : moments.rows - 1
    for (let column = row + 1; column < order; column++, at++) scaled[at] = moments.scatter[at]! * factors[row]! * factors[column]!
  }
  return scaled
}

/** Rows and columns that are written together: a block of them and its mirror image stay in the processor's cache. */
const blockOrder = 32

/** Both triangles of one. */
function fullMatrix(packed: Float64Array, order: number, { divisor, shrinkage, addition }: Shrunk): Float64Array {
  const kept = 1 - (shrinkage ?? 0)
  const matrix = new Float64Array(order * order)
  for (let top = 0; top < order; top += blockOrder) {
    for (let left = top; left < order; left += blockOrder) {
      const right = Math.min(left + blockOrder, order)
      for (let row = top; row < Math.min(top + blockOrder, order); row++) {
        const begin = Math.max(row, left)
        let at = packedIndex(row, begin, order)
        for (let column = begin; column < right; column++, at++) {
          const value = (packed[at]! / divisor) * kept
          matrix[row * order + column] = value
          matrix[column * order + row] = value
        }
      }
    }
  }
  for (let index = 0; index < order; index++) matrix[index * order + index]! += addition
  return matrix
}

function singularNote(estimator: CovarianceEstimator, rows: number, order: number): string | null {
  if (rows > order || estimator.kind !== 'sample') return null
  return `${rows} rows for ${order} columns: the sample covariance is singular and its large eigenvalues are too large; shrinkage (ledoit-wolf or oas) is better here`
}

function invalidRidge(epsilon: number): Problem {
  return {
    code: 'COVARIANCE_OPTION_INVALID',
    what: `the ridge ε is ${epsilon}`,
    meaning: 'a variance can only be added, and must be finite; nothing was computed',
    action: 'choose a number of at least 0'
  }
}

function tooFewRows(rows: number): Problem {
  return {
    code: 'COVARIANCE_OPTION_INVALID',
    what: `the moments hold ${rows} row${rows === 1 ? '' : 's'}`,
    meaning: 'a covariance needs at least two',
    action: 'merge moments of more data'
  }
}

function needsRows(): Problem {
  return {
    code: 'COVARIANCE_NEEDS_ROWS',
    what: 'Ledoit–Wolf after standardising needs the rows, which a moments file does not hold',
    meaning: 'its shrinkage cannot be computed; nothing was computed',
    action: 'choose oas, use the raw scale, or open the CSV'
  }
}
