/** The moments T = Σ‖y‖²y and Q = Σ‖y‖⁴ about another centre. */

/**
 * T and Q about a centre moved by d: T′ = T − 2Sd − d(tr S + n‖d‖²), Q′ = Q − 4d·T + 4dᵀSd + 2‖d‖² tr S + n‖d‖⁴.
 *
 * @param trace tr S about the old centre, the mean
 * @param scatterTimesShift S·d, length N0
 * @param shift d = new centre − mean, length N0
 * @see cli.md, moments.npz
 */
export function recentreNorms(
  rows: number, trace: number, scatterTimesShift: Float64Array, norm2X: Float64Array, norm4: number, shift: Float64Array
): { readonly norm2X: Float64Array; readonly norm4: number } {
  let squared = 0
  let alongT = 0
  let alongS = 0
  for (let index = 0; index < shift.length; index++) {
    squared += shift[index]! * shift[index]!
    alongT += shift[index]! * norm2X[index]!
    alongS += shift[index]! * scatterTimesShift[index]!
  }
  const weight = trace + rows * squared
  return {
    norm2X: norm2X.map((value, index) => value - 2 * scatterTimesShift[index]! - shift[index]! * weight),
    norm4: norm4 - 4 * alongT + 4 * alongS + 2 * squared * trace + rows * squared * squared
  }
}
