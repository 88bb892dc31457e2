/**
 * The certificate of theory.md §6: an information that weights of the design reach, beside the bound that the theory gives. Two ways
 * to such weights: the optimum that the theory constructs, where it constructs one, and training, which knows nothing of the theory.
 */
import type { Certificate } from '../api/model'
import type { SymmetricMatrix } from '../linalg/symmetricMatrix'
import { multiply } from '../linalg/dense'
import { extentOf, mostNumbers } from '../theory/certificate/extent'
import type { RightFactor, Source } from '../theory/certificate/information'
import type { Chain } from '../theory/certificate/network'
import { planNetwork } from '../theory/certificate/plan'
import { reduceNetwork } from '../theory/certificate/reduce'
import { informationAt, train, type Training, type TrainingHooks, type TrainingOptions } from '../theory/certificate/train'
import { constructedWeights } from './constructedWeights'
import { evaluateDesign, type EvaluationInput } from './evaluate'
import { linearNetwork } from './linearNetwork'
import { wholeInput } from './partition'
import { Axes, type PrincipalAxes } from './principalAxes'

export interface CertifyOptions {
  /** Integer, 0 ≤ seed < 2³². */
  readonly seed: number
  /** Random starts, ≥ 1. */
  readonly starts: number
}

export const defaultStarts = 8

/**
 * Certify a design at its budget and noise. Takes milliseconds for tens of inputs, up to a minute for hundreds.
 *
 * @param hooks once the signal is aborted, what has been found so far is returned; progress is that of the training alone, which is
 * preceded by seconds of eigenvectors for hundreds of inputs
 * @returns information in nats; `starts` 0 and `achieved` 0 when the design is too large to hold (`mostNumbers`)
 */
export function certify(input: EvaluationInput, { seed, starts }: CertifyOptions, hooks: TrainingHooks = {}): Certificate {
  const { mmi } = evaluateDesign(input)
  const network = reduceNetwork(linearNetwork(input.compiled, input.budget), input.model.covariance.order)
  const found = achieve(network, input, { seed, starts, supremum: mmi.status === 'exact' ? mmi.value : null }, hooks)
  return {
    achieved: Math.max(found.trained, found.constructed ?? 0),
    bound: mmi.value,
    status: mmi.status,
    ...found,
    seed
  }
}

type Achieved = Pick<Certificate, 'starts' | 'trained' | 'constructed'>

/** Both ways to weights of a reduced network. */
function achieve(network: Chain, { model, spectra, noise }: EvaluationInput, options: TrainingOptions, hooks: TrainingHooks): Achieved {
  const { order } = model.covariance
  const { outputs, numbers } = extentOf(network, order)
  if (numbers > mostNumbers) return { starts: 0, trained: 0, constructed: null }
  const axes = new Axes(model)
  const source = inputSource(model.covariance, noise, spectra.whole(wholeInput(order)).rank, outputs, axes)
  const { value, starts } = trainIn(network, source, readsAllDensely(network) ? axes.ofColumns(0, order) : null, options, hooks)
  const weights = constructedWeights(network, model, axes, noise)
  return { starts, trained: value, constructed: weights && informationAt(network, source, weights) }
}

/**
 * Train in principal coordinates where all that reads the input is dense: Σ is diagonal there, the coordinates without variance fall
 * away, and random weights are as random as before. What is reported is the information in the coordinates of the data.
 */
function trainIn(network: Chain, source: Source, axes: PrincipalAxes | null, options: TrainingOptions, hooks: TrainingHooks): Training {
  if (axes === null) return train(network, source, options, hooks)
  const rank = axes.values.length
  const diagonal: RightFactor = { kind: 'diagonal', order: rank, diagonal: axes.values }
  const root: RightFactor = { kind: 'diagonal', order: rank, diagonal: axes.values.map(Math.sqrt) }
  const training = train(network, { order: rank, covariance: diagonal, root, noiseVariance: source.noiseVariance }, options, hooks)
  if (training.weights === null) return training
  const weights = rotatedBack(network, training.weights, axes)
  return { ...training, weights, value: informationAt(network, source, weights) }
}

/** Weights on principal coordinates as weights on the input's own. */
function rotatedBack(network: Chain, weights: Float64Array, { values, vectors, order }: PrincipalAxes): Float64Array {
  const before = planNetwork(network, values.length)
  const after = planNetwork(network, order)
  const result = new Float64Array(after.weightCount)
  before.sections.forEach(({ offset, rows, columns, readsInput }, index) => {
    const section = weights.subarray(offset, offset + rows * columns)
    result.set(readsInput ? multiply(section, vectors, rows, columns, order) : section, after.sections[index]!.offset)
  })
  return result
}

function readsAllDensely(chain: Chain): boolean {
  const [first] = chain.layers
  if (chain.slice !== null || !first) return false
  return first.kind === 'group' ? first.branches.every(readsAllDensely) : first.kind === 'dense'
}

/** Σ, with a root of its rank only where that is smaller than the outputs and so worth its eigenvectors. */
function inputSource(covariance: SymmetricMatrix, noiseVariance: number, rank: number, outputs: number, axes: Axes): Source {
  const { order } = covariance
  if (covariance.kind === 'diagonal') {
    const { diagonal } = covariance
    return { order, covariance: { kind: 'diagonal', order, diagonal }, root: { kind: 'diagonal', order, diagonal: diagonal.map(Math.sqrt) }, noiseVariance }
  }
  const full: RightFactor = { kind: 'full', order, columns: order, entries: covariance.entries }
  return { order, covariance: full, root: rank < outputs ? rootOf(axes.ofColumns(0, order)) : null, noiseVariance }
}

/** R = U√Λ, order × rank. */
function rootOf({ values, vectors, order }: PrincipalAxes): RightFactor {
  const columns = values.length
  const entries = new Float64Array(order * columns)
  for (let axis = 0; axis < columns; axis++) {
    const length = Math.sqrt(values[axis]!)
    for (let row = 0; row < order; row++) entries[row * columns + axis] = length * vectors[axis * order + row]!
  }
  return { kind: 'full', order, columns, entries }
}
