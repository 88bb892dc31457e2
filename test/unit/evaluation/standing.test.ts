import { describe, expect, it } from 'vitest'
import { printDesign } from '../../../core/design/print'
import { buildChannels } from '../../../core/evaluation/channels'
import { evaluateDesign } from '../../../core/evaluation/evaluate'
import { standingOf } from '../../../core/evaluation/standing'
import { prepare } from '../../support/evaluate'
import { imageShape, randomCovariance, randomDesign } from './randomDesign'

describe('how sure a design\'s value is', () => {
  it('is what its evaluation says, with the same reasons, for random designs at random budgets', () => {
    const seen = new Set<string>()
    for (let seed = 1; seed <= 150; seed++) {
      const input = prepare(printDesign(randomDesign(seed)), { input: randomCovariance(seed), budget: [0, 0.2, 5, 300][seed % 4]!, shape: imageShape })
      const { mmi: { status, reasons } } = evaluateDesign(input)
      expect(standingOf(buildChannels(input.compiled, input.model, input.spectra, input.noise), input.budget), printDesign(input.design)).toEqual({ status, reasons })
      seen.add(status)
    }
    expect(seen.size).toBe(3)
  })
})
