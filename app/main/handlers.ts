/** The Bridge of core/api/bridge.ts, main's side. */
import { access } from 'node:fs/promises'
import { dirname } from 'node:path'
import { app } from 'electron'
import type { About, ExampleId, FileGrant } from '../../core/api/bridge'
import { ProblemError } from '../../core/api/problem'
import type { Closing } from './closing'
import type { Dialogs } from './dialogs'
import { examplePath } from './examplePath'
import type { Exports } from './exports'
import { kindOf } from './fileKinds'
import type { Grants } from './grants'
import type { Handlers } from './ipc'
import { describeMenu } from './menu'
import type { RecentProjects } from './recent'
import type { Settings } from './settings'
import { applyTheme } from './theme'
import type { Windows } from './windows'

interface Parts {
  readonly windows: Windows
  readonly grants: Grants
  readonly dialogs: Dialogs
  readonly recent: RecentProjects
  readonly settings: Settings
  readonly closing: Closing
  readonly exports: Exports
}

/** One function per call, wired to the parts of main that know. */
export function createHandlers({ windows, grants, dialogs, recent, settings, closing, exports }: Parts): Handlers {
  return {
    chooseCsv: ({ browser }) => dialogs.chooseCsv(browser),
    chooseProject: ({ browser }) => dialogs.chooseProject(browser),
    chooseSave: ({ browser }, suggestedName) => dialogs.chooseSave(browser, suggestedName),
    async grantDropped(_sender, path) {
      const kind = kindOf(path)
      if (kind === null) return null
      settings.change({ lastFolder: dirname(path) })
      return grants.grant(path, kind, kind === 'project' ? 'write' : 'read')
    },
    recentProjects: () => recent.list(),
    async openRecent(_sender, index) {
      const path = recent.path(index)
      return path === null ? null : grants.grant(path, 'project', 'write')
    },
    openExample: (_sender, id) => grantExample(grants, id),
    projectOpened(_sender, grant) {
      const path = knownPath(grants, grant)
      recent.add(path)
      app.addRecentDocument(path)
    },
    documentState(sender, { title, edited, project }) {
      windows.showDocument(sender, { title, edited, projectPath: project === null ? null : knownPath(grants, project) })
    },
    askToSave: ({ browser }, title) => dialogs.askToSave(browser, title),
    closeAnswered: (sender, close) => closing.answered(sender, close),
    describeMenu: (sender, description) => describeMenu(windows, sender, description),
    saveExport: ({ browser }, file) => exports.save(browser, file),
    savePdf: ({ browser }, page) => exports.savePdf(browser, page),
    theme: () => settings.current.theme,
    chooseTheme(_sender, theme) {
      settings.change({ theme })
      applyTheme(theme)
    },
    about
  }
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
