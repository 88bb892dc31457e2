/** The table twin of a chart: the same data as numbers in full precision, for the screen and as CSV. */
import { assertNever } from '../../api/problem'
import { inUnit, unitSymbol } from '../format'
import { blockWords } from './covarianceLayout'
import type { BudgetSpec, ChartSpec, CovarianceSpec, SpectrumSpec, TargetSpec, WidthSpec } from './spec'
import { sideOf } from './targetBand'
import { envelopePositions } from './targetCurve'
import { bestCase, guaranteed, tightlyGuaranteed } from '../../theory/targetEnvelope'
import { targetRange } from './targetRange'

export type Cell = number | string

export interface ChartTable {
  readonly caption: string
  readonly headers: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

/** The table of any chart. */
export function tableOf(spec: ChartSpec): ChartTable {
  switch (spec.kind) {
    case 'spectrum':
      return spectrumTable(spec)
    case 'budget':
      return budgetTable(spec)
    case 'width':
      return widthTable(spec)
    case 'covariance':
      return covarianceTable(spec)
    case 'target':
      return targetTable(spec)
    default:
      return assertNever(spec)
  }
}

/** Every eigenvalue, zeros too, with what it carries. */
export function spectrumTable(spec: SpectrumSpec): ChartTable {
  const { active } = spec
  const rows = Array.from(spec.eigenvalues, (eigenvalue, index): Cell[] => {
    const row: Cell[] = [index + 1, eigenvalue]
    if (active !== null) row.push(index < active ? 'yes' : 'no')
    return row
  })
  return { caption: spec.caption, headers: ['component', 'eigenvalue', ...(active === null ? [] : ['carries information'])], rows }
}

/** Every point of the curve and, below it, of the curves laid over it; amounts in the unit shown. */
export function budgetTable(spec: BudgetSpec): ChartTable {
  const unit = unitSymbol(spec.unit)
  const others = spec.others ?? []
  const errors = spec.standardErrors
  const rowsOf = (name: string, budgets: Float64Array, mmi: Float64Array, standardErrors: Float64Array | null): Cell[][] =>
    Array.from(budgets, (budget, index) => [
      ...(others.length > 0 ? [name] : []),
      budget,
      inUnit(mmi[index] ?? Number.NaN, spec.unit),
      ...(errors ? [standardErrors ? inUnit(standardErrors[index] ?? Number.NaN, spec.unit) : ''] : [])
    ])
  return {
    caption: `MMI along the weight budget F, ${spec.status.replace('-', ' ')}${bracketWords(spec)}`,
    headers: [...(others.length > 0 ? ['curve'] : []), 'F', `MMI (${unit})`, ...(errors ? [`standard error (${unit})`] : [])],
    rows: [
      ...rowsOf(spec.name ?? 'this design', spec.budgets, spec.mmi, errors ?? null),
      ...others.flatMap(other => rowsOf(other.name, other.budgets, other.mmi, null))
    ]
  }
}

/** What the curve's points cannot hold: two estimators at the current budget. */
function bracketWords({ bracket, budget, unit }: BudgetSpec): string {
  if (!bracket) return ''
  return `; at F = ${budget} ${inUnit(bracket.sample, unit)} ${unitSymbol(unit)} under the sample covariance, ${inUnit(bracket.ledoitWolf, unit)} under Ledoit–Wolf`
}

/** Every point of the curve, with where it stands beside the target when there is one. */
export function widthTable(spec: WidthSpec): ChartTable {
  const { target } = spec
  return {
    caption: `MMI along the ${spec.counts} of ${spec.block}, ${spec.status.replace('-', ' ')}`,
    headers: [spec.counts, `MMI (${unitSymbol(spec.unit)})`, ...(target ? ['target'] : [])],
    rows: Array.from(spec.widths, (width, index) => {
      const mmi = spec.mmi[index] ?? Number.NaN
      return [width, inUnit(mmi, spec.unit), ...(target ? [sideOf(mmi, target)] : [])]
    })
  }
}

const tableSteps = 100

/** What has a name first (ends of the interval, designs), then the curves; amounts in the unit shown. */
export function targetTable(spec: TargetSpec): ChartTable {
  const { envelope, interval, inner, outer } = spec
  const unit = unitSymbol(spec.unit)
  const rowAt = (name: string, at: number): Cell[] => {
    const curves = envelope ? [bestCase, guaranteed, ...(spec.tight ? [tightlyGuaranteed] : [])].map(curve => curve(at, envelope)) : []
    return [name, ...[at, ...curves].map(nats => inUnit(nats, spec.unit))]
  }
  const named: readonly (readonly [string, number | null | undefined])[] = [
    ['lower end', interval?.lower], ['half the peak', interval?.half], ['upper end', interval?.upper],
    ['surely inside from', inner?.lower], ['surely inside to', inner?.upper], ['possibly inside from', outer?.lower], ['possibly inside to', outer?.upper],
    ['log m', spec.memorisation], ...spec.designs.map(({ name, mmi, position }): [string, number] => [position === null ? name : `${name}, ${position}`, mmi])
  ]
  const positions = envelope ? envelopePositions(envelope, { kind: spec.scale, ...targetRange(spec) }, tableSteps) : []
  return {
    caption: `Target interval for I(X;Z), state ${spec.state}`,
    headers: ['what', `I(X;Z) (${unit})`, ...(envelope ? [`best case (${unit})`, `guaranteed (${unit})`, ...(spec.tight ? [`guaranteed, tight loss (${unit})`] : [])] : [])],
    rows: [...named.flatMap(([name, at]) => (at === null || at === undefined ? [] : [rowAt(name, at)])), ...Array.from(positions, at => rowAt('curve', at))]
  }
}

/** The cells as they are drawn, by the names of their rows and columns; of a block, of its first column. */
export function covarianceTable(spec: CovarianceSpec): ChartTable {
  const { map: { kind, edges, cells }, names } = spec
  const count = edges.length - 1
  const heads = Array.from({ length: count }, (_, block) => names[edges[block]!] ?? `column ${edges[block]!}`)
  const blocks = blockWords(spec)
  return {
    caption: `${kind === 'covariance' ? 'Covariance Σ' : 'Correlations'}${blocks === null ? '' : `, ${blocks}, named by its first column`}`,
    headers: ['column', ...heads],
    rows: heads.map((head, row): Cell[] => [head, ...cells.subarray(row * count, (row + 1) * count)])
  }
}

/** A table as CSV (RFC 4180): comma, "." as the decimal sign, every digit of every number. */
export function tableToCsv(table: ChartTable): string {
  const field = (cell: Cell): string => {
    const text = typeof cell === 'number' ? (Number.isFinite(cell) ? String(cell) : '') : cell
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return [table.headers, ...table.rows].map(row => `${row.map(field).join(',')}\r\n`).join('')
}
