/** The optima that the theory constructs, as weights: principal directions with the gains of water-filling. */

/**
 * Rows √p_i·u_i: the best weights of a dense layer, or of a shared kernel on its windows' mean covariance (Theorems 1 to 3).
 *
 * @param gains p, descending — at most `rows` of them
 * @param vectors u_i, unit eigenvectors as rows — at least as many as gains, `columns` long
 * @returns rows × columns; rows without a gain are zero
 */
export function principalWeights(gains: Float64Array, vectors: Float64Array, rows: number, columns: number): Float64Array {
  const weights = new Float64Array(rows * columns)
  gains.forEach((gain, index) => addRow(weights, index, columns, vectors, index, Math.sqrt(gain)))
  return weights
}

/**
 * Two dense branches on the same input that attain their joint bound: the optimum of one layer with both budgets, turned by an
 * orthogonal matrix so that the first branch's rows have squared norm F₁. Branch 1 begins with the n₁ largest gains and exchanges its
 * largest for the smallest, one after the other, until its norm has fallen to F₁; the last exchange stops half-way, a rotation by
 * sin²θ = (norm − F₁)/(p_a − p_b). Everything from the n₁ largest to the n₁ smallest is reached (Schur–Horn).
 *
 * @param gains p of the joint optimum, descending, at most n₁ + n₂
 * @param vectors unit eigenvectors as rows, `columns` long
 * @param firstBudget F₁, within the Schur–Horn range (`attainsJointBound`)
 * @returns the weights of both branches, n₁ × columns and n₂ × columns
 */
export function pairedWeights(
  gains: Float64Array, vectors: Float64Array, columns: number, [first, second]: readonly [number, number], firstBudget: number
): readonly [Float64Array, Float64Array] {
  const total = first + second
  const joint = principalWeights(gains, vectors, total, columns)
  const gain = (index: number): number => gains[index] ?? 0
  let norm = 0
  for (let index = 0; index < first; index++) norm += gain(index)
  for (let pair = 0; pair < Math.min(first, second) && norm > firstBudget; pair++) {
    const large = pair
    const small = total - 1 - pair
    const difference = gain(large) - gain(small)
    if (difference <= 0) break
    const share = Math.min(1, (norm - firstBudget) / difference)
    rotateRows(joint, columns, large, small, share)
    norm -= share * difference
  }
  return [joint.slice(0, first * columns), joint.slice(first * columns)]
}

/** (a, b) ← (cosθ·a + sinθ·b, cosθ·b − sinθ·a). @param share sin²θ */
function rotateRows(weights: Float64Array, columns: number, a: number, b: number, share: number): void {
  const sine = Math.sqrt(share)
  const cosine = Math.sqrt(1 - share)
  for (let column = 0; column < columns; column++) {
    const one = weights[a * columns + column]!
    const other = weights[b * columns + column]!
    weights[a * columns + column] = cosine * one + sine * other
    weights[b * columns + column] = cosine * other - sine * one
  }
}

function addRow(weights: Float64Array, row: number, columns: number, vectors: Float64Array, vector: number, factor: number): void {
  for (let column = 0; column < columns; column++) weights[row * columns + column]! += factor * vectors[vector * columns + column]!
}
