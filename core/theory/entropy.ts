/** Entropies of discrete distributions, in nats. */

/** H(p) = −Σ p log p. @param probabilities ≥ 0 */
export function entropy(probabilities: Float64Array): number {
  let sum = 0
  for (const probability of probabilities) if (probability > 0) sum -= probability * Math.log(probability)
  return sum
}

/** h₂(p) = −p log p − (1 − p) log(1 − p). @param probability 0 ≤ p ≤ 1 @throws RangeError outside */
export function binaryEntropy(probability: number): number {
  if (!(probability >= 0 && probability <= 1)) throw new RangeError(`a probability lies between 0 and 1, not at ${probability}`)
  if (probability === 0 || probability === 1) return 0
  return -probability * Math.log(probability) - (1 - probability) * Math.log1p(-probability)
}
