/** The system's own dialogs; what they choose becomes a grant, so the renderer never sees a path. */
import { access } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { app, dialog, type BrowserWindow, type FileFilter } from 'electron'
import type { FileGrant } from '../../core/api/bridge'
import { projectExtension, safeFileName, tableExtensions, withProjectExtension } from './fileKinds'
import type { Grants } from './grants'
import type { Settings } from './settings'

export interface Dialogs {
  chooseCsv(window: BrowserWindow): Promise<FileGrant | null>
  chooseProject(window: BrowserWindow): Promise<FileGrant | null>
  chooseSave(window: BrowserWindow, suggestedName: string): Promise<FileGrant | null>
  askToSave(window: BrowserWindow, title: string): Promise<'save' | 'discard' | 'cancel'>
}

const tables: FileFilter = { name: 'Tables', extensions: [...tableExtensions] }
const projects: FileFilter = { name: 'MMI Workbench projects', extensions: [projectExtension] }
const everything: FileFilter = { name: 'All files', extensions: ['*'] }

/** Dialogs that open in the folder used last. */
export function createDialogs(grants: Grants, settings: Settings): Dialogs {
  const folder = (): string => settings.current.lastFolder ?? app.getPath('documents')

  const chooseFile = async (window: BrowserWindow, title: string, filter: FileFilter): Promise<string | null> => {
    const { canceled, filePaths } = await dialog.showOpenDialog(window, { title, defaultPath: folder(), properties: ['openFile'], filters: [filter, everything] })
    const path = canceled ? undefined : filePaths[0]
    if (path === undefined) return null
    settings.change({ lastFolder: dirname(path) })
    return path
  }

  return {
    async chooseCsv(window) {
      const path = await chooseFile(window, 'Open CSV', tables)
      return path === null ? null : grants.grant(path, 'csv', 'read')
    },
    async chooseProject(window) {
      const path = await chooseFile(window, 'Open Project', projects)
      return path === null ? null : grants.grant(path, 'project', 'write')
    },
    async chooseSave(window, suggestedName) {
      const defaultPath = join(folder(), withProjectExtension(safeFileName(suggestedName)))
      const { canceled, filePath } = await dialog.showSaveDialog(window, { title: 'Save Project', defaultPath, filters: [projects] })
      if (canceled || !filePath) return null
      const path = withProjectExtension(filePath)
      // The system has asked about replacing the name that was typed, not about the one we complete it to.
      if (path !== filePath && await exists(path) && !await mayReplace(window, path)) return null
      settings.change({ lastFolder: dirname(path) })
      return grants.grant(path, 'project', 'write')
    },
    askToSave
  }
}

export const exists = (path: string): Promise<boolean> => access(path).then(() => true, () => false)

/** Asks about a name that the system has not asked about. */
export async function mayReplace(window: BrowserWindow, path: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: `“${basename(path)}” already exists.`,
    detail: 'Replacing it overwrites what it holds.',
    buttons: ['Replace', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
    noLink: true
  })
  return response === 0
}

async function askToSave(window: BrowserWindow, title: string): Promise<'save' | 'discard' | 'cancel'> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: `Do you want to save the changes to “${title}”?`,
    detail: 'Changes that are not saved are lost.',
    buttons: ['Save', 'Don’t Save', 'Cancel'],
    defaultId: 0,
    cancelId: 2,
    noLink: true
  })
  return (['save', 'discard'] as const)[response] ?? 'cancel'
}
