/** What the report tells of the open project: asked of core afresh, so that all of it is of one moment. */
import { defineStore } from 'pinia'
import type { BudgetCurve, ModelOptions, WidthCurve } from '../../core/api/model'
import { failure, type Problem, type Result } from '../../core/api/problem'
import { itemAt } from '../../core/design/paths'
import type { Path } from '../../core/design/types'
import { cardTitle } from '../../core/report/diagram/captions'
import type { ReportDesign, ReportSource } from '../../core/report/page/content'
import type { ReportMaterial } from '../../core/report/page/gather'
import { dataSource, reportTitle, spectrumSource, type DataOrigin } from '../../core/report/page/source'
import { useAppearance } from './appearance'
import { useCertificate } from './certificate'
import { useCoreConnection } from './coreConnection'
import { curveRange } from './curveRange'
import { useData } from './data'
import { useEvaluation } from './evaluation'
import { useProject } from './project'
import { useTarget } from './target'

const budgetPoints = 240
const widthPoints = 300
const widestShown = 4000

export const useReport = defineStore('report', () => {
  const core = useCoreConnection()
  const project = useProject()
  const data = useData()
  const evaluation = useEvaluation()
  const target = useTarget()
  const certificate = useCertificate()
  const appearance = useAppearance()

  function source(): ReportSource {
    const { source: remembered } = project.document
    if (remembered?.kind === 'spectrum') return spectrumSource(remembered.spectrum)
    const loaded = data.data
    return dataSource({
      rows: loaded?.rows ?? 0, droppedRows: loaded?.droppedRows ?? 0, features: loaded?.features ?? [], label: loaded?.label ?? null, dataset: loaded?.dataset ?? null
    }, originOf(remembered))
  }

  /** Whatever fails takes only its own part from the report; without an answer for the shown design there is none. */
  async function gather(): Promise<Result<ReportMaterial>> {
    const dataId = data.data?.dataId
    if (dataId === undefined || evaluation.isEmpty) return failure(nothingToTell)
    const { model } = evaluation
    const shown = project.activeIndex
    const entries = project.designList().designs.map(({ entry, tree }) => ({ name: entry.name, notation: entry.notation, tree }))
    const interval = target.state === 'ready' || target.state === 'saved' ? target.interval : null
    const about = { source: source(), shape: model.shape, noise: model.noise, unit: project.unit, title: project.grant ? project.name.replace(/\.mmiproj$/i, '') : '' }
    const analysis = interval || target.state === 'ready' || target.state === 'saved' ? target.analysis : null
    const certified = certificate.state === 'done' ? certificate.certificate : null
    const saved = target.state === 'saved'
    for (const { notation } of entries) await core.runJob(() => {}, job => core.call('prepareErrors', job, dataId, model, notation))
    const compared = await core.call('compareDesigns', dataId, model, entries.map(({ notation }) => notation), interval && { lower: interval.lower, upper: interval.upper, recommended: interval.recommended, half: interval.half })
    if (!compared.ok) return compared
    const designs = entries.map((entry, index): ReportDesign => ({ ...entry, result: compared.value[index] ?? failure(nothingToTell) }))
    const answer = designs[shown]?.result
    if (!answer?.ok) return answer ?? failure(nothingToTell)
    const range = curveRange(model.budget, answer.value.evaluation.blocks.flatMap(block => ('breakpoints' in block ? block.breakpoints : [])), evaluation.range)
    const curves = await Promise.all(designs.map(async ({ notation, result }) => result.ok ? curve(dataId, model, notation, range) : null))
    const spectrum = await core.call('spectrum', dataId, model)
    return {
      ok: true,
      value: {
        ...about,
        title: about.title === '' ? reportTitle(about.source) : about.title,
        createdAt: new Date().toISOString(),
        version: (await appearance.readAbout()).version,
        designs, active: shown, curves,
        width: await width(dataId, model, designs[shown], answer.value.evaluation.bottleneckStages, answer.value.evaluation.input.rank),
        spectrum: spectrum.ok ? spectrum.value.spectrum : null,
        target: analysis && { analysis, saved },
        certificate: certified
      }
    }
  }

  async function curve(dataId: string, model: ModelOptions, notation: string, { from, to }: { readonly from: number; readonly to: number }): Promise<BudgetCurve | null> {
    const result = await core.call('budgetCurve', dataId, model, notation, { from, to, points: budgetPoints, scale: 'log' })
    return result.ok ? result.value : null
  }

  /** Of the first block in the bottleneck, which is what limits the answer. */
  async function width(dataId: string, model: ModelOptions, design: ReportDesign | undefined, stages: readonly number[], rank: number): Promise<{ readonly curve: WidthCurve; readonly block: string } | null> {
    const path = stages.map((stage): Path => [stage]).find(at => design && itemAt(design.tree, at)?.kind !== 'parallel')
    const item = design && path ? itemAt(design.tree, path) : null
    if (!design || !path || !item || item.kind === 'parallel') return null
    const to = Math.min(widestShown, Math.max(2 * (item.kind === 'dense' ? item.units : item.filters), rank, 4))
    const result = await core.call('widthCurve', dataId, model, design.notation, [...path], { from: 1, to, points: widthPoints })
    return result.ok ? { curve: result.value, block: cardTitle(item) } : null
  }

  return { source, gather }
})

function originOf(source: ReturnType<typeof useProject>['document']['source']): DataOrigin {
  if (source?.kind === 'csv') return { files: [{ name: source.name, bytes: source.bytes, sha256: source.sha256 }], missing: source.missing, dialect: source.dialect }
  return { files: source?.kind === 'moments' ? [{ name: source.name, bytes: null, sha256: null }] : [], missing: null, dialect: null }
}

const nothingToTell: Problem = { code: 'DESIGN_EMPTY', what: 'there is no answer to report', meaning: 'no report was written', action: 'choose data and draw a layer' }
