/** The system's own dialogs for choosing files. */
import { access } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { app, dialog, type BrowserWindow, type FileFilter } from 'electron'
import { projectExtension, safeFileName, tableExtensions, withProjectExtension } from './fileKinds'
import type { Settings } from './settings'

export interface Dialogs {
  chooseCsv(window: BrowserWindow): Promise<string | null>
  chooseProject(window: BrowserWindow): Promise<string | null>
  chooseSave(window: BrowserWindow, suggestedName: string): Promise<string | null>
  /** The path that was chosen for saving belongs to another window. */
  tellTaken(window: BrowserWindow, name: string): Promise<void>
}

const tables: FileFilter = { name: 'Tables', extensions: [...tableExtensions] }
const projects: FileFilter = { name: 'MMI Workbench projects', extensions: [projectExtension] }
const everything: FileFilter = { name: 'All files', extensions: ['*'] }

/** Dialogs that open in the folder used last. */
export function createDialogs(settings: Settings): Dialogs {
  const folder = (): string => settings.current.lastFolder ?? app.getPath('documents')

  const chooseFile = async (window: BrowserWindow, title: string, filter: FileFilter): Promise<string | null> => {
    const { canceled, filePaths } = await dialog.showOpenDialog(window, { title, defaultPath: folder(), properties: ['openFile'], filters: [filter, everything] })
    const path = canceled ? undefined : filePaths[0]
    if (path === undefined) return null
    settings.change({ lastFolder: dirname(path) })
    return path
  }

  return {
    chooseCsv: window => chooseFile(window, 'Open CSV', tables),
    chooseProject: window => chooseFile(window, 'Open Project', projects),
    tellTaken,
    async chooseSave(window, suggestedName) {
      const defaultPath = join(folder(), withProjectExtension(safeFileName(suggestedName)))
      const { canceled, filePath } = await dialog.showSaveDialog(window, { title: 'Save Project', defaultPath, filters: [projects] })
      if (canceled || !filePath) return null
      const path = withProjectExtension(filePath)
      // The system has asked about replacing the name that was typed, not about the one we complete it to.
      if (path !== filePath && await exists(path) && !await mayReplace(window, path)) return null
      settings.change({ lastFolder: dirname(path) })
      return path
    }
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

async function tellTaken(window: BrowserWindow, name: string): Promise<void> {
  await dialog.showMessageBox(window, {
    type: 'warning',
    message: `“${name}” is open in another window.`,
    detail: 'Two windows that save to the same file would undo each other’s work. Choose another name, or close that window first.',
    buttons: ['OK'],
    noLink: true
  })
}
