/** Series and parallel composition (Section 3, Theorem 6) and the joint bound of branches that read the same input (theory.md §6). */
import { maximumInformation, optimalGains, rankOf, type WaterFilling } from './waterFilling'

/** Two values closer than this, relative to the smaller, are the same minimum. */
export const tieTolerance = 1e-12

/** MMI of stages in series: the smallest. @param values nats, at least one */
export function seriesInformation(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), Infinity)
}

/** Indices of the stages that attain the minimum of a series, within `tieTolerance`: the MMI bottleneck. */
export function bottleneckOf(values: readonly number[]): readonly number[] {
  const least = seriesInformation(values)
  return values.flatMap((value, index) => (value - least <= tieTolerance * Math.abs(least) ? [index] : []))
}

/** MMI of branches in parallel by the paper's rule: the sum. Exact for branches with independent inputs, else an upper bound. */
export function parallelSum(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

/** A branch that is a dense chain: its smallest width and the budget on its composite map. */
export interface DenseBranch {
  readonly width: number
  readonly budget: number
}

/**
 * Upper bound for dense branches side by side on the same input: stacked, they are one map of rank at most Σ n_b and squared norm
 * at most Σ F_b, so M_LFC(Σ F_b; Σ, N0, Σ n_b) bounds them together.
 *
 * @param table water-filling of the covariance that every branch reads
 * @returns nats
 */
export function jointBound(table: WaterFilling, branches: readonly DenseBranch[]): number {
  const { budget, width } = stackedBranches(branches)
  return maximumInformation(table, budget, width)
}

/** The one dense layer that bounds branches side by side on the same input. */
export function stackedBranches(branches: readonly DenseBranch[]): DenseBranch {
  return { width: totalWidth(branches), budget: totalBudget(branches) }
}

/**
 * Whether two branches attain their joint bound. The joint optimum has the gains p (padded with zeros to n₁ + n₂); branch 1 can
 * take the n₁ rows of some orthonormal frame with squared norm F₁ exactly when F₁ lies between the sum of the n₁ smallest and the
 * n₁ largest gains (Schur–Horn).
 *
 * @returns false for any number of branches other than two: no such condition is known to us for more
 */
export function attainsJointBound(table: WaterFilling, branches: readonly DenseBranch[]): boolean {
  const [first, second] = branches
  if (!first || !second || branches.length !== 2) return false
  const gains = optimalGains(table, totalBudget(branches), totalWidth(branches))
  const rank = rankOf(table, totalWidth(branches))
  const slack = 1e-12 * totalBudget(branches)
  // gains descend and are followed by zeros: the n₁ smallest of n₁ + n₂ are all but the n₂ largest
  const largest = sumOf(gains, 0, Math.min(first.width, rank))
  const smallest = sumOf(gains, Math.min(second.width, rank), rank)
  return first.budget >= smallest - slack && first.budget <= largest + slack
}

function totalBudget(branches: readonly DenseBranch[]): number {
  return branches.reduce((sum, branch) => sum + branch.budget, 0)
}

function totalWidth(branches: readonly DenseBranch[]): number {
  return branches.reduce((sum, branch) => sum + branch.width, 0)
}

function sumOf(values: Float64Array, from: number, to: number): number {
  let sum = 0
  for (let index = from; index < to; index++) sum += values[index]!
  return sum
}
