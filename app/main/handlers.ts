/** The Bridge of core/api/bridge.ts, main's side. */
import { access } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { app, clipboard, shell } from 'electron'
import type { About, ExampleId, FileGrant } from '../../core/api/bridge'
import { ProblemError } from '../../core/api/problem'
import { backupFolder, listBackups } from '../../core/project/backups'
import { changedElsewhereMessage } from './channels'
import type { Closing } from './closing'
import type { Diagnostics } from './diagnostics'
import type { Dialogs } from './dialogs'
import { examplePath } from './examplePath'
import type { Exports } from './exports'
import { fileIdentity, realPath } from './fileIdentity'
import { kindOf } from './fileKinds'
import type { Grants } from './grants'
import type { Handlers } from './ipc'
import type { Log } from './log'
import { describeMenu } from './menu'
import type { OpenProjects } from './openProjects'
import type { Questions } from './questions'
import type { RecentProjects } from './recent'
import type { Recoveries } from './recoveries'
import type { Settings } from './settings'
import { applyTheme } from './theme'
import type { Updates } from './updates'
import type { OpenWindow, Windows } from './windows'
import { zoomed } from './zoom'

interface Parts {
  readonly windows: Windows
  readonly grants: Grants
  readonly openProjects: OpenProjects
  readonly dialogs: Dialogs
  readonly questions: Questions
  readonly recent: RecentProjects
  readonly recoveries: Recoveries
  /** Folder of all backups. */
  readonly backups: string
  readonly settings: Settings
  readonly closing: Closing
  readonly updates: Updates
  readonly diagnostics: Diagnostics
  readonly log: Log
  readonly exports: Exports
}

/** One function per call, wired to the parts of main that know. */
export function createHandlers(parts: Parts): Handlers {
  const tellOthers = othersTold(parts.windows)
  const { windows, questions, recoveries, settings, closing, updates, diagnostics, log, exports } = parts
  return {
    ...fileHandlers(parts),
    recoveries: () => recoveries.list(),
    async restoreRecovery(sender, id) {
      const restored = await recoveries.restore(sender, id)
      tellOthers(sender)
      return restored
    },
    keepRecovery(sender, id) {
      recoveries.keep(id)
      tellOthers(sender)
    },
    async discardRecovery(sender, id) {
      await recoveries.discard(id)
      tellOthers(sender)
    },
    askToSave: ({ browser }, title) => questions.askToSave(browser, title),
    askAboutChangedFile: ({ browser }, name) => questions.askAboutChangedFile(browser, name),
    askAfterFailure: ({ browser }, failure) => questions.askAfterFailure(browser, failure),
    closeAnswered: (sender, close) => closing.answered(sender, close),
    newWindow: () => void windows.open(),
    describeMenu: (sender, description) => describeMenu(windows, sender, description),
    saveExport: ({ browser }, file) => exports.save(browser, file),
    savePdf: ({ browser }, page) => exports.savePdf(browser, page),
    theme: () => settings.current.theme,
    chooseTheme(sender, theme) {
      settings.change({ theme })
      applyTheme(theme)
      tellOthers(sender)
    },
    zoom(_sender, step) {
      const zoom = zoomed(settings.current.zoom, step)
      settings.change({ zoom })
      for (const { browser } of windows.all()) browser.webContents.setZoomFactor(zoom)
    },
    claimTourOffer() {
      const first = !settings.current.tourOffered
      if (first) settings.change({ tourOffered: true })
      return first
    },
    updateSettings: () => updates.settings(),
    changeUpdates: (_sender, wish) => updates.change(wish),
    checkForUpdates: () => updates.check(),
    problemMet(_sender, code) {
      diagnostics.met(code)
      log.info(`a problem was shown: ${code}`)
    },
    async showLog() {
      await log.written()
      shell.showItemInFolder(log.file)
    },
    copyDiagnostics: async () => clipboard.writeText(diagnostics.text()),
    about
  }
}

type FileCall = 'chooseCsv' | 'chooseProject' | 'chooseSave' | 'grantDropped' | 'recentProjects' | 'openRecent' | 'clearRecent' | 'openExample' | 'projectOpened' | 'openFailed' | 'documentState' | 'earlierVersions' | 'openEarlierVersion'

function fileHandlers({ windows, grants, openProjects, dialogs, recent, backups, settings }: Parts): Pick<Handlers, FileCall> {
  const tellOthers = othersTold(windows)
  return {
    async chooseCsv({ browser }) {
      const path = await dialogs.chooseCsv(browser)
      return path === null ? null : grants.grant(path, 'csv', 'read')
    },
    async chooseProject(sender) {
      const path = await dialogs.chooseProject(sender.browser)
      // "All files" shows tables too: what was chosen is opened as what it is.
      return path === null ? null : openProjects.grantAs(kindOf(path) ?? 'project', sender, path)
    },
    async chooseSave(sender, suggestedName) {
      const path = await dialogs.chooseSave(sender.browser, suggestedName)
      if (path === null) return null
      const owner = await openProjects.ownerOf(path)
      if (!owner || owner === sender) return grants.grant(path, 'project', 'write')
      await dialogs.tellTaken(sender.browser, basename(path))
      return null
    },
    async grantDropped(sender, path) {
      const kind = kindOf(path)
      if (kind === null) return null
      settings.change({ lastFolder: dirname(path) })
      return openProjects.grantAs(kind, sender, path)
    },
    recentProjects: () => recent.list(),
    async openRecent(sender, index) {
      const path = recent.path(index)
      return path === null ? null : openProjects.grantTo(sender, path)
    },
    clearRecent(sender) {
      recent.clear()
      app.clearRecentDocuments()
      tellOthers(sender)
    },
    openExample: (_sender, id) => grantExample(grants, id),
    async projectOpened(sender, grant) {
      const path = knownPath(grants, grant)
      recent.add(path)
      app.addRecentDocument(path)
      tellOthers(sender)
      await showProject(windows, sender, path)
    },
    openFailed: (sender, grant) => openProjects.failed(sender, knownPath(grants, grant)),
    documentState(sender, { title, edited, project, recovery }) {
      const projectPath = project === null ? null : knownPath(grants, project)
      const fileKey = projectPath === sender.document.projectPath ? sender.document.fileKey : null
      windows.showDocument(sender, { title, edited, projectPath, fileKey, recovery })
      return projectPath !== null && fileKey === null ? showProject(windows, sender, projectPath) : undefined
    },
    async earlierVersions(_sender, grant) {
      const versions = await listBackups(backups, await realPath(knownPath(grants, grant)))
      return versions.map(({ savedAt, bytes, designs }) => ({ savedAt, bytes, designs }))
    },
    async openEarlierVersion(_sender, grant, index) {
      const project = await realPath(knownPath(grants, grant))
      const version = (await listBackups(backups, project))[index]
      return version ? grants.grant(join(backupFolder(backups, project), version.name), 'project', 'read') : null
    }
  }
}

/** Tells all windows but one that what they share has changed. */
const othersTold = (windows: Windows) => (sender: OpenWindow): void => {
  for (const window of windows.all()) if (window !== sender) window.browser.webContents.send(changedElsewhereMessage)
}

/** The window has this project now: its claim to it has become possession. */
async function showProject(windows: Windows, sender: OpenWindow, path: string): Promise<void> {
  const fileKey = await fileIdentity(path)
  sender.claims.delete(fileKey)
  const { document } = sender
  if (document.projectPath === null || document.projectPath === path) windows.showDocument(sender, { ...document, projectPath: path, fileKey })
}

function knownPath(grants: Grants, id: string): string {
  const path = grants.pathOf(id)
  if (path !== null) return path
  throw new ProblemError({ code: 'GRANT_UNKNOWN', what: 'a file was named by an id that was never given out', meaning: 'the call was refused', action: 'open the file again' })
}

async function grantExample(grants: Grants, id: ExampleId): Promise<FileGrant | null> {
  const path = examplePath(id, { packaged: app.isPackaged, app: app.getAppPath(), resources: process.resourcesPath })
  const exists = await access(path).then(() => true, () => false)
  return exists ? grants.grant(path, 'csv', 'read') : null
}

function about(): About {
  const { electron, chrome, node } = process.versions
  return { version: __APP_VERSION__, electron, chrome, node, officialRuntime: electron === __ELECTRON_VERSION__, platform: process.platform }
}
