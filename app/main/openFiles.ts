/** Files and examples that come from outside: command line, second start, double click. */
import { dirname } from 'node:path'
import { app } from 'electron'
import { z } from 'zod'
import { commandMessage, openFileMessage } from './channels'
import { kindOf } from './fileKinds'
import type { Log } from './log'
import type { OpenProjects } from './openProjects'
import { openRequests, type OpenRequest } from './openRequests'
import type { Settings } from './settings'
import type { OpenWindow, Windows } from './windows'

/** What a second start hands to the first; argv of the event itself is reordered by Chromium. */
const handoverSchema = z.object({ args: z.array(z.string()), folder: z.string() })

/** This start's command line, for `requestSingleInstanceLock`. */
export const handover = (): z.infer<typeof handoverSchema> => ({ args: process.argv.slice(1), folder: process.cwd() })

export interface OutsideRequests {
  /** From now on requests are delivered, first those that came early. */
  deliverTo(receivers: Receivers): void
}

export interface Receivers {
  readonly windows: Windows
  readonly openProjects: OpenProjects
  readonly settings: Settings
}

/** macOS tells of several files one by one. */
const burstMilliseconds = 50

/** Listens from the very beginning: macOS tells of files before the app is ready, and several at once. */
export function collectRequests(log: Log): OutsideRequests {
  let early: readonly OpenRequest[] = openRequests(process.argv.slice(1), process.cwd())
  let take = (requests: readonly OpenRequest[]): void => { early = [...early, ...requests] }
  let burst: readonly OpenRequest[] = []

  app.on('open-file', (event, path) => {
    event.preventDefault()
    if (burst.length === 0) {
      setTimeout(() => {
        const gathered = burst
        burst = []
        take(gathered)
      }, burstMilliseconds)
    }
    burst = [...burst, ...openRequests([path], '/')]
  })
  app.on('second-instance', (_event, _args, _folder, data) => {
    const parsed = handoverSchema.safeParse(data)
    take(parsed.success ? openRequests(parsed.data.args, parsed.data.folder) : [])
  })

  return {
    deliverTo(receivers) {
      let queue: Promise<unknown> = Promise.resolve()
      take = requests => {
        // One after the other: which window is free depends on what the one before has been given.
        queue = queue.then(() => deliverAll(requests, receivers)).catch((error: unknown) => log.error('a file from outside could not be handed on', error))
      }
      if (early.length > 0) take(early)
    }
  }
}

async function deliverAll(requests: readonly OpenRequest[], receivers: Receivers): Promise<void> {
  const { windows } = receivers
  if (requests.length === 0) {
    // Started again without a file: the program shows itself.
    windows.show(windows.front() ?? windows.open())
    return
  }
  const used = new Set<OpenWindow>()
  for (const request of withoutRepetition(requests)) {
    if (request.kind === 'example') {
      await deliver(windows.front() ?? windows.open(), receivers, window => window.browser.webContents.send(commandMessage, `openExample:${request.id}`))
    } else {
      await deliverFile(request.path, used, receivers)
    }
  }
}

async function deliverFile(path: string, used: Set<OpenWindow>, receivers: Receivers): Promise<void> {
  const { windows, openProjects, settings } = receivers
  const kind = kindOf(path)
  if (kind === null) return
  const owner = kind === 'project' ? await openProjects.ownerOf(path) : null
  if (owner) {
    windows.show(owner)
    return
  }
  const window = freeWindow(windows, used)
  used.add(window)
  settings.change({ lastFolder: dirname(path) })
  const grant = await openProjects.grantAs(kind, window, path)
  if (grant !== 'shown-elsewhere') await deliver(window, receivers, ({ browser }) => browser.webContents.send(openFileMessage, grant))
}

async function deliver(window: OpenWindow, { windows }: Receivers, send: (window: OpenWindow) => void): Promise<void> {
  await window.loaded
  send(window)
  windows.show(window)
}

/** A window on its start screen, best the one in front; else a new one, so that nobody's work has to make room. */
function freeWindow(windows: Windows, used: ReadonlySet<OpenWindow>): OpenWindow {
  const isFree = (window: OpenWindow): boolean => window.document.title === '' && window.claims.size === 0 && !used.has(window)
  const front = windows.front()
  return (front && isFree(front) ? front : windows.all().find(isFree)) ?? windows.open()
}

function withoutRepetition(requests: readonly OpenRequest[]): readonly OpenRequest[] {
  const once = new Map(requests.map(request => [JSON.stringify(request), request]))
  return [...once.values()]
}
