/** The JSON contract of `mmi eval` (cli.md): an evaluation in the unit asked for, without infinities. */
import type { BlockEvaluation, Certificate, Evaluation, GroupEvaluation, InformationUnit } from '../api/model'
import { inUnit } from '../report/format'

/** One object, keys as in cli.md. Information in `unit`; budgets stay budgets. */
export function evaluationJson(evaluation: Evaluation, unit: InformationUnit): object {
  const information = (nats: number | null): number | null => (nats === null ? null : inUnit(nats, unit))
  const { mmi, input } = evaluation
  return {
    mmi: {
      value: information(mmi.value),
      unit,
      status: mmi.status,
      standardError: information(mmi.standardError),
      reasons: mmi.reasons,
      standardErrorBasis: mmi.standardErrorBasis
    },
    bottleneck: evaluation.bottleneck,
    blocks: evaluation.blocks.map(block => (isGroup(block) ? groupJson(block, information) : blockJson(block, information))),
    input: {
      dimension: input.dimension,
      rows: input.rows,
      droppedRows: input.droppedRows,
      constantColumns: input.constantColumns,
      rank: input.rank,
      zeroEigenvalues: input.zeroEigenvalues
    },
    covariance: evaluation.covariance,
    gaussian: evaluation.gaussian,
    budget: evaluation.budget,
    noise: evaluation.noise,
    notes: evaluation.notes,
    bracket: evaluation.bracket && { sample: information(evaluation.bracket.sample), ledoitWolf: information(evaluation.bracket.ledoitWolf) }
  }
}

/** The certificate of cli.md, in `unit`, with how it was reached beside it. */
export function certificateJson({ achieved, bound, status, starts, trained, constructed, seed }: Certificate, unit: InformationUnit): object {
  return { achieved: inUnit(achieved, unit), bound: inUnit(bound, unit), status, starts, trained: inUnit(trained, unit), constructed: constructed === null ? null : inUnit(constructed, unit), seed }
}

type Converted = (nats: number | null) => number | null

export function isGroup(block: BlockEvaluation | GroupEvaluation): block is GroupEvaluation {
  return block.kind === 'parallel' || block.kind === 'series'
}

function groupJson(group: GroupEvaluation, information: Converted): object {
  const { path, label, kind, status, reasons, outputs, standardError } = group
  const rules = kind === 'parallel' ? { sumRule: information(group.sumRule), jointBound: information(group.jointBound) } : {}
  return { path, label, kind, mmi: information(group.mmi), ...rules, status, outputs, reasons, standardError: information(standardError) }
}

function blockJson(block: BlockEvaluation, information: Converted): object {
  const { path, label, kind, rank, active, positions, status, breakpoints, reads, outputs, waterLevel, budget, reasons, standardError } = block
  return {
    path, label, kind, mmi: information(block.mmi), rank, active, positions, status, breakpoints, reads, outputs, waterLevel, budget, reasons,
    standardError: information(standardError)
  }
}
