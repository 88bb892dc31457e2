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
 * @param noise differences up to it are rounding
 * @param beyond in place of 2k, where the space holds more
 * @returns Infinity where λ_k = λ_2k; 0 where nothing is below λ_2k, which a space of so many vectors holds
 * @see Saad (1980), On the rates of convergence of the Lanczos and the block-Lanczos methods
 */
export function expectedProducts({ values, counts }: SpectralDensity, k: number, decades: number, noise: number, beyond = 2 * k): number {
  const wanted = valueAt(values, counts, k, noise)
  const twice = valueAt(values, counts, beyond, noise)
  const spread = twice - values.at(-1)!
  return spread <= noise ? 0 : (decades * Math.LN10) / Math.acosh(1 + (2 * (wanted - twice)) / spread)
}

/** The eigenvalue of so high a rank, between those that stand for several; but none lies between the last one and what is equal to it, as zeros below a rank are. */
function valueAt(values: Float64Array, counts: Float64Array, rank: number, noise: number): number {
  const least = values.at(-1)!
  let before = 0
  for (let index = 0; index < values.length - 1; index++) {
    const [value, following] = [values[index]!, values[index + 1]!]
    const end = before + counts[index]!
    const middle = (before + end) / 2
    const next = end + counts[index + 1]! / 2
    if (rank <= (following - least <= noise ? end : middle)) return value
    if (following - least <= noise) return least
    if (rank <= next) return value + ((rank - middle) / (next - middle)) * (following - value)
    before = end
  }
  return least
}
