/** From rows to an evaluation with standard errors, in this thread: what the service and the command line do with a CSV. */
import type { CovarianceOptions, InputShape } from '../../core/api/model'
import { MomentAccumulator, type Moments } from '../../core/dataset/moments'
import { standardizedNorm4OfSample } from '../../core/dataset/norm4'
import { RowReservoir, type RowSample } from '../../core/dataset/rowSample'
import type { EvaluationInput } from '../../core/evaluation/evaluate'
import { momentsInput } from '../../core/evaluation/momentsInput'
import { decompose, requiredPartitions, wholeInput } from '../../core/evaluation/partition'
import { prepareDesign } from '../../core/evaluation/prepare'
import { Spectra } from '../../core/evaluation/spectra'
import { computeInfluences } from '../../core/evaluation/standardErrors/computeInfluences'
import { Influences } from '../../core/evaluation/standardErrors/influences'
import { errorNeeds } from '../../core/evaluation/standardErrors/needs'
import { rowScaleOf } from '../../core/evaluation/standardErrors/scaledRows'
import { libraryEigenvalueSolver } from '../../core/linalg/symmetricEigenvalues'
import { must } from './evaluate'
import type { Rows } from './slowMethods'

export interface SampledRows {
  readonly moments: Moments
  readonly sample: RowSample
}

/** Moments of rows and the rows themselves. @param kept most rows kept; all when left out */
export function sampled(rows: Rows, kept = rows.length): SampledRows {
  const columns = rows[0]!.map((_, index) => `x${index}`)
  const accumulator = new MomentAccumulator(columns)
  const reservoir = new RowReservoir(columns.length, kept, 1)
  for (const row of rows) reservoir.add(Float64Array.from(row), accumulator.add(Float64Array.from(row), null))
  const provenance = { sources: [], dialect: null, missing: null, missingCodes: [], label: null, seed: null, version: null }
  return { moments: accumulator.finish({ dropped: 0, provenance }), sample: reservoir.finish(null) }
}

export interface RowsSetting {
  readonly covariance?: CovarianceOptions
  readonly budget?: number
  readonly noise?: number
  readonly shape?: InputShape
}

export const rawSample: CovarianceOptions = { estimator: { kind: 'sample' }, standardize: false }

/** Everything but the influences. */
export function prepareMoments({ moments, sample }: SampledRows, notation: string, setting: RowsSetting = {}): EvaluationInput {
  const { covariance = rawSample, budget = 5, noise = 1, shape } = setting
  const model = must(momentsInput(moments, covariance, standardizedNorm4OfSample(sample, moments) ?? undefined))
  const prepared = must(prepareDesign(notation, { dimension: moments.columns.length, shape: shape ?? null }))
  const spectra = new Spectra()
  for (const partition of [wholeInput(model.covariance.order), ...requiredPartitions(prepared.compiled)]) {
    spectra.add(partition, must(decompose(model, partition, libraryEigenvalueSolver)))
  }
  return { ...prepared, model, spectra, budget, noise }
}

export function prepareRows(data: SampledRows, notation: string, setting: RowsSetting = {}): EvaluationInput & { readonly influences: Influences } {
  const input = prepareMoments(data, notation, setting)
  const influences = new Influences(data.sample, rowScaleOf(data.moments, setting.covariance ?? rawSample), data.moments.rows)
  const request = influences.missing(errorNeeds(input.compiled), input.model, input.spectra)
  if (request) influences.add(computeInfluences(request))
  return { ...input, influences, errors: { influences, rowsReachable: true, saved: null } }
}
