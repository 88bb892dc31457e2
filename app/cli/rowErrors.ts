/** Standard errors on the command line: influences of the rows at hand, computed in this thread; else what a project kept. */
import { success, type Result } from '../../core/api/problem'
import type { EvaluationInput } from '../../core/evaluation/evaluate'
import type { ErrorSource } from '../../core/evaluation/standardErrors/errorSource'
import { Influences } from '../../core/evaluation/standardErrors/influences'
import { errorNeeds } from '../../core/evaluation/standardErrors/needs'
import { rowScaleOf } from '../../core/evaluation/standardErrors/scaledRows'
import { runTask } from '../../core/process/tasks'
import { savedErrorsFor } from '../../core/project/savedErrors'
import type { CommandInput } from './input'
import { progressLine } from './output'
import { rowsAtHand } from './rows'

export async function errorSource(input: CommandInput, evaluated: Pick<EvaluationInput, 'compiled' | 'model' | 'spectra'>): Promise<Result<ErrorSource>> {
  const { source, model: options, notation } = input
  if (source.kind !== 'moments') return success({ influences: null, rowsReachable: false, saved: null })
  const { moments } = source
  const saved = source.sample ? null : savedErrorsFor(source.results, notation, options)
  if (saved) return success({ influences: null, rowsReachable: false, saved })
  const rows = await rowsAtHand(input)
  if (!rows.ok) return rows
  const sample = rows.value
  if (!sample) return success({ influences: null, rowsReachable: false, saved: null })
  const influences = new Influences(sample, rowScaleOf(moments, options.covariance), moments.rows)
  const request = influences.missing(errorNeeds(evaluated.compiled), evaluated.model, evaluated.spectra)
  if (request) {
    const progress = progressLine()
    const outcome = await runTask({ kind: 'errors', request: { ...request, once: true } }, { onProgress: ({ fraction }) => progress.show(`standard errors ${Math.floor(100 * (fraction ?? 0))} %`) })
    progress.end()
    if (!outcome.ok) return outcome
    influences.add(outcome.value)
  }
  return success({ influences, rowsReachable: true, saved: null })
}
