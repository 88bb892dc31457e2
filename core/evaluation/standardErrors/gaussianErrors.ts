/**
 * Standard errors where only moments are at hand: from the spectrum alone, as if X were Gaussian. Then the components are
 * independent and var (u_iᵀx)² = 2λ_i², so a raw-scale dense value has SE = √(2Σa_i²/n).
 */
import type { InputModel } from '../inputModel'
import { wholeInput, type Partition } from '../partition'
import type { Spectra } from '../spectra'
import type { FormTerm, LinearForm } from './linearForms'

/** @returns null where the spectrum does not tell: after standardising, for windows, for sums over correlated columns, and for slices of a shrunk Σ */
export function gaussianError(form: LinearForm, model: InputModel, spectra: Spectra): number | null {
  const { rows, summary, estimate } = model
  if (form.terms.length === 0) return 0
  if (rows === null || !estimate || summary.standardized || form.correlated) return null
  let variance = 0
  for (const term of form.terms) {
    const whole = term.partition.key === wholeInput(model.covariance.order).key
    if (term.partition.windows !== 'whole' || (summary.shrinkage !== null && !whole)) return null
    variance += summary.shrinkage === null ? plainVariance(term, estimate.addition, spectra) : shrunkVariance(term, summary.shrinkage, model, spectra)
  }
  return Math.sqrt(variance / rows)
}

/** 2Σ(a_i s_i/λ̂_i)², s_i = λ̂_i − ε the eigenvalue of the sample covariance. */
function plainVariance({ partition, weights }: FormTerm, addition: number, spectra: Spectra): number {
  const { positive } = spectra.of(partition).spectrum
  return weights.reduce((sum, weight, index) => sum + 2 * ((weight * (positive[index]! - addition)) / positive[index]!) ** 2, 0)
}

/**
 * With shrinkage a row also moves the target μI and the shrinkage ρ itself. All of it is a quadratic form with Σ's eigenvectors
 * (‖x‖⁴ by its quadratic part, 2 tr S‖x‖² + 4xᵀSx), so component j counts α_j s_j with
 * α_j = (1 − ρ)a_j/λ̂_j + (ρ/p)Σa_i/λ̂_i + (∂ρ/∂tr S + 2s_j ∂ρ/∂‖S‖² + (2 tr S + 4s_j) ∂ρ/∂Q) Σa_i(μ − λ̂_i)/((1 − ρ)λ̂_i).
 */
function shrunkVariance({ partition, weights }: FormTerm, shrinkage: number, { estimate }: InputModel, spectra: Spectra): number {
  const { eigenvalues } = spectra.whole(partition)
  const { addition, derivatives } = estimate!
  const order = eigenvalues.length
  const trace = eigenvalues.reduce((sum, value) => sum + value, 0)
  const mean = trace / order
  const ofTarget = weights.reduce((sum, weight, index) => sum + weight / eigenvalues[index]!, 0)
  const ofShrinkage = derivatives === null ? 0 : weights.reduce((sum, weight, index) => sum + (weight * (mean - eigenvalues[index]!)) / ((1 - shrinkage) * eigenvalues[index]!), 0)
  let variance = 0
  eigenvalues.forEach((value, index) => {
    const own = index < weights.length ? ((1 - shrinkage) * weights[index]!) / value : 0
    const sample = shrinkage === 1 ? mean : Math.max(0, (value - addition) / (1 - shrinkage))
    const moved = derivatives === null ? 0 : derivatives.trace + 2 * sample * derivatives.squares + (2 * trace + 4 * sample) * derivatives.norm4
    variance += 2 * ((own + (shrinkage / order) * ofTarget + moved * ofShrinkage) * sample) ** 2
  })
  return variance
}

/** Why there is no standard error, in a sentence. */
export function missingErrorNote(partitions: readonly Partition[], { summary }: InputModel): string {
  if (summary.standardized) return 'no standard error: after standardising it needs the rows, which are not at hand'
  if (partitions.some(partition => partition.windows !== 'whole')) return 'no standard error: that of a convolution needs the rows, which are not at hand'
  return 'no standard error: it needs the rows, which are not at hand'
}
