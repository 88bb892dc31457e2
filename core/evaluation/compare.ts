/** Designs beside each other on the same input, each answered for itself. */
import type { DesignComparison } from '../api/model'
import { success, type Result } from '../api/problem'
import type { TargetInterval } from '../api/target'
import { trainableParameters } from '../design/trainable'
import { verdict } from './advice'
import { evaluateDesign, type EvaluationInput } from './evaluate'

/** One design's line in a comparison. @param interval the target interval where there is one */
export function compareDesign(input: EvaluationInput, interval: TargetInterval | null): DesignComparison {
  return {
    evaluation: evaluateDesign(input),
    parameters: trainableParameters(input.compiled),
    verdict: interval && verdict(input, interval)
  }
}

/** The designs in their order; one that could not be prepared keeps its own problem and takes nothing from the others. */
export function compareDesigns(inputs: readonly Result<EvaluationInput>[], interval: TargetInterval | null): readonly Result<DesignComparison>[] {
  return inputs.map(input => (input.ok ? success(compareDesign(input.value, interval)) : input))
}
