/** Where a design stands with respect to a target interval, and what brings its MMI to the interval's supremum (target.md, "Definition"). */
import type { Nats } from '../api/model'
import type { TargetInterval, TargetVerdict } from '../api/target'
import { largestCount } from '../design/parameters'
import type { Path } from '../design/types'
import { bottleneckOf } from '../theory/composition'
import { buildChannels, seriesValue, stageValues, type GroupChannel, type LeafChannel, type SeriesChannel } from './channels'
import type { EvaluationInput } from './evaluate'
import { widthSweep, type WidthSweep } from './widthSweep'

export interface Advice {
  /**
   * The block whose width is advised: the first leaf of the bottleneck for which there is a width, else the first; null when there is no
   * bottleneck. The leaves of a group in the bottleneck are those of its branches' own bottlenecks.
   */
  readonly leaf: Path | null
  /** The largest number of its units (filters) with MMI ≤ I_hi, all else fixed; null when every width stays below, and when every one lies above. */
  readonly width: number | null
  /** The largest project's F with MMI ≤ I_hi, where MMI = I_hi; null when no budget gets there, or chains with budgets of their own hold it above. */
  readonly budget: number | null
}

/** Far beyond every budget, and small enough that the budgets of all branches together stay finite. */
const unlimitedBudget = 1e300

/** How to bring the design's MMI to an amount of information. @param upper I_hi, nats */
export function advice(input: EvaluationInput, upper: Nats): Advice {
  const root = buildChannels(input.compiled, input.model, input.spectra, input.noise)
  const budget = budgetForInformation(root, upper)
  const leaves = bottleneckLeaves(root, input.budget)
  for (const leaf of leaves) {
    const width = widthForInformation(input, leaf, root, upper)
    if (width !== null) return { leaf, width, budget }
  }
  return { leaf: leaves[0] ?? null, width: null, budget }
}

/** Whether the design lies in the interval, with the advice where the interval has an upper end. */
export function verdict(input: EvaluationInput, { lower, upper }: Pick<TargetInterval, 'lower' | 'upper'>): TargetVerdict {
  const mmi = seriesValue(buildChannels(input.compiled, input.model, input.spectra, input.noise), input.budget)
  const above = upper !== null && mmi > upper
  return {
    position: above ? 'above' : mmi < lower ? 'below' : 'inside',
    mmi,
    distance: upper === null ? null : upper - mmi,
    ...(upper === null ? { leaf: null, width: null, budget: null } : advice(input, upper))
  }
}

function bottleneckLeaves(series: SeriesChannel, budget: number): readonly Path[] {
  const limiting = bottleneckOf(stageValues(series, budget)).map(index => series.items[index])
  const leavesOf = (item: LeafChannel | GroupChannel): readonly Path[] =>
    item.kind === 'leaf' ? [item.leaf.path] : item.branches.flatMap(branch => bottleneckLeaves(branch, budget))
  return limiting.flatMap(item => (item ? leavesOf(item) : []))
}

function widthForInformation(input: EvaluationInput, leaf: Path, root: SeriesChannel, upper: Nats): number | null {
  const sweep = widthSweep(input, leaf, root)
  if (!sweep.ok) throw new Error(`a leaf of the design has a width: ${sweep.problem.what}`)
  return largestWidth(sweep.value, upper)
}

/** By bisection, as MMI does not fall with the width; then down to a width at which the design is legal. */
function largestWidth({ current, step, information }: WidthSweep, upper: Nats): number | null {
  if (information(largestCount) <= upper) return null
  let low = 0
  let high = largestCount
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (information(middle) <= upper) low = middle
    else high = middle
  }
  const legal = low - ((((low - current) % step) + step) % step)
  return legal >= 1 ? legal : null
}

/** By bisection down to neighbouring numbers, as MMI does not fall with the budget: groups have no closed form. */
function budgetForInformation(root: SeriesChannel, upper: Nats): number | null {
  const reaches = (budget: number): boolean => seriesValue(root, budget) > upper
  if (reaches(0) || !reaches(unlimitedBudget)) return null
  let high = 1
  while (!reaches(high)) high *= 2
  let low = high / 2
  while (reaches(low)) low /= 2
  for (;;) {
    const middle = low + (high - low) / 2
    if (middle <= low || middle >= high) return low
    if (reaches(middle)) high = middle
    else low = middle
  }
}
