/** `mmi curve`: MMI against the weight budget. */
import type { InformationUnit } from '../../../core/api/model'
import { failure, success, type Result } from '../../../core/api/problem'
import { budgetCurve, type BudgetRange } from '../../../core/evaluation/curve'
import { inUnit } from '../../../core/report/format'
import { dataNotes, evaluationInput, inputFiles, readInput } from '../input'
import { choiceOption, numberOption } from '../optionValues'
import { printNotes, toJson } from '../output'
import { checkOutput } from '../outputFile'
import { usageProblem, type Options } from '../usage'
import { writeTextFile } from '../writeTextFile'

const mostPoints = 1_000_000

export async function curveCommand(options: Options): Promise<Result<string>> {
  if (options.operands.length > 1) return failure(usageProblem(`"${options.operands[1]}" is one operand too many`, 'curve'))
  const file = options.values['output']
  const free = file === undefined ? success(null) : await checkOutput(file, [options.operands[0], ...inputFiles(options)], 'curve')
  if (!free.ok) return free
  const input = await readInput(options, options.operands[0])
  if (!input.ok) return input
  const range = rangeOf(options, input.value.model.budget)
  if (!range.ok) return range
  const prepared = await evaluationInput(input.value)
  if (!prepared.ok) return prepared
  const { budgets, mmi, breakpoints, status, standardErrors, standardErrorBasis } = budgetCurve(prepared.value, range.value)
  const unit = input.value.unit
  const notes = dataNotes(input.value.source)
  if (!options.flags.has('json')) printNotes(notes)
  const values = mmi.map(value => inUnit(value, unit))
  const errors = standardErrors?.map(value => inUnit(value, unit)) ?? null
  const text = options.flags.has('json')
    ? toJson({ unit, status, budgets, mmi: values, breakpoints, notes, standardErrors: errors, standardErrorBasis })
    : curveCsv(unit, budgets, values, errors)
  if (file === undefined) return success(text)
  const written = await writeTextFile(file, text)
  return written.ok ? success('') : written
}

function curveCsv(unit: InformationUnit, budgets: Float64Array, values: Float64Array, errors: Float64Array | null): string {
  const header = `budget,mmi_${unit}${errors ? `,standard_error_${unit}` : ''}\n`
  return header + Array.from(budgets, (budget, index) => `${budget},${values[index]}${errors ? `,${errors[index]}` : ''}\n`).join('')
}

function rangeOf(options: Options, budget: number): Result<BudgetRange> {
  const from = numberOption(options, 'from')
  if (!from.ok) return from
  const to = numberOption(options, 'to')
  if (!to.ok) return to
  const points = numberOption(options, 'points')
  if (!points.ok) return points
  const scale = choiceOption(options, 'scale', ['log', 'linear'])
  if (!scale.ok) return scale
  const centre = budget > 0 ? budget : 1
  const range = { from: from.value ?? centre / 100, to: to.value ?? centre * 100, points: points.value ?? 200, scale: scale.value ?? 'log' } as const
  if (!Number.isInteger(range.points) || range.points < 2 || range.points > mostPoints) return failure(usageProblem(`--points is ${range.points}, not an integer from 2 to ${mostPoints}`, 'curve'))
  if (range.from >= 0 && range.to > range.from && (range.from > 0 || range.scale === 'linear')) return success(range)
  return failure({
    code: 'CURVE_RANGE_INVALID',
    what: `no ${range.scale} curve runs from F = ${range.from} to ${range.to}`,
    meaning: 'nothing was computed',
    action: 'give 0 ≤ --from < --to, and --from above 0 on a logarithmic scale'
  })
}
