/** Classifiers as the estimates use them: something that gives p(y|x) of any row of the same data. */
import { multiplyTransposed } from '../../linalg/dense'
import type { LabelledRows } from '../labelledRows'

export interface FittedClassifier {
  /**
   * π_y(x) of the rows chosen.
   *
   * @param rows indices of the data's rows
   * @returns rows.length × K, each row sums to 1
   */
  posteriors(rows: Int32Array): Float64Array
}

/**
 * Scores log p_y + log p(x|y) (up to a constant of the row) into posteriors, in place. A class that the training set lacked has no
 * score: it keeps its share p_y, about which the row tells nothing, and the others share the rest.
 *
 * @param scores n × K
 * @param present whether the training set had the class, length K
 */
export function scoresToPosteriors(scores: Float64Array, shares: Float64Array, present: readonly boolean[]): Float64Array {
  const classes = shares.length
  const lacking = shares.reduce((sum, share, own) => sum + (present[own] ? 0 : share), 0)
  for (let start = 0; start < scores.length; start += classes) {
    let highest = -Infinity
    for (let own = 0; own < classes; own++) if (present[own] && scores[start + own]! > highest) highest = scores[start + own]!
    let sum = 0
    for (let own = 0; own < classes; own++) {
      const value = present[own] ? Math.exp(scores[start + own]! - highest) : 0
      scores[start + own] = value
      sum += value
    }
    for (let own = 0; own < classes; own++) scores[start + own] = present[own] ? (scores[start + own]! * (1 - lacking)) / sum : shares[own]!
  }
  return scores
}

const rowsAtATime = 64

/**
 * Linear scores of rows given by residual and class mean: r·b_y + (offset of the row's own class)_y.
 *
 * @param coefficients K × d
 * @param offsets K × K: row c holds what is added to the scores of rows of class c
 * @returns rows.length × K
 */
export function linearScores(data: LabelledRows, rows: Int32Array, coefficients: Float64Array, offsets: Float64Array): Float64Array {
  const { order, classes, labels, residuals } = data
  const scores = new Float64Array(rows.length * classes)
  const block = new Float64Array(rowsAtATime * order)
  for (let start = 0; start < rows.length; start += rowsAtATime) {
    const count = Math.min(rowsAtATime, rows.length - start)
    for (let at = 0; at < count; at++) {
      const row = rows[start + at]!
      block.set(residuals.subarray(row * order, (row + 1) * order), at * order)
    }
    multiplyTransposed(block, coefficients, count, order, classes, scores.subarray(start * classes, (start + count) * classes))
  }
  for (let at = 0; at < rows.length; at++) {
    const own = labels[rows[at]!]! * classes
    for (let other = 0; other < classes; other++) scores[at * classes + other]! += offsets[own + other]!
  }
  return scores
}
