/** The windows and what main knows of each. */
import { join } from 'node:path'
import { app, BrowserWindow, nativeTheme, screen, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron'
import type { MenuDescription } from '../../core/api/bridge'
import { jsonFile, type JsonFile } from './jsonFile'
import type { Log } from './log'
import { windowTitle } from './title'
import { isOurPage } from './trust'
import { cascaded, smallestWindow, visibleBounds, windowStateSchema, type Rectangle, type WindowState } from './windowState'

export interface OpenWindow {
  readonly browser: BrowserWindow
  /** Resolves when the page has been loaded. */
  readonly loaded: Promise<void>
  document: WindowDocument
  /** Keys of projects that it is about to open. */
  readonly claims: Set<string>
  /** As its renderer last described it; null before. */
  menu: MenuDescription | null
  /** The renderer, or the death of it, has allowed it to close. */
  mayClose: boolean
  responsive: boolean
}

export interface WindowDocument {
  /** Empty on the start screen. */
  readonly title: string
  readonly edited: boolean
  readonly projectPath: string | null
  /** Of the project's file, as `fileIdentity` gives it. */
  readonly fileKey: string | null
  /** Id of the safety copy of its work. */
  readonly recovery: string | null
}

export interface Windows {
  open(): OpenWindow
  all(): readonly OpenWindow[]
  /** The one in front, else any, else null. */
  front(): OpenWindow | null
  /** Brings it in front of everything. */
  show(window: OpenWindow): void
  /** The window whose own page, in its main frame, sent a message; null for every other sender. */
  senderOf(event: IpcMainInvokeEvent | IpcMainEvent): OpenWindow | null
  showDocument(window: OpenWindow, document: OpenWindow['document']): void
  onOpened(listener: (window: OpenWindow) => void): void
}

interface Options {
  readonly outFolder: string
  readonly startPage: string
  readonly developmentServer: string | null
  /** The zoom that is in force. */
  readonly zoom: () => number
  readonly log: Log
}

/** Matches --bg of the two themes, so that nothing flashes before the page paints. */
const backgrounds = { light: '#f6f7f9', dark: '#14171c' } as const

const background = (): string => (nativeTheme.shouldUseDarkColors ? backgrounds.dark : backgrounds.light)

/** Reads where the last window stood, then is ready to open some. */
export async function createWindows(options: Options): Promise<Windows> {
  const stateFile = jsonFile<WindowState>(join(app.getPath('userData'), 'window-state.json'), windowStateSchema, { bounds: null, maximised: false })
  const windows = new Map<number, OpenWindow>()
  const listeners: ((window: OpenWindow) => void)[] = []
  let state = await stateFile.read()
  nativeTheme.on('updated', () => windows.forEach(({ browser }) => browser.setBackgroundColor(background())))

  return {
    open() {
      const opened = openWindow(options, state, [...windows.values()].map(({ browser }) => browser.getBounds()))
      windows.set(opened.browser.id, opened)
      rememberState(opened.browser, stateFile, options.log, next => { state = next })
      const { id } = opened.browser
      opened.browser.on('closed', () => windows.delete(id))
      listeners.forEach(listener => listener(opened))
      return opened
    },
    all: () => [...windows.values()],
    front() {
      const focused = BrowserWindow.getFocusedWindow()
      return (focused && windows.get(focused.id)) ?? [...windows.values()].at(-1) ?? null
    },
    show({ browser }) {
      if (browser.isMinimized()) browser.restore()
      browser.show()
      browser.focus()
    },
    senderOf(event) {
      const frame = event.senderFrame
      if (!frame || frame !== event.sender.mainFrame || !isOurPage(frame.url, options.developmentServer)) return null
      const browser = BrowserWindow.fromWebContents(event.sender)
      return (browser && windows.get(browser.id)) ?? null
    },
    showDocument(window, document) {
      window.document = document
      window.browser.setTitle(windowTitle(document, process.platform))
      window.browser.setDocumentEdited(document.edited)
      if (process.platform === 'darwin') window.browser.setRepresentedFilename(document.projectPath ?? '')
    },
    onOpened: listener => void listeners.push(listener)
  }
}

/** Where a new window goes; without x and y in the middle of the screen. */
function placeFor(state: WindowState, others: readonly Rectangle[]): Partial<Rectangle> {
  const workAreas = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(display => display.workArea)
  const last = others.at(-1)
  const bounds = visibleBounds(state.bounds ?? last ?? null, workAreas)
  return 'x' in bounds ? cascaded(bounds, others, workAreas) : bounds
}

function openWindow({ outFolder, startPage, zoom, log }: Options, state: WindowState, others: readonly Rectangle[]): OpenWindow {
  const browser = new BrowserWindow({
    ...placeFor(state, others),
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    show: false,
    title: 'MMI Workbench',
    backgroundColor: background(),
    webPreferences: {
      preload: join(outFolder, 'preload/preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      zoomFactor: zoom()
    }
  })
  // The title tells of the document, which main learns by `documentState`.
  browser.on('page-title-updated', event => event.preventDefault())
  browser.once('ready-to-show', () => {
    // A second window over the whole screen would hide that there are two.
    if (state.maximised && others.length === 0) browser.maximize()
    browser.show()
  })
  // Chromium remembers a zoom of its own for the page's address; ours counts.
  browser.webContents.on('did-finish-load', () => browser.webContents.setZoomFactor(zoom()))
  const loaded = new Promise<void>(resolve => browser.webContents.once('did-finish-load', () => resolve()))
  browser.loadURL(startPage).catch((error: unknown) => log.error('the page could not be loaded', error))
  const document = { title: '', edited: false, projectPath: null, fileKey: null, recovery: null }
  return { browser, loaded, document, claims: new Set(), menu: null, mayClose: false, responsive: true }
}

function rememberState(browser: BrowserWindow, file: JsonFile<WindowState>, log: Log, keep: (state: WindowState) => void): void {
  let timer: NodeJS.Timeout | undefined
  const save = (): void => {
    clearTimeout(timer)
    const state = { bounds: browser.getNormalBounds(), maximised: browser.isMaximized() }
    keep(state)
    file.write(state).catch((error: unknown) => log.warn('the place of the window could not be saved', error))
  }
  const saveSoon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(save, 500)
  }
  browser.on('resize', saveSoon)
  browser.on('move', saveSoon)
  browser.on('maximize', saveSoon)
  browser.on('unmaximize', saveSoon)
  browser.on('close', save)
  browser.on('closed', () => clearTimeout(timer))
}
