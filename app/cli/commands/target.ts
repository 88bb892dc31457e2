/** `mmi target`: the target interval of labelled data or of given numbers, and where a design stands in it. */
import type { InformationUnit } from '../../../core/api/model'
import { failure, success, type Result } from '../../../core/api/problem'
import { judgingInterval, type TargetAnalysis, type TargetOptions, type TargetVerdict } from '../../../core/api/target'
import { isMeasuredWith, measurementOptions, type TargetMeasurement } from '../../../core/api/targetMeasurement'
import { analyseTarget, givenTarget as analyseGiven } from '../../../core/estimate/analyse'
import { needsRows } from '../../../core/estimate/problems'
import { targetInput } from '../../../core/estimate/targetInput'
import { verdict } from '../../../core/evaluation/advice'
import { targetJson } from '../../../core/evaluation/targetJson'
import { runTask } from '../../../core/process/tasks'
import { targetOptionsOf } from '../../../core/project/document'
import { savedMeasurement } from '../../../core/project/savedTarget'
import { formatCompact, formatCount, formatInformation, formatNumber, inUnit, unitSymbol } from '../../../core/report/format'
import { dataNotes, evaluationInput, readInput, type CommandInput } from '../input'
import { unitOption } from '../optionValues'
import { progressLine, toJson } from '../output'
import { rowsAtHand } from '../rows'
import { givenTarget, targetOptions } from '../targetOptions'
import { usageProblem, type Options } from '../usage'

export async function targetCommand(options: Options): Promise<Result<string>> {
  const { operands, values } = options
  if (operands.length > 1) return failure(usageProblem(`"${operands[1]}" is one operand too many`, 'target'))
  const named = operands.length > 0 || ['data', 'moments', 'spectrum'].some(name => values[name] !== undefined)
  if (!named) return withoutInput(options)
  const input = await readInput(options, operands[0], 'answer')
  if (!input.ok) return input
  const analysis = input.value.source.kind === 'spectrum' ? given(options, input.value.unit) : await estimatedTarget(options, input.value)
  if (!analysis.ok) return analysis
  const stands = await verdictOf(input.value, analysis.value)
  if (!stands.ok) return stands
  const withNotes = { ...analysis.value, notes: [...dataNotes(input.value.source), ...analysis.value.notes] }
  return success(written(withNotes, stands.value, input.value.unit, options))
}

/** The formulas alone. */
function withoutInput(options: Options): Result<string> {
  if (options.values['design'] !== undefined) return failure(usageProblem('--design needs an input to be evaluated on: a project, --data, --moments or --spectrum', 'target'))
  const unit = unitOption(options)
  if (!unit.ok) return unit
  const analysis = given(options, unit.value ?? 'nats')
  return analysis.ok ? success(written(analysis.value, null, unit.value ?? 'nats', options)) : analysis
}

function given(options: Options, unit: InformationUnit): Result<TargetAnalysis> {
  const numbers = givenTarget(options)
  return numbers.ok ? analyseGiven(numbers.value, unit) : numbers
}

/** From labelled data, under the project's options and those given. */
export async function estimatedTarget(options: Options, input: CommandInput): Promise<Result<TargetAnalysis>> {
  const stray = ['classes', 'rows'].find(name => options.values[name] !== undefined)
  if (stray) return failure(usageProblem(`--${stray} is for the formulas without data: here it is counted`, 'target'))
  const wanted = targetOptions(options, targetOptionsOf(input.document))
  if (!wanted.ok) return wanted
  const measured = await measure(input, wanted.value)
  return measured.ok ? analyseTarget(measured.value, wanted.value, input.unit) : measured
}

/** From the rows at hand, else what the project kept of an earlier run over them. */
async function measure(input: CommandInput, options: TargetOptions): Promise<Result<TargetMeasurement>> {
  if (input.source.kind !== 'moments') throw new Error('a spectrum has no rows to measure')
  const wanted = measurementOptions(options)
  const saved = savedMeasurement(input.source.results)
  if (saved && isMeasuredWith(saved, wanted)) return success(saved)
  const rows = await rowsAtHand(input)
  if (!rows.ok) return rows
  if (!rows.value) return failure(needsRows)
  const labelled = targetInput(input.source.moments, rows.value)
  if (!labelled.ok) return labelled
  const progress = progressLine()
  const measured = await runTask({ kind: 'measure-target', input: labelled.value, options: wanted }, {
    onProgress: ({ fraction }) => progress.show(`target interval ${Math.floor(100 * (fraction ?? 0))} %`)
  })
  progress.end()
  return measured
}

async function verdictOf(input: CommandInput, analysis: TargetAnalysis): Promise<Result<TargetVerdict | null>> {
  if (input.notation === '') return success(null)
  // a design that is wrong is refused even where there is no interval to hold it against
  const prepared = await evaluationInput(input)
  if (!prepared.ok) return prepared
  const interval = judgingInterval(analysis)
  return success(interval && verdict(prepared.value, interval))
}

function written(analysis: TargetAnalysis, stands: TargetVerdict | null, unit: InformationUnit, options: Options): string {
  return options.flags.has('json') ? toJson(targetJson(analysis, stands, unit)) : targetText(analysis, stands, unit)
}

function targetText(analysis: TargetAnalysis, stands: TargetVerdict | null, unit: InformationUnit): string {
  const { interval, informationXY, eta, delta } = analysis
  const symbol = unitSymbol(unit)
  const amount = (nats: number, error: number): string => `${formatNumber(inUnit(nats, unit))}${error > 0 ? ` ± ${formatNumber(inUnit(error, unit), 2)}` : ''} ${symbol}`
  const facts = [
    ['state', analysis.state],
    ['', analysis.reason],
    ['interval', interval === null ? 'none' : `${formatInformation(interval.lower, unit)} to ${interval.upper === null ? 'no upper end' : formatInformation(interval.upper, unit)}`],
    ['half peak', !interval || interval.half === null ? '' : formatInformation(interval.half, unit)],
    ['I(X;Y)', `${amount(informationXY.value, informationXY.standardError)}, ${informationXY.estimator}; H(Y) ${formatInformation(analysis.labelEntropy, unit)}`],
    ['η', `${formatNumber(eta.value)}${eta.standardError > 1e-9 ? ` ± ${formatNumber(eta.standardError, 2)}` : ''}, ${eta.variant}${eta.raised ? ', raised' : ''}`],
    ['', eta.maximalCorrelation === null ? '' : `ρ_m ${formatNumber(eta.maximalCorrelation)}, η_KL ${formatNumber(eta.contraction)}, linear ${formatNumber(eta.linear)}, plug-in ${formatNumber(eta.plugIn)}, p ${formatNumber(eta.pValue, 2)}`],
    ['δ', `${formatNumber(delta.value)}, ${delta.origin}; rate ${formatNumber(delta.formula)}${delta.bootstrap === null ? '' : `, bootstrap ${formatNumber(delta.bootstrap)}`}`],
    ['rows', `${formatCount(analysis.rows)}${analysis.sampled ? `, estimates on ${formatCount(analysis.measuredRows ?? 0)} of them` : ''}${analysis.classes.length === 0 ? '' : `; ${formatCount(analysis.classes.length)} classes`}`],
    ['rows needed', analysis.rowsNeeded === null ? '' : formatCount(analysis.rowsNeeded)],
    ['verdict', stands === null ? '' : verdictText(stands, unit)],
    ...analysis.notes.map(note => ['note', note])
  ]
  return `${facts.filter(fact => fact[1] !== '').map(([name, value]) => `${name!.padEnd(11)} ${value}`).join('\n')}\n`
}

function verdictText({ position, mmi, width, budget }: TargetVerdict, unit: InformationUnit): string {
  const advice = [width === null ? null : `width ${formatCount(width)} of the bottleneck`, budget === null ? null : `budget ${formatCompact(budget)}`].filter(part => part !== null)
  return `${position}, MMI ${formatInformation(mmi, unit)}${advice.length === 0 ? '' : `; at the supremum with ${advice.join(', or ')}`}`
}
