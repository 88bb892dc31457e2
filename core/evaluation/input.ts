/** From a source of X to the model that designs are evaluated on, with a second pass over the rows only where one is needed. */
import type { CovarianceOptions, ModelledSpectrum } from '../api/model'
import type { Result } from '../api/problem'
import { chooseEstimator } from '../dataset/covariance'
import type { Moments } from '../dataset/moments'
import { modelledInput, type InputModel } from './inputModel'
import { momentsInput } from './momentsInput'

export type InputSource =
  | { readonly kind: 'moments'; readonly moments: Moments }
  | { readonly kind: 'spectrum'; readonly spectrum: ModelledSpectrum }

/**
 * The input model of a source under the covariance options; those do not apply to a modelled spectrum.
 *
 * @param standardizedNorm4 reads the rows again for Σ‖z‖⁴; null where the rows are not at hand
 * @param known Σ‖z‖⁴ where it is at hand already: then Ledoit–Wolf stands beside every estimator
 */
export async function inputFor(
  source: InputSource,
  options: CovarianceOptions,
  standardizedNorm4: (() => Promise<Result<number>>) | null,
  known: number | null = null
): Promise<Result<InputModel>> {
  if (source.kind === 'spectrum') return modelledInput(source.spectrum)
  if (known !== null) return momentsInput(source.moments, options, known)
  if (!standardizedNorm4 || !needsRowsAgain(source.moments, options)) return momentsInput(source.moments, options)
  const norm4 = await standardizedNorm4()
  return norm4.ok ? momentsInput(source.moments, options, norm4.value) : norm4
}

/** Ledoit–Wolf after standardising needs Σ‖z‖⁴, which moments do not hold (theory.md §7). */
export function needsRowsAgain(moments: Moments, { estimator, standardize }: CovarianceOptions): boolean {
  const used = estimator ?? chooseEstimator(moments.rows, moments.columns.length).estimator
  return standardize && used.kind === 'ledoit-wolf'
}
