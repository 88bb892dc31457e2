/** From a design in words to something that can be evaluated, with every refusal its own problem. */
import type { InputShape } from '../api/model'
import { failure, success, type Result } from '../api/problem'
import { compileDesign, type CompiledSeries } from '../design/compile'
import { parseDesign } from '../design/parse'
import type { Design } from '../design/types'

export interface PreparedDesign {
  readonly design: Design
  readonly compiled: CompiledSeries
}

/** Parse, validate against the input and compile. @param notation as in cli.md */
export function prepareDesign(notation: string, input: { readonly dimension: number; readonly shape: InputShape | null }): Result<PreparedDesign> {
  const parsed = parseDesign(notation)
  if (!parsed.ok) return parsed
  const compiled = compileDesign(parsed.value, input)
  return compiled.ok ? success({ design: parsed.value, compiled: compiled.value }) : compiled
}

/** F must be finite and ≥ 0, σ² finite and > 0. */
export function checkModel(budget: number, noise: number): Result<null> {
  if (!(budget >= 0) || !Number.isFinite(budget)) {
    return failure({ code: 'BUDGET_INVALID', what: `the weight budget F is ${budget}`, meaning: 'it bounds a squared norm, so it cannot be negative or infinite', action: 'give a finite number ≥ 0' })
  }
  if (!(noise > 0) || !Number.isFinite(noise)) {
    return failure({ code: 'NOISE_INVALID', what: `the noise variance σ² is ${noise}`, meaning: 'without noise the information would be infinite', action: 'give a finite number > 0' })
  }
  return success(null)
}
