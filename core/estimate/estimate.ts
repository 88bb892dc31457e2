/** Rows to target interval in one step. */
import type { InformationUnit } from '../api/model'
import type { Result } from '../api/problem'
import type { TargetAnalysis, TargetOptions } from '../api/target'
import { analyseTarget } from './analyse'
import type { TargetInput } from './labelledRows'
import { measureTarget } from './measure'
import type { MeasurementHooks } from './progress'

/**
 * `measureTarget`, then `analyseTarget`.
 *
 * @param unit of the amounts in sentences; all numbers are nats
 */
export function estimateTarget(input: TargetInput, options: TargetOptions, hooks: MeasurementHooks = {}, unit: InformationUnit = 'nats'): Result<TargetAnalysis> {
  const measured = measureTarget(input, options, hooks)
  return measured.ok ? analyseTarget(measured.value, options, unit) : measured
}
