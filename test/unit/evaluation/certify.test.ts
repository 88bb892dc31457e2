import { describe, expect, it } from 'vitest'
import type { Certificate } from '../../../core/api/model'
import { certify, defaultStarts } from '../../../core/evaluation/certify'
import { prepareDesign } from '../../../core/evaluation/prepare'
import { createRandom } from '../../../core/linalg/random'
import { exponentialSpectrum } from '../../../core/theory/spectrum'
import { prepare, type Setting } from '../../support/evaluate'
import { randomBudget, randomDesign, randomInput } from '../../support/randomDesign'
import { randomOrthogonal, uniform, withSpectrum, type Rows } from '../../support/slowMethods'

const spectrum = [3, 2, 1, 0.5, 0.2, 0.1]
const rotated = withSpectrum(spectrum, randomOrthogonal(6, uniform(9)))
const circular: Rows = Array.from({ length: 16 }, (_, i) => Array.from({ length: 16 }, (__, j) => 0.8 ** Math.min(Math.abs(i - j), 16 - Math.abs(i - j))))
const blocks: Rows = Array.from({ length: 6 }, (_, i) => Array.from({ length: 6 }, (__, j) => (Math.floor(i / 2) === Math.floor(j / 2) ? [[2, 0.6], [0.6, 1]][i % 2]![j % 2]! : 0)))

const certificate = (design: string, setting: Setting, options: { seed?: number; starts?: number } = {}): Certificate =>
  certify(prepare(design, setting), { seed: 1, starts: 4, ...options })

/** theory.md §6: the theory checked on the user's data. */
const agreement = 1e-6

function expectAgreement(design: string, setting: Setting): Certificate {
  const found = certificate(design, setting)
  const message = `${design} on ${JSON.stringify(setting)}: ${JSON.stringify(found)}`
  expect(found.status, message).toBe('exact')
  expect(Math.abs(found.trained - found.bound), message).toBeLessThanOrEqual(agreement * found.bound)
  // rounding of some tens of logarithms of numbers up to a thousand
  if (found.constructed !== null) expect(Math.abs(found.constructed - found.bound), message).toBeLessThanOrEqual(1e-12 * (1 + found.bound))
  expect(found.achieved, message).toBe(Math.max(found.trained, found.constructed ?? 0))
  return found
}

describe('the certificate of an exact value agrees with it', () => {
  const cases: readonly { readonly design: string; readonly setting: Setting; readonly constructed: boolean }[] = [
    { design: 'dense(2)', setting: { input: rotated, budget: 3 }, constructed: true },
    { design: 'dense(20)', setting: { input: rotated, budget: 30 }, constructed: true },
    { design: 'dense(6, relu) -> dense(3) -> dense(20, tanh)', setting: { input: rotated, budget: 30, noise: 0.3 }, constructed: true },
    { design: 'dense(8) -> dense(7) -> dense(3) -> dense(9) -> dense(5) -> dense(4)', setting: { input: rotated, budget: 500 }, constructed: true },
    // only the first component is active below ρ₂ = 1/6
    { design: 'dense(4) -> dense(3)', setting: { input: rotated, budget: 0.1 }, constructed: true },
    { design: 'dense(4)', setting: { input: rotated, budget: 1e-9 }, constructed: true },
    { design: 'dense(4)', setting: { input: rotated, budget: 1e9 }, constructed: true },
    { design: 'dense(2)', setting: { input: [1, 1, 1, 1], budget: 7 }, constructed: true },
    { design: 'dense(5)', setting: { input: [2, 1, 0, 0, 0], budget: 4 }, constructed: true },
    { design: 'dense(5)', setting: { input: withSpectrum([2, 1, 0, 0, 0], randomOrthogonal(5, uniform(2))), budget: 4 }, constructed: true },
    { design: 'dense(4) -> (dense(3) | dense(3)) -> dense(2)', setting: { input: rotated, budget: 5 }, constructed: true },
    { design: '(dense(3) -> dense(4) | (dense(1) | dense(2))) -> dense(2)', setting: { input: rotated, budget: 5 }, constructed: true },
    { design: '([0:3] dense(2) | [3:6] dense(1, budget=2))', setting: { input: spectrum, budget: 7 }, constructed: true },
    { design: '([0:2] dense(1) | [2:6] conv(block=2, filters=2))', setting: { input: blocks, budget: 7 }, constructed: true },
    { design: 'conv(block=2, filters=1)', setting: { input: blocks, budget: 2 }, constructed: true },
    { design: 'conv(block=2, filters=9)', setting: { input: blocks, budget: 20 }, constructed: true },
    { design: '(dense(2) | dense(2))', setting: { input: rotated, budget: 3 }, constructed: true }
  ]
  for (const { design, setting, constructed } of cases) {
    it(`for ${design} at F = ${setting.budget}`, () => {
      expect(expectAgreement(design, setting).constructed !== null).toBe(constructed)
    })
  }

  it('at F = 0 and without any variance: nothing gets through', () => {
    expect(certificate('dense(3) -> dense(2)', { input: rotated, budget: 0 })).toMatchObject({ achieved: 0, bound: 0, trained: 0, constructed: 0, status: 'exact' })
    expect(certificate('dense(3)', { input: [0, 0], budget: 5 })).toMatchObject({ achieved: 0, bound: 0, status: 'exact' })
    expect(certificate('(dense(3) | dense(1))', { input: [[0, 0], [0, 0]], budget: 5 })).toMatchObject({ achieved: 0, bound: 0 })
  })

  it('for the width of a real layer: 64 inputs through a bottleneck of 16', () => {
    const input = withSpectrum([...exponentialSpectrum(0.1, 64)], randomOrthogonal(64, uniform(3)))
    expectAgreement('dense(512, relu) -> dense(16) -> dense(256)', { input, budget: 100 })
    expectAgreement('(dense(16) | dense(12))', { input, budget: 100 })
  })
})

describe('where the value is only a bound, the certificate tells how far it is', () => {
  it('reaches the supremum of two branches on one input, far below their sum', () => {
    // theory.md §6: sum 2.315, true 1.729
    const { achieved, trained, constructed } = certificate('(dense(2) | dense(2))', { input: [2, 1, 0.5], budget: 3 })
    for (const value of [achieved, trained, constructed]) expect(value).toBeCloseTo(1.729, 3)
  })

  it('finds the true value of a convolution on correlated windows', () => {
    // theory.md §8: formula 6.104, true 4.566; F bounds the shared kernel, and a second filter gains nothing at F = 2
    for (const filters of [1, 2]) {
      const { bound, trained, constructed } = certificate(`conv(block=2, filters=${filters})`, { input: circular, budget: 2 })
      expect(bound).toBeCloseTo(6.104, 3)
      expect(trained).toBeCloseTo(4.566, 3)
      expect(constructed).toBeCloseTo(4.566, 3)
    }
  })

  it('stays below the joint bound of branches whose budgets do not attain it', () => {
    const { achieved, bound, status, constructed } = certificate('(dense(1, budget=5) | dense(2, budget=1))', { input: [2, 1, 0.5] })
    expect(status).toBe('upper-bound')
    expect(constructed).toBeNull()
    // by an independent ascent of both branches: 1.5455 of 1.7290
    expect(achieved).toBeCloseTo(1.5455, 4)
    expect(bound).toBeCloseTo(1.729, 3)
  })

  it('knows that a hidden activation changes nothing about the weights', () => {
    const linear = certificate('dense(4) -> dense(2)', { input: rotated, budget: 3 })
    expect(certificate('dense(4, gelu) -> dense(2, sigmoid)', { input: rotated, budget: 3 })).toEqual({ ...linear, status: 'approximation' })
  })

  it('shows what earlier statuses overlooked', () => {
    const echo = [[0.5, 0, 0, 0.5], [0, 0, 0, 0], [0, 0, 0, 0], [0.5, 0, 0, 0.5]]
    const beyond = (design: string, setting: Setting): number => certificate(design, setting).trained / certificate(design, setting).bound
    expect(beyond('conv(block=2, filters=2) -> dense(1)', { input: echo, budget: 0.1 })).toBeGreaterThan(1.9)
    expect(beyond('((dense(1, budget=.1) | dense(1, budget=.1)) | dense(1)) -> dense(3)', { input: [1, 1, 1, 1], budget: 100 })).toBeGreaterThan(2)
    expect(beyond('(([0:2] dense(1) | [0:2] dense(1)) | dense(1)) -> dense(3)', { input: [1, 1, 5, 5], budget: 100 })).toBeLessThan(0.95)
    expect(beyond('dense(2, budget=6) -> (dense(2, budget=2) | dense(1, budget=4))', { input: [1, 1, 0.01, 0.01] })).toBeLessThan(0.99)
    expect(beyond('(dense(3, budget=0) | dense(1, budget=1000)) -> dense(2)', { input: [1, 1, 1, 1] })).toBeLessThan(0.8)
    expect(beyond('conv(block=2, filters=2)', { input: [[1, 0, 0, 0], [0, 1e-6, 0, 9e-7], [0, 0, 1, 0], [0, 9e-7, 0, 1e-6]], budget: 1e9 })).toBeLessThan(0.98)
  })
})

describe('the statuses, tried by training random designs', () => {
  it('are honest: an exact value is reached, a bound never passed', () => {
    const counts = { exact: 0, 'upper-bound': 0, approximation: 0 }
    const random = createRandom(17)
    for (let attempt = 0; attempt < 450; attempt++) {
      const dimension = 4 + 2 * random.integer(3)
      const design = randomDesign(random, dimension)
      const setting: Setting = { input: randomInput(random, dimension), budget: randomBudget(random) }
      if (!prepareDesign(design, { dimension, shape: null }).ok) continue
      const { status, trained, bound, constructed } = certificate(design, setting)
      const message = `${design} on ${JSON.stringify(setting)}: ${trained} of ${bound}`
      counts[status]++
      // 1e-9 is the rounding of a value whose λ and F span five orders
      if (status !== 'approximation') expect(Math.max(trained, constructed ?? 0), message).toBeLessThanOrEqual(bound * (1 + 1e-9) + 1e-14)
      if (status === 'exact') expect(trained, message).toBeGreaterThanOrEqual(bound * (1 - agreement))
      if (status === 'exact' && constructed !== null) expect(constructed, message).toBeGreaterThanOrEqual(bound * (1 - 1e-9))
    }
    expect(Math.min(...Object.values(counts))).toBeGreaterThan(15)
  })
})

describe('a certificate', () => {
  const design = 'conv(block=2, filters=2) -> conv(block=3, filters=2)'

  it('is the same for the same seed', () => {
    const first = certificate(design, { input: rotated, budget: 5 }, { seed: 5 })
    expect(certificate(design, { input: rotated, budget: 5 }, { seed: 5 })).toEqual(first)
    expect(first).toMatchObject({ seed: 5, starts: 4 })
    expect(defaultStarts).toBe(8)
  })

  it('does not depend on how the data are turned, to the precision of the training', () => {
    const values = [spectrum, rotated].map(input => certificate('dense(3)', { input, budget: 5 }).trained)
    expect(Math.abs(values[0]! - values[1]!)).toBeLessThan(1e-8)
  })

  it('reports what it has when it is cancelled', () => {
    const controller = new AbortController()
    const stopped = certify(prepare(design, { input: rotated, budget: 5 }), { seed: 1, starts: 8 }, { signal: controller.signal, onProgress: fraction => { if (fraction > 0.25) controller.abort() } })
    expect(stopped.starts).toBe(2)
    expect(stopped.achieved).toBeGreaterThan(0)
  })

  it('does without training where the weights would not fit the memory, and says so by its starts', () => {
    const huge = '(conv(block=1, filters=5000000) | dense(1)) -> conv(block=1, filters=2)'
    expect(certificate(huge, { input: [1, 1, 1, 1, 1, 1], budget: 5 })).toMatchObject({ starts: 0, trained: 0, achieved: 0, constructed: null })
  })
})
