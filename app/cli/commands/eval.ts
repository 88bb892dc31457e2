/** `mmi eval`: MMI, bottleneck and every block of a design. */
import type { Certificate, Evaluation, Gaussianity, InformationUnit, StandardErrorBasis } from '../../../core/api/model'
import { assertNever, failure, success, type Result } from '../../../core/api/problem'
import { certify, defaultStarts } from '../../../core/evaluation/certify'
import { evaluateDesign, type EvaluationInput } from '../../../core/evaluation/evaluate'
import { certificateJson, evaluationJson, isGroup } from '../../../core/evaluation/resultJson'
import { formatCompact, formatCount, formatInformation, formatNumber, inUnit } from '../../../core/report/format'
import { dataNotes, evaluationInput, readInput } from '../input'
import { alignedTable, progressLine, toJson } from '../output'
import { usageProblem, type Options } from '../usage'

export async function evalCommand(options: Options): Promise<Result<string>> {
  if (options.operands.length > 1) return failure(usageProblem(`"${options.operands[1]}" is one operand too many`, 'eval'))
  const input = await readInput(options, options.operands[0], 'answer')
  if (!input.ok) return input
  const prepared = await evaluationInput(input.value)
  if (!prepared.ok) return prepared
  const evaluated = evaluateDesign(prepared.value)
  const evaluation = { ...evaluated, notes: [...dataNotes(input.value.source), ...evaluated.notes] }
  const certificate = options.flags.has('certify') ? certified(prepared.value) : null
  const { unit } = input.value
  if (options.flags.has('json')) return success(toJson({ ...evaluationJson(evaluation, unit), ...(certificate && { certificate: certificateJson(certificate, unit) }) }))
  return success(evaluationText(evaluation, unit, certificate))
}

/** With progress on a terminal. */
function certified(input: EvaluationInput): Certificate {
  const progress = progressLine()
  const certificate = certify(input, { seed: 1, starts: defaultStarts }, { onProgress: fraction => progress.show(`training ${Math.floor(100 * fraction)} %`) })
  progress.end()
  return certificate
}

function evaluationText(evaluation: Evaluation, unit: InformationUnit, certificate: Certificate | null): string {
  const { mmi, input, covariance } = evaluation
  const facts = [
    ['MMI', `${formatInformation(mmi.value, unit)}, ${mmi.status.replace('-', ' ')}`],
    ['', mmi.standardErrorBasis === null ? '' : `± ${formatInformation(mmi.standardError, unit, 2)} standard error, ${basisWords(mmi.standardErrorBasis)}`],
    ['', mmi.reasons.join('; ')],
    ['certificate', certificate === null ? '' : certificateText(certificate, unit)],
    ['bottleneck', evaluation.bottleneck.join(', ')],
    ['input', inputText(input)],
    ...(covariance.estimator === null ? [] : [['covariance', covarianceText(covariance)]]),
    ...(evaluation.gaussian === null ? [] : [['Gaussian', gaussianText(evaluation.gaussian)]]),
    ['model', `F = ${formatCompact(evaluation.budget)}, σ² = ${formatCompact(evaluation.noise)}`],
    ...evaluation.notes.map(note => ['note', note])
  ]
  const rows = evaluation.blocks.map(block => [
    block.path,
    block.label ?? '',
    block.kind,
    formatInformation(block.mmi, unit),
    block.standardError === null ? '' : `± ${formatNumber(inUnit(block.standardError, unit), 2)}`,
    block.status.replace('-', ' '),
    isGroup(block) ? '' : `${block.active} of ${block.rank}`
  ])
  const table = alignedTable(['path', 'label', 'kind', 'MMI', 'SE', 'status', 'active'], rows, ['MMI', 'SE'])
  return `${facts.filter(fact => fact[1] !== '').map(([name, value]) => `${name!.padEnd(11)} ${value}`).join('\n')}\n\n${table}`
}

function certificateText({ achieved, bound, starts }: Certificate, unit: InformationUnit): string {
  return `${formatInformation(achieved, unit, 8)} ≤ MMI ≤ ${formatInformation(bound, unit, 8)}, weights trained from ${formatCount(starts)} ${starts === 1 ? 'start' : 'starts'}`
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

function basisWords(basis: StandardErrorBasis): string {
  switch (basis) {
    case 'rows': return 'from the rows'
    case 'gaussian': return 'supposing Gaussian data'
    case 'saved': return 'from the saved run'
    default: return assertNever(basis)
  }
}

function gaussianText({ passed, pValue, components }: Gaussianity): string {
  return `${passed ? 'not rejected' : 'rejected'}, p = ${formatCompact(pValue, 2)} over ${components.length} leading ${components.length === 1 ? 'component' : 'components'} (Jarque–Bera)`
}
