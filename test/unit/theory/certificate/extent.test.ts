import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../../core/linalg/random'
import { extentOf } from '../../../../core/theory/certificate/extent'
import { planNetwork } from '../../../../core/theory/certificate/plan'
import { randomNetwork } from '../../../support/arbitraryNetwork'

describe('the extent of a network', () => {
  it('counts the weights and noisy rows that its plan has, without making it', () => {
    let compared = 0
    for (let seed = 1; seed <= 80; seed++) {
      const network = randomNetwork(createRandom(seed), 6)
      // a hidden chain without budget has weights that no plan needs
      if (JSON.stringify(network).includes('"budget":0,')) continue
      compared++
      const { weights, outputs } = extentOf(network, 6)
      const plan = planNetwork(network, 6)
      expect(plan.weightCount).toBe(weights)
      expect(plan.finals.reduce((sum, { piece }) => sum + piece.rows, 0)).toBe(outputs)
    }
    expect(compared).toBeGreaterThan(40)
  })

  it('is told of networks that no memory holds', () => {
    const { numbers } = extentOf({ slice: null, budget: 1, layers: [{ kind: 'dense', outputs: 1e9, channels: 1 }] }, 784)
    expect(numbers).toBeGreaterThan(1e12)
  })
})
