import { describe, expect, it } from 'vitest'
import { failure, success, type Result } from '../../../core/api/problem'
import { verdict } from '../../../core/evaluation/advice'
import { compareDesigns } from '../../../core/evaluation/compare'
import type { EvaluationInput } from '../../../core/evaluation/evaluate'
import { evaluate, must, prepare } from '../../support/evaluate'

const setting = { input: [3, 2, 1, 0.5], budget: 20 }
const problem = { code: 'DESIGN_EMPTY', what: 'the design is empty', meaning: 'there is nothing to evaluate', action: 'add a block' } as const
const inputs: readonly Result<EvaluationInput>[] = [success(prepare('dense(2)', setting)), failure(problem), success(prepare('dense(3) -> dense(1)', setting))]

describe('designs side by side', () => {
  it('are each what they are alone, and one that fails takes nothing from the others', () => {
    const [first, second, third] = compareDesigns(inputs, null)
    expect(must(first!)).toEqual({ evaluation: evaluate('dense(2)', setting), parameters: 10, verdict: null })
    expect(second).toEqual({ ok: false, problem })
    expect(must(third!).evaluation).toEqual(evaluate('dense(3) -> dense(1)', setting))
  })

  it('have a verdict each where there is an interval', () => {
    const interval = { lower: 1.5, upper: 2.6, recommended: 2.6, half: 1.7 }
    const [first, , third] = compareDesigns(inputs, interval)
    expect(must(first!).verdict).toEqual(verdict(prepare('dense(2)', setting), interval))
    expect(must(third!).verdict?.position).toBe('inside')
  })
})
