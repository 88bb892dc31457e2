/**
 * What Gaussian classifiers need to know of the rows they are trained on. A training set is a weight for every row: 0 or 1 in
 * cross-fitting, how often it was drawn in a bootstrap sample. Everything is in the scaled residuals of `LabelledRows`.
 */
import { addBlockProducts, addOuterProduct, packedIndex, packedLength, paddedColumns } from '../../dataset/scatter'
import type { LabelledRows } from '../labelledRows'

/** Below this share of its variance in all rows, a column counts as constant within the classes of a training set. */
const leastVariance = 1e-12

const blockRows = 256

export interface Training {
  /** Σw. */
  readonly rows: number
  /** Σw per class, length K; 0 for a class that the training set lacks. */
  readonly counts: Float64Array
  /** Classes with rows. */
  readonly present: number
  /** K × d: mean residual of each class. */
  readonly means: Float64Array
  /** Columns that vary within the classes of the training set, ascending. */
  readonly active: Int32Array
  /** Within-class standard deviations (by Σw − present) of the active columns. */
  readonly deviations: Float64Array
  /** Σ w‖z‖⁴, z the residual about its class's mean over the deviations. */
  readonly norm4: number
}

/** Counts, means and variances of a training set. @param weights length m, whole numbers ≥ 0 */
export function describeTraining(data: LabelledRows, weights: Float64Array): Training {
  const { order, classes, labels, residuals } = data
  const counts = new Float64Array(classes)
  const means = new Float64Array(classes * order)
  weights.forEach((weight, row) => {
    if (weight === 0) return
    const own = labels[row]! * order
    counts[labels[row]!]! += weight
    for (let column = 0, at = row * order; column < order; column++, at++) means[own + column]! += weight * residuals[at]!
  })
  for (let at = 0; at < means.length; at++) means[at]! /= Math.max(1, counts[Math.floor(at / order)]!)
  const squares = squaredDeviations(data, weights, means)
  const rows = counts.reduce((sum, count) => sum + count, 0)
  const present = counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0)
  const freedom = rows - present
  const active = Int32Array.from(squares.keys()).filter(column => freedom > 0 && squares[column]! / freedom > leastVariance)
  const deviations = Float64Array.from(active, column => Math.sqrt(squares[column]! / freedom))
  return { rows, counts, present, means, active, deviations, norm4: fourthNorms(data, weights, means, active, deviations) }
}

function squaredDeviations({ order, labels, residuals }: LabelledRows, weights: Float64Array, means: Float64Array): Float64Array {
  const squares = new Float64Array(order)
  weights.forEach((weight, row) => {
    if (weight === 0) return
    const own = labels[row]! * order
    for (let column = 0, at = row * order; column < order; column++, at++) squares[column]! += weight * (residuals[at]! - means[own + column]!) ** 2
  })
  return squares
}

function fourthNorms({ order, labels, residuals }: LabelledRows, weights: Float64Array, means: Float64Array, active: Int32Array, deviations: Float64Array): number {
  const inverse = new Float64Array(order)
  active.forEach((column, at) => (inverse[column] = 1 / deviations[at]!))
  let total = 0
  weights.forEach((weight, row) => {
    if (weight === 0) return
    const own = labels[row]! * order
    let square = 0
    for (let column = 0, at = row * order; column < order; column++, at++) square += ((residuals[at]! - means[own + column]!) * inverse[column]!) ** 2
    total += weight * square * square
  })
  return total
}

/**
 * Σ w r rᵀ over the residuals r of the rows with w > 0: the one product whose cost is m·d².
 *
 * @param weights length m, ≥ 0
 * @returns packed triangle of order d
 */
export function residualScatter({ order, residuals }: LabelledRows, weights: Float64Array): Float64Array {
  const scatter = new Float64Array(packedLength(order))
  const block = new Float64Array(paddedColumns(order) * blockRows)
  let filled = 0
  const flush = (): void => {
    addBlockProducts(scatter, order, block, blockRows, filled)
    filled = 0
  }
  weights.forEach((weight, row) => {
    if (weight === 0) return
    const root = Math.sqrt(weight)
    for (let column = 0, at = row * order; column < order; column++, at++) block[column * blockRows + filled] = root * residuals[at]!
    if (++filled === blockRows) flush()
  })
  flush()
  return scatter
}

/** The part of a training set that a scatter about class means depends on. */
export type Centring = Pick<Training, 'counts' | 'means' | 'active' | 'deviations'>

/**
 * Scatter about the means of the classes, of the active columns over their deviations.
 *
 * @param scatter of the same rows, by `residualScatter`; not changed
 * @returns packed triangle, order `active.length`; of a whole training set its diagonal is Σw − present
 */
export function withinClassScatter({ order, classes }: LabelledRows, { counts, means, active, deviations }: Centring, scatter: Float64Array): Float64Array {
  const centred = scatter.slice()
  for (let own = 0; own < classes; own++) {
    if (counts[own]! > 0) addOuterProduct(centred, order, means.subarray(own * order, (own + 1) * order), -counts[own]!)
  }
  const scaled = new Float64Array(packedLength(active.length))
  let to = 0
  for (let row = 0; row < active.length; row++) {
    for (let column = row; column < active.length; column++) {
      scaled[to++] = centred[packedIndex(active[row]!, active[column]!, order)]! / (deviations[row]! * deviations[column]!)
    }
  }
  return scaled
}
