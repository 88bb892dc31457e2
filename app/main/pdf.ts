/** A page of HTML as a PDF: shown to nobody, in a window that can run no script, reach no network and go nowhere. */
import { randomUUID } from 'node:crypto'
import { BrowserWindow, session, type Session } from 'electron'
import { failure, success, type Problem, type Result } from '../../core/api/problem'
import type { Log } from './log'

/** In memory only; apart from the windows' own session. */
const partition = 'printing'
const scheme = 'report'
const patience = 60_000

const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** Pages that are being printed, by address: the session serves these and nothing else. */
const pages = new Map<string, string>()
let prepared: Session | null = null

function printingSession(): Session {
  if (prepared) return prepared
  prepared = session.fromPartition(partition)
  prepared.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  prepared.setPermissionCheckHandler(() => false)
  prepared.setSpellCheckerEnabled(false)
  prepared.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !pages.has(url) && !url.startsWith('data:') }))
  prepared.protocol.handle(scheme, ({ url }) => {
    const html = pages.get(url)
    return html === undefined
      ? new Response(null, { status: 404 })
      : new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy } })
  })
  return prepared
}

/** A4 with page numbers; the tags and the outline of the page are kept for readers and screen readers. */
export async function printPdf(html: string, log: Log): Promise<Result<Uint8Array>> {
  const address = `${scheme}://${randomUUID()}/`
  pages.set(address, html)
  const window = new BrowserWindow({
    show: false,
    webPreferences: { session: printingSession(), sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false, webviewTag: false, spellcheck: false }
  })
  try {
    return success(await inTime(print(window, address)))
  } catch (error) {
    log.error('a report could not be printed', error)
    return failure({ ...notPrinted, details: error instanceof Error ? error.stack ?? error.message : String(error) })
  } finally {
    window.destroy()
    pages.delete(address)
  }
}

async function print(window: BrowserWindow, address: string): Promise<Uint8Array> {
  await window.loadURL(address)
  return window.webContents.printToPDF({
    pageSize: 'A4',
    preferCSSPageSize: true,
    printBackground: true,
    generateTaggedPDF: true,
    generateDocumentOutline: true,
    displayHeaderFooter: true,
    headerTemplate: '<span></span>',
    footerTemplate: '<div style="width:100%;margin:0 14mm;font:8px sans-serif;color:#5d6878;display:flex;justify-content:space-between"><span class="title"></span><span><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>'
  })
}

function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => { timer = setTimeout(() => reject(new Error(`not printed within ${patience} ms`)), patience) })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

const notPrinted: Problem = {
  code: 'EXPORT_FAILED',
  what: 'the report could not be printed as a PDF',
  meaning: 'no file was written',
  action: 'export it as HTML and print that from a browser'
}
