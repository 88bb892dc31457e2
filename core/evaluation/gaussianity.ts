/** Whether the data may be Gaussian, told by their leading principal components (theory.md §7, end). */
import type { Gaussianity } from '../api/model'
import { formatNumber } from '../report/format'

const mostGaussianComponents = 10
const significance = 0.01

/** How many leading components are looked at. @param rank number of λ > 0 */
export function gaussianComponents(rank: number): number {
  return Math.min(mostGaussianComponents, rank)
}

/**
 * Skewness, excess kurtosis and the Jarque–Bera test of the leading components over the kept rows, at 1 % with Bonferroni's
 * correction for their number.
 *
 * @param projections of the rows on each leading eigenvector of Σ̂, in the scale of the rows
 * @returns null when no component varies
 */
export function gaussianityOf(projections: readonly Float64Array[]): Gaussianity | null {
  const components = projections.map(shapeOf).filter(component => component !== null)
  if (components.length === 0) return null
  const pValue = Math.min(1, components.length * Math.min(...components.map(component => component.pValue)))
  return { passed: pValue >= significance, pValue, components }
}

/** What failing means for the number, in a sentence; null when nothing failed. */
export function gaussianityNote(gaussian: Gaussianity | null): string | null {
  if (!gaussian || gaussian.passed) return null
  const p = gaussian.pValue < 0.001 ? 'p < 0.001' : `p = ${formatNumber(gaussian.pValue, 2)}`
  return `the data are not Gaussian (Jarque–Bera on the leading components, ${p}): with their covariance, the number bounds what they allow`
}

/** Moments with divisor k; the statistic k/6·(skewness² + excess²/4) is χ² with two degrees of freedom. */
function shapeOf(values: Float64Array): Gaussianity['components'][number] | null {
  const count = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / count
  let second = 0
  let third = 0
  let fourth = 0
  for (const value of values) {
    const square = (value - mean) ** 2
    second += square / count
    third += (square * (value - mean)) / count
    fourth += (square * square) / count
  }
  if (!(second > 0)) return null
  const skewness = third / second ** 1.5
  const excessKurtosis = fourth / second ** 2 - 3
  return { skewness, excessKurtosis, pValue: Math.exp((-count / 12) * (skewness ** 2 + excessKurtosis ** 2 / 4)) }
}
