/** A table as text for elsewhere: Markdown for notes and issues, LaTeX for papers. Numbers keep every digit. */
import type { Cell, ChartTable } from './charts/table'

/** A GitHub-flavoured Markdown table; numbers stand right. */
export function tableToMarkdown({ headers, rows }: ChartTable): string {
  const lines = [
    row(headers.map(markdown)),
    row(headers.map((_, column) => (isNumeric(rows, column) ? '---:' : ':---'))),
    ...rows.map(cells => row(cells.map(cell => markdown(written(cell)))))
  ]
  return `${lines.join('\n')}\n`
}

/** A LaTeX table that needs the package booktabs. */
export function tableToLatex({ caption, headers, rows }: ChartTable): string {
  const columns = headers.map((_, column) => (isNumeric(rows, column) ? 'r' : 'l')).join('')
  return [
    '% \\usepackage{booktabs}',
    '\\begin{table}',
    `  \\caption{${latex(caption)}}`,
    `  \\begin{tabular}{${columns}}`,
    '    \\toprule',
    `    ${headers.map(latex).join(' & ')} \\\\`,
    '    \\midrule',
    ...rows.map(cells => `    ${cells.map(cell => latexCell(cell)).join(' & ')} \\\\`),
    '    \\bottomrule',
    '  \\end{tabular}',
    '\\end{table}',
    ''
  ].join('\n')
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

/** Whether a column holds numbers; blanks do not speak against it. */
function isNumeric(rows: ChartTable['rows'], column: number): boolean {
  const filled = rows.map(cells => cells[column]).filter(cell => cell !== undefined && cell !== '')
  return filled.length > 0 && filled.every(cell => typeof cell === 'number')
}

function written(cell: Cell): string {
  return typeof cell === 'string' ? cell : Number.isFinite(cell) ? String(cell) : ''
}

function markdown(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll(/\s*[\r\n]+\s*/g, ' ')
}

const latexLetters: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}', '{': '\\{', '}': '\\}', '%': '\\%', '&': '\\&', '#': '\\#', _: '\\_', $: '\\$', '~': '\\textasciitilde{}', '^': '\\textasciicircum{}',
  '×': '$\\times$', '≤': '$\\le$', '≥': '$\\ge$', '±': '$\\pm$', '→': '$\\rightarrow$', '−': '$-$', '–': '--', 'σ': '$\\sigma$', 'λ': '$\\lambda$', 'ρ': '$\\rho$', 'η': '$\\eta$', 'δ': '$\\delta$', 'Σ': '$\\Sigma$', '²': '$^2$'
}

function latex(text: string): string {
  return text.replaceAll(/\s*[\r\n]+\s*/g, ' ').replaceAll(/[\\{}%&#_$~^×≤≥±→−–σλρηδΣ²]/g, letter => latexLetters[letter] ?? letter)
}

/** 1e-7 → $10^{-7}$ forms, everything else as it is written. */
function latexCell(cell: Cell): string {
  if (typeof cell === 'string') return latex(cell)
  const [mantissa = '', power] = written(cell).split('e')
  return power === undefined ? (mantissa.startsWith('-') ? `$${mantissa}$` : mantissa) : `$${mantissa} \\times 10^{${Number(power)}}$`
}
