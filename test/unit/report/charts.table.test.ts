import { describe, expect, it } from 'vitest'
import { budgetTable, spectrumTable, tableOf, tableToCsv } from '../../../core/report/charts/table'
import { chartInWords } from '../../../core/report/charts/words'
import { budgetSpec, digits, iris, spectrumSpec } from './charts.fixtures'

describe('the table twin', () => {
  it('of a spectrum has every eigenvalue, zeros too', () => {
    const table = spectrumTable(spectrumSpec(digits, 8, 1e4))
    expect(table.headers).toEqual(['component', 'eigenvalue', 'carries information'])
    expect(table.rows).toHaveLength(64)
    expect(table.rows.map(row => row[1])).toEqual(digits)
    expect(table.rows.filter(row => row[2] === 'yes')).toHaveLength(8)
    expect(spectrumTable(spectrumSpec(digits, 8, 1e4, { active: null })).headers).toEqual(['component', 'eigenvalue'])
  })

  it('of a budget curve has every point exactly', () => {
    const spec = budgetSpec(iris, 3, 30, 0.1, 100)
    const table = tableOf(spec)
    expect(table.headers).toEqual(['F', 'MMI (nat)'])
    expect(table.rows).toEqual(Array.from(spec.budgets, (budget, index) => [budget, spec.mmi[index]]))
  })

  it('is in the unit shown, with errors and other curves named', () => {
    const spec = budgetSpec(iris, 3, 30, 0.1, 100, { unit: 'bits' })
    const other = { name: 'Design B', budgets: Float64Array.of(1), mmi: Float64Array.of(Math.LN2) }
    const table = budgetTable({ ...spec, standardErrors: spec.mmi.map(() => Math.LN2 / 2), others: [other] })
    expect(table.headers).toEqual(['curve', 'F', 'MMI (bit)', 'standard error (bit)'])
    expect(table.rows[0]).toEqual(['this design', spec.budgets[0], (spec.mmi[0] ?? 0) / Math.LN2, 0.5])
    expect(table.rows.at(-1)).toEqual(['Design B', 1, 1, ''])
    expect(budgetTable({ ...spec, name: 'Design A', others: [other] }).rows[0]?.[0]).toBe('Design A')
  })

  it('reads back from CSV digit for digit', () => {
    const spec = budgetSpec(iris, 3, 30, 0.1, 100)
    const lines = tableToCsv(budgetTable(spec)).split('\r\n')
    expect(lines[0]).toBe('F,MMI (nat)')
    expect(lines.at(-1)).toBe('')
    expect(lines.slice(1, -1).map(line => line.split(',').map(Number))).toEqual(Array.from(spec.budgets, (budget, index) => [budget, spec.mmi[index]]))
  })

  it('quotes what CSV would take apart', () => {
    expect(tableToCsv({ caption: '', headers: ['a,b', 'say "x"'], rows: [['two\nlines', Number.NaN]] })).toBe('"a,b","say ""x"""\r\n"two\nlines",\r\n')
  })
})

describe('a chart in words', () => {
  it('says where the design stands', () => {
    const spec = budgetSpec(iris, 3, 30, 0.1, 100, { status: 'upper-bound', target: { lower: 1.1, upper: 1.4 } })
    const words = chartInWords(spec)
    expect(words).toContain('an upper bound')
    expect(words).toContain('At the current budget F = 30 it is 2.871 nat, above the target interval 1.1 – 1.4 nat.')
    expect(words).toContain('3 breakpoints.')
  })

  it('says where the curves laid over it stand at the same budget', () => {
    const spec = budgetSpec(iris, 3, 30, 0.1, 100)
    const words = chartInWords({ ...spec, others: [{ name: 'Design B', budgets: spec.budgets, mmi: spec.mmi.map(value => value / 2) }] })
    expect(words).toContain('it is 2.871 nat. Design B: about 1.435 nat there. 3 breakpoints.')
  })

  it('says that a target has no upper end', () => {
    expect(chartInWords(budgetSpec(iris, 3, 30, 0.1, 100, { target: { lower: 1.1, upper: null } }))).toContain('inside the target interval from 1.1 nat.')
  })

  it('says what carries information', () => {
    expect(chartInWords(spectrumSpec(iris, 3, 30))).toContain('3 of 4 components carry information.')
  })
})
