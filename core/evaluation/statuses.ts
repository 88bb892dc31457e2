/** What each value rests on (theory.md §6): the status of blocks, groups and series, each with its reasons in words. */
import type { Status } from '../api/model'
import { activationClass, allowedInsideChain } from '../theory/activation'
import { assertNever } from '../api/problem'
import { attainsJointBound, bottleneckOf } from '../theory/composition'
import { hasEqualWindows, hasUncorrelatedWindows, satisfiesTheorem3 } from '../theory/convolution'
import { weakest } from '../theory/status'
import { activeComponents } from '../theory/waterFilling'
import { columnsOf } from './partition'
import { chainBudget, denseBranches, stageValues, type GroupChannel, type GroupInformation, type LeafChannel, type SeriesChannel } from './channels'

export interface Standing {
  readonly status: Status
  readonly reasons: readonly string[]
}

/** A block by itself, measured against the input as if it alone limited. */
export function leafStanding(channel: LeafChannel): Standing {
  return combine(layerStanding(channel), activationStanding(channel.leaf.block.activation))
}

function layerStanding(channel: LeafChannel): Standing {
  const { leaf, window } = channel
  if (leaf.block.kind === 'dense') return { status: 'exact', reasons: ['Theorem 2'] }
  if (leaf.convAfterFlat) {
    return { status: 'upper-bound', reasons: ['the convolution follows a layer without positions: counted as a dense map with as many outputs, of which its shared weights are a part'] }
  }
  if (window === null || satisfiesTheorem3(window)) return { status: 'exact', reasons: ['Theorem 3'] }
  return {
    status: 'upper-bound',
    reasons: [
      `Theorem 3 assumes equal, uncorrelated windows: here their covariances differ from the mean by ${percent(window.deviation)} and ${percent(window.outsideShare)} of ‖Σ‖² lies between windows`
    ]
  }
}

function activationStanding(activation: string): Standing {
  const kind = activationClass(activation)
  switch (kind) {
    case 'linear': return { status: 'exact', reasons: [] }
    case 'rectified': return { status: 'exact', reasons: ['Theorem 4: relu reaches the linear value in the limit of large biases'] }
    case 'bijective': return { status: 'exact', reasons: [`Theorem 5: ${activation} is bijective, with the noise on the pre-activation`] }
    case 'other': return { status: 'upper-bound', reasons: [`${activation} is not bijective: the linear value bounds it (data-processing inequality)`] }
    default: return assertNever(kind)
  }
}

/** A group of branches whose outputs are concatenated. */
export function groupStanding(channel: GroupChannel, information: GroupInformation, branches: readonly Standing[], projectBudget: number): Standing {
  const parts = branches.map(branch => branch.status)
  const partReasons = unique(branches.flatMap(branch => (branch.status === 'exact' ? [] : branch.reasons)))
  if (channel.relation === 'independent') {
    return { status: weakest(...parts), reasons: ['Section 3: the branches read uncorrelated inputs, so their MMI add', ...partReasons] }
  }
  if (channel.relation === 'correlated') {
    return { status: weakest('upper-bound', ...parts), reasons: ['the branches read correlated parts of the input, so their sum overstates what they know together', ...partReasons] }
  }
  if (channel.joint === null) {
    return { status: weakest('upper-bound', ...parts), reasons: ['the branches read the same input, so their sum overstates what they know together', ...partReasons] }
  }
  const attained = information.value === information.jointBound && attainsJointBound(channel.joint.table, denseBranches(channel, projectBudget))
  return attained
    ? { status: weakest(...parts), reasons: ['the branches read the same input and attain their joint bound (Schur–Horn)', ...partReasons] }
    : { status: weakest('upper-bound', ...parts), reasons: [sameInputReason(information), ...partReasons] }
}

function sameInputReason(information: GroupInformation): string {
  return information.value === information.jointBound
    ? 'the branches read the same input: their joint bound holds, and is not known to be attained'
    : 'the branches read the same input: the sum is below their joint bound, and is not known to be attained'
}

/** A series: what its smallest stage says about the whole. @param bottleneck indices of the stages that attain the minimum */
export function seriesStanding(series: SeriesChannel, stages: readonly Standing[], bottleneck: readonly number[], projectBudget: number): Standing {
  const only = stages[0]
  if (stages.length === 1 && only) return only
  const hidden = unique(series.items.slice(0, -1).flatMap(activationsIn).filter(activation => !allowedInsideChain(activation)))
  const hiddenStanding: Standing =
    hidden.length === 0 ? nothingAgainst : { status: 'approximation', reasons: [`${hidden.join(', ')} on a hidden layer: outside Theorem 6`] }
  const inherited = stages.filter(stage => stage.status === 'approximation')
  return combine(compositionStanding(series, stages, bottleneck, projectBudget), boundStanding(series, bottleneck, projectBudget), hiddenStanding, ...inherited)
}

const nothingAgainst: Standing = { status: 'exact', reasons: [] }
const denseChain: Standing = { status: 'exact', reasons: ['Theorem 6: a dense chain is as wide as its narrowest layer'] }

function compositionStanding(series: SeriesChannel, stages: readonly Standing[], bottleneck: readonly number[], projectBudget: number): Standing {
  if (series.items.some(containsConvolution)) {
    return { status: 'upper-bound', reasons: ['a series with a convolution and more than one stage: its smallest stage bounds it, and the bound can be loose'] }
  }
  const last = series.items.length - 1
  // where the last group ties with a stage before it, the value is only reached if the group reaches it
  const end = series.items[last]?.kind === 'group' && bottleneck.includes(last) ? (stages[last] ?? nothingAgainst) : nothingAgainst
  const output = combine(end, ...outputActivations(series.items.at(-1)).map(activationStanding))
  const groups = series.items.filter(item => item.kind === 'group')
  if (groups.length === 0) return combine(denseChain, output)
  const limit = bottleneck.map(index => series.items[index]).find(item => item?.kind === 'leaf')
  if (!limit || limit.kind !== 'leaf') {
    return combine({ status: 'upper-bound', reasons: ['the series is limited by a parallel group, whose value bounds what passes on'] }, output)
  }
  // Stacked branches can realise every map of up to their total width, so they do not limit a narrower dense layer of the chain.
  const needed = activeComponents(limit.table, chainBudget(series, projectBudget), limit.leaf.outputsPerWindow)
  const passes = groups.every(group => readsWhole(group, series) && passableRank(group, projectBudget) >= needed)
  return combine(passes ? denseChain : { status: 'upper-bound', reasons: ['a parallel group of the series may not pass all that its narrowest layer can carry'] }, output)
}

/** Whether the smallest stage bounds the series at all: one stage of the bottleneck that does is enough. */
function boundStanding(series: SeriesChannel, bottleneck: readonly number[], projectBudget: number): Standing {
  const faults = bottleneck.map(index => faultOf(series, index, projectBudget))
  const found = faults.filter(fault => fault !== null)
  return found.length < faults.length ? nothingAgainst : { status: 'approximation', reasons: unique(found) }
}

/** Why the value of one stage is no bound of what the series passes; null when it is one. */
function faultOf(series: SeriesChannel, index: number, projectBudget: number): string | null {
  const item = series.items[index]
  const last = series.items.length - 1
  if (!item || index === last) return null
  if (series.items[last]?.kind === 'group') {
    return 'the branches of the last group have a budget each: together they may pass more than the stage before them is measured for'
  }
  return hiddenFault(item, chainBudget(series, projectBudget), projectBudget)
}

/**
 * Why a stage that other layers follow may pass more than its value. What follows can amplify, so budgets of hidden branches below the
 * chain's are no limit. And it can weigh each window of a convolution differently, which the mean over windows does not allow for:
 * with equal or with uncorrelated windows, or with one filter, the value bounds even that; otherwise it need not.
 *
 * @param budget of the chain that carries the noise
 */
function hiddenFault(item: LeafChannel | GroupChannel, budget: number, projectBudget: number): string | null {
  if (item.kind === 'group') return item.branches.map(branch => branchFault(branch, budget, projectBudget)).find(fault => fault !== null) ?? null
  const { window, leaf } = item
  // one filter: whatever follows, Σ log(1 + p_i c_i) with p_i ≤ F and Σ c_i ≤ (N0/R)λ̄₁ is at most the value
  if (leaf.outputsPerWindow === 1) return null
  return window !== null && !hasEqualWindows(window) && !hasUncorrelatedWindows(window)
    ? 'the convolution\'s windows are neither equal nor uncorrelated, and later layers can weigh each of them differently: its value is no bound for them'
    : null
}

function branchFault(branch: SeriesChannel, budget: number, projectBudget: number): string | null {
  const last = branch.items.length - 1
  const end = branch.items[last]
  if (end?.kind === 'leaf' && chainBudget(branch, projectBudget) < budget) return 'a hidden group has smaller budgets than the chain around it, whose later layers can make up for them'
  const faults = bottleneckOf(stageValues(branch, projectBudget)).map(index => {
    const item = branch.items[index]
    // a stage before a last group is the branch's own trouble, and makes its value an approximation already
    return !item || (index < last && end?.kind === 'group') ? null : hiddenFault(item, budget, projectBudget)
  })
  return faults.includes(null) ? null : (faults[0] ?? null)
}

/** Whether every branch, at any depth, reads what its chain reads and not a slice of it. */
function readsWhole(group: GroupChannel, series: SeriesChannel): boolean {
  const { from, to } = columnsOf(series.compiled)
  return group.branches.every(branch => {
    const columns = columnsOf(branch.compiled)
    return columns.from === from && columns.to === to && branch.items.every(item => item.kind === 'leaf' || readsWhole(item, branch))
  })
}

/** How many independent directions a group of dense blocks lets through: the sum over branches of their narrowest stage. */
function passableRank(group: GroupChannel, projectBudget: number): number {
  return group.branches.reduce((sum, branch) => {
    if (branch.items.at(-1)?.kind === 'leaf' && chainBudget(branch, projectBudget) === 0) return sum
    return sum + Math.min(...branch.items.map(item => (item.kind === 'leaf' ? item.leaf.outputs : passableRank(item, projectBudget))))
  }, 0)
}

function containsConvolution(item: LeafChannel | GroupChannel): boolean {
  return item.kind === 'leaf' ? item.leaf.block.kind === 'conv' : item.branches.some(branch => branch.items.some(containsConvolution))
}

function activationsIn(item: LeafChannel | GroupChannel): readonly string[] {
  return item.kind === 'leaf' ? [item.leaf.block.activation] : item.branches.flatMap(branch => branch.items.flatMap(activationsIn))
}

function outputActivations(item: LeafChannel | GroupChannel | undefined): readonly string[] {
  if (!item) return []
  return item.kind === 'leaf' ? [item.leaf.block.activation] : unique(item.branches.flatMap(branch => outputActivations(branch.items.at(-1))))
}

function combine(...standings: readonly Standing[]): Standing {
  return { status: weakest(...standings.map(standing => standing.status)), reasons: unique(standings.flatMap(standing => standing.reasons)) }
}

function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)]
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`
}
