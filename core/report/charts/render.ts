/** A chart as a self-contained SVG, without a screen: for exports, reports and tests. */
import type { EChartsOption } from 'echarts'
import { assertNever } from '../../api/problem'
import type { Picture } from '../picture'
import { budgetChart } from './budget'
import { covarianceChart } from './covariance'
import { init } from './engine'
import { escaped } from './options'
import { paletteOf, type ChartPalette } from './palette'
import type { ChartSize, ChartSpec } from './spec'
import { spectrumChart } from './spectrum'
import { targetChart } from './target'
import { widthChart } from './width'
import { chartInWords } from './words'

/** The option of any chart. */
export function chartOption(spec: ChartSpec, palette: ChartPalette, size: ChartSize): EChartsOption {
  switch (spec.kind) {
    case 'spectrum':
      return spectrumChart(spec, palette, size)
    case 'budget':
      return budgetChart(spec, palette, size)
    case 'width':
      return widthChart(spec, palette, size)
    case 'covariance':
      return covarianceChart(spec, palette, size)
    case 'target':
      return targetChart(spec, palette, size)
    default:
      return assertNever(spec)
  }
}

/**
 * Draws a chart. The picture is the one on screen, on the palette's ground, titled with its finding in words.
 *
 * @param size in CSS pixels; an SVG scales from there
 * @returns an SVG document
 */
export function toSvg(spec: ChartSpec, size: ChartSize, palette: ChartPalette): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: size.width, height: size.height })
  try {
    chart.setOption({ ...chartOption(spec, palette, size), animation: false, backgroundColor: palette.panel })
    return tidied(chart.renderToSVGString(), chartInWords(spec))
  } finally {
    chart.dispose()
  }
}

/** Of an exported chart, whatever its panel on screen: the window and the command line write the same picture, with room for a column of a paper. */
export const exportSize: ChartSize = { width: 640, height: 360 }

/** A chart as a picture for elsewhere. */
export function chartPicture(spec: ChartSpec, dark: boolean, size: ChartSize = exportSize): Picture {
  return { svg: toSvg(spec, size, paletteOf(dark)), ...size }
}

/**
 * The engine's SVG without what only its own scripts could use (hover styles, counters that differ from run to run), with a title,
 * cells with sharp edges, figures of one width as on screen, and clip names that stay apart when several charts stand in one page.
 */
function tidied(svg: string, title: string): string {
  const bare = svg.replaceAll('<image ', '<image style="image-rendering: pixelated" ').replaceAll(/<style ?>[\s\S]*?<\/style>/g, '').replaceAll(/ (?:ecmeta_\w+|class|pointer-events)="[^"]*"/g, '').replaceAll(/zr\d+-c/g, 'ZRCLIP')
  const own = bare.replaceAll('ZRCLIP', `clip-${fingerprint(bare)}-`)
  return own.replace(/<svg ([^>]*)>/, (_, attributes: string) => `<svg ${attributes} role="img" style="font-variant-numeric: tabular-nums"><title>${escaped(title)}</title>`)
}

/** FNV-1a, 32 bits. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return (hash >>> 0).toString(36)
}
