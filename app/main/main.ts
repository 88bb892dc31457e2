/**
 * Where the app begins. The order matters:
 *
 * 1. As the `mmi` command it computes and ends, without a display and without the lock.
 * 2. Before Electron is ready: sandbox, scheme, lock, and listening for files, which macOS announces early.
 * 3. Once ready: settings and theme before the first window, so that it opens in its colours; core is started beside it.
 * 4. The handlers stand before a page is loaded, so no call is lost; files from outside wait for the page.
 */
import { join } from 'node:path'
import { app, crashReporter } from 'electron'
import { removeUnfinished } from '../../core/project/recovery'
import { updateFoundMessage } from './channels'
import { createClosing } from './closing'
import { isCommandLine, runCommandLine } from './commandLine'
import { createCoreProcess } from './coreProcess'
import { developmentServer } from './developmentServer'
import { createDiagnostics } from './diagnostics'
import { createDialogs } from './dialogs'
import { createExports } from './exports'
import { createGrants } from './grants'
import { createHandlers } from './handlers'
import { handleCalls, handleConnections } from './ipc'
import { hasPendingWrites, pendingWritesEnded } from './jsonFile'
import { openLog, type Log } from './log'
import { followFocus, showMenu } from './menu'
import { collectRequests, handover, type OutsideRequests } from './openFiles'
import { createOpenProjects } from './openProjects'
import { declareScheme, serveRenderer } from './protocol'
import { questions } from './questions'
import { loadRecentProjects } from './recent'
import { createRecoveries } from './recoveries'
import { guardContents, guardSession } from './security'
import { loadSettings } from './settings'
import { applyTheme } from './theme'
import { startPage } from './trust'
import { createUpdates } from './updates'
import { createWindows } from './windows'

const outFolder = join(import.meta.dirname, '..')

if (isCommandLine()) await runCommandLine()
else boot()

function boot(): void {
  // Chromium cannot be sandboxed for root, as whom containers run: there, in development, pages keep their restricted
  // preload but no operating-system sandbox.
  if (app.isPackaged || !process.env['ELECTRON_DISABLE_SANDBOX']) app.enableSandbox()
  // Dumps stay on this computer.
  crashReporter.start({ uploadToServer: false })
  declareScheme()
  if (process.platform === 'win32') app.setAppUserModelId('io.github.mmi-workbench')
  if (!app.requestSingleInstanceLock(handover())) {
    app.exit(0)
    return
  }
  const echo = (line: string): void => { if (!app.isPackaged) process.stderr.write(`${line}\n`) }
  const log = openLog(app.getPath('logs'), { echo, home: app.getPath('home') })
  log.info(`MMI Workbench ${__APP_VERSION__}, Electron ${process.versions.electron}, ${process.platform} ${process.arch}`)
  process.on('uncaughtExceptionMonitor', error => log.error('main met an error that nobody caught', error))
  const outside = collectRequests(log)
  guardContents(log, developmentServer)
  endCleanly(log)
  // Never awaited at the top level: ready waits for this module, so that would wait for itself.
  app.whenReady().then(() => open(log, outside)).catch((error: unknown) => {
    log.error('the app could not start', error)
    void log.written().then(() => app.exit(1))
  })
}

async function open(log: Log, outside: OutsideRequests): Promise<void> {
  const userData = app.getPath('userData')
  guardSession(developmentServer)
  serveRenderer(join(outFolder, 'renderer'))
  const folders = { backups: join(userData, 'backups'), recovery: join(userData, 'recovery') }
  const core = createCoreProcess(join(outFolder, 'main/core.js'), folders, log)
  const grants = createGrants(core)
  // This is the only running instance, so nothing is being written there yet.
  await removeUnfinished(folders.recovery)
  core.start()
  app.on('quit', () => core.stop())

  const settings = await loadSettings(join(userData, 'settings.json'), log)
  applyTheme(settings.current.theme)
  const home = app.getPath('home')
  const recent = await loadRecentProjects(join(userData, 'recent.json'), home, log)
  const updates = await createUpdates(settings, log)
  const windows = await createWindows({ outFolder, startPage: developmentServer ?? startPage, developmentServer, zoom: () => settings.current.zoom, log })
  const openProjects = createOpenProjects(windows, grants)
  const recoveries = createRecoveries({ folder: folders.recovery, home, windows, grants, openProjects, log })
  const closing = createClosing(windows, questions, log)
  const diagnostics = createDiagnostics({ settings, windows: () => windows.all().length, coreStarts: () => core.starts() })
  windows.onOpened(closing.guard)

  const handlers = createHandlers({
    windows, grants, openProjects, dialogs: createDialogs(settings), questions, recent, recoveries, backups: folders.backups, settings, closing, updates, diagnostics, log, exports: createExports(settings, log)
  })
  handleCalls(windows, handlers, log)
  handleConnections(windows, core, log)
  followFocus(windows)
  showMenu(windows)
  windows.open()
  outside.deliverTo({ windows, openProjects, settings })
  app.on('activate', () => { if (windows.all().length === 0) windows.open() })
  const newer = await updates.checkAtStart()
  if (newer) windows.front()?.browser.webContents.send(updateFoundMessage, newer)
}

/** Quits when the last window is closed, except on macOS; settings that are being written are written first. */
function endCleanly(log: Log): void {
  app.on('window-all-closed', () => { if (process.platform !== 'darwin') app.quit() })
  app.on('will-quit', event => {
    if (!hasPendingWrites()) return
    event.preventDefault()
    void Promise.all([pendingWritesEnded(), log.written()]).then(() => app.quit())
  })
}
