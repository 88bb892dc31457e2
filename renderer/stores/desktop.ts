/** What the window asks of the program around it: size of everything, the log, diagnostics, newer versions. */
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { UpdateReport, UpdateSettings, ZoomStep } from '../../core/api/bridge'
import { assertNever } from '../../core/api/problem'
import { useNotices } from './notices'

export const useDesktop = defineStore('desktop', () => {
  const notices = useNotices()
  /** null before they are read. */
  const updates = shallowRef<UpdateSettings | null>(null)
  /** What the last check found; null: none in this run. */
  const report = shallowRef<UpdateReport | null>(null)

  async function zoom(step: ZoomStep): Promise<void> {
    await window.workbench.zoom(step)
  }

  async function showLog(): Promise<void> {
    await window.workbench.showLog()
  }

  async function copyDiagnostics(): Promise<void> {
    await window.workbench.copyDiagnostics()
    notices.inform('diagnostics', 'Versions, platform, settings and the codes of the last problems are on the clipboard. No data and no file names are among them.')
  }

  async function readUpdates(): Promise<void> {
    updates.value = await window.workbench.updateSettings()
  }

  async function changeUpdates(wish: { wanted: boolean; url: string }): Promise<void> {
    report.value = null
    updates.value = await window.workbench.changeUpdates(wish)
  }

  async function checkForUpdates(): Promise<void> {
    report.value = await window.workbench.checkForUpdates()
  }

  /** A newer version that was found at the start, and what another window has changed. Returns the unsubscriber. */
  function listen(onChangedElsewhere: () => void): () => void {
    const subscriptions = [
      window.workbench.onUpdateFound(found => notices.inform('update', reportWords(found))),
      window.workbench.onChangedElsewhere(onChangedElsewhere)
    ]
    return () => { for (const unsubscribe of subscriptions) unsubscribe() }
  }

  return { updates, report, zoom, showLog, copyDiagnostics, readUpdates, changeUpdates, checkForUpdates, listen }
})

/** A report as a sentence. */
export function reportWords(report: UpdateReport): string {
  switch (report.kind) {
    case 'off': return 'Nothing was asked: the check is off, or the address is not an https address.'
    case 'current': return 'This is the newest version.'
    case 'newer': return `Version ${report.version} is available${report.page === null ? '' : ` at ${report.page}`}.`
    case 'failed': return `The address could not be asked: ${report.why}.`
    default: return assertNever(report)
  }
}
