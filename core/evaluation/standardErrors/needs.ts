/** What the linear forms of a design can contain, whatever the budget: so much must be known of the rows. */
import type { CompiledGroup, CompiledSeries } from '../../design/compile'
import { denseChainWidth } from '../channels'
import { columnsOf, partitionOf, wholeColumns, type Partition } from '../partition'

export interface PartitionNeed {
  readonly partition: Partition
  /** How many leading components, before the rank of the partition limits them. */
  readonly components: number
}

export interface ErrorNeeds {
  /** By the partition's key. */
  readonly partitions: ReadonlyMap<string, PartitionNeed>
  /** Partitions that stand together in a sum, by their keys. */
  readonly pairs: readonly (readonly [string, string])[]
}

export function errorNeeds(compiled: CompiledSeries): ErrorNeeds {
  const collector = new NeedsCollector()
  collector.series(compiled)
  return { partitions: collector.partitions, pairs: [...collector.pairs.values()] }
}

/** The same two partitions have one name, in whichever order they come. */
export function pairKey(a: string, b: string): string {
  return a < b ? `${a}|${b}` : `${b}|${a}`
}

class NeedsCollector {
  readonly partitions = new Map<string, PartitionNeed>()
  readonly pairs = new Map<string, readonly [string, string]>()

  /** @returns the keys of the partitions that the series' value may move with */
  series(series: CompiledSeries): ReadonlySet<string> {
    const keys = new Set<string>()
    for (const item of series.items) {
      const found = item.kind === 'leaf' ? [this.need(partitionOf(series, item), item.outputsPerWindow)] : this.group(item)
      for (const key of found) keys.add(key)
    }
    return keys
  }

  private group(group: CompiledGroup): Iterable<string> {
    const ofBranches = group.branches.map(branch => this.series(branch))
    const first = group.branches[0]
    const widths = group.branches.map(denseChainWidth)
    if (first && widths.every(width => width !== null) && group.branches.every(branch => sameColumns(branch, first))) {
      const { from, to } = columnsOf(first)
      this.need(wholeColumns(from, to), widths.reduce((sum, width) => sum + width, 0))
    }
    for (const [index, one] of ofBranches.entries()) {
      for (const other of ofBranches.slice(index + 1)) this.pair(one, other)
    }
    return ofBranches.flatMap(keys => [...keys])
  }

  private pair(one: ReadonlySet<string>, other: ReadonlySet<string>): void {
    for (const a of one) for (const b of other) if (a !== b) this.pairs.set(pairKey(a, b), a < b ? [a, b] : [b, a])
  }

  private need(partition: Partition, components: number): string {
    const before = this.partitions.get(partition.key)?.components ?? 0
    if (components > before) this.partitions.set(partition.key, { partition, components })
    return partition.key
  }
}

function sameColumns(one: CompiledSeries, other: CompiledSeries): boolean {
  const a = columnsOf(one)
  const b = columnsOf(other)
  return a.from === b.from && a.to === b.to
}
