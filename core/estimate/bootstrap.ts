/** δ_b: how much a classifier refitted on bootstrap samples of the rows differs from the one fitted on all of them. */
import type { Classifier } from '../api/target'
import type { Random } from '../linalg/random'
import { fitLda } from './classifiers/lda'
import { compareNearest } from './classifiers/nearest'
import { fitQda } from './classifiers/qda'
import { residualScatter } from './classifiers/training'
import type { LabelledRows } from './labelledRows'

/**
 * The mean over refits b and rows x of TV(π̂_S(x), π̂_{S*_b}(x)), each S*_b as many rows as there are, drawn with replacement.
 * A class that a sample lacks keeps its share in all rows (`scoresToPosteriors`); for nearest neighbours the scales of the columns are
 * those of all rows.
 *
 * @param total scatter of all rows for LDA, null for others
 * @param afterPart called with the share done, to show progress and to stop
 * @returns δ_b, 0 ≤ δ_b ≤ 1
 */
export function bootstrapLoss(
  data: LabelledRows, classifier: Classifier, refits: number, total: Float64Array | null, random: Random, afterPart: (share: number) => void
): number {
  if (classifier === 'knn') return nearestLoss(data, Array.from({ length: refits }, () => drawCounts(data.rows, random)), afterPart)
  const everyRow = Int32Array.from({ length: data.rows }, (_, row) => row)
  const fit = (weights: Float64Array, scatter: Float64Array | null): Float64Array =>
    (classifier === 'lda' ? fitLda(data, weights, scatter ?? residualScatter(data, weights)) : fitQda(data, weights)).posteriors(everyRow)
  const all = fit(new Float64Array(data.rows).fill(1), total)
  let sum = 0
  for (let refit = 0; refit < refits; refit++) {
    sum += totalVariation(all, fit(drawCounts(data.rows, random), null)) / data.rows
    afterPart((refit + 1) / refits)
  }
  return sum / refits
}

function nearestLoss(data: LabelledRows, samples: readonly Float64Array[], afterPart: (share: number) => void): number {
  let sum = 0
  compareNearest(data, samples, (_, all, sample) => (sum += totalVariation(all, sample)), afterPart)
  return sum / samples.length / data.rows
}

/** How often each row is drawn. */
function drawCounts(rows: number, random: Random): Float64Array {
  const counts = new Float64Array(rows)
  for (let draw = 0; draw < rows; draw++) counts[random.integer(rows)]!++
  return counts
}

/** ½Σ|a − b|, summed over all rows. */
function totalVariation(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let at = 0; at < a.length; at++) sum += Math.abs(a[at]! - b[at]!)
  return sum / 2
}
