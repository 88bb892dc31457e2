/** Posteriors of held-out rows: every row is predicted by a classifier that has not seen it. */
import type { Classifier } from '../../api/target'
import { assertNever } from '../../api/problem'
import type { Folds } from '../folds'
import type { LabelledRows } from '../labelledRows'
import type { FittedClassifier } from './classifier'
import { fitLda } from './lda'
import { fitNearest } from './nearest'
import { fitQda } from './qda'
import { residualScatter } from './training'

/**
 * @param total of all rows, by `residualScatter`, for LDA: a training fold's scatter is what the held-out rows leave of it; null for others
 * @param afterFold called after each fold, to show progress and to stop
 * @returns m × K
 */
export function crossFittedPosteriors(
  data: LabelledRows, classifier: Classifier, folds: Folds, total: Float64Array | null, afterFold: (done: number) => void
): Float64Array {
  const { classes } = data
  const posteriors = new Float64Array(data.rows * classes)
  for (let fold = 0; fold < folds.count; fold++) {
    const heldOut = Int32Array.from(folds.of.keys()).filter(row => folds.of[row] === fold)
    const weights = Float64Array.from(folds.of, own => (own === fold ? 0 : 1))
    const found = fit(data, classifier, weights, total && remaining(data, total, weights)).posteriors(heldOut)
    heldOut.forEach((row, at) => posteriors.set(found.subarray(at * classes, (at + 1) * classes), row * classes))
    afterFold(fold + 1)
  }
  return posteriors
}

function fit(data: LabelledRows, classifier: Classifier, weights: Float64Array, scatter: Float64Array | null): FittedClassifier {
  switch (classifier) {
    case 'lda': return fitLda(data, weights, scatter ?? residualScatter(data, weights))
    case 'qda': return fitQda(data, weights)
    case 'knn': return fitNearest(data, weights)
    default: return assertNever(classifier)
  }
}

/** Scatter of the rows with weight 1: that of all rows without the others'. */
function remaining(data: LabelledRows, total: Float64Array, weights: Float64Array): Float64Array {
  const heldOut = residualScatter(data, weights.map(weight => 1 - weight))
  return total.map((value, at) => value - heldOut[at]!)
}
