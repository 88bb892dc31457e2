/**
 * Unsaved work is asked about before a window closes or the program quits; a renderer that died may go. The renderer
 * asks, saves and answers; a window closes only after its yes, so whatever fails there keeps it open.
 */
import { app, dialog } from 'electron'
import type { Leaving } from '../../core/api/bridge'
import { closeRequestedMessage } from './channels'
import type { Log } from './log'
import type { Questions } from './questions'
import type { OpenWindow, Windows } from './windows'

export interface Closing {
  guard(window: OpenWindow): void
  /** The renderer's answer to `close-requested`. */
  answered(window: OpenWindow, close: boolean): void
}

/** The rules of closing; one for all windows, because quitting concerns all of them. */
export function createClosing(windows: Pick<Windows, 'all' | 'front'>, questions: Pick<Questions, 'askToQuit'>, log: Log): Closing {
  /** Windows whose renderer is being asked. */
  const asked = new Map<OpenWindow, (agreed: boolean) => void>()
  let quitting = false

  app.on('before-quit', event => {
    const edited = windows.all().filter(window => window.document.edited && !window.mayClose)
    if (edited.length === 0) return
    event.preventDefault()
    if (quitting) return
    quitting = true
    quitAfterAsking(edited)
      .catch((error: unknown) => log.error('quitting failed', error))
      .finally(() => { quitting = false })
  })

  /** All windows agree one after the other, each closing at once; the first refusal ends it. */
  const quitAfterAsking = async (edited: readonly OpenWindow[]): Promise<void> => {
    const front = windows.front()
    const titles = edited.map(window => window.document.title)
    const how = edited.length > 1 && front ? await questions.askToQuit(front.browser, titles) : 'ask'
    if (how === 'cancel') return
    for (const window of edited) {
      if (!window.browser.isDestroyed() && !await closeWithLeave(window, how)) return
    }
    app.quit()
  }

  const closeWithLeave = async (window: OpenWindow, how: Leaving): Promise<boolean> => {
    const agreed = await mayClose(window, how)
    if (agreed && !window.browser.isDestroyed()) {
      window.mayClose = true
      window.browser.close()
    }
    return agreed
  }

  const mayClose = (window: OpenWindow, how: Leaving): Promise<boolean> => {
    // The question stands in the window already; a second one beside it would confuse.
    if (asked.has(window)) return Promise.resolve(false)
    if (how === 'ask') window.browser.show()
    if (!window.responsive) return offerToClose(window)
    return new Promise(resolve => {
      asked.set(window, agreed => {
        asked.delete(window)
        resolve(agreed)
      })
      window.browser.webContents.send(closeRequestedMessage, how)
    })
  }

  return {
    guard(window) {
      const { browser } = window
      browser.on('close', event => {
        if (window.mayClose || !window.document.edited) return
        event.preventDefault()
        closeWithLeave(window, 'ask').catch((error: unknown) => log.error('a window could not be closed', error))
      })
      browser.on('closed', () => asked.get(window)?.(true))
      browser.on('unresponsive', () => { window.responsive = false })
      browser.on('responsive', () => { window.responsive = true })
      browser.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
        if (reason === 'clean-exit') return
        log.error(`the window's page stopped (${reason}, ${exitCode})`)
        asked.get(window)?.(false)
        window.mayClose = true
        void offerToReload(window)
      })
    },
    answered: (window, agreed) => asked.get(window)?.(agreed)
  }
}

async function offerToClose({ browser }: OpenWindow): Promise<boolean> {
  const { response } = await dialog.showMessageBox(browser, {
    type: 'warning',
    message: 'The window does not respond.',
    detail: 'Closing it now loses the changes of the last seconds. What was kept before is offered at the next start.',
    buttons: ['Wait', 'Close Without Saving'],
    defaultId: 0,
    cancelId: 0,
    noLink: true
  })
  return response === 1
}

async function offerToReload(window: OpenWindow): Promise<void> {
  const { browser } = window
  const { response } = await dialog.showMessageBox(browser, {
    type: 'error',
    message: 'The window stopped working.',
    detail: 'Files that were saved are unharmed, and unsaved work was kept: it is offered after reloading. Reload the window to go on, or close it.',
    buttons: ['Reload', 'Close'],
    defaultId: 0,
    cancelId: 1,
    noLink: true
  })
  if (browser.isDestroyed()) return
  if (response === 1) {
    browser.close()
    return
  }
  window.mayClose = false
  window.document = { title: '', edited: false, projectPath: null, fileKey: null, recovery: null }
  window.claims.clear()
  browser.reload()
}
