/**
 * What one row does to the log eigenvalues of a partition. For M the partition's matrix (Σ's block, or the mean over windows of
 * its diagonal blocks, counted once per window), u_i its eigenvectors and λ̂_i its eigenvalues, dlog λ̂_i = u_iᵀ dM u_i / λ̂_i,
 * and a row y moves Σ̂ by (1 − shrinkage)·yyᵀ on the raw scale. So MMI moves by Σ_i a_i q_i(y).
 *
 * @see theory.md §7; exact for every estimator and for unequal windows, where the formula there takes them as equal
 */
import { multiplyTransposed, plainProducts, type TransposedProduct, type TransposedProducts } from '../../linalg/dense'
import type { LeadingEigenvectorSolver } from '../../linalg/leadingEigenvectors'
import { principalBlock, type SymmetricMatrix } from '../../linalg/symmetricMatrix'
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

function fullEntries(matrix: SymmetricMatrix): Float64Array {
  if (matrix.kind === 'full') return matrix.entries
  const entries = new Float64Array(matrix.order ** 2)
  matrix.diagonal.forEach((value, index) => { entries[index * (matrix.order + 1)] = value })
  return entries
}

/** One partition, ready to take rows. */
export class RowInfluence {
  private readonly windows: readonly Int32Array[]
  private readonly order: number
  private readonly leading: Float64Array
  private readonly project: TransposedProduct
  /** Weights of y_j² per component and column, K × columns; null on the raw scale. */
  private readonly ofSquares: Float64Array | null

  /**
   * @param vectors at least K eigenvectors, row by row
   * @param eigenvalues λ̂_i of the partition, at least K
   * @param components K
   */
  constructor(
    private readonly model: InputModel, private readonly partition: Partition, vectors: Float64Array, private readonly eigenvalues: Float64Array,
    readonly components: number, scale: RowScale, products: TransposedProducts = plainProducts
  ) {
    const { from, to, windows } = partition
    this.order = orderOf(partition)
    this.windows = windows === 'whole' ? [Int32Array.from({ length: to - from }, (_, index) => index)] : windows
    this.leading = vectors.subarray(0, components * this.order)
    this.project = products(this.leading, components, this.order)
    this.ofSquares = scale.factors ? this.weightsOfSquares() : null
  }

  /**
   * q_i of a run of rows, each up to a constant of its component.
   *
   * @returns K × rows, component by component
   */
  of(run: ScaledRows, shrinkage: ShrinkageInfluence | null): Float64Array {
    const { components, windows } = this
    const share = 1 - (this.model.summary.shrinkage ?? 0)
    const sums = new Float64Array(components * run.count)
    const projections = new Float64Array(components * run.count)
    for (const window of windows) {
      this.project(this.columnsOf(run, window), run.count, projections)
      for (let at = 0; at < sums.length; at++) sums[at]! += share * projections[at]! * projections[at]!
    }
    if (this.ofSquares) this.subtractSquares(sums, run)
    if (shrinkage) this.addShrinkage(sums, run.count, shrinkage)
    for (let component = 0, at = 0; component < components; component++) {
      for (let row = 0; row < run.count; row++, at++) sums[at]! /= this.eigenvalues[component]!
    }
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
   * Σ_j z_j² u_j (R_b u)_j away per window b. With equal windows that is λ_i Σ_j u_ij² z_j².
   */
  private weightsOfSquares(): Float64Array {
    const { model, partition, order, components, leading, windows, dimension } = this
    const { kept, addition } = model.estimate ?? { kept: 1, addition: 0 }
    const share = kept === 0 ? 0 : (1 - (model.summary.shrinkage ?? 0)) / kept
    const weights = new Float64Array(components * dimension)
    for (const window of windows) {
      const products = multiplyTransposed(leading, this.block(window), components, order, order)
      for (let component = 0, at = 0; component < components; component++) {
        for (let index = 0; index < order; index++, at++) {
          const weight = leading[at]! * (products[at]! - addition * leading[at]!) * share
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

  private subtractSquares(sums: Float64Array, { rows, count }: ScaledRows): void {
    const squares = multiplyTransposed(this.ofSquares!, rows.map(value => value * value), this.components, this.dimension, count)
    for (let at = 0; at < sums.length; at++) sums[at]! -= squares[at]!
  }

  /** Per window dΣ̂ also holds (ρ/p)·d tr S·I, and dρ·(μI − S), which makes (μ − λ̂_i)/(1 − ρ) of an eigenvector. */
  private addShrinkage(sums: Float64Array, count: number, influence: ShrinkageInfluence): void {
    const { model, dimension } = this
    const shrinkage = model.summary.shrinkage ?? 0
    const mean = shrinkage === 0 ? 0 : model.estimate!.addition / shrinkage
    // a standardised column keeps its variance, and with it the target
    const ofTrace = this.ofSquares ? 0 : (this.windows.length * shrinkage) / dimension
    for (let component = 0, at = 0; component < this.components; component++) {
      const ofShrinkage = shrinkage === 1 ? 0 : (this.windows.length * (mean - this.eigenvalues[component]!)) / (1 - shrinkage)
      for (let row = 0; row < count; row++, at++) sums[at]! += ofTrace * influence.trace[row]! + ofShrinkage * influence.shrinkage[row]!
    }
  }
}
