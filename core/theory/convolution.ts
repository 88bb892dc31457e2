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

/** Below this a norm counts as zero beside another, so Theorem 3 is exact (theory.md §3). */
export const assumptionTolerance = 1e-9

type Measures = Pick<WindowCovariance, 'deviation' | 'outsideShare'>

/** Whether the covariance is block diagonal with equal blocks, up to `assumptionTolerance`. */
export function satisfiesTheorem3(window: Measures): boolean {
  return hasEqualWindows(window) && hasUncorrelatedWindows(window)
}

/** Whether every window has the same covariance. */
export function hasEqualWindows({ deviation }: Measures): boolean {
  return deviation < assumptionTolerance
}

/** Whether nothing lies between windows. The share is one of squares: its root is what a large budget can make visible. */
export function hasUncorrelatedWindows({ outsideShare }: Measures): boolean {
  return Math.sqrt(outsideShare) < assumptionTolerance
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
  const deviation = windows.reduce((sum, window) => sum + distance(mean, entry, window), 0) / windows.length
  const norm = Math.sqrt(sumOfSquares(mean))
  return {
    order: size,
    mean,
    windows: windows.length,
    deviation: norm === 0 ? 0 : deviation / norm,
    outsideShare: shareOutside(covariance, entry, windows)
  }
}

/** Summed over the entries outside themselves: as the difference of two norms it would drown in their rounding. */
function shareOutside(covariance: SymmetricMatrix, entry: Entry, windows: readonly Int32Array[]): number {
  if (covariance.kind === 'diagonal') return 0
  const { order } = covariance
  const windowOf = new Int32Array(order).fill(-1)
  windows.forEach((window, index) => { for (const coordinate of window) windowOf[coordinate] = index })
  let outside = 0
  for (let row = 0; row < order; row++) {
    for (let column = 0; column < row; column++) if (windowOf[row] !== windowOf[column]) outside += 2 * entry(row, column) ** 2
  }
  const total = squaredFrobeniusNorm(covariance)
  return total === 0 ? 0 : outside / total
}

function addBlock(mean: Float64Array, entry: Entry, window: Int32Array, weight: number): void {
  let at = 0
  for (const row of window) for (const column of window) mean[at++]! += weight * entry(row, column)
}

/** ‖Σ_b − Σ̄‖_F of one window. */
function distance(mean: Float64Array, entry: Entry, window: Int32Array): number {
  let square = 0
  let at = 0
  for (const row of window) for (const column of window) square += (entry(row, column) - mean[at++]!) ** 2
  return Math.sqrt(square)
}
