/** Σ or its correlations as a heat map: which columns go together, which against one another. */
import type { EChartsOption } from 'echarts'
import { formatNumber } from '../format'
import { covarianceLayout, type CovarianceLayout } from './covarianceLayout'
import { colorCount, colorPlace, divergingColors } from './divergingColors'
import { labelMark, marksSeries, type Mark } from './marks'
import { commonOption } from './options'
import type { ChartPalette } from './palette'
import { indexedImage } from './pixelImage'
import { panelSize, type ChartSize, type CovarianceSpec } from './spec'

/** The chart as an ECharts option. Pure: the same spec, palette and size give the same picture on screen and in an export. */
export function covarianceChart(spec: CovarianceSpec, palette: ChartPalette, size: ChartSize = panelSize): EChartsOption {
  return { ...commonOption(palette), series: [marksSeries('heat', 2, marks(spec, covarianceLayout(spec, size), palette))] }
}

function marks({ map }: CovarianceSpec, { square, cells, limit, bar, barLabels, names, remark }: CovarianceLayout, palette: ChartPalette): Mark[] {
  const colors = divergingColors(palette)
  // One pixel of the picture for one of the bar: an SVG stretches no image.
  const scale = Uint8Array.from({ length: bar.width * bar.height }, (_, index) => Math.round((1 - Math.floor(index / bar.width) / (bar.height - 1)) * (colorCount - 1)))
  return [
    { kind: 'image', name: 'matrix', box: square, address: indexedImage(cells, cells, Uint8Array.from(map.cells, value => colorPlace(value, limit)), colors) },
    { kind: 'frame', name: 'edge', box: square, color: palette.lineStrong },
    { kind: 'image', name: 'scale', box: bar, address: indexedImage(bar.width, bar.height, scale, colors) },
    { kind: 'frame', name: 'edge of the scale', box: bar, color: palette.lineStrong },
    ...barLabels.map((label, index) => labelMark(`scale ${index}`, label, palette.dim, null)),
    ...names.map((label, index) => labelMark(`name ${index}`, label, palette.dim, null)),
    ...(remark ? [labelMark('remark', remark, palette.dim, null)] : [])
  ]
}

/** What a cell stands for and holds, line by line: `petal length · petal width`, `correlation 0.9629`. */
export function cellInWords({ map: { kind, edges, cells }, names }: CovarianceSpec, row: number, column: number): readonly string[] {
  const name = (block: number): string => {
    const [first, last] = [edges[block]!, edges[block + 1]! - 1]
    const nameOf = (index: number): string => names[index] ?? `column ${index}`
    return first === last ? nameOf(first) : `${nameOf(first)} … ${nameOf(last)}`
  }
  const value = formatNumber(cells[row * (edges.length - 1) + column])
  const mean = edges[row + 1]! - edges[row]! > 1 || edges[column + 1]! - edges[column]! > 1 ? 'mean ' : ''
  const pair = row === column ? [name(row)] : [name(row), name(column)]
  return [...pair, `${mean}${row === column && mean === '' && kind === 'covariance' ? 'variance' : kind} ${value}`]
}
