/** How a shrinkage that was estimated from the data moves with them: what standard errors need to know of it. */
import { assertNever } from '../api/problem'
import type { CovarianceEstimator } from '../api/model'
import { packedNorms } from './scatter'

/** Derivatives of the shrinkage by tr S, ‖S‖²_F and Q/n = mean ‖y‖⁴, with S = scatter/n. */
export interface ShrinkageDerivatives {
  readonly trace: number
  readonly squares: number
  readonly norm4: number
}

/**
 * Derivatives of `ledoitWolfShrinkage` and `oasShrinkage`.
 *
 * @param scatter packed, in the scale that is estimated
 * @param norm4 Q = Σ‖y‖⁴ in that scale; of no meaning for OAS
 * @returns null for estimators without shrinkage, and where it stands at 0 or 1, which small changes do not move
 */
export function shrinkageDerivatives(
  estimator: CovarianceEstimator, scatter: Float64Array, order: number, rows: number, norm4: number | undefined
): ShrinkageDerivatives | null {
  switch (estimator.kind) {
    case 'sample':
    case 'ridge': return null
    case 'ledoit-wolf': return norm4 === undefined || order === 1 ? null : ledoitWolf(scatter, order, rows, norm4)
    case 'oas': return order === 1 ? null : oas(scatter, order, rows)
    default: return assertNever(estimator)
  }
}

/** ρ = β/δ with β = (Q/n − ‖S‖²)/(np) and δ = (‖S‖² − (tr S)²/p)/p. */
function ledoitWolf(scatter: Float64Array, order: number, rows: number, norm4: number): ShrinkageDerivatives | null {
  const { squares, deviations, scale } = packedNorms(scatter, order, rows)
  const delta = deviations / order
  const beta = (norm4 / rows - squares) / (rows * order)
  if (!(beta > 0) || !(beta < delta)) return null
  return {
    trace: (beta / delta ** 2) * ((2 * scale) / order),
    squares: -1 / (rows * order * delta) - beta / delta ** 2 / order,
    norm4: 1 / (rows * order * delta)
  }
}

/** ρ = (‖S‖² + (tr S)²)/((n + 1)(‖S‖² − (tr S)²/p)). */
function oas(scatter: Float64Array, order: number, rows: number): ShrinkageDerivatives | null {
  const { squares, deviations, scale } = packedNorms(scatter, order, rows)
  const trace = scale * order
  const numerator = squares + trace * trace
  const denominator = (rows + 1) * deviations
  if (!(numerator < denominator)) return null
  const ratio = numerator / denominator
  return {
    trace: (2 * trace + (ratio * (rows + 1) * 2 * trace) / order) / denominator,
    squares: (1 - ratio * (rows + 1)) / denominator,
    norm4: 0
  }
}
