/** The report: one self-contained HTML page, with nothing to fetch and no script. */
import { lightPalette } from '../charts/palette'
import { toSvg } from '../charts/render'
import type { ChartSize } from '../charts/spec'
import { chartInWords } from '../charts/words'
import type { ReportContent } from './content'
import { comparisonSection, designSection } from './designs'
import { element, markup, paragraph, section, words, type Html } from './html'
import { assumptionsSection, provenanceSection } from './provenance'
import { reportStyle } from './style'
import { certificateSection, targetSection } from './target'

/** As wide as the page; three of them fit on one of A4. */
const chartSize: ChartSize = { width: 860, height: 260 }

/** `2026-11-25 14:30 UTC`, the same in every place and language. */
function dateWords(createdAt: string): string {
  return createdAt.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*Z$/, '$1 $2 UTC')
}

/** @returns an HTML document; the same content gives the same bytes */
export function reportPage(content: ReportContent): string {
  const design = content.designs[content.active]
  const result = design?.result.ok ? design.result.value : null
  const body = [
    element('h1', {}, words(content.title)),
    paragraph(`MMI Workbench ${content.version}, ${dateWords(content.createdAt)}`, 'dim'),
    ...(design ? [designSection(content, design)] : []),
    comparisonSection(content),
    targetSection(content),
    certificateSection(content.certificate, content.unit),
    content.charts.length === 0 ? null : section('Charts', ...content.charts.map(({ title, spec }) => element('figure', {},
      element('h3', {}, words(title)), markup(toSvg(spec, chartSize, lightPalette)), element('figcaption', {}, words(chartInWords(spec)))))),
    provenanceSection(content),
    result && assumptionsSection(result.evaluation),
    section('Source', paragraph('B. Foggo and N. Yu, On the Maximum Mutual Information Capacity of Neural Architectures. Formulas as implemented: core/theory/README.md of MMI Workbench.'))
  ].filter((part): part is Html => part !== null)
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">`
    + `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`
    + `<title>${words(content.title)}</title><style>${reportStyle}</style></head><body>${body.join('\n')}</body></html>\n`
}
