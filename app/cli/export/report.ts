/** `mmi export report`: the page that the window writes, without a window. */
import { success, type Result } from '../../../core/api/problem'
import { certify, defaultStarts } from '../../../core/evaluation/certify'
import { application } from '../../../core/project/formatVersion'
import { gatherReport, type ReportMaterial } from '../../../core/report/page/gather'
import { reportPage } from '../../../core/report/page/page'
import { reportTitle } from '../../../core/report/page/source'
import { progressLine } from '../output'
import type { Options } from '../usage'
import { activeDesign, compared, maybeTarget, type Answers } from './answers'
import { reportCurve, spectrumOf, sweep } from './charts'
import { reportSource } from './source'

export interface WrittenReport {
  readonly html: string
  readonly notes: readonly string[]
}

/** @param now ISO 8601 */
export async function report(answers: Answers, options: Options, now: string): Promise<Result<WrittenReport>> {
  const design = activeDesign(answers)
  if (!design.ok) return design
  const { evaluation } = design.value
  const target = await maybeTarget(answers, options, false)
  if (!target.ok) return target
  const { analysis, saved, note } = target.value
  const curves: (ReportMaterial['curves'][number])[] = []
  for (const { input } of answers.designs) {
    const curve = input.ok ? reportCurve(input.value, options) : null
    if (curve && !curve.ok) return curve
    curves.push(curve?.value ?? null)
  }
  const width = sweep(evaluation, { ...options, values: { ...options.values, from: undefined, to: undefined, points: undefined } })
  // a block that was named must have a width; without one a group in the bottleneck only means one chart less
  if (!width.ok && options.values['width'] !== undefined) return width
  const source = reportSource(answers.input)
  const material: ReportMaterial = {
    title: options.values['title'] ?? reportTitle(source), createdAt: now, version: application.version, unit: answers.input.unit, source, shape: answers.input.model.shape,
    noise: evaluation.noise, designs: compared(answers.designs, analysis), active: answers.active, curves, width: width.ok ? width.value : null, spectrum: spectrumOf(evaluation),
    target: analysis && { analysis, saved },
    certificate: options.flags.has('certify') ? certified(evaluation) : null
  }
  return success({ html: reportPage(gatherReport(material)), notes: note === null ? [] : [note] })
}

function certified(input: Parameters<typeof certify>[0]) {
  const progress = progressLine()
  const certificate = certify(input, { seed: 1, starts: defaultStarts }, { onProgress: fraction => progress.show(`training ${Math.floor(100 * fraction)} %`) })
  progress.end()
  return certificate
}
