/** The report's answers: the designs side by side, and the active one with its diagram and blocks. */
import type { BlockEvaluation, Evaluation, GroupEvaluation, InformationUnit, StandardErrorBasis } from '../../api/model'
import { describeProblem } from '../../api/problem'
import type { TargetVerdict } from '../../api/target'
import type { Design } from '../../design/types'
import type { ChartTable } from '../charts/table'
import { cardTitle } from '../diagram/captions'
import { diagramPicture } from '../diagram/picture'
import { statusWords } from '../diagram/spoken'
import { formatCompact, formatCount, formatInformation, formatNumber, inUnit, unitSymbol } from '../format'
import type { ReportContent, ReportDesign } from './content'
import { element, facts, list, markup, paragraph, section, table, words, type Html } from './html'
import { asSentence } from './provenance'
import { diagramSource } from './source'

/** `31.76 ± 0.21 nat`. */
export function withError(value: number, standardError: number | null, unit: InformationUnit): string {
  if (standardError === null) return formatInformation(value, unit)
  return `${formatNumber(inUnit(value, unit))} ± ${formatNumber(inUnit(standardError, unit), 2)} ${unitSymbol(unit)}`
}

/** The limiting stages as their cards call them: `head`, `dense 2`. */
function bottleneckTitles(tree: Design, { bottleneckStages }: Evaluation): string {
  return bottleneckStages.flatMap(stage => tree.items[stage] ?? []).map(cardTitle).join(', ')
}

/** The comparison of all designs as numbers in full precision: for export beside the report. */
export function comparisonTable(designs: readonly ReportDesign[], unit: InformationUnit): ChartTable {
  const symbol = unitSymbol(unit)
  return {
    caption: 'Designs compared',
    headers: ['design', `MMI (${symbol})`, `standard error (${symbol})`, 'status', 'bottleneck', 'parameters', 'target', 'notation'],
    rows: designs.map(({ name, notation, tree, result }) => {
      if (!result.ok) return [name, '', '', result.problem.code, '', '', '', notation]
      const { evaluation, parameters, verdict } = result.value
      const { mmi } = evaluation
      return [name, inUnit(mmi.value, unit), mmi.standardError === null ? '' : inUnit(mmi.standardError, unit), statusWords[mmi.status], bottleneckTitles(tree, evaluation), parameters, verdict?.position ?? '', notation]
    })
  }
}

export function comparisonSection({ designs, unit }: ReportContent): Html | null {
  if (designs.length < 2) return null
  return section('Designs', table({
    headers: ['design', 'MMI', 'status', 'bottleneck', 'parameters', 'target'], right: [1, 4],
    rows: designs.map(({ name, tree, result }) => {
      if (!result.ok) return [name, '–', describeProblem(result.problem), '', '', '']
      const { evaluation, parameters, verdict } = result.value
      const { mmi } = evaluation
      return [name, withError(mmi.value, mmi.standardError, unit), statusWords[mmi.status], bottleneckTitles(tree, evaluation), formatCount(parameters), verdict?.position ?? '–']
    })
  }))
}

/** The active design: its answer, its picture, its blocks. */
export function designSection(content: ReportContent, design: ReportDesign): Html {
  const { unit } = content
  const notation = element('p', {}, element('code', {}, words(design.notation)))
  if (!design.result.ok) return section(design.name, notation, paragraph(describeProblem(design.result.problem), 'warn'))
  const { evaluation, parameters, verdict } = design.result.value
  const { mmi } = evaluation
  return section(design.name,
    notation,
    paragraph(`MMI ${withError(mmi.value, mmi.standardError, unit)}, ${statusWords[mmi.status]}`, 'answer'),
    list(mmi.reasons.map(asSentence)),
    facts([
      ['Standard error', mmi.standardErrorBasis === null ? null : `${formatInformation(mmi.standardError, unit, 2)}, ${basisWords[mmi.standardErrorBasis]}`],
      ['Weight budget F', formatCompact(evaluation.budget)],
      ['Noise variance σ²', formatCompact(evaluation.noise)],
      ['Bottleneck', bottleneckTitles(design.tree, evaluation)],
      ['Parameters', `${formatCount(parameters)} weights and biases`],
      ['Target', verdict && verdictWords(verdict, unit)]
    ]),
    diagramFigure(content, design, evaluation),
    blocksTable(evaluation.blocks, unit))
}

/** Where a design stands, and what would bring it to the interval's upper end. */
export function verdictWords({ position, distance, width, budget }: TargetVerdict, unit: InformationUnit): string {
  const apart = distance === null ? '' : formatInformation(Math.abs(distance), unit)
  const where = distance === null ? position : position === 'above' ? `above by ${apart}` : `${position}, ${apart} short of the upper end`
  const advice = [width === null ? null : `${formatCount(width)} units of its bottleneck`, budget === null ? null : `a budget of ${formatCompact(budget)}`].filter(part => part !== null)
  return advice.length === 0 ? where : `${where}; ${advice.join(' or ')} would bring it to the upper end`
}

function diagramFigure({ source, shape, unit }: ReportContent, { name, notation, tree }: ReportDesign, evaluation: Evaluation): Html {
  const { svg, caption } = diagramPicture({ name, notation, tree, evaluation }, { source: diagramSource(source, evaluation.input.dimension, shape), unit, dark: false })
  return element('figure', {}, markup(svg), element('figcaption', {}, words(caption)))
}

const basisWords: Readonly<Record<StandardErrorBasis, string>> = { rows: 'from the rows', gaussian: 'supposing Gaussian data', saved: 'from the rows of the saved run' }

/** Why the value is what it is; of a group also what it is made of. */
function reasonsOf(block: BlockEvaluation | GroupEvaluation, unit: InformationUnit): string {
  const bounds = 'sumRule' in block
    ? [['plain sum', block.sumRule] as const, ['joint bound', block.jointBound] as const].flatMap(([name, nats]) => (nats === null ? [] : [`${name} ${formatInformation(nats, unit)}`]))
    : []
  return [...block.reasons, ...(bounds.length === 0 ? [] : [bounds.join(', ')])].map(asSentence).join(' ')
}

function blocksTable(blocks: readonly (BlockEvaluation | GroupEvaluation)[], unit: InformationUnit): Html {
  return table({
    caption: 'Blocks and groups in reading order',
    headers: ['path', 'label', 'kind', 'MMI', 'status', 'active', 'reasons'], right: [3, 5],
    rows: blocks.map(block => [
      block.path, block.label ?? '', block.kind, formatInformation(block.mmi, unit), statusWords[block.status],
      'active' in block ? `${formatCount(block.active)} of ${formatCount(block.rank)}` : '', reasonsOf(block, unit)
    ])
  })
}
