import { describe, expect, it } from 'vitest'
import { informationAt, train } from '../../../../core/theory/certificate/train'
import type { Source } from '../../../../core/theory/certificate/information'
import type { Chain, Layer } from '../../../../core/theory/certificate/network'
import { maximumInformation, prepareWaterFilling } from '../../../../core/theory/waterFilling'

const spectrum = Float64Array.of(5, 2, 1, 0.5, 0.2)
const source: Source = { order: 5, covariance: { kind: 'diagonal', order: 5, diagonal: spectrum }, root: null, noiseVariance: 1 }
const dense = (outputs: number): Layer => ({ kind: 'dense', outputs, channels: 1 })
const chain = (...layers: readonly Layer[]): Chain => ({ slice: null, layers, budget: 6 })
const bottleneck = chain(dense(4), dense(2), dense(3))
const once = { seed: 3, starts: 1, supremum: null }

describe('training', () => {
  it('finds the value of Theorem 6 through every layer of a chain, not knowing it', () => {
    const { value, weights, starts } = train(bottleneck, source, { ...once, starts: 8 })
    const theorem = maximumInformation(prepareWaterFilling(spectrum, 1), 6, 2)
    // the derivative vanishes there, so the value is right to the square of what is left of it
    expect(Math.abs(value - theorem)).toBeLessThan(1e-8 * theorem)
    expect(starts).toBe(8)
    expect(informationAt(bottleneck, source, weights!)).toBe(value)
  })

  it('gives the same weights for the same seed and others for another', () => {
    const first = train(bottleneck, source, once)
    expect(train(bottleneck, source, once)).toEqual(first)
    expect(train(bottleneck, source, { ...once, seed: 4 }).weights).not.toEqual(first.weights)
  })

  it('tells how far it is, never going back', () => {
    const told: { fraction: number; best: number }[] = []
    train(bottleneck, source, { ...once, starts: 3 }, { onProgress: (fraction, best) => void told.push({ fraction, best }) })
    expect(told.length).toBeGreaterThan(10)
    expect(told.at(-1)?.fraction).toBe(1)
    for (const [index, { fraction, best }] of told.slice(1).entries()) {
      expect(fraction).toBeGreaterThan(told[index]!.fraction)
      expect(best).toBeGreaterThanOrEqual(told[index]!.best)
    }
  })

  it('ends between two iterations when it is cancelled, with what it has and no start counted that did not finish', () => {
    const controller = new AbortController()
    let iterations = 0
    const training = train(bottleneck, source, { ...once, starts: 8 }, { signal: controller.signal, onProgress: () => { if (++iterations === 3) controller.abort() } })
    expect(training.starts).toBe(0)
    expect(training.value).toBeGreaterThan(0)
    // the third iteration was the last; the end itself is told once more
    expect(iterations).toBe(4)
    expect(train(bottleneck, source, once, { signal: AbortSignal.abort() })).toEqual({ weights: null, value: 0, starts: 0 })
  })
})
