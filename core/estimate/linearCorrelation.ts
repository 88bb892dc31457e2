/** The linear canonical correlation of the features with the classes. */
import { packedIndex } from '../dataset/scatter'
import { topCanonicalPair } from './correlation'
import type { LabelledRows } from './labelledRows'

/**
 * CCA(X, one-hot Y) on the rows as they are, not held out: ρ_lin² = top eigenvalue of Σx⁻¹Σ_B on the positive eigenspace of Σx. It is 1 as
 * soon as there are as many independent columns as rows.
 *
 * @param scatter of all rows, by `residualScatter`: Σx is that and the scatter between the classes
 */
export function linearCorrelation({ rows, order, classes, classMeans, shares }: LabelledRows, scatter: Float64Array): number {
  const between = new Float64Array(order * classes)
  const total = new Float64Array(order * order)
  for (let column = 0; column < order; column++) {
    let mean = 0
    for (let own = 0; own < classes; own++) mean += shares[own]! * classMeans[own * order + column]!
    for (let own = 0; own < classes; own++) between[column * classes + own] = Math.sqrt(rows * shares[own]!) * (classMeans[own * order + column]! - mean)
  }
  for (let row = 0; row < order; row++) {
    for (let column = row; column < order; column++) {
      let sum = scatter[packedIndex(row, column, order)]!
      for (let own = 0; own < classes; own++) sum += between[row * classes + own]! * between[column * classes + own]!
      total[row * order + column] = sum
      total[column * order + row] = sum
    }
  }
  return topCanonicalPair({ order, classes, total, between }).correlation
}
