import { describe, expect, it } from 'vitest'
import { bootstrapLoss } from '../../../core/estimate/bootstrap'
import { fitLda } from '../../../core/estimate/classifiers/lda'
import { residualScatter } from '../../../core/estimate/classifiers/training'
import { createRandom } from '../../../core/linalg/random'
import { threeGaussians } from '../../support/targetInput'
import { everyRow, meanTotalVariation, ones, preparedRows } from './prepared'

describe('the loss on bootstrap samples', () => {
  it('is the mean total variation of refits against the fit on all rows', () => {
    const data = preparedRows(threeGaussians(120, 1))
    const total = residualScatter(data, ones(data))
    const posteriorsWith = (weights: Float64Array): Float64Array => fitLda(data, weights, residualScatter(data, weights)).posteriors(everyRow(data))
    const random = createRandom(7)
    let expected = 0
    for (let refit = 0; refit < 3; refit++) {
      const weights = new Float64Array(120)
      for (let draw = 0; draw < 120; draw++) weights[random.integer(120)]!++
      expected += meanTotalVariation(posteriorsWith(ones(data)), posteriorsWith(weights), 3) / 3
    }
    expect(bootstrapLoss(data, 'lda', 3, total, createRandom(7), () => undefined)).toBeCloseTo(expected, 14)
  })

  it('falls as one over the square root of the rows, for every classifier that keeps its size', () => {
    for (const classifier of ['lda', 'qda'] as const) {
      const at = (rows: number): number => bootstrapLoss(preparedRows(threeGaussians(rows, 3)), classifier, 20, null, createRandom(1), () => undefined)
      // from 200 to 3200 rows by a factor of four; each mean over 20 refits is known to a tenth
      expect(at(200) / at(3200)).toBeGreaterThan(3)
      expect(at(200) / at(3200)).toBeLessThan(5.5)
    }
  })

  it('reports its progress and is a probability for nearest neighbours too', () => {
    const shares: number[] = []
    const loss = bootstrapLoss(preparedRows(threeGaussians(200, 4)), 'knn', 4, null, createRandom(1), share => shares.push(share))
    expect(loss).toBeGreaterThan(0.02)
    expect(loss).toBeLessThan(0.3)
    expect(shares).toEqual([64 / 200, 128 / 200, 192 / 200])
  })
})
