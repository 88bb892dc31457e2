/** Σ or the correlations at a resolution that a picture can show. Plain data. */

export const matrixKinds = ['covariance', 'correlation'] as const
export type MatrixKind = (typeof matrixKinds)[number]

export interface CovarianceMap {
  readonly kind: MatrixKind
  /** N0: rows and columns of the matrix. */
  readonly order: number
  /** Where each cell begins, 0-based columns, and N0 at the end: cell i stands for columns edges[i] ≤ j < edges[i + 1]. */
  readonly edges: Int32Array
  /** Means over the blocks, row by row; (edges.length − 1)² of them. Variance units, or −1 … 1. */
  readonly cells: Float64Array
  /** The pair of different columns with the largest absolute correlation, of the whole matrix; null without one. */
  readonly strongest: { readonly first: number; readonly second: number; readonly correlation: number } | null
}
