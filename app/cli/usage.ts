/** The command line's words: options, help texts, and reading them from argv. */
import { parseArgs } from 'node:util'
import { failure, success, type Problem, type Result } from '../../core/api/problem'

interface OptionHelp {
  readonly name: string
  /** Placeholder of the value; absent: a flag. */
  readonly value?: string
  readonly short?: string
  readonly help: string
}

const inputOptions: readonly OptionHelp[] = [
  { name: 'data', value: 'FILE.csv', help: 'read a CSV' },
  { name: 'label', value: 'COL', help: 'label column: a header name, else a 0-based index; never a feature' },
  { name: 'features', value: 'COLS', help: 'feature columns: a comma list of names, indices and ranges a:b (default: every numeric column)' },
  { name: 'missing', value: 'drop|mean|error', help: 'rows with missing values (default: drop)' },
  { name: 'missing-code', value: 'TEXT', help: 'a further text that means missing; a comma list' },
  { name: 'delimiter', value: ', ; tab |', help: 'instead of the detected one' },
  { name: 'decimal', value: '. ,', help: 'decimal sign, instead of the detected one' },
  { name: 'encoding', value: 'NAME', help: 'utf-8, utf-16le, utf-16be or latin-1, instead of the detected one' },
  { name: 'no-header', help: 'the first row is data' },
  { name: 'header', help: 'the first row holds names' },
  { name: 'moments', value: 'FILE.npz', help: 'read moments computed before' },
  { name: 'spectrum', value: 'MODEL', help: 'exponential:rate=0.1,dim=100 | power:exponent=1,dim=100 | white:dim=100 | file:eigenvalues.csv' }
]

const modelOptions: readonly OptionHelp[] = [
  { name: 'design', value: 'TEXT', help: 'the architecture in the notation of the README' },
  { name: 'budget', value: 'F', help: 'weight budget, Tr(WᵀW) ≤ F (default: 100)' },
  { name: 'noise', value: 'σ²', help: 'noise variance (default: 1)' },
  { name: 'covariance', value: 'KIND', help: 'sample | ledoit-wolf | oas | ridge:ε (default: sample, ledoit-wolf when N0/n > 0.1)' },
  { name: 'standardize', help: 'divide every column by its standard deviation first' },
  { name: 'shape', value: 'HxWxC', help: 'image shape of the input, for 2-D convolutions' },
  { name: 'unit', value: 'nats|bits', help: 'unit of information in the output (default: nats)' }
]

const jsonOption: OptionHelp = { name: 'json', help: 'print one JSON object' }
const outputOption: OptionHelp = { name: 'output', value: 'FILE', short: 'o', help: 'write there instead of standard output' }

const targetOptionHelps: readonly OptionHelp[] = [
  { name: 'eta', value: 'paper|exact|VALUE', help: 'contraction constant: the maximal correlation, the exact η_KL, or a number in (0, 1] (default: paper)' },
  { name: 'information', value: 'KIND|VALUE', help: 'I(X;Y): cross-fitted | posterior-entropy | ross | label-entropy, or a number of nats (default: cross-fitted)' },
  { name: 'delta', value: 'VALUE', help: 'sampling loss δ in [0, 1] (default: the larger of the paper’s rate and a bootstrap)' },
  { name: 'm-prime', value: 'N', help: 'm′ ≥ 1 of the paper’s rate (default: 1)' },
  { name: 'classifier', value: 'lda|qda|knn', help: 'of the cross-fitted posteriors (default: lda)' },
  { name: 'folds', value: 'N', help: 'default: 5, or the rows of the smallest class' },
  { name: 'seed', value: 'N', help: 'of folds, permutations and refits (default: 1)' },
  { name: 'deterministic-labels', help: 'the label is a function of the input: I(X;Y) = H(Y), η = 1' },
  { name: 'classes', value: 'K', help: 'without data: the number of classes' },
  { name: 'rows', value: 'm', help: 'without data: the number of rows' }
]

export interface CommandHelp {
  readonly name: CommandName
  readonly operands: string
  readonly help: string
  readonly options: readonly OptionHelp[]
}

export const commandNames = ['eval', 'inspect', 'curve', 'target', 'export', 'moments', 'new', 'check'] as const
export type CommandName = (typeof commandNames)[number]

export const commandHelps: Readonly<Record<CommandName, CommandHelp>> = {
  eval: { name: 'eval', operands: '[PROJECT.mmiproj]', help: 'evaluate a design: MMI, bottleneck, every block', options: [...inputOptions, ...modelOptions, { name: 'certify', help: 'train the design’s weights: an information that is reached, beside the bound' }, jsonOption] },
  inspect: { name: 'inspect', operands: '[FILE.csv]', help: 'what a CSV holds', options: [...inputOptions.filter(option => option.name !== 'moments' && option.name !== 'spectrum'), jsonOption] },
  curve: {
    name: 'curve',
    operands: '[PROJECT.mmiproj]',
    help: 'MMI against budget or width, as CSV or JSON',
    options: [
      ...inputOptions,
      ...modelOptions,
      { name: 'width', value: 'LABEL|PATH', help: 'against the units or filters of this block instead of the budget' },
      { name: 'from', value: 'F|W', help: 'smallest budget (default: a hundredth of --budget) or width (default: 1)' },
      { name: 'to', value: 'F|W', help: 'largest budget (default: a hundred times --budget) or width (default: twice the present one, at least the rank of the input)' },
      { name: 'points', value: 'N', help: 'number of budgets (default: 200), or of widths at most (default: 1000)' },
      { name: 'scale', value: 'log|linear', help: 'spacing of budgets (default: log)' },
      outputOption,
      jsonOption
    ]
  },
  target: {
    name: 'target',
    operands: '[PROJECT.mmiproj]',
    help: 'the target interval for I(X;Z), and where a design stands in it',
    options: [...inputOptions, ...modelOptions, ...targetOptionHelps, jsonOption]
  },
  export: {
    name: 'export',
    operands: 'report|chart|table|code [PROJECT.mmiproj]',
    help: 'a report, chart or table as a file, or a design as code',
    options: [
      ...inputOptions,
      ...modelOptions,
      { name: 'kind', value: 'KIND', help: 'chart: budget | spectrum | target | width | covariance | correlation | diagram; table: the same without diagram, and designs (default)' },
      { name: 'framework', value: 'pytorch|keras', help: 'code: of which framework' },
      { name: 'title', value: 'TEXT', help: 'report: its title' },
      { name: 'certify', help: 'report: train the design’s weights, and tell what they reach' },
      { name: 'with-target', help: 'chart, table: estimate the target interval and tell where the design stands (reports always do, of labelled data)' },
      { name: 'width', value: 'LABEL|PATH', help: 'the block whose width is varied (default: the bottleneck)' },
      { name: 'from', value: 'F|W', help: 'smallest budget or width of a curve, as in mmi curve' },
      { name: 'to', value: 'F|W', help: 'largest one' },
      { name: 'points', value: 'N', help: 'number of budgets, or of widths at most' },
      { name: 'scale', value: 'log|linear', help: 'chart: of its horizontal axis, of eigenvalues the vertical one' },
      { name: 'size', value: 'WxH', help: 'chart: size in pixels (default: 640x360)' },
      { name: 'colours', value: 'light|dark', help: 'chart, diagram (default: light)' },
      ...targetOptionHelps.filter(option => option.name !== 'classes' && option.name !== 'rows'),
      { ...outputOption, value: 'FILE', help: 'report: .html; chart: .svg or .csv; table: .csv, .md or .tex; code: .py. Code and reports go to standard output without it' }
    ]
  },
  moments: {
    name: 'moments',
    operands: 'FILE.csv|FILE.npz … -o OUT.npz',
    help: 'CSVs and moments files to one moments file',
    options: [
      ...inputOptions.filter(option => !['data', 'moments', 'spectrum'].includes(option.name)),
      { name: 'rows', value: 'K', help: 'keep a sample of K rows, for standard errors and the target; 0: none (default: as the moments files)' },
      { name: 'seed', value: 'N', help: 'seed of that sample (default: 1)' },
      outputOption,
      jsonOption
    ]
  },
  new: {
    name: 'new',
    operands: 'OUT.mmiproj',
    help: 'write a project',
    options: [...inputOptions, ...modelOptions, { name: 'name', value: 'TEXT', help: 'name of the design (default: Design A)' }, { name: 'force', help: 'write over an existing file' }, jsonOption]
  },
  check: { name: 'check', operands: 'PROJECT.mmiproj', help: 'validate a project and name every problem', options: [jsonOption] }
}

/** Values by option name, as typed. */
export interface Options {
  readonly values: Readonly<Record<string, string | undefined>>
  readonly flags: ReadonlySet<string>
  readonly operands: readonly string[]
}

/** Read the words after the command. Unknown options, repeated ones and missing values are usage problems. */
export function readOptions(command: CommandHelp, words: readonly string[]): Result<Options> {
  const known = [...command.options, { name: 'help', short: 'h', help: '' }]
  try {
    const { values, positionals, tokens } = parseArgs({
      args: joinNegativeValues(words, known),
      options: Object.fromEntries(known.map(option => [option.name, { type: 'value' in option && option.value ? 'string' : 'boolean', ...(option.short && { short: option.short }) } as const])),
      allowPositionals: true,
      strict: true,
      tokens: true
    })
    const names = tokens.flatMap(token => (token.kind === 'option' ? [token.name] : []))
    const twice = names.find((name, index) => names.indexOf(name) !== index)
    if (twice) return failure(usageProblem(`--${twice} is given twice`, command.name))
    return success({
      values: Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
      flags: new Set(Object.entries(values).flatMap(([name, value]) => (value === true ? [name] : []))),
      operands: positionals
    })
  } catch (error) {
    return failure(usageProblem(firstSentence(error), command.name))
  }
}

/** `--budget -5` and `--design "-> …"` are values that look like options: joined, so that they are refused as what they are and not as a riddle. */
function joinNegativeValues(words: readonly string[], known: readonly OptionHelp[]): string[] {
  const valued = new Set(known.flatMap(option => (option.value ? [`--${option.name}`] : [])))
  const joined: string[] = []
  for (const word of words) {
    const before = joined.at(-1)
    if (/^-[\d.>]/.test(word) && before !== undefined && valued.has(before)) joined[joined.length - 1] = `${before}=${word}`
    else joined.push(word)
  }
  return joined
}

function firstSentence(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.split(/\.\s|\n/)[0]!.replace(/\.$/, '').replace(/^./, letter => letter.toLowerCase())
}

export function usageProblem(what: string, command?: CommandName): Problem {
  return { code: 'USAGE', what, meaning: 'nothing was done', action: `see mmi ${command ? `${command} ` : ''}--help` }
}

export function generalHelp(): string {
  const rows = commandNames.map(name => `  mmi ${name.padEnd(9)} ${commandHelps[name].help}`)
  return `mmi: the maximum mutual information of neural architectures\n\n${rows.join('\n')}\n\nmmi COMMAND --help lists a command's options; mmi --version prints the version.\nExit status: 0 done, 1 the work failed, 2 bad input or usage.\n`
}

export function commandHelp(command: CommandHelp): string {
  const rows = command.options.map(option => {
    const left = `${option.short ? `-${option.short}, ` : ''}--${option.name}${option.value ? ` ${option.value}` : ''}`
    return `  ${left.padEnd(28)} ${option.help}`
  })
  return `mmi ${command.name} ${command.operands}\n${command.help}\n\n${rows.join('\n')}\n`
}
