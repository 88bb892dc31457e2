/** The table twin of a chart: the same data as numbers in full precision, for the screen and as CSV. */
import { assertNever } from '../../api/problem'
import { inUnit, unitSymbol } from '../format'
import type { BudgetSpec, ChartSpec, SpectrumSpec } from './spec'

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
    caption: `MMI along the weight budget F, ${spec.status.replace('-', ' ')}`,
    headers: [...(others.length > 0 ? ['curve'] : []), 'F', `MMI (${unit})`, ...(errors ? [`standard error (${unit})`] : [])],
    rows: [
      ...rowsOf('this design', spec.budgets, spec.mmi, errors ?? null),
      ...others.flatMap(other => rowsOf(other.name, other.budgets, other.mmi, null))
    ]
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
