/**
 * The information of a network as a function of its weights alone: whatever they are, the composite map is scaled to the budget, so
 * only directions matter and no constraint is left. Scaling up never loses information, so nothing is lost by using the whole budget.
 */
import { dot } from '../../linalg/views'
import { informationOf, type Source } from './information'
import type { FinalPiece, Plan } from './plan'

export interface Objective {
  readonly weightCount: number
  /** I at these weights after scaling, nats. @param weights length weightCount, of any size; all zero counts as no information */
  value(weights: Float64Array): number
  /** Derivative of `value` at the weights of its last call. @param slope length weightCount, overwritten */
  differentiate(weights: Float64Array, slope: Float64Array): void
  /** Multiplications of one value with its derivative: what an evaluation costs. */
  readonly work: number
}

export function createObjective(plan: Plan, source: Source): Objective {
  const information = informationOf(plan.finals.map(({ piece }) => piece), source)
  const scales = new Float64Array(plan.finals.length)
  return {
    weightCount: plan.weightCount,
    value(weights) {
      for (const step of plan.steps) step.forward(weights)
      plan.finals.forEach((final, index) => { scales[index] = scaleToBudget(final) })
      return information.value()
    },
    differentiate(weights, slope) {
      for (const piece of plan.pieces) piece.slope.fill(0)
      information.differentiate()
      plan.finals.forEach((final, index) => throughScaling(final, scales[index]!))
      slope.fill(0)
      for (let index = plan.steps.length - 1; index >= 0; index--) plan.steps[index]!.backward(weights, slope)
    },
    work: information.work + plan.steps.reduce((sum, step) => sum + step.work, 0)
  }
}

/** Scales a composite map to ‖W‖²_F = F, or its kernel where that is shared. @returns the factor; 0 when there is nothing to scale */
function scaleToBudget({ piece, budget }: FinalPiece): number {
  const { values } = piece
  const square = dot(values, 0, values, 0, values.length)
  const factor = square === 0 ? 0 : Math.sqrt(budget / square)
  for (let index = 0; index < values.length; index++) values[index]! *= factor
  return factor
}

/** Derivative by the map before scaling: without its part along the map itself, which the scaling undoes. */
function throughScaling({ piece, budget }: FinalPiece, factor: number): void {
  const { values, slope } = piece
  const along = budget === 0 ? 0 : dot(slope, 0, values, 0, values.length) / budget
  for (let index = 0; index < values.length; index++) slope[index] = factor * (slope[index]! - along * values[index]!)
}
