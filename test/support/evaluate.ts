/** Evaluate a design on a spectrum or a covariance in one call, in this thread. */
import type { BudgetCurve, Evaluation, InputShape } from '../../core/api/model'
import type { Result } from '../../core/api/problem'
import type { CovarianceEstimate } from '../../core/dataset/covariance'
import { budgetCurve, type BudgetRange } from '../../core/evaluation/curve'
import { evaluateDesign, type EvaluationInput } from '../../core/evaluation/evaluate'
import { modelledInput, type InputModel } from '../../core/evaluation/inputModel'
import { decompose, requiredPartitions, wholeInput } from '../../core/evaluation/partition'
import { prepareDesign } from '../../core/evaluation/prepare'
import { Spectra } from '../../core/evaluation/spectra'
import { libraryEigenvalueSolver } from '../../core/linalg/symmetricEigenvalues'
import type { Rows } from './slowMethods'

export interface Setting {
  /** A spectrum in the given order, or a full covariance. */
  readonly input: readonly number[] | Rows
  readonly budget?: number
  readonly noise?: number
  readonly shape?: InputShape
  /** How a full covariance follows from the sample's, where that is to be known. */
  readonly estimate?: CovarianceEstimate
}

export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.problem.code}: ${result.problem.what}`)
  return result.value
}

export function inputModel(input: Setting['input'], estimate?: CovarianceEstimate): InputModel {
  if (typeof input[0] === 'number') return must(modelledInput({ kind: 'list', name: 'test', values: input as number[] }))
  const rows = input as Rows
  return {
    covariance: { kind: 'full', order: rows.length, entries: Float64Array.from(rows.flat()) },
    origin: 'estimated',
    summary: { estimator: 'sample', shrinkage: null, standardized: false, note: null },
    rows: 100,
    droppedRows: 0,
    constantColumns: [],
    ...(estimate && { estimate })
  }
}

export function prepare(notation: string, { input, budget = 5, noise = 1, shape, estimate }: Setting): EvaluationInput {
  const model = inputModel(input, estimate)
  const prepared = must(prepareDesign(notation, { dimension: model.covariance.order, shape: shape ?? null }))
  const spectra = new Spectra()
  for (const partition of [wholeInput(model.covariance.order), ...requiredPartitions(prepared.compiled)]) {
    spectra.add(partition, must(decompose(model, partition, libraryEigenvalueSolver)))
  }
  return { ...prepared, model, spectra, budget, noise }
}

export const evaluate = (notation: string, setting: Setting): Evaluation => evaluateDesign(prepare(notation, setting))

export const curve = (notation: string, setting: Setting, range: BudgetRange): BudgetCurve => budgetCurve(prepare(notation, setting), range)
