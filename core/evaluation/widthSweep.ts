/**
 * MMI along the width of one block, all else fixed. The channels of the design are built once; what does not depend on the width is
 * folded into numbers, and a width then costs one water-filling per block that feels it: for a dense layer in a chain, itself.
 */
import type { WidthCurve } from '../api/model'
import { failure, success, type Result } from '../api/problem'
import { largestCount } from '../design/parameters'
import { displayPath, itemAt, samePath } from '../design/paths'
import type { Path } from '../design/types'
import { jointBound, parallelSum, seriesInformation } from '../theory/composition'
import { maximumInformation } from '../theory/waterFilling'
import { buildChannels, chainBudget, denseBranches, leafInformation, type GroupChannel, type LeafChannel, type SeriesChannel } from './channels'
import type { EvaluationInput } from './evaluate'
import { standingOf } from './standing'
import { countAt, fixed, isFixed, leastCommonMultiple, moving, productOf, runsOf, sumOf, type Count } from './widthCounts'

export interface WidthSweep {
  /** The block's own units or filters in the design. */
  readonly current: number
  readonly kind: WidthCurve['kind']
  /** The design is legal at widths ≥ 1 that differ from the current one by a multiple of this; 1: at every width. */
  readonly step: number
  /**
   * MMI of the whole design, nats. At a legal width the same as evaluating the edited design, bit for bit; at others, where a later
   * convolution does not divide, of as many whole runs as there are, so that it never falls as the width grows.
   */
  readonly information: (width: number) => number
}

/** Widths from ≤ w ≤ to, both whole and ≥ 1; `points` of them at most, evenly spaced. */
export interface WidthRange {
  readonly from: number
  readonly to: number
  readonly points: number
}

/**
 * Prepares a design for any number of widths of one of its blocks.
 *
 * @param path of a dense or convolution block
 * @param root the design's channels, when the caller has them already
 * @returns fails with DESIGN_BLOCK_UNKNOWN when no block stands there
 */
export function widthSweep(input: EvaluationInput, path: Path, root: SeriesChannel = buildChannels(input.compiled, input.model, input.spectra, input.noise)): Result<WidthSweep> {
  const item = itemAt(input.design, path)
  if (item === null) return noWidth(`nothing stands at [${path.join(', ')}]`)
  if (item.kind === 'parallel') return noWidth(`a parallel group stands at ${displayPath(input.design, path)}`)
  const current = item.kind === 'dense' ? item.units : item.filters
  const sweep = new Sweep(path, input.budget)
  const { value } = sweep.series(root, { runs: fixed(input.compiled.dimension), outputs: fixed(input.compiled.dimension) })
  const information = typeof value === 'number' ? () => value : (width: number) => value(width - current)
  return success({ current, kind: item.kind === 'dense' ? 'units' : 'filters', step: sweep.step, information })
}

/**
 * MMI along the width of one block. Leading spectra suffice (`componentsForWidths`).
 *
 * @param path of a dense or convolution block
 * @param wanted ascending whole numbers ≥ 1, or a range; widths at which the design is illegal are left out, and a note says so
 * @returns fails with DESIGN_BLOCK_UNKNOWN when no block stands there, CURVE_RANGE_INVALID when the range is none
 */
export function widthCurve(input: EvaluationInput, path: Path, wanted: WidthRange | readonly number[]): Result<WidthCurve> {
  const problem = 'from' in wanted ? rangeProblem(wanted) : null
  if (problem) return problem
  const root = buildChannels(input.compiled, input.model, input.spectra, input.noise)
  const prepared = widthSweep(input, path, root)
  if (!prepared.ok) return prepared
  const { current, kind, step, information } = prepared.value
  const widths = 'from' in wanted ? legalWidths(prepared.value, wanted) : Int32Array.from(wanted.filter(width => (width - current) % step === 0))
  return success({
    widths,
    mmi: Float64Array.from(widths, information),
    current,
    kind,
    status: standingOf(root, input.budget).status,
    notes: step === 1 ? [] : [`left out: numbers of ${kind} that do not differ from ${current} by a multiple of ${step}, as a later convolution does not divide there`]
  })
}

/** Up to `points` legal widths of the range, evenly spaced, with its first and last. */
export function legalWidths({ current, step }: Pick<WidthSweep, 'current' | 'step'>, { from, to, points }: WidthRange): Int32Array {
  const first = from + ((((current - from) % step) + step) % step)
  const steps = Math.floor((to - first) / step)
  if (steps < 0) return new Int32Array()
  const last = Math.min(points - 1, steps)
  return Int32Array.from({ length: last + 1 }, (_, index) => first + step * (last === 0 ? 0 : Math.round((steps * index) / last)))
}

function rangeProblem({ from, to, points }: WidthRange): Result<never> | null {
  const whole = [from, to, points].every(value => Number.isInteger(value) && value >= 1)
  if (whole && from <= to && to <= largestCount) return null
  return failure({
    code: 'CURVE_RANGE_INVALID',
    what: `no curve of ${points} points runs over widths from ${from} to ${to}`,
    meaning: 'nothing was computed',
    action: 'give whole numbers with 1 ≤ from ≤ to ≤ 1,000,000,000 and at least one point'
  })
}

function noWidth(what: string): Result<never> {
  return failure({ code: 'DESIGN_BLOCK_UNKNOWN', what, meaning: 'only a dense or convolution block has a width', action: 'name a block by its label or path' })
}

/** An amount that the width leaves alone, or a function of the change of width. */
type Amount = number | ((change: number) => number)

/** What flows between two items: all outputs, and what a 1-D convolution counts of them (positions behind a convolution, else outputs). */
interface Flow {
  readonly runs: Count
  readonly outputs: Count
}

interface Stage {
  readonly value: Amount
  readonly flow: Flow
}

/** Walks the channels once, in reading order, telling what moves with the width from what does not. */
class Sweep {
  step = 1

  constructor(
    private readonly path: Path,
    private readonly budget: number
  ) {}

  series(series: SeriesChannel, before: Flow): Stage {
    let flow = before
    const values = series.items.map(item => {
      const stage = item.kind === 'leaf' ? this.leaf(item, chainBudget(series, this.budget), flow) : this.group(item, flow)
      flow = stage.flow
      return stage.value
    })
    return { value: leastOf(values), flow }
  }

  private leaf(channel: LeafChannel, budget: number, before: Flow): Stage {
    const { leaf, table } = channel
    const { flow, perWindow } = this.outputs(channel, before)
    if (isFixed(perWindow)) return { value: leafInformation(channel, budget), flow }
    return { value: change => leaf.positions * maximumInformation(table, budget, countAt(perWindow, change)), flow }
  }

  /** What a block gives, all in all and per window that its MMI is counted over (compile.ts, with counts in place of numbers). */
  private outputs({ leaf }: LeafChannel, before: Flow): { readonly flow: Flow; readonly perWindow: Count } {
    const { block, windows } = leaf
    const isMoving = samePath(leaf.path, this.path)
    const width = (isMoving ? moving : fixed)(block.kind === 'dense' ? block.units : block.filters)
    if (block.kind === 'dense') return { flow: { runs: width, outputs: width }, perWindow: width }
    if (windows !== 'whole') return { flow: { runs: fixed(leaf.positions), outputs: productOf(fixed(leaf.positions), width) }, perWindow: width }
    if (block.window.kind === 'kernel') throw new Error('a 2-D kernel cannot follow a layer without positions')
    const runs = runsOf(before.runs, block.window.size)
    this.step = leastCommonMultiple(this.step, runs.under)
    const outputs = productOf(runs, width)
    return { flow: { runs, outputs }, perWindow: outputs }
  }

  private group(channel: GroupChannel, before: Flow): Stage {
    const branches = channel.branches.map(branch => this.series(branch, before))
    const outputs = branches.reduce((sum, branch) => sumOf(sum, branch.flow.outputs), fixed(0))
    const sum = totalOf(branches.map(branch => branch.value))
    return { value: channel.joint === null ? sum : leastOf([sum, this.joint(channel, channel.joint)]), flow: { runs: outputs, outputs } }
  }

  /** The joint bound of dense chains: only the smallest width of each counts. */
  private joint(channel: GroupChannel, { table }: NonNullable<GroupChannel['joint']>): Amount {
    const chains = denseBranches(channel, this.budget)
    const at = channel.branches.findIndex(branch => branch.items.some(item => item.kind === 'leaf' && samePath(item.leaf.path, this.path)))
    const chain = chains[at]
    if (!chain) return jointBound(table, chains)
    let current = 0
    let others = Infinity
    for (const item of channel.branches[at]?.items ?? []) {
      if (item.kind === 'group') continue
      if (samePath(item.leaf.path, this.path)) current = item.leaf.outputs
      else others = Math.min(others, item.leaf.outputs)
    }
    return change => jointBound(table, chains.with(at, { ...chain, width: Math.min(others, current + change) }))
  }
}

/** The smallest, with everything that does not move taken together. */
function leastOf(amounts: readonly Amount[]): Amount {
  const still = seriesInformation(amounts.filter(amount => typeof amount === 'number'))
  const moved = amounts.filter(amount => typeof amount !== 'number')
  if (moved.length === 0) return still
  return change => moved.reduce((least, amount) => Math.min(least, amount(change)), still)
}

/** The sum, added in the order of an evaluation: it must not differ in the last digit. */
function totalOf(amounts: readonly Amount[]): Amount {
  const still = amounts.filter(amount => typeof amount === 'number')
  if (still.length === amounts.length) return parallelSum(still)
  return change => parallelSum(amounts.map(amount => (typeof amount === 'number' ? amount : amount(change))))
}
