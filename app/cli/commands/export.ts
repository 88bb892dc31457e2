/** `mmi export`: a report, a chart, a table or code as a file. */
import { extname } from 'node:path'
import { assertNever, failure, success, type Result } from '../../../core/api/problem'
import { parseDesign } from '../../../core/design/parse'
import { evaluateDesign } from '../../../core/evaluation/evaluate'
import { resolveCsvPath } from '../../../core/project/relativePath'
import { chartPicture, exportSize } from '../../../core/report/charts/render'
import type { ChartSize } from '../../../core/report/charts/spec'
import { tableOf, tableToCsv, type ChartTable } from '../../../core/report/charts/table'
import { kerasCode } from '../../../core/report/code/keras'
import { pytorchCode } from '../../../core/report/code/pytorch'
import { diagramPicture } from '../../../core/report/diagram/picture'
import { comparisonTable } from '../../../core/report/page/designs'
import { diagramSource } from '../../../core/report/page/source'
import { tableToLatex, tableToMarkdown } from '../../../core/report/tableText'
import { activeDesign, answersFor, compared, maybeTarget, targetOptionNames, type Answers } from '../export/answers'
import { chartKinds, chartOf } from '../export/charts'
import { report } from '../export/report'
import { reportSource } from '../export/source'
import { dataNotes, dimensionOf, inputFiles, readInput, type CommandInput } from '../input'
import { choiceOption } from '../optionValues'
import { printNotes } from '../output'
import { checkOutput } from '../outputFile'
import { usageProblem, type Options } from '../usage'
import { writeTextFile } from '../writeTextFile'

const whats = ['report', 'chart', 'table', 'code'] as const
type What = (typeof whats)[number]

/** Options that only some exports take; all others are of the input and the model. */
const ownOptions: Readonly<Record<string, readonly What[]>> = {
  kind: ['chart', 'table'], framework: ['code'], title: ['report'], certify: ['report'], 'with-target': ['chart', 'table'], size: ['chart'], colours: ['chart'], scale: ['chart', 'table'],
  width: ['report', 'chart', 'table'], from: ['report', 'chart', 'table'], to: ['report', 'chart', 'table'], points: ['report', 'chart', 'table'],
  ...Object.fromEntries(targetOptionNames.map(name => [name, ['report', 'chart', 'table']]))
}

/** What a file may be called, and what is said of those that only the window can write. */
const extensions: Readonly<Record<What, readonly string[]>> = { report: ['.html', '.htm'], chart: ['.svg', '.csv'], table: ['.csv', '.md', '.tex'], code: ['.py'] }
const ofTheWindow: Readonly<Record<string, string>> = {
  '.pdf': 'a PDF is printed by the window: File › Export there, or print the .html of this command', '.png': 'a PNG is painted by the window: export .svg here, or use the chart’s menu there'
}

interface Written {
  readonly text: string
  readonly notes: readonly string[]
}

export async function exportCommand(options: Options): Promise<Result<string>> {
  const [word, project, extra] = options.operands
  const what = whats.find(known => known === word)
  if (what === undefined) return failure(usageProblem(word === undefined ? `nothing to export is named: ${whats.join(', ')}` : `"${word}" cannot be exported: ${whats.join(', ')} can`, 'export'))
  if (extra !== undefined) return failure(usageProblem(`"${extra}" is one operand too many`, 'export'))
  const stray = Object.entries(ownOptions).find(([name, takers]) => !takers.includes(what) && (options.values[name] !== undefined || options.flags.has(name)))
  if (stray) return failure(usageProblem(`--${stray[0]} is for ${listed(stray[1])}, not for ${what}`, 'export'))
  const extension = extensionFor(what, options)
  if (!extension.ok) return extension
  const output = options.values['output']
  const free = output === undefined ? success(null) : await checkOutput(output, [project, ...inputFiles(options)], 'export')
  if (!free.ok) return free
  const input = await readInput(options, project, 'file')
  if (!input.ok) return input
  const besides = output === undefined ? success(null) : await checkOutput(output, [csvBeside(input.value)], 'export')
  if (!besides.ok) return besides
  const written = await write(what, extension.value, input.value, options)
  if (!written.ok) return written
  const saved = output === undefined ? success(null) : await writeTextFile(output, written.value.text)
  if (!saved.ok) return saved
  printNotes([...dataNotes(input.value.source), ...written.value.notes])
  return success(output === undefined ? written.value.text : '')
}

/** The format is the file's extension; reports and code have only one and need no file. */
function extensionFor(what: What, options: Options): Result<string> {
  const output = options.values['output']
  const known = extensions[what]
  if (output === undefined) return what === 'report' || what === 'code' ? success(known[0]!) : failure(usageProblem(`no output file is named (-o FILE${known.join(' or FILE')})`, 'export'))
  const extension = extname(output).toLowerCase()
  if (known.includes(extension)) return success(extension)
  const window = ofTheWindow[extension]
  return failure(window === undefined ? usageProblem(`a ${what} is written as ${listed(known, 'or')}, not as "${output}"`, 'export') : { ...usageProblem(`"${output}" cannot be written here`, 'export'), action: window })
}

/** The CSV that a project remembers: it may be read, so it is not written over either. */
function csvBeside({ source, document }: CommandInput): string | undefined {
  if (source.kind !== 'moments' || source.project === null || document.source?.kind !== 'csv' || document.source.relativePath === null) return undefined
  return resolveCsvPath(source.project, document.source.relativePath) ?? undefined
}

async function write(what: What, extension: string, input: CommandInput, options: Options): Promise<Result<Written>> {
  if (what === 'code') return code(input, options)
  const answers = await answersFor(input, options)
  if (!answers.ok) return answers
  switch (what) {
    case 'report': {
      const page = await report(answers.value, options, new Date().toISOString())
      return page.ok ? success({ text: page.value.html, notes: page.value.notes }) : page
    }
    case 'chart': return chart(answers.value, extension, options)
    case 'table': return table(answers.value, extension, options)
    default: return assertNever(what)
  }
}

function code(input: CommandInput, options: Options): Result<Written> {
  const framework = choiceOption(options, 'framework', ['pytorch', 'keras'])
  if (!framework.ok) return framework
  if (framework.value === undefined) return failure(usageProblem('no framework is named (--framework pytorch|keras)', 'export'))
  const design = parseDesign(input.notation)
  if (!design.ok) return design
  const text = (framework.value === 'keras' ? kerasCode : pytorchCode)(design.value, { dimension: dimensionOf(input.source), shape: input.model.shape })
  return text.ok ? success({ text: text.value, notes: [] }) : text
}

async function chart(answers: Answers, extension: string, options: Options): Promise<Result<Written>> {
  const kind = choiceOption(options, 'kind', [...chartKinds, 'diagram'])
  if (!kind.ok) return kind
  if (kind.value === undefined) return failure(usageProblem('no chart is named (--kind budget|spectrum|target|width|covariance|correlation|diagram)', 'export'))
  const colours = choiceOption(options, 'colours', ['light', 'dark'])
  if (!colours.ok) return colours
  const size = sizeOption(options)
  if (!size.ok) return size
  const dark = colours.value === 'dark'
  if (kind.value === 'diagram') return extension === '.csv' ? failure(usageProblem('a diagram has no table: write it as .svg', 'export')) : diagram(answers, dark)
  const drawn = await chartOf(kind.value, answers, options)
  if (!drawn.ok) return drawn
  const { spec, notes } = drawn.value
  return success({ text: extension === '.csv' ? tableToCsv(tableOf(spec)) : chartPicture(spec, dark, size.value).svg, notes })
}

function diagram(answers: Answers, dark: boolean): Result<Written> {
  const design = activeDesign(answers)
  if (!design.ok) return design
  const { input, shared } = answers
  const source = diagramSource(reportSource(input), shared.model.covariance.order, input.model.shape)
  const { svg } = diagramPicture({ ...design.value, evaluation: evaluateDesign(design.value.evaluation) }, { source, unit: input.unit, dark })
  return success({ text: svg, notes: [] })
}

function sizeOption(options: Options): Result<ChartSize> {
  const text = options.values['size']
  if (text === undefined) return success(exportSize)
  const [, width = 0, height = 0] = (/^(\d{1,5})x(\d{1,5})$/.exec(text) ?? []).map(Number)
  const fits = (length: number, least: number): boolean => length >= least && length <= 10_000
  return fits(width, 240) && fits(height, 160) ? success({ width, height }) : failure(usageProblem(`--size is "${text}", not WxH from 240x160 to 10000x10000`, 'export'))
}

async function table(answers: Answers, extension: string, options: Options): Promise<Result<Written>> {
  const kind = choiceOption(options, 'kind', ['designs', ...chartKinds])
  if (!kind.ok) return kind
  if (kind.value === undefined || kind.value === 'designs') return designs(answers, extension, options)
  const drawn = await chartOf(kind.value, answers, options)
  return drawn.ok ? success({ text: asText(tableOf(drawn.value.spec), extension), notes: drawn.value.notes }) : drawn
}

async function designs(answers: Answers, extension: string, options: Options): Promise<Result<Written>> {
  const first = activeDesign(answers)
  if (!first.ok && answers.designs.length === 1) return first
  const target = options.flags.has('with-target') ? await maybeTarget(answers, options, true) : success(null)
  if (!target.ok) return target
  return success({ text: asText(comparisonTable(compared(answers.designs, target.value?.analysis ?? null), answers.input.unit), extension), notes: [] })
}

function asText(written: ChartTable, extension: string): string {
  switch (extension) {
    case '.md': return tableToMarkdown(written)
    case '.tex': return tableToLatex(written)
    default: return tableToCsv(written)
  }
}

/** `a, b and c`. */
function listed(words: readonly string[], joint: 'and' | 'or' = 'and'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1)}`
}
