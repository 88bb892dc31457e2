/** From answers to the specs of their charts: the same for the window, reports and the command line. */
import type { BlockEvaluation, BudgetCurve, ErrorBracket, Evaluation, InformationUnit, SpectrumSummary, WidthCurve } from '../../api/model'
import type { TargetBounds } from '../../api/target'
import type { AxisKind, BudgetSpec, NamedCurve, SpectrumSpec, WidthSpec } from './spec'
import { suitableScale } from './widthLayout'

/** The leaf whose components the spectrum chart marks: the first bottleneck stage, when it is a block that reads all inputs at once. */
export function bottleneckLeaf(evaluation: Evaluation | null): BlockEvaluation | null {
  const stage = evaluation?.bottleneckStages[0]
  if (!evaluation || stage === undefined) return null
  const leaf = evaluation.blocks.find((block): block is BlockEvaluation => block.path === String(stage) && (block.kind === 'dense' || block.kind === 'conv'))
  return leaf && leaf.positions === 1 ? leaf : null
}

/** @param leaf see `bottleneckLeaf`; null: no component is marked. @param noise σ² */
export function spectrumSpecOf({ eigenvalues, rank }: SpectrumSummary, leaf: Pick<BlockEvaluation, 'active' | 'waterLevel'> | null, noise: number, scale: AxisKind = 'linear'): SpectrumSpec {
  const level = leaf?.waterLevel ?? null
  return { kind: 'spectrum', eigenvalues, rank, active: leaf?.active ?? null, threshold: level === null || !(level > 0) ? null : noise / level, scale, caption: 'Spectrum' }
}

interface BudgetView {
  readonly unit: InformationUnit
  /** The current F. */
  readonly budget: number
  /** MMI there, nats; null: read off the curve. */
  readonly value: number | null
  /** Under the sample covariance and Ledoit–Wolf, nats. */
  readonly bracket: ErrorBracket | null
  readonly target: TargetBounds | null
  /** Of the design, where there are others to tell it from. */
  readonly name: string | null
  readonly others: readonly NamedCurve[]
  readonly scale: AxisKind
}

export function budgetSpecOf({ budgets, mmi, breakpoints, status, standardErrors }: BudgetCurve, view: BudgetView): BudgetSpec {
  return { kind: 'budget', budgets, mmi, breakpoints, status, standardErrors, ...view }
}

interface WidthView {
  readonly unit: InformationUnit
  /** What the block is called: `dense 8`. */
  readonly block: string
  readonly value: number | null
  readonly target: TargetBounds | null
  /** null: the one that suits the widths. */
  readonly scale: AxisKind | null
}

export function widthSpecOf({ widths, mmi, kind, current, status }: WidthCurve, { scale, ...view }: WidthView): WidthSpec {
  return { kind: 'width', widths, mmi, counts: kind, width: current, status, scale: scale ?? suitableScale(widths), ...view }
}
