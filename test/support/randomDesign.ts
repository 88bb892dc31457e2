/** Random small designs in the notation, and covariances of every kind to try them on, from one seed. */
import type { Random } from '../../core/linalg/random'
import { pick, randomCovariance } from './arbitraryNetwork'
import type { Setting } from './evaluate'
import type { Rows } from './slowMethods'

const budgets = [0, 0.1, 0.5, 1, 2, 5, 20, 100]

export function randomBudget(random: Random): number {
  return pick(random, budgets)
}

/** Chains of dense layers and convolutions, groups two deep, slices and budgets; it may not fit its input (`prepareDesign` tells). */
export function randomDesign(random: Random, dimension: number): string {
  return randomSeries(random, dimension, 0, true)
}

function randomSeries(random: Random, dimension: number, depth: number, atInput: boolean): string {
  const budget = random.uniform() < 0.25 ? `, budget=${randomBudget(random)}` : ''
  return Array.from({ length: pick(random, [1, 1, 2, 2, 3]) }, (_, index) => {
    if (depth < 2 && random.uniform() < 0.3) return randomGroup(random, dimension, depth + 1, atInput && index === 0)
    if (random.uniform() < 0.3) return `conv(block=${pick(random, [1, 2, 3])}, filters=${1 + random.integer(3)}${budget})`
    return `dense(${1 + random.integer(5)}${budget})`
  }).join(' -> ')
}

function randomGroup(random: Random, dimension: number, depth: number, atInput: boolean): string {
  const count = pick(random, [2, 2, 3])
  const style = atInput ? random.uniform() : 1
  const branches = Array.from({ length: count }, (_, index) => {
    if (style < 0.25) return sliced(random, Math.floor((index * dimension) / count), Math.floor(((index + 1) * dimension) / count), depth)
    if (style < 0.4) {
      const from = random.integer(dimension)
      return sliced(random, from, from + 1 + random.integer(dimension - from), depth)
    }
    return randomSeries(random, dimension, depth, atInput)
  })
  return `(${branches.join(' | ')})`
}

function sliced(random: Random, from: number, to: number, depth: number): string {
  return `[${from}:${to}] ${randomSeries(random, to - from, depth, true)}`
}

/** A spectrum with ties and zeros, a covariance, one of low rank, one with equal uncorrelated blocks, or a stationary one. @param dimension even */
export function randomInput(random: Random, dimension: number): Setting['input'] {
  const kind = random.uniform()
  if (kind < 0.2) return Array.from({ length: dimension }, () => pick(random, [0, 1, 1, 2, Math.exp(3 * (random.uniform() - 0.5))]))
  if (kind < 0.5) return randomCovariance(random, dimension)
  if (kind < 0.6) return randomCovariance(random, dimension, 2)
  if (kind < 0.85) return repeated(randomCovariance(random, pick(random, [2, dimension / 2])), dimension)
  return Array.from({ length: dimension }, (_, i) => Array.from({ length: dimension }, (__, j) => 0.8 ** Math.abs(i - j)))
}

function repeated(block: Rows, dimension: number): Rows {
  const size = block.length
  return Array.from({ length: dimension }, (_, i) => Array.from({ length: dimension }, (__, j) => (Math.floor(i / size) === Math.floor(j / size) ? block[i % size]![j % size]! : 0)))
}
