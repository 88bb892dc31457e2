/** `mmi inspect`: what a CSV holds, column by column. */
import type { DatasetSummary } from '../../../core/api/model'
import { failure, success, type Result } from '../../../core/api/problem'
import { inspectCsv } from '../../../core/dataset/load'
import { formatCompact, formatCount } from '../../../core/report/format'
import { atPath } from '../input'
import { importOptions } from '../optionValues'
import { alignedTable, toJson } from '../output'
import { usageProblem, type Options } from '../usage'

export async function inspectCommand(options: Options): Promise<Result<string>> {
  const files = [...options.operands, ...(options.values['data'] === undefined ? [] : [options.values['data']])]
  if (files.length !== 1) return failure(usageProblem(files.length === 0 ? 'no CSV is named' : `${files.join(' and ')} are given: one CSV at a time`, 'inspect'))
  const how = importOptions(options)
  if (!how.ok) return how
  const [file] = files as [string]
  const inspected = await inspectCsv(file, how.value)
  if (!inspected.ok) return failure(atPath(inspected.problem, file))
  const { problems, suggestedLabel } = inspected.value
  const [problem] = problems
  if (problem) return failure(atPath(problem, file))
  if (options.flags.has('json')) return success(toJson({ ...inspected.value, problems: undefined, ambiguity: undefined }))
  return success(summaryText(inspected.value, suggestedLabel === null ? [] : [`${suggestedLabel} looks like a label: --label ${suggestedLabel}`]))
}

const delimiterWords = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' } as const

function summaryText(summary: DatasetSummary, remarks: readonly string[]): string {
  const { dialect, label } = summary
  const facts = [
    ['file', `${summary.name}, ${formatCount(summary.bytes)} bytes`],
    ['dialect', `${delimiterWords[dialect.delimiter]}, decimal sign "${dialect.decimal}", ${dialect.encoding}, ${dialect.header ? 'with' : 'without'} a header${summary.detected.length > 0 ? ` (detected: ${summary.detected.join(', ')})` : ''}`],
    ['rows', `${formatCount(summary.totalRows)}, of which ${formatCount(summary.rows)} used and ${formatCount(summary.droppedRows)} dropped`],
    ['features', `${formatCount(summary.features.length)}, of which ${summary.constantColumns.length} constant`],
    ['label', label ? `${label.name}, ${label.classes.length} classes` : 'none'],
    ...[...summary.notes, ...remarks].map(note => ['note', note])
  ]
  const number = (value: number | null): string => (value === null ? '–' : formatCompact(value, 6))
  const rows = summary.columns.map(column => [
    String(column.index), column.name, column.type, column.role, String(column.missing), number(column.minimum), number(column.mean), number(column.maximum),
    column.reason ?? (column.constant ? 'constant' : '')
  ])
  const table = alignedTable(['#', 'column', 'type', 'role', 'missing', 'min', 'mean', 'max', 'remark'], rows, ['#', 'missing', 'min', 'mean', 'max'])
  return `${facts.map(([name, value]) => `${name!.padEnd(9)} ${value}`).join('\n')}\n\n${table}`
}
