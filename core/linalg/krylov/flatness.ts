/** Whether a spectrum falls fast enough for a Krylov space to find its largest eigenvalues, from a first rough look at it. */

/** Values that stand for so many eigenvalues each, descending. */
export interface SpectralDensity {
  readonly values: Float64Array
  readonly counts: Float64Array
}

/**
 * How many products the k largest eigenvalues take to come nearer by so many decades: beside a space of 2k vectors
 * e^acosh(1 + 2γ) a product, γ = (λ_k − λ_2k)/(λ_2k − λ_N).
 *
 * @returns Infinity where λ_k = λ_2k; NaN where nothing is below them
 * @see Saad (1980), On the rates of convergence of the Lanczos and the block-Lanczos methods
 */
export function expectedProducts({ values, counts }: SpectralDensity, k: number, decades: number): number {
  const wanted = valueAt(values, counts, k)
  const twice = valueAt(values, counts, 2 * k)
  return (decades * Math.LN10) / Math.acosh(1 + (2 * (wanted - twice)) / (twice - values.at(-1)!))
}

/** The eigenvalue of so high a rank, between those that stand for several. */
function valueAt(values: Float64Array, counts: Float64Array, rank: number): number {
  let before = 0
  for (let index = 0; index < values.length; index++) {
    const middle = before + counts[index]! / 2
    const next = before + counts[index]! + (counts[index + 1] ?? 0) / 2
    if (rank <= middle) return values[index]!
    if (rank <= next) return values[index]! + ((rank - middle) / (next - middle)) * ((values[index + 1] ?? values[index]!) - values[index]!)
    before += counts[index]!
  }
  return values.at(-1)!
}
