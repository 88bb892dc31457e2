/** How the product kernel wants its matrices: panels of four rows, interleaved number by number, each filled up with zeros to a multiple of four steps. */

export const panelRows = 4

/** Panels that so many rows make. */
export function panelsOf(rows: number): number {
  return Math.ceil(rows / panelRows)
}

/** Steps of a panel for rows of so many numbers. */
export function stepsOf(inner: number): number {
  return panelsOf(inner) * panelRows
}

/** Numbers that the panels of a matrix take. */
export function panelNumbers(rows: number, inner: number): number {
  return panelsOf(rows) * panelRows * stepsOf(inner)
}

/** Rows that are missing in the last panel, and steps that are missing in each, count as zero. @param panels `panelNumbers` long */
export function packRows(matrix: Float64Array, rows: number, inner: number, panels: Float64Array): void {
  const missing = (stepsOf(inner) - inner) * panelRows
  let at = 0
  for (let first = 0; first < rows; first += panelRows) {
    if (first + panelRows <= rows) packFour(matrix, first * inner, inner, panels, at)
    else packFew(matrix, first, rows, inner, panels, at)
    at += inner * panelRows
    panels.fill(0, at, at + missing)
    at += missing
  }
}

function packFour(matrix: Float64Array, start: number, inner: number, panels: Float64Array, at: number): void {
  const second = start + inner
  const third = second + inner
  const fourth = third + inner
  for (let k = 0; k < inner; k++, at += panelRows) {
    panels[at] = matrix[start + k]!
    panels[at + 1] = matrix[second + k]!
    panels[at + 2] = matrix[third + k]!
    panels[at + 3] = matrix[fourth + k]!
  }
}

function packFew(matrix: Float64Array, first: number, rows: number, inner: number, panels: Float64Array, at: number): void {
  for (let lane = 0; lane < panelRows; lane++) {
    const row = first + lane
    for (let k = 0; k < inner; k++) panels[at + k * panelRows + lane] = row < rows ? matrix[row * inner + k]! : 0
  }
}

/** Numbers of the panels of an upper triangle, each of which begins at its diagonal. */
export function upperNumbers(order: number): number {
  const panels = panelsOf(order)
  return ((panels * (panels + 1)) / 2) * panelRows * panelRows
}

/** The upper triangle of A − shift·I with half its diagonal. @param matrix order × order @param panels `upperNumbers` long, all zeros */
export function packUpper(matrix: Float64Array, order: number, shift: number, panels: Float64Array): void {
  let at = 0
  for (let first = 0; first < order; first += panelRows) {
    const last = Math.min(first + panelRows, order)
    for (let row = first; row < last; row++) {
      const from = row * order
      const to = at + row - first
      panels[to + (row - first) * panelRows] = (matrix[from + row]! - shift) / 2
      for (let column = row + 1; column < last; column++) panels[to + (column - first) * panelRows] = matrix[from + column]!
    }
    if (last < order) packRightOf(matrix, first, order, panels, at + panelRows * panelRows)
    at += (stepsOf(order) - first) * panelRows
  }
}

/** Four rows from the fourth column after the diagonal on. */
function packRightOf(matrix: Float64Array, first: number, order: number, panels: Float64Array, at: number): void {
  const start = first * order
  for (let column = first + panelRows; column < order; column++, at += panelRows) {
    panels[at] = matrix[start + column]!
    panels[at + 1] = matrix[start + order + column]!
    panels[at + 2] = matrix[start + 2 * order + column]!
    panels[at + 3] = matrix[start + 3 * order + column]!
  }
}
