/** From answers to the report's content: what belongs on the page, and which charts. Pure, so that the window and `mmi export report` write the same page. */
import type { BudgetCurve, Certificate, InformationUnit, InputShape, SpectrumSummary, WidthCurve } from '../../api/model'
import { judgingInterval, type TargetAnalysis } from '../../api/target'
import type { NamedCurve, TargetDesign } from '../charts/spec'
import { bottleneckLeaf, budgetSpecOf, spectrumSpecOf, widthSpecOf } from '../charts/specOf'
import { targetSpecOf } from '../charts/targetSpec'
import type { ReportChart, ReportContent, ReportDesign, ReportSource } from './content'

/** Answers as core gives them; what is null is left out of the report. */
export interface ReportMaterial {
  readonly title: string
  /** ISO 8601. */
  readonly createdAt: string
  readonly version: string
  readonly unit: InformationUnit
  readonly source: ReportSource
  readonly shape: InputShape | null
  /** σ² */
  readonly noise: number
  readonly designs: readonly ReportDesign[]
  readonly active: number
  /** Beside `designs`; null for a design without one. */
  readonly curves: readonly (BudgetCurve | null)[]
  readonly width: { readonly curve: WidthCurve; readonly block: string } | null
  readonly spectrum: SpectrumSummary | null
  readonly target: { readonly analysis: TargetAnalysis; readonly saved: boolean } | null
  readonly certificate: Certificate | null
}

export function gatherReport(material: ReportMaterial): ReportContent {
  const { title, createdAt, version, unit, source, shape, designs, active, target, certificate } = material
  return { title, createdAt, version, unit, source, shape, designs, active, target, certificate, charts: chartsOf(material) }
}

function chartsOf({ unit, noise, designs, active, curves, width, spectrum, target }: ReportMaterial): readonly ReportChart[] {
  const shown = designs[active]
  const evaluation = shown?.result.ok ? shown.result.value.evaluation : null
  const band = judgingInterval(target?.analysis ?? null)
  const value = evaluation?.mmi.value ?? null
  const charts: ReportChart[] = []
  const curve = curves[active] ?? null
  if (curve && evaluation && shown) {
    const others = designs.flatMap(({ name }, index): NamedCurve[] => {
      const other = curves[index]
      return other && index !== active ? [{ name, budgets: other.budgets, mmi: other.mmi }] : []
    })
    charts.push({ title: 'MMI along the weight budget', spec: budgetSpecOf(curve, { unit, budget: evaluation.budget, value, bracket: evaluation.bracket, target: band, name: others.length > 0 ? shown.name : null, others, scale: 'log' }) })
  }
  if (width) charts.push({ title: `MMI along the width of ${width.block}`, spec: widthSpecOf(width.curve, { unit, block: width.block, value, target: band, scale: null }) })
  if (target) charts.push({ title: 'Target interval', spec: targetSpecOf(target.analysis, standing(designs), { unit, scale: 'linear', tight: false }) })
  if (spectrum) charts.push({ title: 'Eigenvalue spectrum of Σ', spec: spectrumSpecOf(spectrum, bottleneckLeaf(evaluation), noise) })
  return charts
}

/** The designs on the target chart: those that have an answer. */
export function standing(designs: readonly ReportDesign[]): readonly TargetDesign[] {
  return designs.flatMap(({ name, result }) => result.ok ? [{ name, mmi: result.value.evaluation.mmi.value, position: result.value.verdict?.position ?? null }] : [])
}
