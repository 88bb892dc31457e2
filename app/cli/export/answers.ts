/** The designs that an export tells of, each ready to be evaluated or with its own problem. */
import type { DesignComparison } from '../../../core/api/model'
import { failure, success, type Result } from '../../../core/api/problem'
import { judgingInterval, type TargetAnalysis } from '../../../core/api/target'
import { parseDesign } from '../../../core/design/parse'
import type { Design } from '../../../core/design/types'
import { compareDesign } from '../../../core/evaluation/compare'
import type { EvaluationInput } from '../../../core/evaluation/evaluate'
import { prepareDesign } from '../../../core/evaluation/prepare'
import type { ReportDesign } from '../../../core/report/page/content'
import { estimatedTarget } from '../commands/target'
import { dimensionOf, sharedInput, withDesign, type CommandInput, type SharedInput } from '../input'
import { rowsAtHand } from '../rows'
import { usageProblem, type Options } from '../usage'

export interface AskedDesign {
  readonly name: string
  readonly notation: string
  readonly tree: Design
  readonly input: Result<EvaluationInput>
}

export interface Answers {
  /** With the rows in it, where they are at hand. */
  readonly input: CommandInput
  readonly shared: SharedInput
  readonly designs: readonly AskedDesign[]
  readonly active: number
}

/** All designs of a project, or the one that is named. Rows are read once for all of them. */
export async function answersFor(given: CommandInput, options: Options): Promise<Result<Answers>> {
  const input = await withRows(given)
  if (!input.ok) return input
  const shared = await sharedInput(input.value)
  if (!shared.ok) return shared
  const named = options.values['design'] !== undefined || options.operands.length < 2
  const entries = named ? [{ name: 'Design A', notation: given.notation }] : given.document.designs
  const designs: AskedDesign[] = []
  for (const { name, notation } of entries) designs.push(await asked(input.value, shared.value, name, notation))
  return success({ input: input.value, shared: shared.value, designs, active: named ? 0 : Math.min(given.document.activeDesign, designs.length - 1) })
}

async function withRows(input: CommandInput): Promise<Result<CommandInput>> {
  const rows = await rowsAtHand(input)
  if (!rows.ok) return rows
  const { source } = input
  return success(source.kind === 'moments' && rows.value ? { ...input, source: { ...source, sample: rows.value } } : input)
}

async function asked(input: CommandInput, shared: SharedInput, name: string, notation: string): Promise<AskedDesign> {
  const tree = parseDesign(notation)
  const prepared = prepareDesign(notation, { dimension: dimensionOf(input.source), shape: input.model.shape })
  return {
    name, notation, tree: tree.ok ? tree.value : { items: [] },
    input: prepared.ok ? await withDesign({ ...input, notation }, shared, prepared.value) : prepared
  }
}

/** The design that charts are of; its problem is the command's. */
export function activeDesign({ designs, active }: Answers): Result<AskedDesign & { readonly evaluation: EvaluationInput }> {
  const design = designs[active]
  if (!design) throw new Error('a project has at least one design')
  return design.input.ok ? success({ ...design, evaluation: design.input.value }) : design.input
}

export function compared(designs: readonly AskedDesign[], analysis: TargetAnalysis | null): readonly ReportDesign[] {
  return designs.map(({ name, notation, tree, input }): ReportDesign => {
    const result: Result<DesignComparison> = input.ok ? success(compareDesign(input.value, judgingInterval(analysis))) : input
    return { name, notation, tree, result }
  })
}

/** Options of the target interval; where there is none to estimate, giving one is a mistake. */
export const targetOptionNames = ['eta', 'information', 'delta', 'm-prime', 'classifier', 'folds', 'seed', 'deterministic-labels'] as const

export interface MaybeTarget {
  readonly analysis: TargetAnalysis | null
  /** Measured by an earlier run, as the project keeps it. */
  readonly saved: boolean
  /** Why there is none, where labelled data would have one. */
  readonly note: string | null
}

/** @param wanted false: only of labelled data whose rows are at hand, and where there is none, a note says why */
export async function maybeTarget({ input }: Answers, options: Options, wanted: boolean): Promise<Result<MaybeTarget>> {
  const given = targetOptionNames.find(name => options.values[name] !== undefined || options.flags.has(name))
  const insisted = wanted || given !== undefined
  if (input.source.kind === 'spectrum') {
    return insisted ? failure(usageProblem(`${given === undefined ? 'the target interval' : `--${given}`} needs labelled data: a modelled spectrum has no rows`, 'export')) : success({ analysis: null, saved: false, note: null })
  }
  if (!insisted && input.source.moments.provenance.label === null) return success({ analysis: null, saved: false, note: null })
  const analysis = await estimatedTarget(options, input)
  if (analysis.ok) return success({ analysis: analysis.value, saved: input.source.sample === null, note: null })
  return insisted ? analysis : success({ analysis: null, saved: false, note: `no target interval: ${analysis.problem.what}` })
}
