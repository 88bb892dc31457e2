import { expect, it } from 'vitest'
import type { ChartTable } from '../../../core/report/charts/table'
import { tableToLatex, tableToMarkdown } from '../../../core/report/tableText'

const table: ChartTable = {
  caption: 'Designs of a_b at σ² = 1',
  headers: ['design', 'MMI (nat)', 'status'],
  rows: [['wide | deep', 1.25, '≤ 50 %'], ['a\\b', -3e-7, ''], ['c', Number.NaN, 'exact']]
}

it('a table as Markdown aligns numbers right and keeps its cells apart', () => {
  expect(tableToMarkdown(table)).toBe([
    '| design | MMI (nat) | status |',
    '| :--- | ---: | :--- |',
    '| wide \\| deep | 1.25 | ≤ 50 % |',
    '| a\\\\b | -3e-7 |  |',
    '| c |  | exact |',
    ''
  ].join('\n'))
})

it('a table as LaTeX escapes what LaTeX reads and writes powers as powers', () => {
  const latex = tableToLatex(table)
  expect(latex).toContain('\\caption{Designs of a\\_b at $\\sigma$$^2$ = 1}')
  expect(latex).toContain('\\begin{tabular}{lrl}')
  expect(latex).toContain('    wide | deep & 1.25 & $\\le$ 50 \\% \\\\')
  expect(latex).toContain('    a\\textbackslash{}b & $-3 \\times 10^{-7}$ &  \\\\')
})
