/** `mmi curve`: MMI against the weight budget, or against the width of one block. */
import { failure, success, type Result } from '../../../core/api/problem'
import type { InformationUnit } from '../../../core/api/model'
import { blockNamed } from '../../../core/design/blockNamed'
import { displayPath, itemAt } from '../../../core/design/paths'
import { budgetCurve, type BudgetRange } from '../../../core/evaluation/curve'
import type { EvaluationInput } from '../../../core/evaluation/evaluate'
import { wholeInput } from '../../../core/evaluation/partition'
import { componentsForValues, componentsForWidths } from '../../../core/evaluation/sufficientComponents'
import { widthCurve, widthSweep, type WidthRange } from '../../../core/evaluation/widthSweep'
import { inUnit } from '../../../core/report/format'
import { dataNotes, evaluationInput, inputFiles, readInput, type CommandInput, type Rests } from '../input'
import { choiceOption, numberOption } from '../optionValues'
import { printNotes, toJson } from '../output'
import { checkOutput } from '../outputFile'
import { usageProblem, type Options } from '../usage'
import { writeTextFile } from '../writeTextFile'

const mostPoints = 1_000_000
const usualWidths = 1000

/** A curve ready to be written: two columns side by side, and what JSON says beside them. */
interface Curve {
  readonly along: 'budget' | 'width'
  readonly at: Float64Array | Int32Array
  /** nats */
  readonly mmi: Float64Array
  /** Beside `mmi`; null where they are not known. */
  readonly standardErrors: Float64Array | null
  /** @param converted amounts of information in the unit asked for */
  readonly facts: (converted: (nats: Float64Array) => Float64Array) => object
  readonly notes: readonly string[]
}

export async function curveCommand(options: Options): Promise<Result<string>> {
  if (options.operands.length > 1) return failure(usageProblem(`"${options.operands[1]}" is one operand too many`, 'curve'))
  const output = options.values['output']
  const free = output === undefined ? success(null) : await checkOutput(output, [options.operands[0], ...inputFiles(options)], 'curve')
  if (!free.ok) return free
  const input = await readInput(options, options.operands[0], 'answer')
  if (!input.ok) return input
  const { width } = options.values
  if (width !== undefined && options.values['scale'] !== undefined) return failure(usageProblem('--scale is for budgets: widths are spaced evenly', 'curve'))
  const range = width === undefined ? budgetRange(options, input.value.model.budget) : success(null)
  if (!range.ok) return range
  const prepared = await evaluationInput(input.value, rests(options, input.value))
  if (!prepared.ok) return prepared
  const curve = range.value ? success(alongBudget(prepared.value, range.value)) : alongWidth(prepared.value, width ?? '', options)
  if (!curve.ok) return curve
  return write(curve.value, dataNotes(input.value.source), input.value.unit, options)
}

/** Values rest on the largest eigenvalues; of widths where `--to` says how far they go, as by default they go to the rank. */
function rests(options: Options, { model }: CommandInput): Rests {
  const { width } = options.values
  if (width === undefined) return ({ compiled }) => componentsForValues(compiled, compiled.dimension)
  const to = numberOption(options, 'to')
  return prepared => {
    const path = blockNamed(prepared.design, width)
    return path.ok && to.ok && to.value !== undefined ? componentsForWidths(prepared, model.shape, path.value, to.value) : null
  }
}

async function write({ along, at, mmi, standardErrors, facts, notes }: Curve, ofData: readonly string[], unit: InformationUnit, options: Options): Promise<Result<string>> {
  const allNotes = [...ofData, ...notes]
  if (!options.flags.has('json')) printNotes(allNotes)
  const inTheUnit = (nats: Float64Array): Float64Array => nats.map(value => inUnit(value, unit))
  const text = options.flags.has('json')
    ? toJson({ unit, ...facts(inTheUnit), notes: allNotes })
    : curveCsv(along, unit, at, inTheUnit(mmi), standardErrors && inTheUnit(standardErrors))
  const file = options.values['output']
  if (file === undefined) return success(text)
  const written = await writeTextFile(file, text)
  return written.ok ? success('') : written
}

/** Side by side; the standard errors stand last, where there are any. */
function curveCsv(along: Curve['along'], unit: InformationUnit, at: Curve['at'], mmi: Float64Array, standardErrors: Float64Array | null): string {
  const header = `${along},mmi_${unit}${standardErrors ? `,standard_error_${unit}` : ''}\n`
  return header + Array.from(at, (place, index) => `${place},${mmi[index]}${standardErrors ? `,${standardErrors[index]}` : ''}\n`).join('')
}

function alongBudget(input: EvaluationInput, range: BudgetRange): Curve {
  const { budgets, mmi, breakpoints, status, standardErrors, standardErrorBasis } = budgetCurve(input, range)
  const facts: Curve['facts'] = converted => ({
    status, budgets, mmi: converted(mmi), breakpoints, standardErrors: standardErrors && converted(standardErrors), standardErrorBasis
  })
  return { along: 'budget', at: budgets, mmi, standardErrors, facts, notes: [] }
}

/** @param block a label or path */
function alongWidth(input: EvaluationInput, block: string, options: Options): Result<Curve> {
  const path = blockNamed(input.design, block)
  if (!path.ok) return path
  const range = widthRange(input, path.value, options)
  if (!range.ok) return range
  const curve = widthCurve(input, path.value, range.value)
  if (!curve.ok) return curve
  const { widths, mmi, current, kind, status, notes } = curve.value
  const where = { path: displayPath(input.design, path.value), label: itemAt(input.design, path.value)?.label ?? null }
  return success({ along: 'width', at: widths, mmi, standardErrors: null, facts: converted => ({ status, block: where, kind, current, widths, mmi: converted(mmi) }), notes })
}

function pointsOption(options: Options, least: number): Result<number | undefined> {
  const points = numberOption(options, 'points')
  if (!points.ok || points.value === undefined) return points
  if (Number.isInteger(points.value) && points.value >= least && points.value <= mostPoints) return points
  return failure(usageProblem(`--points is ${points.value}, not an integer from ${least} to ${mostPoints}`, 'curve'))
}

/** By default from a hundredth to a hundred times the budget. */
export function budgetRange(options: Options, budget: number): Result<BudgetRange> {
  const from = numberOption(options, 'from')
  if (!from.ok) return from
  const to = numberOption(options, 'to')
  if (!to.ok) return to
  const points = pointsOption(options, 2)
  if (!points.ok) return points
  const scale = choiceOption(options, 'scale', ['log', 'linear'])
  if (!scale.ok) return scale
  const centre = budget > 0 ? budget : 1
  const range = { from: from.value ?? centre / 100, to: to.value ?? centre * 100, points: points.value ?? 200, scale: scale.value ?? 'log' } as const
  if (range.from >= 0 && range.to > range.from && (range.from > 0 || range.scale === 'linear')) return success(range)
  return failure({
    code: 'CURVE_RANGE_INVALID',
    what: `no ${range.scale} curve runs from F = ${range.from} to ${range.to}`,
    meaning: 'nothing was computed',
    action: 'give 0 ≤ --from < --to, and --from above 0 on a logarithmic scale'
  })
}

/** By default to twice the present width and at least to the rank of the input, beyond which a dense layer passes no more. */
export function widthRange(input: EvaluationInput, path: readonly number[], options: Options): Result<WidthRange> {
  const from = numberOption(options, 'from')
  if (!from.ok) return from
  const to = numberOption(options, 'to')
  if (!to.ok) return to
  const points = pointsOption(options, 1)
  if (!points.ok) return points
  const sweep = widthSweep(input, path)
  if (!sweep.ok) return sweep
  const first = from.value ?? 1
  const last = to.value ?? Math.max(first, 2 * sweep.value.current, input.spectra.whole(wholeInput(input.model.covariance.order)).rank)
  return success({ from: first, to: last, points: points.value ?? usualWidths })
}
