/** Where everything on the heat map stands, in pixels: the square, the names beside it, the scale of colours. */
import { formatCount, formatNumber } from '../format'
import type { Point, Rectangle } from './axes'
import { fontSize, labelHeight, textWidth, type PlacedLabel } from './labels'
import type { ChartSize, CovarianceSpec } from './spec'

export interface CovarianceLayout {
  /** Row and column 0 meet at its upper left corner. */
  readonly square: Rectangle
  /** Rows and columns of cells. */
  readonly cells: number
  /** Names beside the rows, where they have room. */
  readonly names: readonly PlacedLabel[]
  /** The largest absolute value on the scale of colours. */
  readonly limit: number
  readonly bar: Rectangle
  readonly barLabels: readonly PlacedLabel[]
  /** What one cell stands for, when it is not one pair of columns. */
  readonly remark: PlacedLabel | null
}

const margin = { top: 10, right: 16, bottom: 10, left: 2 }
const barWidth = 12

/** The layout of a heat map at a size. Pure: the same spec and size give the same pixels. */
export function covarianceLayout(spec: CovarianceSpec, size: ChartSize): CovarianceLayout {
  const { map } = spec
  const cells = map.edges.length - 1
  const remarkText = blockWords(spec)
  const side = Math.max(40, Math.floor(Math.min(size.height - margin.top - margin.bottom - (remarkText === null ? 0 : labelHeight + 2), size.width * 0.55)))
  const square: Rectangle = { left: margin.left, top: margin.top, width: side, height: side }
  const limit = map.kind === 'correlation' ? 1 : map.cells.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const ends = [formatNumber(limit, 3), '0', formatNumber(-limit, 3)]
  const endsWidth = Math.max(...ends.map(text => textWidth(text)))
  const left = square.left + side + 8
  const rightmost = size.width - margin.right - endsWidth - 6 - barWidth
  const names = namesBeside(spec, square, left, rightmost - left - 14)
  const namesWidth = names.reduce((widest, { box }) => Math.max(widest, box.width), 0)
  const bar: Rectangle = { left: Math.min(rightmost, Math.floor(left + namesWidth + 28)), top: margin.top, width: barWidth, height: side }
  const barLabels = ends.map((text, index): PlacedLabel => ({
    text, align: 'left',
    box: { left: bar.left + barWidth + 6, top: Math.max(0, bar.top + (bar.height * index) / 2 - labelHeight / (index === 0 ? 4 : index === 1 ? 2 : 4 / 3)), width: textWidth(text), height: labelHeight }
  }))
  return {
    square, cells, limit, bar, barLabels, names,
    remark: remarkText === null ? null : { text: remarkText, align: 'left', box: { left: square.left, top: square.top + side + 4, width: textWidth(remarkText), height: labelHeight } }
  }
}

/** The cell under a point, row and column; null beside the square. */
export function cellAt({ square, cells }: CovarianceLayout, { x, y }: Point): { readonly row: number; readonly column: number } | null {
  const column = Math.floor(((x - square.left) / square.width) * cells)
  const row = Math.floor(((y - square.top) / square.height) * cells)
  return row >= 0 && row < cells && column >= 0 && column < cells ? { row, column } : null
}

/** Every name where a row is as high as its letters, else those that have room, evenly taken. */
function namesBeside({ names, map: { edges } }: CovarianceSpec, square: Rectangle, left: number, room: number): readonly PlacedLabel[] {
  const cells = edges.length - 1
  if (names.length === 0 || room < 3 * fontSize) return []
  const height = square.height / cells
  const every = Math.max(1, Math.ceil(labelHeight / height))
  const placed: PlacedLabel[] = []
  for (let row = 0; row < cells; row += every) {
    const text = shortened(names[edges[row]!] ?? '', room)
    const top = square.top + (row + 0.5) * height - labelHeight / 2
    if (top + labelHeight <= square.top + square.height + labelHeight / 2) placed.push({ text, align: 'left', box: { left, top, width: textWidth(text), height: labelHeight } })
  }
  return placed
}

function shortened(name: string, room: number): string {
  if (textWidth(name) <= room) return name
  const letters = [...name]
  while (letters.length > 1 && textWidth(`${letters.join('')}…`) > room) letters.pop()
  return `${letters.join('')}…`
}

/** `one cell: the mean over 5 × 5 columns`; null where a cell is one pair. */
export function blockWords({ map: { order, edges } }: CovarianceSpec): string | null {
  const cells = edges.length - 1
  if (cells >= order) return null
  const [fewest, most] = [Math.floor(order / cells), Math.ceil(order / cells)]
  const width = fewest === most ? formatCount(most) : `${formatCount(fewest)} or ${formatCount(most)}`
  return `${formatCount(order)} columns; one cell is the mean over blocks of ${width}`
}
