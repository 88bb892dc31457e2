/** Marks at known pixels (labels, ticks, handles) as one series of the chart engine, so that screen and export draw the same ones. */
import type { CustomSeriesOption, CustomSeriesRenderItemReturn, EChartsOption } from 'echarts'
import { assertNever } from '../../api/problem'
import type { Point, Rectangle } from './axes'
import { fontFamily, fontSize, labelHeight, type PlacedLabel } from './labels'

/** Shapes that are told apart without colour. `ring` and `cross` are drawn in outline. */
export type Sign = 'disc' | 'square' | 'diamond' | 'triangle-up' | 'triangle-down' | 'ring' | 'cross'

/** The character that looks most like a sign, for words that speak of it. */
export const signCharacters: Readonly<Record<Sign, string>> = {
  disc: '●', square: '■', diamond: '◆', 'triangle-up': '▲', 'triangle-down': '▼', ring: '○', cross: '×'
}

export type Mark =
  | { readonly kind: 'line'; readonly name: string; readonly from: Point; readonly to: Point; readonly color: string; readonly width: number; readonly dash?: readonly number[] }
  | { readonly kind: 'box'; readonly name: string; readonly box: Rectangle; readonly color: string }
  | { readonly kind: 'frame'; readonly name: string; readonly box: Rectangle; readonly color: string }
  | { readonly kind: 'image'; readonly name: string; readonly box: Rectangle; /** data: */ readonly address: string }
  | { readonly kind: 'hatch'; readonly name: string; readonly box: Rectangle; readonly color: string }
  | { readonly kind: 'sign'; readonly name: string; readonly sign: Sign; readonly centre: Point; readonly radius: number; readonly color: string; readonly ring: string }
  | { readonly kind: 'text'; readonly name: string; readonly text: string; readonly at: Point; readonly align: 'left' | 'right'; readonly color: string; readonly halo: string | null; readonly bold: boolean }

/** A placed label as a mark. @param halo the ground's colour, which keeps grid lines off the letters; null: none */
export function labelMark(name: string, label: PlacedLabel, color: string, halo: string | null, bold = false): Mark {
  const x = label.align === 'left' ? label.box.left : label.box.left + label.box.width
  return { kind: 'text', name, text: label.text, at: { x, y: label.box.top + labelHeight / 2 }, align: label.align, color, halo, bold }
}

/** The marks as a series outside any coordinate system, deaf to the pointer. @param level drawing order; curves are at 3 */
export function marksSeries(id: string, level: number, marks: readonly Mark[]): CustomSeriesOption {
  return {
    id,
    type: 'custom',
    coordinateSystem: 'none',
    silent: true,
    clip: false,
    animation: false,
    z: level,
    tooltip: { show: false },
    data: marks.map((mark, index) => ({ name: mark.name, value: index })),
    renderItem: parameters => {
      const mark = marks[parameters.dataIndex]
      return mark ? shapeOf(mark) : null
    }
  }
}

/** A chart with marks in front of everything. On screen they are drawn over the engine's picture instead, where they move with the hand. */
export function withMarks(option: EChartsOption, marks: readonly Mark[]): EChartsOption {
  return { ...option, series: [...[option.series ?? []].flat(), marksSeries('marks', 5, marks)] }
}

function shapeOf(mark: Mark): CustomSeriesRenderItemReturn {
  switch (mark.kind) {
    case 'line':
      return {
        type: 'line',
        shape: { x1: mark.from.x, y1: mark.from.y, x2: mark.to.x, y2: mark.to.y },
        style: { stroke: mark.color, lineWidth: mark.width, lineDash: mark.dash ? [...mark.dash] : 'solid', fill: 'none' }
      }
    case 'box':
      return { type: 'rect', shape: { x: mark.box.left, y: mark.box.top, width: mark.box.width, height: mark.box.height }, style: { fill: mark.color } }
    case 'frame':
      return { type: 'rect', shape: { x: mark.box.left, y: mark.box.top, width: mark.box.width, height: mark.box.height }, style: { fill: 'none', stroke: mark.color, lineWidth: 1 } }
    case 'image':
      return { type: 'image', style: { image: mark.address, x: mark.box.left, y: mark.box.top, width: mark.box.width, height: mark.box.height } }
    case 'hatch':
      return { type: 'path', shape: { pathData: hatchPath(mark.box) }, style: { stroke: mark.color, lineWidth: 0.8, fill: 'none' } }
    case 'sign':
      return signShape(mark)
    case 'text':
      return {
        type: 'text',
        style: {
          text: mark.text, x: mark.at.x, y: mark.at.y, fill: mark.color, fontSize, fontFamily,
          fontWeight: mark.bold ? 600 : 400, ...(mark.halo ? { stroke: mark.halo, lineWidth: 4 } : {}), align: mark.align, verticalAlign: 'middle'
        }
      }
    default:
      return assertNever(mark)
  }
}

function signShape(mark: Extract<Mark, { kind: 'sign' }>): CustomSeriesRenderItemReturn {
  const { outline, fill, stroke, width } = signDrawing(mark)
  const style = { fill, stroke, lineWidth: width }
  switch (outline.kind) {
    case 'circle':
      return { type: 'circle', shape: { cx: outline.centre.x, cy: outline.centre.y, r: outline.radius }, style }
    case 'polygon':
      return { type: 'polygon', shape: { points: outline.corners.map(({ x, y }) => [x, y]) }, style }
    case 'path':
      return { type: 'path', shape: { pathData: outline.d }, style }
    default:
      return assertNever(outline)
  }
}

export interface SignDrawing {
  readonly outline:
    | { readonly kind: 'circle'; readonly centre: Point; readonly radius: number }
    | { readonly kind: 'polygon'; readonly corners: readonly Point[] }
    | { readonly kind: 'path'; readonly d: string }
  readonly fill: string
  readonly stroke: string
  /** Of the stroke. */
  readonly width: number
}

/** How a sign is drawn, whoever draws it. */
export function signDrawing({ sign, centre, radius, color, ring }: Extract<Mark, { kind: 'sign' }>): SignDrawing {
  const { x, y } = centre
  const filled = { fill: color, stroke: ring, width: 2 }
  const polygon = (corners: readonly (readonly [number, number])[]): SignDrawing =>
    ({ outline: { kind: 'polygon', corners: corners.map(([across, down]) => ({ x: x + across * radius, y: y + down * radius })) }, ...filled })
  switch (sign) {
    case 'disc':
      return { outline: { kind: 'circle', centre, radius }, ...filled }
    case 'ring':
      return { outline: { kind: 'circle', centre, radius }, fill: ring, stroke: color, width: 1.5 }
    case 'square':
      return polygon([[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]])
    case 'diamond':
      return polygon([[0, -1.25], [1.25, 0], [0, 1.25], [-1.25, 0]])
    case 'triangle-up':
      return polygon([[0, -1.2], [1.15, 0.85], [-1.15, 0.85]])
    case 'triangle-down':
      return polygon([[0, 1.2], [1.15, -0.85], [-1.15, -0.85]])
    case 'cross':
      return { outline: { kind: 'path', d: `M${x - radius},${y - radius}L${x + radius},${y + radius}M${x - radius},${y + radius}L${x + radius},${y - radius}` }, fill: 'none', stroke: color, width: 1.75 }
    default:
      return assertNever(sign)
  }
}

const hatchSpacing = 7

/** Strokes at 45° across a box as an SVG path; those of boxes side by side continue one another. */
export function hatchPath({ left, top, width, height }: Rectangle): string {
  const strokes: string[] = []
  const right = left + width
  const bottom = top + height
  // On a stroke x + y is constant.
  for (let sum = Math.ceil((left + top) / hatchSpacing) * hatchSpacing; sum < right + bottom; sum += hatchSpacing) {
    const from = { x: Math.max(left, sum - bottom), y: Math.min(bottom, sum - left) }
    const to = { x: Math.min(right, sum - top), y: Math.max(top, sum - right) }
    if (to.x > from.x) strokes.push(`M${from.x},${from.y}L${to.x},${to.y}`)
  }
  return strokes.join('')
}
