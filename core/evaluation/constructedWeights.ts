/** Weights that the theory constructs for a design: one layer, one shared kernel, and groups of such whose values add or that attain their joint bound. */
import type { Chain, Layer } from '../theory/certificate/network'
import { pairedWeights, principalWeights } from '../theory/certificate/construct'
import { attainsJointBound } from '../theory/composition'
import { optimalGains, prepareWaterFilling } from '../theory/waterFilling'
import { relationOf } from './channels'
import type { InputModel } from './inputModel'
import type { Axes } from './principalAxes'

interface Columns {
  readonly from: number
  readonly to: number
}

/**
 * The optimum of a reduced network, in the order of its weights.
 *
 * @param network after `reduceNetwork`: a dense chain is one layer there
 * @returns null where the theory constructs none
 */
export function constructedWeights(network: Chain, model: InputModel, axes: Axes, noise: number): Float64Array | null {
  const parts = chainWeights(network, { from: 0, to: model.covariance.order }, new Context(model, axes, noise))
  return parts && joined(parts)
}

class Context {
  constructor(readonly model: InputModel, private readonly axes: Axes, private readonly noise: number) {}

  dense({ from, to }: Columns, outputs: number, budget: number): Float64Array {
    const { values, vectors, order } = this.axes.ofColumns(from, to)
    return principalWeights(optimalGains(prepareWaterFilling(values, this.noise), budget, outputs), vectors, outputs, order)
  }

  shared(windows: readonly Int32Array[], { from, to }: Columns, filters: number, budget: number): Float64Array {
    const { values, vectors, order } = this.axes.ofWindows(windows, from, to)
    return principalWeights(optimalGains(prepareWaterFilling(values, this.noise), budget, filters), vectors, filters, order)
  }

  /** Both branches' weights, or null when their joint bound is not attained. */
  pair({ from, to }: Columns, [first, second]: readonly [DenseBranch, DenseBranch]): readonly Float64Array[] | null {
    const { values, vectors, order } = this.axes.ofColumns(from, to)
    const table = prepareWaterFilling(values, this.noise)
    if (!attainsJointBound(table, [first, second])) return null
    const gains = optimalGains(table, first.budget + second.budget, first.width + second.width)
    return pairedWeights(gains, vectors, order, [first.width, second.width], first.budget)
  }
}

interface DenseBranch {
  readonly width: number
  readonly budget: number
}

function chainWeights(chain: Chain, before: Columns, context: Context): readonly Float64Array[] | null {
  const columns = chain.slice ?? before
  const [only] = chain.layers
  if (!only || chain.layers.length > 1) return null
  return layerWeights(only, columns, chain.budget, context)
}

function layerWeights(layer: Layer, columns: Columns, budget: number, context: Context): readonly Float64Array[] | null {
  switch (layer.kind) {
    case 'dense': return [context.dense(columns, layer.outputs, budget)]
    case 'shared': return layer.windows.kind === 'sets' ? [context.shared(layer.windows.sets, columns, layer.filters, budget)] : null
    case 'group': return groupWeights(layer.branches, columns, context)
  }
}

function groupWeights(branches: readonly Chain[], columns: Columns, context: Context): readonly Float64Array[] | null {
  const relation = relationOf(branches.map(branch => branch.slice ?? columns), context.model)
  if (relation === 'independent') {
    const parts = branches.map(branch => chainWeights(branch, columns, context))
    return parts.every(part => part !== null) ? parts.flat() : null
  }
  const [first, second, third] = branches.map(denseBranch)
  return relation === 'same' && first && second && third === undefined ? context.pair(branches[0]?.slice ?? columns, [first, second]) : null
}

function denseBranch({ layers, budget }: Chain): DenseBranch | null {
  const [only] = layers
  return layers.length === 1 && only?.kind === 'dense' ? { width: only.outputs, budget } : null
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0))
  let offset = 0
  for (const part of parts) {
    all.set(part, offset)
    offset += part.length
  }
  return all
}
