/** `mmi eval`: MMI, bottleneck and every block of a design. */
import type { Evaluation, InformationUnit } from '../../../core/api/model'
import { failure, success, type Result } from '../../../core/api/problem'
import { evaluateDesign } from '../../../core/evaluation/evaluate'
import { evaluationJson, isGroup } from '../../../core/evaluation/resultJson'
import { formatCompact, formatCount, formatInformation } from '../../../core/report/format'
import { dataNotes, evaluationInput, readInput } from '../input'
import { alignedTable, toJson } from '../output'
import { usageProblem, type Options } from '../usage'

export async function evalCommand(options: Options): Promise<Result<string>> {
  if (options.operands.length > 1) return failure(usageProblem(`"${options.operands[1]}" is one operand too many`, 'eval'))
  const input = await readInput(options, options.operands[0])
  if (!input.ok) return input
  const prepared = await evaluationInput(input.value)
  if (!prepared.ok) return prepared
  const evaluated = evaluateDesign(prepared.value)
  const evaluation = { ...evaluated, notes: [...dataNotes(input.value.source), ...evaluated.notes] }
  return success(options.flags.has('json') ? toJson(evaluationJson(evaluation, input.value.unit)) : evaluationText(evaluation, input.value.unit))
}

function evaluationText(evaluation: Evaluation, unit: InformationUnit): string {
  const { mmi, input, covariance } = evaluation
  const facts = [
    ['MMI', `${formatInformation(mmi.value, unit)}, ${mmi.status.replace('-', ' ')}`],
    ['', mmi.reasons.join('; ')],
    ['bottleneck', evaluation.bottleneck.join(', ')],
    ['input', inputText(input)],
    ...(covariance.estimator === null ? [] : [['covariance', covarianceText(covariance)]]),
    ['model', `F = ${formatCompact(evaluation.budget)}, σ² = ${formatCompact(evaluation.noise)}`],
    ...evaluation.notes.map(note => ['note', note])
  ]
  const rows = evaluation.blocks.map(block => [
    block.path,
    block.label ?? '',
    block.kind,
    formatInformation(block.mmi, unit),
    block.status.replace('-', ' '),
    isGroup(block) ? '' : `${block.active} of ${block.rank}`
  ])
  const table = alignedTable(['path', 'label', 'kind', 'MMI', 'status', 'active'], rows, ['MMI'])
  return `${facts.filter(fact => fact[1] !== '').map(([name, value]) => `${name!.padEnd(11)} ${value}`).join('\n')}\n\n${table}`
}

function inputText(input: Evaluation['input']): string {
  const rows = input.rows === null ? '' : `, ${formatCount(input.rows)} rows used, ${formatCount(input.droppedRows ?? 0)} dropped`
  const constant = input.constantColumns.length === 0 ? '' : `, ${input.constantColumns.length} constant`
  return `${formatCount(input.dimension)} ${input.dimension === 1 ? 'input' : 'inputs'} of rank ${formatCount(input.rank)}${rows}${constant}`
}

function covarianceText(covariance: Evaluation['covariance']): string {
  const shrinkage = covariance.shrinkage === null ? '' : `, shrinkage ${formatCompact(covariance.shrinkage)}`
  return `${covariance.estimator}${shrinkage}${covariance.standardized ? ', standardised' : ''}`
}
