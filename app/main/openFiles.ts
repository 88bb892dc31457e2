/** Files and examples that come from outside: command line, second start, double click. */
import { dirname } from 'node:path'
import { app } from 'electron'
import { z } from 'zod'
import { commandMessage, openFileMessage } from './channels'
import { kindOf } from './fileKinds'
import type { Grants } from './grants'
import type { Log } from './log'
import { openRequests, type OpenRequest } from './openRequests'
import type { Settings } from './settings'
import type { OpenWindow, Windows } from './windows'

/** What a second start hands to the first; argv of the event itself is reordered by Chromium. */
const handoverSchema = z.object({ args: z.array(z.string()), folder: z.string() })

/** This start's command line, for `requestSingleInstanceLock`. */
export const handover = (): z.infer<typeof handoverSchema> => ({ args: process.argv.slice(1), folder: process.cwd() })

export interface OutsideRequests {
  /** From now on requests are delivered, first those that came early. */
  deliverTo(windows: Windows, grants: Grants, settings: Settings): void
}

/** Listens from the very beginning: macOS tells of files before the app is ready, and several at once. */
export function collectRequests(log: Log): OutsideRequests {
  const early: OpenRequest[] = [...openRequests(process.argv.slice(1), process.cwd())]
  let take = (requests: readonly OpenRequest[]): void => void early.push(...requests)

  app.on('open-file', (event, path) => {
    event.preventDefault()
    take(openRequests([path], '/'))
  })
  app.on('second-instance', (_event, _args, _folder, data) => {
    const parsed = handoverSchema.safeParse(data)
    take(parsed.success ? openRequests(parsed.data.args, parsed.data.folder) : [])
  })

  return {
    deliverTo(windows, grants, settings) {
      take = requests => {
        const window = windows.front() ?? windows.open()
        if (window.browser.isMinimized()) window.browser.restore()
        window.browser.focus()
        for (const request of requests) {
          deliver(request, window, windows, grants, settings).catch((error: unknown) => log.error('a file from outside could not be handed on', error))
        }
      }
      take(early.splice(0))
    }
  }
}

async function deliver(request: OpenRequest, window: OpenWindow, windows: Windows, grants: Grants, settings: Settings): Promise<void> {
  if (request.kind === 'example') {
    await window.loaded
    window.browser.webContents.send(commandMessage, `openExample:${request.id}`)
    return
  }
  const kind = kindOf(request.path)
  if (kind === null) return
  const already = windows.all().find(({ document }) => document.projectPath === request.path)
  if (already) {
    already.browser.focus()
    return
  }
  settings.change({ lastFolder: dirname(request.path) })
  const grant = await grants.grant(request.path, kind, kind === 'project' ? 'write' : 'read')
  await window.loaded
  window.browser.webContents.send(openFileMessage, grant)
}
