/** What leaves the window: pictures, tables, code and the report, to a file or to the clipboard. */
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { ExportKind } from '../../core/api/bridge'
import { success, type Problem, type Result } from '../../core/api/problem'
import { printDesign } from '../../core/design/print'
import { tableToCsv, type ChartTable } from '../../core/report/charts/table'
import { kerasCode } from '../../core/report/code/keras'
import { pytorchCode } from '../../core/report/code/pytorch'
import { diagramPicture } from '../../core/report/diagram/picture'
import { comparisonTable } from '../../core/report/page/designs'
import { diagramSource } from '../../core/report/page/source'
import type { Picture } from '../../core/report/picture'
import { tableToLatex, tableToMarkdown } from '../../core/report/tableText'
import { exportName } from '../export/exportName'
import { rasterised, type PngScale } from '../export/rasterise'
import { useData } from './data'
import { useDesigns } from './designs'
import { useEvaluation } from './evaluation'
import { useNotices } from './notices'
import { useProject } from './project'
import { useReport } from './report'

export const tableFormats = ['csv', 'md', 'tex'] as const
export type TableFormat = (typeof tableFormats)[number]
export const frameworks = ['pytorch', 'keras'] as const
export type Framework = (typeof frameworks)[number]

export const formatNames: Readonly<Record<TableFormat, string>> = { csv: 'CSV', md: 'Markdown', tex: 'LaTeX' }
export const frameworkNames: Readonly<Record<Framework, string>> = { pytorch: 'PyTorch', keras: 'Keras' }

const focusMilliseconds = 500
/** Long enough to be read; what was written stays where it is. */
const doneMilliseconds = 6000

const writers: Readonly<Record<TableFormat, (table: ChartTable) => string>> = { csv: tableToCsv, md: tableToMarkdown, tex: tableToLatex }
const coders = { pytorch: pytorchCode, keras: kerasCode } as const

export const useExports = defineStore('exports', () => {
  const project = useProject()
  const data = useData()
  const evaluation = useEvaluation()
  const designs = useDesigns()
  const notices = useNotices()
  const report = useReport()

  /** Pictures leave in dark colours; light ones are for paper. */
  const dark = ref(false)
  /** What is being written, for the status line. */
  const busy = ref<string | null>(null)
  /** What has just been done. */
  const done = ref<string | null>(null)
  let doneTimer: ReturnType<typeof setTimeout> | undefined

  const answered = computed(() => project.opened && evaluation.evaluation !== null && !evaluation.stale && evaluation.evaluatedNotation === project.notation)
  const legal = computed(() => project.opened && data.dimension !== null && !evaluation.isEmpty && evaluation.designProblems.length === 0)
  const compared = computed(() => designs.several && designs.rows.every(row => row.problem !== null || (row.comparison !== null && !row.stale)))

  function tell(words: string): void {
    done.value = words
    clearTimeout(doneTimer)
    doneTimer = setTimeout(() => { done.value = null }, doneMilliseconds)
  }

  /** One export at a time: says what is going on, what has been done, or what went wrong. */
  async function run(doing: string, work: () => Promise<Result<string | null>>): Promise<void> {
    if (busy.value !== null) return
    busy.value = doing
    const result = await work().finally(() => { busy.value = null })
    if (!result.ok) return notices.problem('export', result.problem)
    notices.dismiss('export')
    if (result.value !== null) tell(result.value)
  }

  const said = (written: Result<string | null>): Result<string | null> => written.ok && written.value !== null ? success(`Saved ${written.value}`) : written

  async function write(what: string, kind: ExportKind, content: string | Uint8Array): Promise<Result<string | null>> {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
    return said(await window.workbench.saveExport({ name: exportName(project.name, what), kind, bytes }))
  }

  async function copy(words: string, put: () => Promise<void>): Promise<Result<string | null>> {
    try {
      await focused()
      await put()
      return success(words)
    } catch (error) {
      return { ok: false, problem: { ...notCopied, details: String(error) } }
    }
  }

  function savePng(what: string, picture: Picture, scale: PngScale): Promise<void> {
    return run(`Painting ${what}`, async () => {
      const png = await rasterised(picture, scale)
      return png.ok ? write(what, 'png', new Uint8Array(await png.value.arrayBuffer())) : png
    })
  }

  function saveSvg(what: string, picture: Picture): Promise<void> {
    return run(`Saving ${what}`, () => write(what, 'svg', picture.svg))
  }

  /** At twice the pixels, as screens with fine pixels show it. */
  function copyPicture(picture: Picture): Promise<void> {
    return run('Copying', async () => {
      const png = await rasterised(picture, 2)
      return png.ok ? copy('Picture copied', () => navigator.clipboard.write([new ClipboardItem({ 'image/png': png.value })])) : png
    })
  }

  function saveTable(what: string, table: ChartTable, format: TableFormat): Promise<void> {
    return run(`Saving ${what}`, () => write(what, format, writers[format](table)))
  }

  function copyTable(table: ChartTable, format: TableFormat): Promise<void> {
    return run('Copying', () => copy(`Table copied as ${formatNames[format]}`, () => navigator.clipboard.writeText(writers[format](table))))
  }

  /** @param inColours null: as was chosen */
  function diagram(inColours: boolean | null = null): Picture {
    const { name } = project.document.designs[project.activeIndex] ?? { name: '' }
    const answer = answered.value ? evaluation.evaluation : null
    const source = diagramSource(report.source(), data.dimension ?? 0, evaluation.model.shape)
    return diagramPicture({ name, notation: project.notation, tree: project.design, evaluation: answer }, { source, unit: project.unit, dark: inColours ?? dark.value })
  }

  function comparison(): ChartTable {
    return comparisonTable(designs.rows.flatMap(({ name, index, comparison: answer, problem }) => {
      const tree = project.trees[index] ?? { items: [] }
      const result = answer && problem === null ? success(answer) : problem && { ok: false as const, problem }
      return result ? [{ name, notation: printDesign(tree), tree, result }] : []
    }), project.unit)
  }

  function code(framework: Framework): Result<string> {
    return coders[framework](project.design, { dimension: data.dimension ?? 0, shape: evaluation.model.shape })
  }

  function copyCode(framework: Framework): Promise<void> {
    return run('Copying', async () => {
      const text = code(framework)
      return text.ok ? copy(`${frameworkNames[framework]} code copied`, () => navigator.clipboard.writeText(text.value)) : text
    })
  }

  function saveCode(framework: Framework): Promise<void> {
    return run('Saving code', async () => {
      const text = code(framework)
      return text.ok ? write(`${project.document.designs[project.activeIndex]?.name ?? ''} ${framework}`, 'py', text.value) : text
    })
  }

  function saveReport(format: 'html' | 'pdf'): Promise<void> {
    return run('Writing the report', async () => {
      const material = await report.gather()
      if (!material.ok) return material
      // Loaded when it is wanted: nobody writes a report in the first second.
      const [{ gatherReport }, { reportPage }] = await Promise.all([import('../../core/report/page/gather'), import('../../core/report/page/page')])
      const html = reportPage(gatherReport(material.value))
      return format === 'html' ? write('report', 'html', html) : said(await window.workbench.savePdf({ name: exportName(project.name, 'report'), html }))
    })
  }

  return {
    dark, busy, done, answered, legal, compared,
    savePng, saveSvg, copyPicture, saveTable, copyTable, diagram, comparison, copyCode, saveCode, saveReport
  }
})

/** Behind a menu of the system the page may not have its focus back yet, and without it no clipboard is given. */
async function focused(): Promise<void> {
  if (document.hasFocus()) return
  await new Promise<void>(resolve => {
    window.addEventListener('focus', () => resolve(), { once: true })
    setTimeout(resolve, focusMilliseconds)
    window.focus()
  })
}

const notCopied: Problem = { code: 'EXPORT_FAILED', what: 'the clipboard did not take it', meaning: 'nothing was copied', action: 'click into the window and try again, or save it as a file' }
