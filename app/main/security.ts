/** What no page may do: ask for permissions, leave the app, open windows, embed other pages. */
import { app, session, shell, type WebContents } from 'electron'
import { developmentPolicy } from './csp'
import type { Log } from './log'
import { isOurPage, mayOpenExternally } from './trust'

/** The one permission that is given, to our own page: copying a design or a table as text. */
const allowedPermissions: ReadonlySet<string> = new Set(['clipboard-sanitized-write'])

/** Guards every page that will ever exist; to be called before the first window. */
export function guardContents(log: Log, developmentServer: string | null): void {
  app.on('web-contents-created', (_event, contents) => guardNavigation(contents, log, developmentServer))
}

function guardNavigation(contents: WebContents, log: Log, developmentServer: string | null): void {
  const refuse = (event: { preventDefault(): void; readonly url: string }): void => {
    // Vite reloads the page after a change; the shipped app never navigates.
    if (developmentServer !== null && isOurPage(event.url, developmentServer)) return
    event.preventDefault()
    log.warn(`refused to navigate to ${event.url}`)
  }
  contents.on('will-navigate', refuse)
  contents.on('will-frame-navigate', refuse)
  contents.on('will-redirect', refuse)
  contents.on('will-attach-webview', event => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpenExternally(url)) void shell.openExternal(url).catch((error: unknown) => log.warn(`could not open ${url}`, error))
    else log.warn(`refused to open ${url}`)
    return { action: 'deny' }
  })
}

/** Permissions and, in development, the policy header; to be called once Electron is ready. */
export function guardSession(developmentServer: string | null): void {
  const own = session.defaultSession
  const isAllowed = (permission: string, url: string): boolean => allowedPermissions.has(permission) && isOurPage(url, developmentServer)
  own.setPermissionRequestHandler((contents, permission, answer) => answer(isAllowed(permission, contents.getURL())))
  own.setPermissionCheckHandler((contents, permission) => isAllowed(permission, contents?.getURL() ?? ''))
  own.setDevicePermissionHandler(() => false)
  // The spelling checker fetches dictionaries from the network, also when it is switched off a moment too late: without
  // a language it wants none, and what it wants it would ask of ourselves.
  own.setSpellCheckerDictionaryDownloadURL('app://workbench/dictionaries/')
  own.setSpellCheckerLanguages([])
  own.setSpellCheckerEnabled(false)
  if (developmentServer === null) return
  const policy = developmentPolicy(developmentServer)
  own.webRequest.onHeadersReceived((details, answer) => {
    answer({ responseHeaders: { ...details.responseHeaders, 'Content-Security-Policy': [policy] } })
  })
}
