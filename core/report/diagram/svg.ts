/** The diagram as a self-contained SVG: the picture of the window without its handles, for reports, exports and thumbnails. */
import type { InformationUnit } from '../../api/model'
import type { ChartPalette } from '../charts/palette'
import { formatInformation, formatNumber, inUnit, unitSymbol } from '../format'
import { statusMark } from './spoken'
import { cardHeight } from './place'
import type { DiagramLayout, DiagramNode } from './types'

/** What the diagram needs beside the colours of the charts; the values of renderer/shell/theme.css. */
export interface DiagramPalette extends ChartPalette {
  readonly flow: string
  readonly branchFlow: string
  readonly warmGround: string
}

export const lightDiagramColours = { flow: '#9cc0f5', branchFlow: '#cfe0fa', warmGround: '#fff1e8' } as const
export const darkDiagramColours = { flow: '#35588f', branchFlow: '#26406a', warmGround: '#3a2418' } as const

/** System fonts, so that nothing has to travel with the picture. */
const font = 'Inter, system-ui, -apple-system, &quot;Segoe UI&quot;, &quot;DejaVu Sans&quot;, sans-serif'
const clipLetters = { title: 16, detail: 20 }

/**
 * Draws a layout. Blocks carry their names, numbers and status marks; the bottleneck has its mark and word beside its colour.
 *
 * @param title what the picture is of, for the ear
 * @returns an SVG document
 */
export function diagramSvg(layout: DiagramLayout, palette: DiagramPalette, unit: InformationUnit, title: string): string {
  const { width, height, source, sink } = layout
  const parts = [
    rectangle({ x: 0, y: 0, width, height, fill: palette.panel }),
    ...layout.rails.map(rail => `<path d="${rail.d}" fill="${rail.kind === 'trunk' ? palette.flow : palette.branchFlow}"/>`),
    ...layout.nodes.filter(node => node.kind === 'group').map(node => frame(node, palette, unit)),
    ...layout.nodes.filter(node => node.kind !== 'group').map(node => card(node, palette, unit)),
    ...layout.slices.map(slice => text(slice.x, slice.y, slice.text, { size: 11, fill: palette.dim })),
    text(source.x + source.width, source.y - 4, source.name, { size: 13, weight: 600, fill: palette.ink, anchor: 'end' }),
    text(source.x + source.width, source.y + 11, source.detail, { size: 11, fill: palette.dim, anchor: 'end' }),
    text(sink.x, sink.y + 4, 'Z', { size: 13, weight: 600, fill: palette.dim })
  ]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" `
    + `font-family="${font}" style="font-variant-numeric: tabular-nums"><title>${escaped(title)}</title>${parts.join('')}</svg>`
}

/** Thickness of the rails in words, as the legend of the window has it; empty without a result. */
export function scaleInWords({ scale }: DiagramLayout, unit: InformationUnit): string {
  return scale === null ? '' : `Rails are as thick as the MMI that can flow: ${formatInformation(20 / scale.pixelsPerNat, unit)} in 20 px.`
}

function card(node: DiagramNode, palette: DiagramPalette, unit: InformationUnit): string {
  const { x, y, width } = node
  const left = x + 11
  const figureColour = node.bottleneck ? palette.warm : palette.ink
  const box = rectangle({
    x: x + 0.5, y: y + 0.5, width: width - 1, height: cardHeight - 1, radius: 7,
    fill: node.bottleneck ? palette.warmGround : palette.panel, stroke: node.bottleneck ? palette.warm : palette.lineStrong, strokeWidth: node.bottleneck ? 2 : 1
  })
  const figure = node.evaluation ? `${formatNumber(inUnit(node.evaluation.mmi, unit))} ${unitSymbol(unit)}` : '–'
  const mark = node.evaluation ? statusMark(node.evaluation.status) : ''
  return [
    box,
    text(left, y + 19, clipped(node.title, clipLetters.title), { size: 13, weight: 600, fill: palette.ink }),
    text(left, y + 33, clipped(node.detail, clipLetters.detail), { size: 11, fill: palette.dim }),
    text(left, y + 49, figure, { size: 12, fill: figureColour }),
    mark === '' ? '' : text(x + width - 11, y + 49, mark, { size: 12, weight: 600, fill: palette.dim, anchor: 'end' }),
    node.bottleneck ? text(x + width - 4, y - 5, '▸◂ bottleneck', { size: 11, weight: 600, fill: palette.warm, anchor: 'end' }) : ''
  ].join('')
}

function frame(node: DiagramNode, palette: DiagramPalette, unit: InformationUnit): string {
  const colour = node.bottleneck ? palette.warm : palette.lineStrong
  const value = node.evaluation ? ` ${statusMark(node.evaluation.status)} ${formatInformation(node.evaluation.mmi, unit)}` : ''
  return rectangle({ x: node.x + 0.5, y: node.y + 0.5, width: node.width - 1, height: node.height - 1, radius: 10, fill: 'none', stroke: colour, strokeWidth: node.bottleneck ? 2 : 1, dashed: true })
    + text(node.x + 12, node.y + 17, `${node.title}${value}`, { size: 11, weight: 600, fill: palette.dim })
    + (node.bottleneck ? text(node.x + node.width - 8, node.y + 17, '▸◂ bottleneck', { size: 11, weight: 600, fill: palette.warm, anchor: 'end' }) : '')
}

interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly fill: string
  readonly radius?: number
  readonly stroke?: string
  readonly strokeWidth?: number
  readonly dashed?: boolean
}

function rectangle({ x, y, width, height, fill, radius = 0, stroke, strokeWidth = 1, dashed = false }: Rectangle): string {
  const line = stroke === undefined ? '' : ` stroke="${stroke}" stroke-width="${strokeWidth}"${dashed ? ' stroke-dasharray="4 3"' : ''}`
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}"${line}/>`
}

interface TextStyle {
  readonly size: number
  readonly fill: string
  readonly weight?: number
  readonly anchor?: 'start' | 'end'
}

function text(x: number, y: number, words: string, { size, fill, weight = 400, anchor = 'start' }: TextStyle): string {
  return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}">${escaped(words)}</text>`
}

function clipped(words: string, letters: number): string {
  return words.length <= letters ? words : `${words.slice(0, letters - 1)}…`
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
