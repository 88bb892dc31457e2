/** Marks at known pixels (labels, ticks, handles) as one series of the chart engine, so that screen and export draw the same ones. */
import type { CustomSeriesOption, CustomSeriesRenderItemReturn } from 'echarts'
import { assertNever } from '../../api/problem'
import type { Point, Rectangle } from './axes'
import { fontFamily, fontSize, labelHeight, type PlacedLabel } from './labels'

export type Mark =
  | { readonly kind: 'line'; readonly name: string; readonly from: Point; readonly to: Point; readonly color: string; readonly width: number; readonly dash?: readonly number[] }
  | { readonly kind: 'box'; readonly name: string; readonly box: Rectangle; readonly color: string }
  | { readonly kind: 'disc'; readonly name: string; readonly centre: Point; readonly radius: number; readonly color: string; readonly ring: string }
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
    case 'disc':
      return { type: 'circle', shape: { cx: mark.centre.x, cy: mark.centre.y, r: mark.radius }, style: { fill: mark.color, stroke: mark.ring, lineWidth: 2 } }
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
