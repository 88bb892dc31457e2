/** Values as linear forms: which log eigenvalues, of which parts of Σ, an MMI moves with, and how much. */
import { bottleneckOf, stackedBranches } from '../../theory/composition'
import { informationSensitivities } from '../../theory/sensitivity'
import { chainBudget, denseBranches, groupInformation, stageValues, type GroupChannel, type LeafChannel, type SeriesChannel } from '../channels'
import type { Partition } from '../partition'

/** Σ_i a_i · ∂log λ_i of one partition's matrix, summed over its windows. */
export interface FormTerm {
  readonly partition: Partition
  /** a_i of the leading components; the others are 0. */
  readonly weights: Float64Array
}

/** The derivative of a value: a sum over partitions, each in it once. Empty for a value that is 0. */
export interface LinearForm {
  readonly terms: readonly FormTerm[]
  /** Whether parts of the sum read different columns that are correlated. */
  readonly correlated: boolean
}

/** Of a leaf by itself. @param budget F of its chain */
export function leafForm(channel: LeafChannel, budget: number): LinearForm {
  const weights = informationSensitivities(channel.table, budget, channel.leaf.outputsPerWindow)
  return { terms: weights.length === 0 ? [] : [{ partition: channel.partition, weights }], correlated: false }
}

/** Of a group: that of its joint bound where this is its value, else the sum over the branches. */
export function groupForm(channel: GroupChannel, projectBudget: number): LinearForm {
  const { value, jointBound } = groupInformation(channel, projectBudget)
  if (channel.joint && value === jointBound) {
    const { budget, width } = stackedBranches(denseBranches(channel, projectBudget))
    const weights = informationSensitivities(channel.joint.table, budget, width)
    return { terms: weights.length === 0 ? [] : [{ partition: channel.joint.partition, weights }], correlated: false }
  }
  const parts = channel.branches.map(branch => seriesForm(branch, projectBudget))
  const terms = sumOf(parts.flatMap(part => part.terms))
  return { terms, correlated: (terms.length > 1 && channel.relation !== 'independent') || parts.some(part => part.correlated) }
}

/** Of a series: that of its bottleneck, the first stage that attains the minimum. */
export function seriesForm(series: SeriesChannel, projectBudget: number): LinearForm {
  const [first] = bottleneckOf(stageValues(series, projectBudget))
  const stage = first === undefined ? undefined : series.items[first]
  if (!stage) throw new Error('a series has a smallest stage')
  return stage.kind === 'leaf' ? leafForm(stage, chainBudget(series, projectBudget)) : groupForm(stage, projectBudget)
}

/** Terms of the same partition added up. */
function sumOf(terms: readonly FormTerm[]): readonly FormTerm[] {
  const sums = new Map<string, FormTerm>()
  for (const term of terms) {
    const before = sums.get(term.partition.key)
    sums.set(term.partition.key, before ? { partition: term.partition, weights: added(before.weights, term.weights) } : term)
  }
  return [...sums.values()]
}

function added(a: Float64Array, b: Float64Array): Float64Array {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a]
  return long.map((value, index) => value + (short[index] ?? 0))
}
