/** Evaluation: compiled design × input model → MMI, bottleneck and every block's and group's part in it. */
import type { BlockEvaluation, ErrorBracket, Evaluation, GroupEvaluation } from '../api/model'
import type { CompiledSeries } from '../design/compile'
import { displayPath, stageName } from '../design/paths'
import type { Design, Path } from '../design/types'
import { formatNumber } from '../report/format'
import { bottleneckOf, seriesInformation, tieTolerance } from '../theory/composition'
import { activeComponents, rankOf, waterLevel, type WaterFilling } from '../theory/waterFilling'
import { errorBracket } from './bracket'
import { buildChannels, chainBudget, groupInformation, leafInformation, stageValues, type GroupChannel, type LeafChannel, type SeriesChannel } from './channels'
import { gaussianityNote } from './gaussianity'
import type { InputModel } from './inputModel'
import { wholeInput } from './partition'
import type { Spectra } from './spectra'
import { errorReader, type ErrorReader, type ErrorSource } from './standardErrors/errorSource'
import { groupForm, leafForm, seriesForm } from './standardErrors/linearForms'
import { groupStanding, leafStanding, seriesStanding, type Standing } from './statuses'

export interface EvaluationInput {
  readonly design: Design
  readonly compiled: CompiledSeries
  readonly model: InputModel
  /** Must hold every partition that the design requires, and the whole input: all of it, or of curves as much as `componentsForValues` says. */
  readonly spectra: Spectra
  /** Weight budget F ≥ 0. */
  readonly budget: number
  /** Noise variance σ² > 0. */
  readonly noise: number
  /** What standard errors can rest on beside the moments; absent: nothing. */
  readonly errors?: ErrorSource
}

/** Evaluate a design. All information in nats. @throws Error where of the whole input only leading eigenvalues are known */
export function evaluateDesign(input: EvaluationInput): Evaluation {
  const { design, compiled, model, spectra, budget, noise } = input
  const root = buildChannels(compiled, model, spectra, noise)
  const blocks: (BlockEvaluation | GroupEvaluation)[] = []
  const errors = errorReader(input)
  const report = new Reporter(design, budget, blocks, errors)
  const standing = report.series(root)
  const values = stageValues(root, budget)
  const bottleneckStages = bottleneckOf(values)
  const spectrum = spectra.whole(wholeInput(model.covariance.order))
  const standardError = errors.total(seriesForm(root, budget))
  const bracket = errorBracket(root, model, spectra, budget, noise)
  return {
    mmi: {
      value: seriesInformation(values),
      status: standing.status,
      standardError,
      standardErrorBasis: standardError === null ? null : errors.basis,
      reasons: standing.reasons
    },
    standardErrorPending: errors.pending,
    bracket,
    bottleneck: bottleneckStages.map(index => stageName(design, index)),
    bottleneckStages,
    blocks,
    input: {
      dimension: model.covariance.order,
      rows: model.rows,
      droppedRows: model.droppedRows,
      constantColumns: model.constantColumns,
      rank: spectrum.rank,
      zeroEigenvalues: spectrum.zeros
    },
    covariance: model.summary,
    gaussian: errors.gaussian,
    budget,
    noise,
    notes: [
      ...notesOn(input, bottleneckStages.length, values.length),
      ...[standardError === null ? errors.note : biasNote(bracket, standardError), gaussianityNote(errors.gaussian)].filter(note => note !== null)
    ]
  }
}

/** Few rows bias eigenvalues: told once the two estimates lie further apart than chance would put them. */
function biasNote(bracket: ErrorBracket | null, standardError: number): string | null {
  if (!bracket) return null
  const distance = Math.abs(bracket.sample - bracket.ledoitWolf)
  if (distance <= 2 * standardError || distance <= tieTolerance * bracket.sample) return null
  const share = formatNumber((100 * distance) / bracket.sample, 2)
  return `sample covariance and Ledoit–Wolf differ by ${share} % here, more than two standard errors: at this number of rows the eigenvalues are biased, which the standard error does not show`
}

function notesOn({ model }: EvaluationInput, attaining: number, stages: number): readonly string[] {
  const notes: string[] = []
  if (model.summary.note) notes.push(model.summary.note)
  if (attaining > 1) {
    notes.push(
      `${attaining === stages ? 'all' : attaining} stages tie exactly: at this budget the budget limits, not the width`
    )
  }
  return notes
}

const listed = new WeakMap<WaterFilling, Map<number, readonly number[]>>()

/** The first breakpoints of a table. No budget moves them: blocks of one width share one list, from one answer to the next, and it crosses to the window once. */
function listedBreakpoints(table: WaterFilling, rank: number): readonly number[] {
  const ofTable = listed.get(table) ?? new Map<number, readonly number[]>()
  listed.set(table, ofTable)
  const list = ofTable.get(rank) ?? [...table.breakpoints.subarray(0, rank)]
  ofTable.set(rank, list)
  return list
}

/** Walks the channels in reading order and lists a result per leaf and group, a group before its parts. */
class Reporter {
  constructor(
    private readonly design: Design,
    private readonly budget: number,
    private readonly blocks: (BlockEvaluation | GroupEvaluation)[],
    private readonly errors: ErrorReader
  ) {}

  series(series: SeriesChannel): Standing {
    const stages = series.items.map(item => (item.kind === 'leaf' ? this.leaf(item, series) : this.group(item)))
    return seriesStanding(series, stages, bottleneckOf(stageValues(series, this.budget)), this.budget)
  }

  private leaf(channel: LeafChannel, series: SeriesChannel): Standing {
    const { leaf, table } = channel
    const budget = chainBudget(series, this.budget)
    const rank = rankOf(table, leaf.outputsPerWindow)
    const standing = leafStanding(channel)
    this.blocks.push({
      path: displayPath(this.design, leaf.path),
      label: leaf.block.label ?? null,
      kind: leaf.block.kind,
      mmi: leafInformation(channel, budget),
      ...standing,
      rank,
      active: activeComponents(table, budget, leaf.outputsPerWindow),
      positions: leaf.positions,
      reads: leaf.reads,
      outputs: leaf.outputs,
      breakpoints: listedBreakpoints(table, rank),
      waterLevel: waterLevel(table, budget, leaf.outputsPerWindow),
      budget,
      standardError: this.errors.block(this.blocks.length, leafForm(channel, budget))
    })
    return standing
  }

  private group(channel: GroupChannel): Standing {
    const at = this.blocks.push(this.placeholder(channel.compiled.path, channel.compiled.outputs)) - 1
    const branches = channel.branches.map((branch, index) => this.branch(branch, [...channel.compiled.path, index]))
    const information = groupInformation(channel, this.budget)
    const standing = groupStanding(channel, information, branches, this.budget)
    this.blocks[at] = {
      path: displayPath(this.design, channel.compiled.path),
      label: channel.compiled.group.label ?? null,
      kind: 'parallel',
      mmi: information.value,
      ...standing,
      outputs: channel.compiled.outputs,
      sumRule: information.sumRule,
      jointBound: information.jointBound,
      standardError: this.errors.block(at, groupForm(channel, this.budget))
    }
    return standing
  }

  private branch(series: SeriesChannel, path: Path): Standing {
    if (series.items.length === 1) return this.series(series)
    const at = this.blocks.push(this.placeholder(path, series.compiled.outputs)) - 1
    const standing = this.series(series)
    this.blocks[at] = {
      path: displayPath(this.design, path),
      label: null,
      kind: 'series',
      mmi: seriesInformation(stageValues(series, this.budget)),
      ...standing,
      outputs: series.compiled.outputs,
      sumRule: null,
      jointBound: null,
      standardError: this.errors.block(at, seriesForm(series, this.budget))
    }
    return standing
  }

  /** Keeps a group's place ahead of its parts until its own value is known. */
  private placeholder(path: Path, outputs: number): GroupEvaluation {
    return { path: displayPath(this.design, path), label: null, kind: 'series', mmi: 0, status: 'exact', reasons: [], outputs, sumRule: null, jointBound: null, standardError: null }
  }
}
