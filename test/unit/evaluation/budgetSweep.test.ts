import { describe, expect, it } from 'vitest'
import { printDesign } from '../../../core/design/print'
import { budgetSweep } from '../../../core/evaluation/budgetSweep'
import { buildChannels, seriesValue, type SeriesChannel } from '../../../core/evaluation/channels'
import { evaluateDesign, type EvaluationInput } from '../../../core/evaluation/evaluate'
import { prepare } from '../../support/evaluate'
import { imageShape, randomCovariance, randomDesign } from './randomDesign'

const channelsOf = ({ compiled, model, spectra, noise }: EvaluationInput): SeriesChannel => buildChannels(compiled, model, spectra, noise)
const budgets = [0, 1e-9, 0.01, 0.3, 1, 4, 17, 60, 400, 4000, 1e6, 1e300]

describe('a budget sweep', () => {
  it('is what evaluating at each budget gives, bit for bit, in whatever order they are asked for, for random designs', () => {
    let groups = 0
    for (let seed = 1; seed <= 120; seed++) {
      const input = prepare(printDesign(randomDesign(seed)), { input: randomCovariance(seed), budget: 5, shape: imageShape })
      const root = channelsOf(input)
      const sweep = budgetSweep(root)
      groups += root.items.filter(item => item.kind === 'group').length
      for (const budget of [...budgets, ...budgets.toReversed()]) {
        expect(sweep(budget), `${printDesign(input.design)} at ${budget}`).toBe(evaluateDesign({ ...input, budget }).mmi.value)
      }
    }
    expect(groups).toBeGreaterThan(30)
  })

  it('leaves chains with a budget of their own where they are, in series, in parallel and in a joint bound', () => {
    const spectrum = [3, 2, 1, 0.5, 0.2, 0.1]
    for (const design of [
      'dense(4, budget=3)', 'dense(4) -> (dense(2, budget=3) | dense(3)) -> dense(5)', '(dense(2, budget=3) | dense(3, budget=2))', '(dense(4) -> dense(2) | dense(3, budget=0.5) | dense(1))'
    ]) {
      const input = prepare(design, { input: spectrum, budget: 5 })
      const root = channelsOf(input)
      const sweep = budgetSweep(root)
      for (const budget of budgets) expect(sweep(budget), `${design} at ${budget}`).toBe(seriesValue(root, budget))
    }
  })

  it('answers for a hundred blocks in less than half the time of evaluating them', () => {
    const spectrum = Array.from({ length: 100 }, (_, index) => Math.exp(-0.1 * index))
    const design = Array.from({ length: 25 }, (_, index) => `(dense(${20 + index}, relu) | dense(${9 + index}) | dense(12)) -> dense(${30 + index})`).join(' -> ')
    const root = channelsOf(prepare(design, { input: spectrum, budget: 50 }))
    const grid = Array.from({ length: 500 }, (_, index) => 0.01 * 1.03 ** index)
    // the best of seven, as others may use the computer too
    const best = (work: () => void): number => Math.min(...Array.from({ length: 7 }, () => {
      const started = performance.now()
      work()
      return performance.now() - started
    }))
    // a sixth when measured
    expect(best(() => grid.forEach(budgetSweep(root)))).toBeLessThan(best(() => grid.forEach(budget => seriesValue(root, budget))) / 2)
  })
})
