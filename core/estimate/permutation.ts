/** The permutation test that posteriors tell nothing of the label: how often shuffled labels correlate with them as well. */
import { cholesky } from '../linalg/cholesky'
import { transposedMultiply } from '../linalg/dense'
import { shuffle, type Random } from '../linalg/random'
import { whitenedRows } from './whitening'

/** Relative room for rounding: a permutation that makes the same partition must count as equal. */
const slack = 1e-9

/**
 * p = (1 + #{ρ_perm ≥ ρ})/(1 + N), ρ the top canonical correlation of the columns with the classes, N seeded permutations of the
 * labels against the fixed values.
 *
 * @param values m × order, row by row
 * @param correlation ρ of the labels as they are
 * @param afterPermutation called after each, to show progress and to stop
 */
export function permutationTest(
  values: Float64Array, order: number, labels: Int32Array, classes: number, correlation: number,
  permutations: number, random: Random, afterPermutation: (done: number) => void
): number {
  const whitened = whitenedRows(values, order)
  const counts = new Float64Array(classes)
  for (const label of labels) counts[label]!++
  const shuffled = labels.slice()
  let reached = 0
  for (let done = 1; done <= permutations; done++) {
    shuffle(shuffled, random)
    if (correlationReaches(whitened.values, whitened.order, shuffled, counts, correlation)) reached++
    afterPermutation(done)
  }
  return (1 + reached) / (1 + permutations)
}

/** Whether the top eigenvalue of the scatter between classes of whitened rows is at least ρ²: then ρ²I less that scatter is not positive definite. */
function correlationReaches(whitened: Float64Array, order: number, labels: Int32Array, counts: Float64Array, correlation: number): boolean {
  if (order === 0) return true
  const sums = new Float64Array(counts.length * order)
  labels.forEach((label, row) => {
    const to = label * order
    const from = row * order
    for (let column = 0; column < order; column++) sums[to + column]! += whitened[from + column]!
  })
  for (let at = 0; at < sums.length; at++) sums[at]! /= Math.sqrt(counts[Math.floor(at / order)]!)
  const rest = transposedMultiply(sums, sums, order, counts.length, order).map(value => -value)
  for (let column = 0; column < order; column++) rest[column * (order + 1)]! += correlation * correlation * (1 - slack)
  return cholesky(rest, order) === null
}
