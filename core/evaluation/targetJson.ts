/** The JSON contract of `mmi target` (app/cli/README.md): an analysis in the unit asked for, without infinities. */
import type { InformationUnit } from '../api/model'
import type { TargetAnalysis, TargetBounds, TargetVerdict } from '../api/target'
import { inUnit } from '../report/format'

/** One object, keys as in target.md and further ones beside them. Information and its standard errors in `unit`; η, ρ, δ and p have none. */
export function targetJson(analysis: TargetAnalysis, verdict: TargetVerdict | null, unit: InformationUnit): object {
  const information = (nats: number): number => inUnit(nats, unit)
  const optional = (nats: number | null): number | null => (nats === null ? null : inUnit(nats, unit))
  const bounds = (ends: TargetBounds | null): object | null => ends && { lower: information(ends.lower), upper: optional(ends.upper) }
  const { interval, informationXY, eta, delta } = analysis
  return {
    state: analysis.state,
    reason: analysis.reason,
    rowsNeeded: analysis.rowsNeeded,
    rowsNeededForInterval: analysis.rowsNeededForInterval,
    unit,
    interval: interval && { lower: information(interval.lower), upper: optional(interval.upper), recommended: optional(interval.recommended), half: optional(interval.half) },
    inner: bounds(analysis.inner),
    outer: bounds(analysis.outer),
    peak: optional(analysis.peak),
    informationXY: {
      value: information(informationXY.value),
      standardError: information(informationXY.standardError),
      estimator: informationXY.estimator,
      upperCheck: optional(informationXY.upperCheck)
    },
    labelEntropy: information(analysis.labelEntropy),
    eta,
    delta,
    rows: analysis.rows,
    measuredRows: analysis.measuredRows,
    sampled: analysis.sampled,
    classes: analysis.classes,
    classifier: analysis.classifier,
    folds: analysis.folds,
    seed: analysis.seed,
    memorisation: optional(analysis.memorisation),
    verdict: verdict && {
      position: verdict.position,
      mmi: information(verdict.mmi),
      distance: optional(verdict.distance),
      width: verdict.width,
      leaf: verdict.leaf,
      budget: verdict.budget
    },
    notes: analysis.notes
  }
}
