/** Σ or its correlations by block means: what a heat map shows of a matrix that has more rows than a picture has pixels. */
import type { CovarianceMap, MatrixKind } from '../api/covarianceMap'
import { entryOf, type SymmetricMatrix } from '../linalg/symmetricMatrix'

/**
 * The matrix in at most `maximum` × `maximum` cells, each the mean of a block of neighbouring columns; blocks differ by one column at most.
 * The correlation of a constant column with anything, itself too, counts as 0.
 *
 * @param maximum ≥ 1
 */
export function covarianceMap(matrix: SymmetricMatrix, kind: MatrixKind, maximum: number): CovarianceMap {
  const { order } = matrix
  const count = Math.min(order, maximum)
  const edges = Int32Array.from({ length: count + 1 }, (_, index) => Math.floor((index * order) / count))
  const blockOf = new Int32Array(order)
  for (let block = 0; block < count; block++) blockOf.fill(block, edges[block], edges[block + 1])
  const entry = entryOf(matrix)
  const scale = Float64Array.from({ length: order }, (_, index) => (entry(index, index) > 0 ? 1 / Math.sqrt(entry(index, index)) : 0))
  const sums = new Float64Array(count * count)
  let strongest: CovarianceMap['strongest'] = null
  let most = 0
  for (let row = 0; row < order; row++) {
    const start = blockOf[row]! * count
    for (let column = row; column < order; column++) {
      const covariance = entry(row, column)
      const correlation = row === column ? (covariance > 0 ? 1 : 0) : covariance * scale[row]! * scale[column]!
      // A sum over a block off the diagonal sees each pair once, one on the diagonal both pairs.
      const times = column > row && blockOf[column] === blockOf[row] ? 2 : 1
      sums[start + blockOf[column]!]! += times * (kind === 'covariance' ? covariance : correlation)
      if (column > row && Math.abs(correlation) > most) {
        most = Math.abs(correlation)
        strongest = { first: row, second: column, correlation: Math.max(-1, Math.min(1, correlation)) }
      }
    }
  }
  return { kind, order, edges, cells: means(sums, edges, count), strongest }
}

function means(sums: Float64Array, edges: Int32Array, count: number): Float64Array {
  const cells = new Float64Array(count * count)
  for (let row = 0; row < count; row++) {
    for (let column = row; column < count; column++) {
      const size = (edges[row + 1]! - edges[row]!) * (edges[column + 1]! - edges[column]!)
      const mean = sums[row * count + column]! / size
      cells[row * count + column] = mean
      cells[column * count + row] = mean
    }
  }
  return cells
}
