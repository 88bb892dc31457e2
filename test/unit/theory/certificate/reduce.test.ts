import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../../core/linalg/random'
import type { Source } from '../../../../core/theory/certificate/information'
import type { Chain, Layer } from '../../../../core/theory/certificate/network'
import { extentOf } from '../../../../core/theory/certificate/extent'
import { reduceNetwork } from '../../../../core/theory/certificate/reduce'
import { train } from '../../../../core/theory/certificate/train'
import { randomCovariance, randomNetwork } from '../../../support/arbitraryNetwork'

const dense = (outputs: number, channels = 1): Layer => ({ kind: 'dense', outputs, channels })
const runs = (size: number, filters: number): Layer => ({ kind: 'shared', filters, windows: { kind: 'runs', size } })
const chain = (layers: readonly Layer[], budget = 3): Chain => ({ slice: null, layers, budget })
const group = (...branches: readonly Chain[]): Layer => ({ kind: 'group', branches })

describe('the smaller network', () => {
  it('of a dense chain is one layer of its smallest width', () => {
    expect(reduceNetwork(chain([dense(512), dense(64), dense(256)]), 784)).toEqual(chain([dense(64)]))
    expect(reduceNetwork(chain([dense(1e9), dense(2e9)]), 4)).toEqual(chain([dense(4)]))
  })

  it('keeps the width of every noisy branch, up to what can reach it', () => {
    expect(reduceNetwork(chain([dense(5), group(chain([dense(256)], 1), chain([dense(3)], 2))]), 100))
      .toEqual(chain([dense(5), group(chain([dense(5)], 1), chain([dense(3)], 2))]))
  })

  it('joins hidden dense branches, but not one without budget', () => {
    expect(reduceNetwork(chain([group(chain([dense(2)], 0.1), chain([dense(1)])), dense(9)]), 6)).toEqual(chain([dense(3)]))
    expect(reduceNetwork(chain([group(chain([dense(2)], 0), chain([dense(1)])), dense(9)]), 6).layers).toHaveLength(2)
  })

  it('needs no more filters than a window has entries', () => {
    expect(reduceNetwork(chain([runs(2, 1000), runs(3, 1e6)]), 12)).toEqual(chain([runs(2, 2), runs(3, 6)]))
  })

  it('takes a kernel behind a dense layer for the free rows that it is', () => {
    expect(reduceNetwork(chain([dense(1e9), runs(1e8, 1)]), 6)).toEqual(chain([dense(6)]))
    expect(reduceNetwork(chain([dense(4), runs(2, 1)]), 6)).toEqual(chain([dense(2)]))
  })

  it('leaves alone what a kernel reads across branches, where every entry has its place', () => {
    const across = chain([group(chain([dense(7)]), chain([runs(2, 3)])), runs(4, 2)])
    expect(reduceNetwork(across, 6)).toEqual(across)
  })

  it('has the same supremum as the whole, found by training both', () => {
    const order = 4
    let cut = 0
    for (let seed = 1; seed <= 30; seed++) {
      const random = createRandom(seed)
      const network = randomNetwork(random, order)
      const entries = Float64Array.from(randomCovariance(random, order).flat())
      const source: Source = { order, covariance: { kind: 'full', order, columns: order, entries }, root: null, noiseVariance: 1 }
      const reduced = reduceNetwork(network, order)
      if (extentOf(reduced, order).numbers === extentOf(network, order).numbers) continue
      cut++
      const best = (which: Chain): number => train(which, source, { seed: 1, starts: 5, supremum: null }).value
      const whole = best(network)
      const smaller = best(reduced)
      expect(Math.abs(smaller - whole), `seed ${seed}: ${JSON.stringify(network)}`).toBeLessThanOrEqual(1e-6 * smaller)
    }
    expect(cut).toBeGreaterThan(15)
  })
})
