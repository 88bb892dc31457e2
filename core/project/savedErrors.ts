/** Standard errors in a project: kept with the design and the options they belong to, given back to exactly those. */
import type { CovarianceOptions, Evaluation, ModelOptions, SavedErrors } from '../api/model'
import { parseDesign } from '../design/parse'
import { printDesign } from '../design/print'
import type { ProjectDocument, ProjectResults } from './document'
import { resultsOf, withResults } from './documentValues'

/** An evaluation with what it is the evaluation of. */
export interface EvaluatedRun {
  readonly notation: string
  readonly options: ModelOptions
  readonly evaluation: Evaluation
}

/**
 * The document with the standard errors of these runs, as far as they were computed from rows. Runs kept before stay while the
 * document still holds their design under the same options.
 *
 * @param seed of the draw of the rows; null when it is not known
 */
export function withSavedErrors(document: ProjectDocument, runs: readonly EvaluatedRun[], seed: number | null): ProjectDocument {
  const fromRows = runs.filter(({ evaluation }) => evaluation.mmi.standardErrorBasis === 'rows')
  const fresh = fromRows.map(savedRun)
  const wanted = document.designs.map(({ notation }) => keyOf(notation, document))
  const before = (resultsOf(document)?.standardErrors ?? []).filter(run => wanted.includes(keyOf(run.notation, run)) && !fresh.some(other => keyOf(other.notation, other) === keyOf(run.notation, run)))
  if (fresh.length === 0 && !document.results?.standardErrors) return document
  const gaussian = fromRows.find(({ evaluation }) => evaluation.gaussian !== null)
  return withResults(document, {
    standardErrors: [...before, ...fresh],
    ...(fresh.length > 0 && seed !== null && { rowsSeed: seed }),
    ...(gaussian && { gaussian: savedGaussianity(gaussian) })
  })
}

type SavedRun = NonNullable<ProjectResults['standardErrors']>[number]

function savedRun({ notation, options, evaluation }: EvaluatedRun): SavedRun {
  const { covariance, shape, budget, noise } = options
  return {
    notation: canonical(notation),
    covariance: { ...covariance },
    shape: shape && { ...shape },
    budget,
    noise,
    standardError: evaluation.mmi.standardError ?? 0,
    blocks: evaluation.blocks.map(block => block.standardError)
  }
}

function savedGaussianity({ options, evaluation }: EvaluatedRun): NonNullable<ProjectResults['gaussian']> {
  const { passed, pValue, components } = evaluation.gaussian!
  return { covariance: { ...options.covariance }, passed, pValue, components: components.map(component => ({ ...component })) }
}

/** What the results hold for a design under these options; null when it was saved under others. */
export function savedErrorsFor(results: ProjectResults | null, notation: string, options: ModelOptions): SavedErrors | null {
  const key = keyOf(notation, options)
  const run = results?.standardErrors?.find(candidate => keyOf(candidate.notation, candidate) === key)
  if (!run) return null
  const gaussian = results?.gaussian
  const fits = gaussian && covarianceKey(gaussian.covariance) === covarianceKey(options.covariance)
  return { standardError: run.standardError, blocks: run.blocks, gaussian: fits ? { passed: gaussian.passed, pValue: gaussian.pValue, components: gaussian.components } : null }
}

/** Everything that a standard error depends on beside the data, as one text. */
function keyOf(notation: string, { covariance, shape, budget, noise }: ModelOptions): string {
  return JSON.stringify([canonical(notation), covarianceKey(covariance), shape && [shape.height, shape.width, shape.channels], budget, noise])
}

function covarianceKey({ estimator, standardize }: CovarianceOptions): string {
  return `${estimator === null ? 'chosen' : estimator.kind}${estimator?.kind === 'ridge' ? `:${estimator.epsilon}` : ''}${standardize ? ', standardised' : ''}`
}

/** The notation as it is printed, so that white space does not matter. */
function canonical(notation: string): string {
  const parsed = parseDesign(notation)
  return parsed.ok ? printDesign(parsed.value) : notation
}
