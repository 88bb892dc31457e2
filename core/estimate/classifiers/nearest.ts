/** k nearest neighbours, in units of the within-class standard deviations. */
import type { LabelledRows } from '../labelledRows'
import type { FittedClassifier } from './classifier'
import { firstInOrder } from './order'
import { describeTraining } from './training'

/**
 * k = round(√m_train); π_y = (neighbours of class y + p_y)/(k + 1), p_y the shares in all rows. Of rows at the same distance the first
 * count.
 *
 * @param weights 0 or 1 for every row
 */
export function fitNearest(data: LabelledRows, weights: Float64Array): FittedClassifier {
  const { classes, labels } = data
  const training = describeTraining(data, weights)
  const scales = new Float64Array(data.order)
  training.active.forEach((column, at) => (scales[column] = data.scales[column]! / training.deviations[at]!))
  const neighbours = Int32Array.from(weights.keys()).filter(row => weights[row]! > 0)
  const nearest = neighbourCount(training.rows)
  return {
    posteriors(rows) {
      const result = new Float64Array(rows.length * classes)
      const distances = new Float64Array(neighbours.length)
      rows.forEach((row, at) => {
        squaredDistances(data, scales, row, neighbours, distances)
        const counts = result.subarray(at * classes, (at + 1) * classes)
        for (const index of firstInOrder(distances, nearest)) counts[labels[neighbours[index]!]!]!++
        smooth(counts, data.shares, nearest)
      })
      return result
    }
  }
}

/** k = round(√m). */
export function neighbourCount(rows: number): number {
  return Math.round(Math.sqrt(rows))
}

/**
 * What k nearest neighbours of all rows and of bootstrap samples of them say, row by row. The distances, in units of the
 * within-class deviations of all rows, are the same for every sample, so they are computed once.
 *
 * @param samples how often each row was drawn, for every sample
 * @param compare called for every row with the posterior of all rows and, for each sample in turn, the sample's
 * @param afterRows called now and then with the share of the rows done
 */
export function compareNearest(
  data: LabelledRows, samples: readonly Float64Array[], compare: (row: number, all: Float64Array, sample: Float64Array) => void, afterRows: (share: number) => void
): void {
  const { rows, classes, labels } = data
  const everyRow = Int32Array.from({ length: rows }, (_, row) => row)
  const nearest = neighbourCount(rows)
  const distances = new Float64Array(rows)
  const all = new Float64Array(classes)
  const sample = new Float64Array(classes)
  const once = new Float64Array(rows).fill(1)
  // each row is drawn once on average: so many of the nearest hold k draws but for one sample in billions
  const listed = Math.min(rows, nearest + Math.ceil(8 * Math.sqrt(nearest)) + 20)
  for (let row = 0; row < rows; row++) {
    squaredDistances(data, data.scales, row, everyRow, distances)
    let order = firstInOrder(distances, listed)
    countNearest(order, once, labels, nearest, all)
    smooth(all, data.shares, nearest)
    for (const weights of samples) {
      if (!countNearest(order, weights, labels, nearest, sample)) {
        order = firstInOrder(distances, rows)
        countNearest(order, weights, labels, nearest, sample)
      }
      smooth(sample, data.shares, nearest)
      compare(row, all, sample)
    }
    if ((row + 1) % 64 === 0) afterRows((row + 1) / rows)
  }
}

/** Classes of the first `nearest` draws in this order. @returns whether the order held so many */
function countNearest(order: Int32Array, weights: Float64Array, labels: Int32Array, nearest: number, counts: Float64Array): boolean {
  counts.fill(0)
  let left = nearest
  for (let at = 0; at < order.length && left > 0; at++) {
    const drawn = Math.min(left, weights[order[at]!]!)
    counts[labels[order[at]!]!]! += drawn
    left -= drawn
  }
  return left === 0
}

function smooth(counts: Float64Array, shares: Float64Array, nearest: number): void {
  for (let own = 0; own < counts.length; own++) counts[own] = (counts[own]! + shares[own]!) / (nearest + 1)
}

function squaredDistances({ order, values }: LabelledRows, scales: Float64Array, row: number, others: Int32Array, out: Float64Array): void {
  const from = row * order
  for (let at = 0; at < others.length; at++) {
    const to = others[at]! * order
    let sum = 0
    for (let column = 0; column < order; column++) {
      const difference = (values[from + column]! - values[to + column]!) * scales[column]!
      sum += difference * difference
    }
    out[at] = sum
  }
}
