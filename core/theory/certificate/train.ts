/**
 * Training: gradient ascent of I over the weights of a network from random starts, knowing nothing of eigenvalues, water levels or
 * theorems. The best value found is one that the network reaches, so it bounds the supremum from below.
 */
import { createRandom, type Random } from '../../linalg/random'
import { ascend } from './ascent'
import type { Source } from './information'
import type { Chain } from './network'
import { createObjective } from './objective'
import { planNetwork, type Plan } from './plan'

export interface TrainingOptions {
  /** Integer, 0 ≤ seed < 2³²; the same seed gives the same weights. */
  readonly seed: number
  /** Random starts wanted, ≥ 1. */
  readonly starts: number
  /** A value known to be the supremum, nats: once `agreement` starts reach it, costly training ends early. null: none is known. */
  readonly supremum: number | null
}

export interface TrainingHooks {
  readonly signal?: AbortSignal
  /** After every iteration. @param fraction 0 to 1, never falling @param best nats, of all weights so far */
  readonly onProgress?: (fraction: number, best: number) => void
}

export interface Training {
  /** The best weights; null when the signal came before any were tried. */
  readonly weights: Float64Array | null
  /** Their I, nats; 0 without weights. */
  readonly value: number
  /** Starts that ran to their end. */
  readonly starts: number
}

const maximumIterations = 1500
/** Multiplications after which no further start is begun: some tens of seconds. */
const patience = 2e10
/** Starts that must agree with a known supremum before training ends early, and the multiplications that it may always take. */
const agreement = 3
const alwaysAffordable = 2e9
/** Relative distance at which a start counts as agreeing with the supremum. */
const agreed = 1e-8

/**
 * Train from random starts one after the other. Several are needed where layers multiply each other: a component that has died out in
 * two of them at once does not come back by itself, however much it would gain, as the derivative by each is a multiple of the other.
 *
 * @param network usually after `reduceNetwork` @param source in whatever coordinates the network reads
 */
export function train(network: Chain, source: Source, { seed, starts, supremum }: TrainingOptions, hooks: TrainingHooks = {}): Training {
  const plan = planNetwork(network, source.order)
  const objective = createObjective(plan, source)
  const random = createRandom(seed)
  let best: { readonly weights: Float64Array; readonly value: number } | null = null
  let finished = 0
  let agreeing = 0
  let work = 0
  for (let start = 0; start < starts && !hooks.signal?.aborted; start++) {
    if (finished > 0 && (work > patience || (work > alwaysAffordable && agreeing >= agreement))) break
    const before: number = best?.value ?? 0
    const ascent = ascend(objective, randomWeights(plan, random.fork()), {
      maximumIterations,
      proceed(iteration, value) {
        // nobody knows how many iterations a start takes: most take some tens
        hooks.onProgress?.((start + iteration / (iteration + 60)) / starts, Math.max(before, value))
        return !hooks.signal?.aborted
      }
    })
    work += ascent.evaluations * objective.work
    if (best === null || ascent.value > best.value) best = { weights: ascent.point, value: ascent.value }
    if (hooks.signal?.aborted) break
    finished++
    if (supremum !== null && ascent.value >= supremum * (1 - agreed)) agreeing++
  }
  hooks.onProgress?.(1, best?.value ?? 0)
  return { weights: best?.weights ?? null, value: best?.value ?? 0, starts: finished }
}

/** Independent normal weights, each layer scaled so that it neither swells nor shrinks what it reads. */
function randomWeights({ sections, weightCount }: Plan, random: Random): Float64Array {
  const weights = new Float64Array(weightCount)
  for (const { offset, rows, columns } of sections) {
    const deviation = 1 / Math.sqrt(columns)
    for (let index = 0; index < rows * columns; index++) weights[offset + index] = deviation * random.normal()
  }
  return weights
}

/** I at given weights, scaled to the budget, nats. @param weights in the order of `planNetwork`'s sections */
export function informationAt(network: Chain, source: Source, weights: Float64Array): number {
  return createObjective(planNetwork(network, source.order), source).value(weights)
}
