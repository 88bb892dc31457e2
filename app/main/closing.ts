/** Unsaved work is asked about before a window closes or the program quits; a renderer that died may go. */
import { app, dialog } from 'electron'
import { closeRequestedMessage } from './channels'
import type { Log } from './log'
import type { OpenWindow } from './windows'

export interface Closing {
  guard(window: OpenWindow): void
  /** The renderer's answer to `close-requested`. */
  answered(window: OpenWindow, close: boolean): void
}

/** The rules of closing; one for all windows, because quitting concerns all of them. */
export function createClosing(log: Log): Closing {
  let quitting = false
  app.on('before-quit', () => { quitting = true })

  const close = (window: OpenWindow): void => {
    window.mayClose = true
    window.browser.close()
    // Asking one window has interrupted the quitting.
    if (quitting) app.quit()
  }

  const ask = (window: OpenWindow): void => {
    if (window.responsive) window.browser.webContents.send(closeRequestedMessage)
    else void offerToClose(window, 'The window does not respond.').then(agreed => (agreed ? close(window) : stay()))
  }

  const stay = (): void => { quitting = false }

  return {
    guard(window) {
      const { browser } = window
      browser.on('close', event => {
        if (window.mayClose || !window.document.edited) return
        event.preventDefault()
        ask(window)
      })
      browser.on('unresponsive', () => { window.responsive = false })
      browser.on('responsive', () => { window.responsive = true })
      browser.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
        if (reason === 'clean-exit') return
        log.error(`the window's page stopped (${reason}, ${exitCode})`)
        window.mayClose = true
        void offerToReload(window)
      })
    },
    answered(window, agreed) {
      if (agreed) close(window)
      else stay()
    }
  }
}

async function offerToClose({ browser }: OpenWindow, message: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox(browser, {
    type: 'warning',
    message,
    detail: 'Closing it now loses the changes that were not saved.',
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
    detail: 'Files that were saved are unharmed. Reload the window to go on, or close it.',
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
  window.document = { title: '', edited: false, projectPath: null }
  browser.reload()
}
