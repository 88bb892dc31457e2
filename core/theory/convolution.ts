/** Convolution with non-overlapping windows (Theorem 3): the covariance of one window, and how far the data are from the theorem's assumption. */

import { entryOf, squaredFrobeniusNorm, sumOfSquares, type Entry, type SymmetricMatrix } from '../linalg/symmetricMatrix'

/** Σ̄ and the two measures of theory.md §3. */
export interface WindowCovariance {
  /** R, the number of input coordinates in a window. */
  readonly order: number
  /** Σ̄: the mean of the N0/R diagonal blocks — R × R row-major, variance units. */
  readonly mean: Float64Array
  /** N0/R. */
  readonly windows: number
  /** mean_b ‖Σ_b − Σ̄‖_F / ‖Σ̄‖_F: 0 when every window has the same covariance. */
  readonly deviation: number
  /** Share of ‖Σ‖²_F outside the diagonal blocks: 0 when windows are uncorrelated. */
  readonly outsideShare: number
}

/** Below this both measures count as zero, so Theorem 3 is exact (theory.md §3). */
export const assumptionTolerance = 1e-9

/** Whether the covariance is block diagonal with equal blocks, up to `assumptionTolerance`. */
export function satisfiesTheorem3(window: Pick<WindowCovariance, 'deviation' | 'outsideShare'>): boolean {
  return window.deviation < assumptionTolerance && window.outsideShare < assumptionTolerance
}

/**
 * Mean covariance over windows. For a Σ that is not block diagonal with equal blocks, the formula of Theorem 3 with Σ̄ is an
 * upper bound: log det is concave (unequal blocks) and Fischer's inequality holds (correlated blocks).
 *
 * @param covariance Σ of order N0
 * @param windows index sets of equal length R that together hold every coordinate at most once
 * @throws RangeError when there is no window or the windows differ in length
 */
export function windowCovariance(covariance: SymmetricMatrix, windows: readonly Int32Array[]): WindowCovariance {
  const size = windows[0]?.length ?? 0
  if (size === 0 || windows.some(window => window.length !== size)) throw new RangeError('windows must be non-empty and of equal length')
  const entry = entryOf(covariance)
  const mean = new Float64Array(size * size)
  for (const window of windows) addBlock(mean, entry, window, 1 / windows.length)
  let deviation = 0
  let inside = 0
  for (const window of windows) {
    const { difference, square } = compareBlock(mean, entry, window)
    deviation += difference / windows.length
    inside += square
  }
  const total = squaredFrobeniusNorm(covariance)
  const norm = Math.sqrt(sumOfSquares(mean))
  return {
    order: size,
    mean,
    windows: windows.length,
    deviation: norm === 0 ? 0 : deviation / norm,
    outsideShare: shareOutside(total, inside)
  }
}

/** A difference within the rounding of the two sums is none. */
function shareOutside(total: number, inside: number): number {
  const share = total === 0 ? 0 : (total - inside) / total
  return share < 1e-13 ? 0 : share
}

function addBlock(mean: Float64Array, entry: Entry, window: Int32Array, weight: number): void {
  let at = 0
  for (const row of window) for (const column of window) mean[at++]! += weight * entry(row, column)
}

function compareBlock(mean: Float64Array, entry: Entry, window: Int32Array): { difference: number; square: number } {
  let difference = 0
  let square = 0
  let at = 0
  for (const row of window) {
    for (const column of window) {
      const value = entry(row, column)
      difference += (value - mean[at++]!) ** 2
      square += value * value
    }
  }
  return { difference: Math.sqrt(difference), square }
}
