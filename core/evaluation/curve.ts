/** MMI(F): a design's value along the weight budget. */
import type { BudgetCurve } from '../api/model'
import { bottleneckOf } from '../theory/composition'
import { rankOf } from '../theory/waterFilling'
import { budgetSweep } from './budgetSweep'
import { buildChannels, chainBudget, stageValues, type GroupChannel, type LeafChannel, type SeriesChannel } from './channels'
import type { EvaluationInput } from './evaluate'
import { errorReader } from './standardErrors/errorSource'
import { standingOf } from './standing'
import { seriesForm } from './standardErrors/linearForms'

export interface BudgetRange {
  /** Smallest F ≥ 0; > 0 on a logarithmic scale. */
  readonly from: number
  readonly to: number
  readonly points: number
  readonly scale: 'linear' | 'log'
}

/** `points` budgets from `from` to `to`, both included, spaced evenly or evenly in log F. */
export function budgetGrid({ from, to, points, scale }: BudgetRange): Float64Array {
  const last = points - 1
  return Float64Array.from({ length: points }, (_, index) => {
    if (index === 0) return from
    if (index === last) return to
    return scale === 'log' ? from * (to / from) ** (index / last) : from + ((to - from) * index) / last
  })
}

/** MMI of the design at every budget of the range; chains with a budget of their own keep it. Leading spectra suffice (`componentsForValues`). */
export function budgetCurve(input: EvaluationInput, range: BudgetRange): BudgetCurve {
  const root = buildChannels(input.compiled, input.model, input.spectra, input.noise)
  const budgets = budgetGrid(range)
  const { standardErrors, basis, pending } = curveErrors(input, root, budgets)
  return {
    budgets,
    mmi: budgets.map(budgetSweep(root)),
    breakpoints: limitingBreakpoints(root, input.budget).filter(value => value >= range.from && value <= range.to),
    status: standingOf(root, input.budget).status,
    standardErrors,
    standardErrorBasis: standardErrors && basis,
    standardErrorPending: pending
  }
}

/** Standard errors along the curve, when they are known at every budget. A saved run knows only its own budget. */
function curveErrors(input: EvaluationInput, root: SeriesChannel, budgets: Float64Array) {
  const { errors } = input
  const reader = errorReader(errors ? { ...input, errors: { ...errors, saved: null } } : input)
  const standardErrors = new Float64Array(budgets.length)
  for (const [index, budget] of budgets.entries()) {
    const standardError = reader.total(seriesForm(root, budget))
    if (standardError === null) return { standardErrors: null, basis: null, pending: reader.pending }
    standardErrors[index] = standardError
  }
  return { standardErrors, basis: reader.basis, pending: reader.pending }
}

/** Breakpoints of the bottleneck stages that move with the project's budget, ascending, each once. */
function limitingBreakpoints(root: SeriesChannel, budget: number): Float64Array {
  const found = new Set<number>()
  for (const index of bottleneckOf(stageValues(root, budget))) collect(root.items[index]!, root, budget, found)
  return Float64Array.from(found).sort()
}

function collect(item: LeafChannel | GroupChannel, series: SeriesChannel, budget: number, found: Set<number>): void {
  if (item.kind === 'group') {
    for (const branch of item.branches) for (const inner of branch.items) collect(inner, branch, budget, found)
    return
  }
  if (series.compiled.budget !== null && chainBudget(series, budget) !== budget) return
  const limit = rankOf(item.table, item.leaf.outputsPerWindow)
  for (let index = 0; index < limit; index++) found.add(item.table.breakpoints[index]!)
}
