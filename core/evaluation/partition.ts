/**
 * Partitions: which part of Σ a stage is measured against. A dense layer sees all coordinates of its chain's input, a convolution
 * sees equal windows of them. Their eigenvalues are the only costly step of an evaluation, so they are computed once per partition.
 */
import { failure, success, type Result } from '../api/problem'
import type { CompiledLeaf, CompiledSeries } from '../design/compile'
import { principalBlock } from '../linalg/symmetricMatrix'
import type { LeadingEigenpairs } from '../linalg/leadingEigenpairs'
import type { SymmetricEigenvalueSolver } from '../linalg/symmetricEigenvalues'
import { windowCovariance, type WindowCovariance } from '../theory/convolution'
import { estimatedSpectrum, givenSpectrum, leadingSpectrum, type KnownSpectrum } from '../theory/spectrum'
import type { InputModel } from './inputModel'

export interface Partition {
  /** Equal keys mean equal partitions of the same model. */
  readonly key: string
  /** Columns from ≤ i < to of the diagram's input. */
  readonly from: number
  readonly to: number
  /** Index sets relative to `from`. */
  readonly windows: 'whole' | readonly Int32Array[]
}

export interface PartitionSpectrum {
  readonly spectrum: KnownSpectrum
  /** How far the data are from Theorem 3's assumption; null for the whole. */
  readonly window: Pick<WindowCovariance, 'deviation' | 'outsideShare'> | null
  /** Leading eigenvectors, row by row, where they were found on the way: standard errors want them. */
  readonly leading?: Float64Array
}

/** All coordinates of the diagram's input. */
export function wholeInput(dimension: number): Partition {
  return wholeColumns(0, dimension)
}

export function partitionOf(series: CompiledSeries, leaf: CompiledLeaf): Partition {
  const { from, to } = columnsOf(series)
  if (leaf.windows === 'whole') return wholeColumns(from, to)
  return { key: `${from}:${to}/${windowsKey(leaf.windows)}`, from, to, windows: leaf.windows }
}

export function columnsOf(series: CompiledSeries): { readonly from: number; readonly to: number } {
  return series.columns === 'all' ? { from: 0, to: series.dimension } : series.columns
}

/** Columns from ≤ i < to of the diagram's input, all at once. */
export function wholeColumns(from: number, to: number): Partition {
  return { key: `${from}:${to}`, from, to, windows: 'whole' }
}

/** Windows tile the input regularly, so the first two and the last tell every tiling apart. */
function windowsKey(windows: readonly Int32Array[]): string {
  return [windows.length, windows[0]?.join(','), windows[1]?.join(','), windows.at(-1)?.[0]].join('/')
}

/** Every partition that a design needs, each once. */
export function requiredPartitions(series: CompiledSeries): readonly Partition[] {
  const found = new Map<string, Partition>()
  collect(series, found)
  return [...found.values()]
}

function collect(series: CompiledSeries, found: Map<string, Partition>): void {
  const { from, to } = columnsOf(series)
  const whole = wholeColumns(from, to)
  found.set(whole.key, whole)
  for (const item of series.items) {
    if (item.kind === 'leaf') {
      const partition = partitionOf(series, item)
      found.set(partition.key, partition)
    } else {
      for (const branch of item.branches) collect(branch, found)
    }
  }
}

/** The eigenvalues that a partition is measured by: of Σ's block for the whole, of the mean window covariance Σ̄ else. */
export function decompose(model: InputModel, partition: Partition, solver: SymmetricEigenvalueSolver): Result<PartitionSpectrum> {
  const block = principalBlock(model.covariance, partition.from, partition.to)
  const window = partition.windows === 'whole' ? null : windowCovariance(block, partition.windows)
  const measures = window && { deviation: window.deviation, outsideShare: window.outsideShare }
  if (block.kind === 'diagonal') {
    const values = window ? diagonalOf(window.mean, window.order) : block.diagonal
    return finish(model.origin === 'given' ? givenSpectrum(values) : estimatedSpectrum(values), measures)
  }
  const values = window ? solver.eigenvalues(window.mean, window.order) : solver.eigenvalues(block.entries, block.order)
  return finish(estimatedSpectrum(values), measures)
}

/** Looks for the largest eigenvalues alone; null where it had better not, or found that it cannot. */
export type LeadingSearch = (matrix: Float64Array, order: number, count: number) => LeadingEigenpairs | null

/** The largest eigenvalues of an estimated Σ, or of its block, with their eigenvectors. @returns null where all have to be found, and for windows, which are small */
export function decomposeLeading(model: InputModel, partition: Partition, count: number, search: LeadingSearch): PartitionSpectrum | null {
  if (partition.windows !== 'whole' || model.covariance.kind !== 'full') return null
  const block = principalBlock(model.covariance, partition.from, partition.to)
  const found = block.kind === 'full' && search(block.entries, block.order, Math.min(count, block.order))
  const spectrum = found && leadingSpectrum(found.values, block.order, found.lowest)
  return found && spectrum ? { spectrum, window: null, leading: found.vectors } : null
}

function finish(outcome: ReturnType<typeof estimatedSpectrum>, window: PartitionSpectrum['window']): Result<PartitionSpectrum> {
  if (outcome.ok) return success({ spectrum: outcome.spectrum, window })
  return failure({
    code: 'SPECTRUM_NEGATIVE',
    what: `the covariance has the eigenvalue ${outcome.fault.value}`,
    meaning: 'it is no covariance, so no MMI follows from it',
    action: 'check where the moments come from, or choose a shrinkage estimator'
  })
}

function diagonalOf(matrix: Float64Array, order: number): Float64Array {
  return Float64Array.from({ length: order }, (_, index) => matrix[index * order + index]!)
}
