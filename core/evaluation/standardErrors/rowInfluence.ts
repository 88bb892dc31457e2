/**
 * What one row does to the log eigenvalues of a partition. For M the partition's matrix (Σ's block, or the mean over windows of
 * its diagonal blocks, counted once per window), u_i its eigenvectors and λ̂_i its eigenvalues, dlog λ̂_i = u_iᵀ dM u_i / λ̂_i,
 * and a row y moves Σ̂ by (1 − shrinkage)·yyᵀ on the raw scale. So MMI moves by Σ_i a_i q_i(y).
 *
 * @see theory.md §7; exact for every estimator and for unequal windows, where the formula there takes them as equal
 */
import { multiplyTransposed } from '../../linalg/dense'
import type { LeadingEigenvectorSolver } from '../../linalg/leadingEigenvectors'
import { plainProducts, type MatrixProducts, type TransposedProduct } from '../../linalg/matrixProducts'
import { fullEntries, principalBlock } from '../../linalg/symmetricMatrix'
import { windowCovariance } from '../../theory/convolution'
import type { InputModel } from '../inputModel'
import type { Partition } from '../partition'
import type { RowScale, ScaledRows } from './scaledRows'
import type { ShrinkageInfluence } from './shrinkageInfluence'

/** Eigenvectors of the matrix that a partition is measured by: the leading ones, count × R row by row. */
export function partitionVectors(model: InputModel, partition: Partition, count: number, solver: LeadingEigenvectorSolver): Float64Array {
  const block = principalBlock(model.covariance, partition.from, partition.to)
  const matrix = partition.windows === 'whole' ? fullEntries(block) : windowCovariance(block, partition.windows).mean
  return solver.leading(matrix, orderOf(partition), count).vectors
}

/** R: coordinates that one window reads. */
export function orderOf({ from, to, windows }: Partition): number {
  return windows === 'whole' ? to - from : windows[0]!.length
}

/** One partition, ready to take rows. */
export class RowInfluence {
  private readonly windows: readonly Int32Array[]
  private readonly order: number
  private readonly leading: Float64Array
  private readonly project: TransposedProduct
  /** Sums over columns of y_j², weighed per component; null on the raw scale. */
  private readonly sumSquares: TransposedProduct | null
  /** u_iᵀy of the last run's last window, K × rows. Used again from run to run, as are the others. */
  projections = new Float64Array(0)
  private sums = new Float64Array(0)
  private squares = new Float64Array(0)

  /**
   * @param vectors at least K eigenvectors, row by row
   * @param eigenvalues λ̂_i of the partition, at least K
   * @param components K
   */
  constructor(
    private readonly model: InputModel, private readonly partition: Partition, vectors: Float64Array, private readonly eigenvalues: Float64Array,
    readonly components: number, scale: RowScale, products: MatrixProducts = plainProducts
  ) {
    const { from, to, windows } = partition
    this.order = orderOf(partition)
    this.windows = windows === 'whole' ? [Int32Array.from({ length: to - from }, (_, index) => index)] : windows
    this.leading = vectors.subarray(0, components * this.order)
    this.project = products.transposed(this.leading, components, this.order)
    this.sumSquares = scale.factors ? products.transposed(this.weightsOfSquares(), components, model.covariance.order) : null
  }

  /**
   * q_i of a run of rows, each up to a constant of its component.
   *
   * @returns K × rows, component by component; good until the next run
   */
  of(run: ScaledRows, shrinkage: ShrinkageInfluence | null): Float64Array {
    const { components, windows } = this
    const share = 1 - (this.model.summary.shrinkage ?? 0)
    const length = components * run.count
    if (this.sums.length !== length) {
      this.sums = new Float64Array(length)
      this.projections = new Float64Array(length)
    }
    const { sums, projections } = this
    for (const [index, window] of windows.entries()) {
      this.project(this.columnsOf(run, window), run.count, projections)
      if (index === 0) sums.fill(0)
      addSquares(sums, projections, share)
    }
    if (this.sumSquares) this.subtractSquares(this.sumSquares, run)
    for (let component = 0; component < components; component++) this.finish(component, run.count, shrinkage)
    return sums
  }

  /** The columns of a window, row by row; the run itself when it is the whole input. */
  private columnsOf({ rows, count }: ScaledRows, window: Int32Array): Float64Array {
    const { dimension, partition } = this
    if (window.length === dimension && this.partition.windows === 'whole') return rows
    const columns = new Float64Array(count * window.length)
    for (let row = 0, at = 0; row < count; row++) {
      const start = row * dimension + partition.from
      for (let index = 0; index < window.length; index++, at++) columns[at] = rows[start + window[index]!]!
    }
    return columns
  }

  private get dimension(): number {
    return this.model.covariance.order
  }

  /**
   * Standardising scales every column by a spread that the row has a part in: dR_jk = z_j z_k − ½R_jk(z_j² + z_k²), which takes
   * Σ_j z_j² u_j (R_b u)_j away per window b. With equal windows, one among them, that is λ_i Σ_j u_ij² z_j².
   *
   * @returns K × columns
   */
  private weightsOfSquares(): Float64Array {
    const { model, partition, order, components, leading, windows, dimension, eigenvalues } = this
    const { kept, addition } = model.estimate ?? { kept: 1, addition: 0 }
    const share = kept === 0 ? 0 : (1 - (model.summary.shrinkage ?? 0)) / kept
    const weights = new Float64Array(components * dimension)
    for (const window of windows) {
      const images = partition.windows === 'whole' ? null : multiplyTransposed(leading, this.block(window), components, order, order)
      for (let component = 0, at = 0; component < components; component++) {
        for (let index = 0; index < order; index++, at++) {
          const image = images ? images[at]! : eigenvalues[component]! * leading[at]!
          const weight = leading[at]! * (image - addition * leading[at]!) * share
          weights[component * dimension + partition.from + window[index]!]! += weight
        }
      }
    }
    return weights
  }

  /** Σ̂_b, R × R. */
  private block(window: Int32Array): Float64Array {
    const { model, partition, order, dimension } = this
    const entries = fullEntries(model.covariance)
    const block = new Float64Array(order * order)
    for (let row = 0, at = 0; row < order; row++) {
      const start = (partition.from + window[row]!) * dimension + partition.from
      for (let column = 0; column < order; column++, at++) block[at] = entries[start + window[column]!]!
    }
    return block
  }

  private subtractSquares(sumSquares: TransposedProduct, { rows, count }: ScaledRows): void {
    const { sums, projections } = this
    if (this.squares.length !== rows.length) this.squares = new Float64Array(rows.length)
    for (let at = 0; at < rows.length; at++) this.squares[at] = rows[at]! * rows[at]!
    const taken = new Float64Array(projections.length)
    sumSquares(this.squares, count, taken)
    for (let at = 0; at < sums.length; at++) sums[at]! -= taken[at]!
  }

  /**
   * What shrinkage adds, and the division by λ̂_i. Per window dΣ̂ also holds (ρ/p)·d tr S·I, and dρ·(μI − S), which makes
   * (μ − λ̂_i)/(1 − ρ) of an eigenvector.
   */
  private finish(component: number, count: number, influence: ShrinkageInfluence | null): void {
    const { model, dimension, windows, sums } = this
    const eigenvalue = this.eigenvalues[component]!
    const from = component * count
    if (!influence) {
      for (let at = from; at < from + count; at++) sums[at]! /= eigenvalue
      return
    }
    const { trace, shrinkage: moved } = influence
    const shrinkage = model.summary.shrinkage ?? 0
    const mean = shrinkage === 0 ? 0 : model.estimate!.addition / shrinkage
    // a standardised column keeps its variance, and with it the target
    const ofTrace = this.sumSquares ? 0 : (windows.length * shrinkage) / dimension
    const ofShrinkage = shrinkage === 1 ? 0 : (windows.length * (mean - eigenvalue)) / (1 - shrinkage)
    for (let row = 0; row < count; row++) sums[from + row] = (sums[from + row]! + ofTrace * trace[row]! + ofShrinkage * moved[row]!) / eigenvalue
  }
}

function addSquares(sums: Float64Array, values: Float64Array, share: number): void {
  for (let at = 0; at < sums.length; at++) sums[at]! += share * values[at]! * values[at]!
}
