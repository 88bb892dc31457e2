/**
 * A compiled design joined with its spectra: a tree that answers MMI for any budget without touching a matrix.
 * Evaluation and curves both read it.
 */
import type { CompiledGroup, CompiledLeaf, CompiledSeries } from '../design/compile'
import { entryOf } from '../linalg/symmetricMatrix'
import { assumptionTolerance } from '../theory/convolution'
import { jointBound, parallelSum, seriesInformation } from '../theory/composition'
import { maximumInformation, type WaterFilling } from '../theory/waterFilling'
import type { InputModel } from './inputModel'
import { columnsOf, partitionOf, type Partition, type PartitionSpectrum } from './partition'
import type { Spectra } from './spectra'

export interface LeafChannel {
  readonly kind: 'leaf'
  readonly leaf: CompiledLeaf
  /** Of the matrix that `table` was made of. */
  readonly partition: Partition
  readonly table: WaterFilling
  readonly window: PartitionSpectrum['window']
}

/** What the branches of a group read: the same columns, columns without any correlation, or columns that are correlated or overlap. */
export type InputRelation = 'same' | 'independent' | 'correlated'

export interface GroupChannel {
  readonly kind: 'group'
  readonly compiled: CompiledGroup
  readonly branches: readonly SeriesChannel[]
  readonly relation: InputRelation
  /** Where the joint bound applies: every branch a dense chain on the same input. */
  readonly joint: { readonly partition: Partition; readonly table: WaterFilling; readonly widths: readonly number[] } | null
}

export interface SeriesChannel {
  readonly kind: 'series'
  readonly compiled: CompiledSeries
  readonly items: readonly (LeafChannel | GroupChannel)[]
}

export function buildChannels(series: CompiledSeries, model: InputModel, spectra: Spectra, noise: number): SeriesChannel {
  const items = series.items.map((item): LeafChannel | GroupChannel => {
    if (item.kind === 'group') return buildGroup(item, model, spectra, noise)
    const partition = partitionOf(series, item)
    return { kind: 'leaf', leaf: item, partition, table: spectra.table(partition, noise), window: spectra.of(partition).window }
  })
  return { kind: 'series', compiled: series, items }
}

function buildGroup(compiled: CompiledGroup, model: InputModel, spectra: Spectra, noise: number): GroupChannel {
  const branches = compiled.branches.map(branch => buildChannels(branch, model, spectra, noise))
  const relation = relationOf(compiled.branches.map(columnsOf), model)
  const widths = compiled.branches.map(denseChainWidth)
  const first = branches[0]?.items[0]
  const joint = relation === 'same' && first?.kind === 'leaf' && widths.every(width => width !== null) ? { partition: first.partition, table: first.table, widths } : null
  return { kind: 'group', compiled, branches, relation, joint }
}

/** The smallest width of a chain of dense blocks; null for anything else. */
export function denseChainWidth(branch: CompiledSeries): number | null {
  let width = Infinity
  for (const item of branch.items) {
    if (item.kind !== 'leaf' || item.block.kind !== 'dense') return null
    width = Math.min(width, item.block.units)
  }
  return width
}

/** How the inputs of several branches stand to each other. @param columns of the diagram's input, one range per branch, at least one */
export function relationOf(columns: readonly Columns[], model: InputModel): InputRelation {
  const first = columns[0]!
  if (columns.every(({ from, to }) => from === first.from && to === first.to)) return 'same'
  for (const [index, one] of columns.entries()) {
    for (const other of columns.slice(index + 1)) {
      if ((one.from < other.to && other.from < one.to) || correlation(model, one, other) >= assumptionTolerance) return 'correlated'
    }
  }
  return 'independent'
}

type Columns = { readonly from: number; readonly to: number }

/** ‖Σ_ab‖_F relative to the geometric mean of the traces: 0 exactly when the two parts are uncorrelated. */
function correlation(model: InputModel, a: Columns, b: Columns): number {
  if (model.covariance.kind === 'diagonal') return 0
  const entry = entryOf(model.covariance)
  let cross = 0
  for (let row = a.from; row < a.to; row++) for (let column = b.from; column < b.to; column++) cross += entry(row, column) ** 2
  if (cross === 0) return 0
  return Math.sqrt(cross / (trace(a) * trace(b)))

  function trace(columns: Columns): number {
    let sum = 0
    for (let index = columns.from; index < columns.to; index++) sum += entry(index, index)
    return sum
  }
}

/** The budget that holds in a chain: its own, else the project's. */
export function chainBudget(series: SeriesChannel, projectBudget: number): number {
  return series.compiled.budget ?? projectBudget
}

/** MMI of a leaf: (N0/R)·M_LFC(F; Σ̄_R, R, q). @param budget the chain's F @returns nats */
export function leafInformation(channel: LeafChannel, budget: number): number {
  return channel.leaf.positions * maximumInformation(channel.table, budget, channel.leaf.outputsPerWindow)
}

export interface GroupInformation {
  readonly value: number
  readonly sumRule: number
  readonly jointBound: number | null
}

/** MMI of a group: min(sum rule, joint bound). @param projectBudget F of branches without their own @returns nats */
export function groupInformation(channel: GroupChannel, projectBudget: number): GroupInformation {
  const sumRule = parallelSum(channel.branches.map(branch => seriesValue(branch, projectBudget)))
  const joint = channel.joint && jointBound(channel.joint.table, denseBranches(channel, projectBudget))
  return { value: joint === null ? sumRule : Math.min(sumRule, joint), sumRule, jointBound: joint }
}

/** The branches of a group that has a joint bound, by width and budget. */
export function denseBranches(channel: GroupChannel, projectBudget: number): readonly { width: number; budget: number }[] {
  return channel.branches.map((branch, index) => ({ width: channel.joint?.widths[index] ?? 0, budget: chainBudget(branch, projectBudget) }))
}

/** MMI of a series: the smallest over its stages. @returns nats */
export function seriesValue(series: SeriesChannel, projectBudget: number): number {
  return seriesInformation(stageValues(series, projectBudget))
}

/** MMI of every stage of a series. @returns nats */
export function stageValues(series: SeriesChannel, projectBudget: number): readonly number[] {
  const budget = chainBudget(series, projectBudget)
  return series.items.map(item => (item.kind === 'leaf' ? leafInformation(item, budget) : groupInformation(item, projectBudget).value))
}
