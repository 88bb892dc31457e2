/** Pictures, tables, code and reports as files: asked where, written whole or not at all. The renderer never learns the path. */
import { basename, dirname, extname, join } from 'node:path'
import { app, dialog, type BrowserWindow } from 'electron'
import type { ExportKind } from '../../core/api/bridge'
import { failure, success, type Result } from '../../core/api/problem'
import { saveAtomically } from '../../core/project/atomicSave'
import { exists, mayReplace } from './dialogs'
import { safeFileName } from './fileKinds'
import type { Log } from './log'
import { printPdf } from './pdf'
import type { Settings } from './settings'

type Kind = ExportKind | 'pdf'

export interface Exports {
  /** The name that was written to; null when the dialog was cancelled. */
  save(window: BrowserWindow, file: { readonly name: string; readonly kind: ExportKind; readonly bytes: Uint8Array }): Promise<Result<string | null>>
  savePdf(window: BrowserWindow, page: { readonly name: string; readonly html: string }): Promise<Result<string | null>>
}

const kindNames: Readonly<Record<Kind, string>> = {
  png: 'PNG pictures', svg: 'SVG pictures', csv: 'CSV tables', md: 'Markdown', tex: 'LaTeX', py: 'Python code', html: 'Web pages', pdf: 'PDF documents'
}

export function createExports(settings: Settings, log: Log): Exports {
  /** Where the last export went; projects are remembered apart. */
  let folder: string | null = null

  const choose = async (window: BrowserWindow, name: string, kind: Kind): Promise<string | null> => {
    const defaultPath = join(folder ?? settings.current.lastFolder ?? app.getPath('documents'), `${safeFileName(name)}.${kind}`)
    const { canceled, filePath } = await dialog.showSaveDialog(window, { title: 'Export', defaultPath, filters: [{ name: kindNames[kind], extensions: [kind] }] })
    if (canceled || !filePath) return null
    const path = withExtension(filePath, kind)
    if (path !== filePath && await exists(path) && !await mayReplace(window, path)) return null
    folder = dirname(path)
    return path
  }

  const write = async (path: string, bytes: Uint8Array): Promise<Result<string>> => {
    const saved = await saveAtomically(path, bytes)
    if (saved.ok) return success(basename(path))
    log.warn(`an export could not be written: ${saved.problem.code}`)
    // The folder stays main's knowledge.
    return failure({ ...saved.problem, place: { file: basename(path) } })
  }

  return {
    async save(window, { name, kind, bytes }) {
      const path = await choose(window, name, kind)
      return path === null ? success(null) : write(path, bytes)
    },
    async savePdf(window, { name, html }) {
      const path = await choose(window, name, 'pdf')
      if (path === null) return success(null)
      const printed = await printPdf(html, log)
      return printed.ok ? write(path, printed.value) : printed
    }
  }
}

/** What was typed, completed where it lacks the extension; `.htm` is one for pages. */
function withExtension(path: string, kind: Kind): string {
  const typed = extname(path).slice(1).toLowerCase()
  return typed === kind || (kind === 'html' && typed === 'htm') ? path : `${path}.${kind}`
}
