import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../../core/linalg/random'
import type { RightFactor, Source } from '../../../../core/theory/certificate/information'
import type { Chain, Layer } from '../../../../core/theory/certificate/network'
import { createObjective } from '../../../../core/theory/certificate/objective'
import { planNetwork } from '../../../../core/theory/certificate/plan'
import { normalVector, randomCovariance, randomNetwork } from '../../../support/arbitraryNetwork'
import { slowInformation } from '../../../support/linearNetwork'
import type { Rows } from '../../../support/slowMethods'

const order = 6
const dense = (outputs: number): Layer => ({ kind: 'dense', outputs, channels: 1 })
const runs = (size: number, filters: number): Layer => ({ kind: 'shared', filters, windows: { kind: 'runs', size } })
const chain = (layers: readonly Layer[], budget = 3, slice: Chain['slice'] = null): Chain => ({ slice, layers, budget })
const group = (...branches: readonly Chain[]): Layer => ({ kind: 'group', branches })

/** One network for every step there is, by what it is there for. */
const networks: Readonly<Record<string, Chain>> = {
  'a dense layer': chain([dense(2)]),
  'a dense layer on a dense layer': chain([dense(3), dense(2)]),
  'a kernel on the input': chain([runs(2, 2)]),
  'a kernel on the positions of a kernel': chain([runs(2, 3), runs(3, 2)]),
  'a dense layer on the positions of a kernel': chain([runs(3, 2), dense(3)]),
  'a kernel on a dense layer': chain([dense(4), runs(2, 2)]),
  'a kernel on the positions of a kernel on a dense layer': chain([dense(8), runs(2, 2), runs(2, 3)]),
  'branches with budgets of their own': chain([group(chain([dense(2)], 1), chain([runs(2, 1)], 5))]),
  'branches on slices': chain([group(chain([dense(2)], 1, { from: 0, to: 4 }), chain([runs(1, 2), dense(1)], 5, { from: 3, to: 6 }))]),
  'a dense layer on branches': chain([group(chain([dense(2)]), chain([runs(2, 1)]), chain([dense(1)], 3, { from: 2, to: 4 })), dense(3)]),
  'a kernel across branches': chain([group(chain([dense(1)]), chain([runs(2, 1)])), runs(2, 2)]),
  'branches on the positions of a kernel': chain([runs(1, 2), group(chain([runs(3, 2)], 2), chain([dense(2)], 1))]),
  'a hidden branch without budget': chain([group(chain([dense(2)], 0), chain([dense(1)])), dense(2)]),
  'groups inside groups': chain([group(chain([group(chain([dense(1)]), chain([dense(2)])), dense(2)]), chain([group(chain([dense(1)]), chain([runs(3, 1)], 2))]))])
}

const full = (rows: Rows): RightFactor => ({ kind: 'full', order, columns: rows[0]!.length, entries: Float64Array.from(rows.flat()) })
const diagonal = [3, 2, 0.5, 0.5, 0.1, 0]
const random = createRandom(4)
const covariance = randomCovariance(random, order)
const root = Array.from({ length: order }, () => [random.normal(), random.normal()])
const lowRank = root.map(one => root.map(other => one[0]! * other[0]! + one[1]! * other[1]!))

/** The same information through the outputs, through the rank, and where Σ is diagonal. */
const sources: Readonly<Record<string, { readonly source: Source; readonly rows: Rows }>> = {
  'a full covariance': { source: { order, covariance: full(covariance), root: null, noiseVariance: 0.7 }, rows: covariance },
  'a covariance of rank 2': { source: { order, covariance: full(lowRank), root: full(root), noiseVariance: 0.7 }, rows: lowRank },
  'a diagonal covariance': {
    source: {
      order, covariance: { kind: 'diagonal', order, diagonal: Float64Array.from(diagonal) },
      root: { kind: 'diagonal', order, diagonal: Float64Array.from(diagonal, Math.sqrt) }, noiseVariance: 0.7
    },
    rows: diagonal.map((value, i) => diagonal.map((_, j) => (i === j ? value : 0)))
  }
}

function check(network: Chain, { source, rows }: { readonly source: Source; readonly rows: Rows }, seed: number): void {
  const objective = createObjective(planNetwork(network, source.order), source)
  const weights = normalVector(createRandom(seed), objective.weightCount)
  const value = objective.value(weights)
  // sums of some tens of products of numbers near one
  expect(Math.abs(value - slowInformation(network, weights, rows, source.noiseVariance))).toBeLessThan(1e-11 * (1 + value))
  const slope = new Float64Array(weights.length)
  objective.differentiate(weights, slope)
  const step = 1e-5
  weights.forEach((weight, index) => {
    const at = (moved: number): number => objective.value(weights.with(index, moved))
    const difference = (at(weight + step) - at(weight - step)) / (2 * step)
    // the central difference is off by step² times a third derivative of some tens (weights near 0 bend the scaling), and by rounding/step
    expect(Math.abs(slope[index]! - difference)).toBeLessThan(2e-7 * (1 + Math.abs(difference)))
  })
}

describe('the information of a network, with its derivative by every weight', () => {
  for (const [name, network] of Object.entries(networks)) {
    for (const [where, source] of Object.entries(sources)) {
      it(`agrees with the slow way and with finite differences for ${name} on ${where}`, () => check(network, source, 11))
    }
  }

  it('does so for random networks', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const numbers = createRandom(seed)
      check(randomNetwork(numbers, order), Object.values(sources)[seed % 3]!, seed)
    }
  })

  it('does not change with the length of the weights, and is 0 for weights that are', () => {
    const objective = createObjective(planNetwork(networks['a dense layer on branches']!, order), sources['a full covariance']!.source)
    const weights = normalVector(createRandom(2), objective.weightCount)
    const value = objective.value(weights)
    expect(Math.abs(objective.value(weights.map(weight => 1e3 * weight)) - value)).toBeLessThan(1e-13 * value)
    expect(objective.value(new Float64Array(weights.length))).toBe(0)
  })

  it('takes the determinant over the rank and over the outputs to the same number', () => {
    const { source } = sources['a covariance of rank 2']!
    const plan = planNetwork(chain([dense(5)]), order)
    const weights = normalVector(createRandom(3), plan.weightCount)
    const byRank = createObjective(plan, source)
    const byOutputs = createObjective(planNetwork(chain([dense(5)]), order), { ...source, root: null })
    expect(byRank.work).not.toBe(byOutputs.work)
    expect(Math.abs(byRank.value(weights) - byOutputs.value(weights))).toBeLessThan(1e-13)
  })

  it('keeps its digits where almost nothing gets through', () => {
    const objective = createObjective(planNetwork(chain([dense(1)], 1e-12), order), sources['a diagonal covariance']!.source)
    // ½ log(1 + Fλ/σ²) for weights along the first coordinate, which is ½Fλ/σ² to twelve digits
    expect(Math.abs(objective.value(Float64Array.of(5, 0, 0, 0, 0, 0)) / ((1e-12 * 3) / 0.7 / 2) - 1)).toBeLessThan(1e-11)
  })
})

describe('the plan of a network', () => {
  it('refuses windows that do not tile what they read', () => {
    expect(() => planNetwork(chain([runs(4, 1)]), order)).toThrow(RangeError)
  })
})
