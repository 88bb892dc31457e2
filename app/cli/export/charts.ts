/** The charts of `mmi export`, from answers to specs. */
import type { MatrixKind } from '../../../core/api/covarianceMap'
import type { BudgetCurve, WidthCurve } from '../../../core/api/model'
import { assertNever, failure, success, type Result } from '../../../core/api/problem'
import { judgingInterval } from '../../../core/api/target'
import { blockNamed } from '../../../core/design/blockNamed'
import { itemAt } from '../../../core/design/paths'
import type { Path } from '../../../core/design/types'
import { covarianceMap } from '../../../core/evaluation/covarianceMap'
import { budgetCurve } from '../../../core/evaluation/curve'
import { evaluateDesign, type EvaluationInput } from '../../../core/evaluation/evaluate'
import { wholeInput } from '../../../core/evaluation/partition'
import { widthCurve } from '../../../core/evaluation/widthSweep'
import { runTask } from '../../../core/process/tasks'
import type { AxisKind, ChartSpec, CovarianceSpec } from '../../../core/report/charts/spec'
import { bottleneckLeaf, budgetSpecOf, spectrumSpecOf, widthSpecOf } from '../../../core/report/charts/specOf'
import { targetSpecOf } from '../../../core/report/charts/targetSpec'
import { cardTitle } from '../../../core/report/diagram/captions'
import { standing } from '../../../core/report/page/gather'
import { wholeSpectrum } from '../../../core/theory/spectrum'
import { budgetRange, widthRange } from '../commands/curve'
import { choiceOption } from '../optionValues'
import { usageProblem, type Options } from '../usage'
import { activeDesign, compared, maybeTarget, type Answers } from './answers'

export const chartKinds = ['budget', 'spectrum', 'target', 'width', 'covariance', 'correlation'] as const
export type ChartKind = (typeof chartKinds)[number]

export interface DrawnChart {
  readonly spec: ChartSpec
  readonly notes: readonly string[]
}

/** The chart of a kind, for the active design. */
export async function chartOf(kind: ChartKind, answers: Answers, options: Options): Promise<Result<DrawnChart>> {
  const scale = choiceOption<AxisKind>(options, 'scale', ['log', 'linear'])
  if (!scale.ok) return scale
  switch (kind) {
    case 'spectrum': return spectrumChart(answers, scale.value ?? 'linear')
    case 'target': return targetChart(answers, options, scale.value ?? 'linear')
    case 'budget': return budgetChart(answers, options, scale.value ?? 'log')
    case 'width': return widthChart(answers, options, scale.value ?? null)
    case 'covariance':
    case 'correlation': return success({ spec: covarianceSpec(answers, kind), notes: [] })
    default: return assertNever(kind)
  }
}

/** Without a design no component is marked. */
async function spectrumChart(answers: Answers, scale: AxisKind): Promise<Result<DrawnChart>> {
  const { input, shared } = answers
  if (input.notation !== '') {
    const design = activeDesign(answers)
    if (!design.ok) return design
    return success({ spec: spectrumSpecOf(spectrumOf(design.value.evaluation), bottleneckLeaf(evaluateDesign(design.value.evaluation)), input.model.noise, scale), notes: [] })
  }
  const whole = wholeInput(shared.model.covariance.order)
  const found = await runTask({ kind: 'decompose', model: shared.model, partitions: [whole] })
  return found.ok ? success({ spec: spectrumSpecOf({ ...wholeSpectrum(found.value[0]!.spectrum), condition: null }, null, input.model.noise, scale), notes: [] }) : found
}

export function spectrumOf({ model, spectra }: EvaluationInput) {
  const { eigenvalues, rank } = spectra.whole(wholeInput(model.covariance.order))
  return { eigenvalues, rank, condition: null }
}

async function targetChart(answers: Answers, options: Options, scale: AxisKind): Promise<Result<DrawnChart>> {
  const target = await maybeTarget(answers, options, true)
  if (!target.ok) return target
  const { analysis } = target.value
  if (!analysis) throw new Error('a target that is wanted is there or has a problem')
  if (answers.input.notation !== '') {
    const design = activeDesign(answers)
    if (!design.ok) return design
  }
  const designs = answers.input.notation === '' ? [] : standing(compared(answers.designs, analysis))
  return success({ spec: targetSpecOf(analysis, designs, { unit: answers.input.unit, scale, tight: false }), notes: analysis.notes })
}

async function budgetChart(answers: Answers, options: Options, scale: AxisKind): Promise<Result<DrawnChart>> {
  const design = activeDesign(answers)
  if (!design.ok) return design
  const target = await band(answers, options)
  if (!target.ok) return target
  const { evaluation } = design.value
  const range = budgetRange(options, evaluation.budget)
  if (!range.ok) return range
  const others = answers.designs.flatMap(({ name, input }, index) => {
    if (!input.ok || index === answers.active) return []
    const { budgets, mmi } = budgetCurve(input.value, range.value)
    return [{ name, budgets, mmi }]
  })
  const { mmi, bracket } = evaluateDesign(evaluation)
  const view = {
    unit: answers.input.unit, budget: evaluation.budget, value: mmi.value, bracket, target: target.value,
    name: others.length > 0 ? design.value.name : null, others, scale
  }
  return success({ spec: budgetSpecOf(budgetCurve(evaluation, range.value), view), notes: [] })
}

async function widthChart(answers: Answers, options: Options, scale: AxisKind | null): Promise<Result<DrawnChart>> {
  const design = activeDesign(answers)
  if (!design.ok) return design
  const target = await band(answers, options)
  if (!target.ok) return target
  const { evaluation } = design.value
  const swept = sweep(evaluation, options)
  if (!swept.ok) return swept
  const { curve, block } = swept.value
  return success({
    spec: widthSpecOf(curve, { unit: answers.input.unit, block, value: evaluateDesign(evaluation).mmi.value, target: target.value, scale }),
    notes: curve.notes
  })
}

/** Finer cells would be smaller than a pixel of the largest picture that is read with ease. */
const mostCells = 200

/** Σ in use, or its correlations; needs no design. */
function covarianceSpec({ input, shared }: Answers, kind: MatrixKind): CovarianceSpec {
  const names = input.source.kind === 'moments' ? input.source.moments.columns : []
  return { kind: 'covariance', map: covarianceMap(shared.model.covariance, kind, mostCells), names }
}

async function band(answers: Answers, options: Options) {
  if (!options.flags.has('with-target')) return success(null)
  const target = await maybeTarget(answers, options, true)
  return target.ok ? success(judgingInterval(target.value.analysis)) : target
}

/** MMI along the width of the block that is named, else of the first block in the bottleneck. */
export function sweep(input: EvaluationInput, options: Options): Result<{ readonly curve: WidthCurve; readonly block: string }> {
  const path = sweptBlock(input, options.values['width'])
  if (!path.ok) return path
  const item = itemAt(input.design, path.value)
  const range = widthRange(input, path.value, options)
  if (!range.ok) return range
  const curve = widthCurve(input, path.value, range.value)
  return curve.ok && item ? success({ curve: curve.value, block: cardTitle(item) }) : curve.ok ? failure(noBlock) : curve
}

const noBlock = usageProblem('the bottleneck is a group, and a group has no width: name a block with --width', 'export')

function sweptBlock(input: EvaluationInput, named: string | undefined): Result<Path> {
  if (named !== undefined) return blockNamed(input.design, named)
  const stage = evaluateDesign(input).bottleneckStages.find(index => input.design.items[index]?.kind !== 'parallel')
  return stage === undefined ? failure(noBlock) : success([stage])
}

/** The curve of a report, over the budgets that `mmi curve` would take. */
export function reportCurve(input: EvaluationInput, options: Options): Result<BudgetCurve> {
  const range = budgetRange(options, input.budget)
  return range.ok ? success(budgetCurve(input, range.value)) : range
}
