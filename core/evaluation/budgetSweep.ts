/**
 * MMI along the weight budget, all else fixed. The channels of the design are folded once: what a budget of its own holds still becomes a
 * number, and blocks that read the same spectrum share one search per budget and one logarithm per number of active components.
 */
import { parallelSum, seriesInformation } from '../theory/composition'
import { activeComponents, informationOfActive, type WaterFilling } from '../theory/waterFilling'
import { leafInformation, type GroupChannel, type SeriesChannel } from './channels'

/**
 * A value that the budget leaves alone, or a function of it that is asked after its readers have been moved there: the value where it is
 * below the limit, else anything that is not, for a smallest value needs no more of those that are larger.
 */
type Amount = number | ((limit: number) => number)

/**
 * Prepares a design for any number of budgets.
 *
 * @param root the design's channels
 * @returns MMI at a project budget F ≥ 0, nats: the same as evaluating the design there, bit for bit
 */
export function budgetSweep(root: SeriesChannel): (budget: number) => number {
  const readers = new Readers()
  const value = foldSeries(root, readers)
  return budget => {
    readers.move(budget)
    return typeof value === 'number' ? value : value(Infinity)
  }
}

function foldSeries(series: SeriesChannel, readers: Readers): Amount {
  const leaves = new Leaves()
  const groups: Amount[] = []
  const { budget } = series.compiled
  for (const item of series.items) {
    if (item.kind === 'group') groups.push(foldGroup(item, readers))
    else if (budget !== null) groups.push(leafInformation(item, budget))
    else leaves.add(readers.of(item.table, [null]), item.leaf.positions, item.leaf.outputsPerWindow)
  }
  return leastOf(leaves.isEmpty ? groups : [limit => leaves.least(limit), ...groups])
}

function foldGroup(channel: GroupChannel, readers: Readers): Amount {
  const sum = plainSum(channel, readers) ?? sumOf(channel.branches.map(branch => foldSeries(branch, readers)))
  if (channel.joint === null) return sum
  const width = channel.joint.widths.reduce((total, one) => total + one, 0)
  const reader = readers.of(channel.joint.table, channel.branches.map(branch => branch.compiled.budget))
  reader.expect(width)
  if (typeof sum === 'number') return leastOf([() => reader.information(width), sum])
  return limit => {
    const joint = reader.information(width)
    return joint < limit ? Math.min(joint, sum(joint)) : sum(limit)
  }
}

/** The sum over branches of one block each, which most are, that all move with the project's budget; null for others. */
function plainSum(channel: GroupChannel, readers: Readers): ((limit: number) => number) | null {
  const leaves = channel.branches.map(({ items, compiled }) => (compiled.budget === null && items.length === 1 && items[0]!.kind === 'leaf' ? items[0]! : null))
  if (!leaves.every(leaf => leaf !== null)) return null
  const parts = leaves.map(({ table, leaf }) => ({ reader: readers.of(table, [null]), positions: leaf.positions, width: leaf.outputsPerWindow }))
  for (const { reader, width } of parts) reader.expect(width)
  return limit => {
    let sum = 0
    for (let index = 0; index < parts.length; index++) {
      const { reader, positions, width } = parts[index]!
      sum += positions * reader.information(width)
      if (sum >= limit) return sum
    }
    return sum
  }
}

/** The smallest, with everything that does not move taken together. */
function leastOf(amounts: readonly Amount[]): Amount {
  const still = seriesInformation(amounts.filter(amount => typeof amount === 'number'))
  const moving = amounts.filter(amount => typeof amount !== 'number')
  if (moving.length === 0) return still
  return limit => {
    let least = Math.min(still, limit)
    for (const amount of moving) least = Math.min(least, amount(least))
    return least
  }
}

/** The sum, added in the order of an evaluation: it must not differ in the last digit. */
function sumOf(amounts: readonly Amount[]): Amount {
  const still = amounts.filter(amount => typeof amount === 'number')
  if (still.length === amounts.length) return parallelSum(still)
  return limit => {
    let sum = 0
    // No part is negative: a sum that has reached the limit stays there.
    for (const amount of amounts) {
      sum += typeof amount === 'number' ? amount : amount(Infinity)
      if (sum >= limit) return sum
    }
    return sum
  }
}

/** The blocks of one series that move with the project's budget, each kind once. */
class Leaves {
  readonly #kinds: { readonly reader: Reader; readonly positions: number; readonly widths: number[] }[] = []

  add(reader: Reader, positions: number, width: number): void {
    let kind = this.#kinds.find(other => other.reader === reader && other.positions === positions)
    if (!kind) this.#kinds.push(kind = { reader, positions, widths: [] })
    if (!kind.widths.includes(width)) kind.widths.push(width)
    kind.widths.sort((a, b) => a - b)
    reader.expect(width)
  }

  get isEmpty(): boolean {
    return this.#kinds.length === 0
  }

  least(limit: number): number {
    let least = limit
    for (const { reader, positions, widths } of this.#kinds) {
      for (let index = 0; index < widths.length; index++) {
        least = Math.min(least, positions * reader.information(widths[index]!))
        // wider ones have the same active components
        if (widths[index]! >= reader.active) break
      }
    }
    return least
  }
}

/** One spectrum at one budget: the project's, or the sum of those of branches side by side (null: the project's). */
class Reader {
  #budget = 0
  /** The widest layer that is asked about. */
  #widest = 0
  /** No more than the widest layer has. */
  active = 0
  /** By number of active components; NaN: not computed at this budget. */
  readonly #values: Float64Array

  constructor(
    private readonly table: WaterFilling,
    private readonly budgets: readonly (number | null)[]
  ) {
    this.#values = new Float64Array(table.spectrum.length + 1)
  }

  /** A layer of so many outputs will be asked about. */
  expect(width: number): void {
    this.#widest = Math.max(this.#widest, width)
  }

  move(projectBudget: number): void {
    let budget = 0
    for (const own of this.budgets) budget += own ?? projectBudget
    this.#budget = budget
    this.active = activeComponents(this.table, budget, this.#widest)
    this.#values.fill(Number.NaN, 1, this.active + 1)
  }

  /** What a layer of `width` outputs lets through: breakpoints ascend, so a narrow one has its width as active components. */
  information(width: number): number {
    const active = Math.min(this.active, width)
    const known = this.#values[active]!
    if (!Number.isNaN(known)) return known
    return (this.#values[active] = informationOfActive(this.table, this.#budget, active))
  }
}

class Readers {
  readonly #tables = new Map<WaterFilling, Map<string, Reader>>()
  readonly #all: Reader[] = []

  of(table: WaterFilling, budgets: readonly (number | null)[]): Reader {
    const ofTable = this.#tables.get(table) ?? new Map<string, Reader>()
    this.#tables.set(table, ofTable)
    const key = budgets.join()
    const reader = ofTable.get(key) ?? new Reader(table, budgets)
    if (!ofTable.has(key)) this.#all.push(reader)
    ofTable.set(key, reader)
    return reader
  }

  move(projectBudget: number): void {
    for (const reader of this.#all) reader.move(projectBudget)
  }
}
