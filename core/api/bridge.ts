/**
 * The contract between the renderer and main: what the preload exposes as `window.workbench`, and the schemas by
 * which main checks every payload. The renderer never names a path: files appear as grants that main handed out.
 */
import { z } from 'zod'
import { problemCodes, type ProblemCode, type Result } from './problem'

/** A file that main allows core to open under an opaque id. */
export interface FileGrant {
  readonly id: string
  /** File name without its folder, for display. */
  readonly name: string
  readonly kind: 'csv' | 'project' | 'moments'
}

export interface RecentProject {
  readonly name: string
  /** Folder for display, with the home folder shortened to `~`. */
  readonly folder: string
  readonly openedAt: string
  readonly exists: boolean
}

/** The file is open in another window, which has been brought to the front. */
export type ShownElsewhere = 'shown-elsewhere'

/** Unsaved work that a crash left behind, or that was kept for later. */
export interface RecoveredWork {
  readonly id: string
  readonly name: string
  /** Folder of the user's file for display; null for work that was never saved. */
  readonly folder: string | null
  readonly savedAt: string
  /** Steps since the last save. */
  readonly changes: number
}

/** Everything needed to go on with it. */
export interface RestoredWork {
  readonly name: string
  readonly changes: number
  /** The safety copy, to read. */
  readonly copy: FileGrant
  /** The user's file, to save to; null for work that was never saved. */
  readonly original: FileGrant | null
  /** What the user's file held when the work on it began. */
  readonly stored: { readonly size: number; readonly sha256: string } | null
}

/** An earlier version of a project. */
export interface EarlierVersion {
  readonly savedAt: string
  readonly bytes: number
  /** Names of its designs; empty when they could not be read. */
  readonly designs: readonly string[]
}

/** How a window is to be left: with a question, or as one question has answered for all windows. */
export const leavings = ['ask', 'save', 'discard'] as const
export type Leaving = (typeof leavings)[number]

export const zoomSteps = ['in', 'out', 'reset'] as const
export type ZoomStep = (typeof zoomSteps)[number]

/** Whether and where newer versions are asked for. */
export interface UpdateSettings {
  readonly wanted: boolean
  /** https address of a JSON file with `version` and `page`; empty until one is given. */
  readonly url: string
  /** What forbids it whatever is wanted here; null: nothing. */
  readonly forbiddenBy: 'environment' | 'policy' | null
}

export type UpdateReport =
  | { readonly kind: 'off' }
  | { readonly kind: 'current' }
  | { readonly kind: 'newer'; readonly version: string; readonly page: string | null }
  | { readonly kind: 'failed'; readonly why: string }

export const exampleIds = ['iris', 'figure-1', 'digits'] as const
export type ExampleId = (typeof exampleIds)[number]

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** One entry of the native menu, described by the renderer's command registry. */
export type MenuEntry =
  | { readonly kind: 'command'; readonly command: string; readonly label: string; readonly accelerator: string | null; readonly enabled: boolean; readonly checked: boolean | null }
  | { readonly kind: 'separator' }
  | { readonly kind: 'submenu'; readonly label: string; readonly entries: readonly MenuEntry[] }

export const menuEntrySchema: z.ZodType<MenuEntry> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('command'),
      command: z.string().max(100),
      label: z.string().max(200),
      accelerator: z.string().max(100).nullable(),
      enabled: z.boolean(),
      checked: z.boolean().nullable()
    }),
    z.strictObject({ kind: z.literal('separator') }),
    z.strictObject({ kind: z.literal('submenu'), label: z.string().max(200), entries: z.array(menuEntrySchema).max(200) })
  ])
)

/** Menus between the app menu (macOS) and Help: File, Diagram, View, with Edit's text commands added by main. */
export interface MenuDescription {
  readonly menus: readonly { readonly id: 'file' | 'edit' | 'diagram' | 'view' | 'help'; readonly entries: readonly MenuEntry[] }[]
}

/** Kinds of files that the window writes beside projects; the kind is the extension. */
export const exportKinds = ['png', 'svg', 'csv', 'md', 'tex', 'py', 'html'] as const
export type ExportKind = (typeof exportKinds)[number]

/** Bytes of one export, and letters of a report that is to be printed. */
export const largestExport = 64 * 1024 * 1024

/** Argument schemas of the calls that main handles; the preload exposes exactly these, with `grantDropped` taking a File. */
export const bridgeCalls = {
  chooseCsv: z.tuple([]),
  chooseProject: z.tuple([]),
  chooseSave: z.tuple([z.string().max(255)]),
  grantDropped: z.tuple([z.string().max(32_768)]),
  recentProjects: z.tuple([]),
  openRecent: z.tuple([z.number().int().min(0).max(100)]),
  openExample: z.tuple([z.enum(exampleIds)]),
  newWindow: z.tuple([]),
  /** Called after a project was opened or saved: adds it to the recent list and represents it in the title bar. */
  projectOpened: z.tuple([z.string().max(100)]),
  /** A project that was granted did not open: no window has it. */
  openFailed: z.tuple([z.string().max(100)]),
  clearRecent: z.tuple([]),
  documentState: z.tuple([z.strictObject({
    title: z.string().max(300),
    edited: z.boolean(),
    project: z.string().max(100).nullable(),
    recovery: z.uuid().nullable().default(null)
  })]),
  recoveries: z.tuple([]),
  restoreRecovery: z.tuple([z.uuid()]),
  keepRecovery: z.tuple([z.uuid()]),
  discardRecovery: z.tuple([z.uuid()]),
  earlierVersions: z.tuple([z.string().max(100)]),
  openEarlierVersion: z.tuple([z.string().max(100), z.number().int().min(0).max(100)]),
  askToSave: z.tuple([z.string().max(300)]),
  askAboutChangedFile: z.tuple([z.string().max(300)]),
  askAfterFailure: z.tuple([z.strictObject({ title: z.string().max(300), failed: z.enum(['save', 'safety-copy']), why: z.string().max(2000) })]),
  closeAnswered: z.tuple([z.boolean()]),
  describeMenu: z.tuple([z.strictObject({ menus: z.array(z.strictObject({ id: z.enum(['file', 'edit', 'diagram', 'view', 'help']), entries: z.array(menuEntrySchema).max(200) })).max(10) })]),
  /** Asks where, and writes there: a suggested name without its extension, what the file is, and what it holds. */
  saveExport: z.tuple([z.strictObject({ name: z.string().max(255), kind: z.enum(exportKinds), bytes: z.instanceof(Uint8Array).refine(bytes => bytes.byteLength <= largestExport) })]),
  /** Asks where, prints a page without scripts as A4, and writes it there. */
  savePdf: z.tuple([z.strictObject({ name: z.string().max(255), html: z.string().max(largestExport) })]),
  theme: z.tuple([]),
  chooseTheme: z.tuple([z.enum(themes)]),
  zoom: z.tuple([z.enum(zoomSteps)]),
  /** Whether this is the moment to offer the tour: true once. */
  claimTourOffer: z.tuple([]),
  updateSettings: z.tuple([]),
  changeUpdates: z.tuple([z.strictObject({ wanted: z.boolean(), url: z.string().max(2000) })]),
  checkForUpdates: z.tuple([]),
  /** A problem was shown: its code, nothing else, is kept for the diagnostics. */
  problemMet: z.tuple([z.enum(problemCodes)]),
  showLog: z.tuple([]),
  copyDiagnostics: z.tuple([]),
  about: z.tuple([])
} as const

export type BridgeCall = keyof typeof bridgeCalls

export interface About {
  readonly version: string
  readonly electron: string
  readonly chrome: string
  readonly node: string
  /** false for the fallback runtime of development and tests. */
  readonly officialRuntime: boolean
  readonly platform: string
}

/** `window.workbench`. */
export interface Bridge {
  /** Ask for a port to core; it arrives as the `core:port` window message. When core dies the port closes: ask again. */
  connectCore(): void
  chooseCsv(): Promise<FileGrant | null>
  chooseProject(): Promise<FileGrant | ShownElsewhere | null>
  chooseSave(suggestedName: string): Promise<FileGrant | null>
  /** A file dropped on the window; null when it is no CSV and no project, or has no path. */
  grantDropped(file: File): Promise<FileGrant | ShownElsewhere | null>
  recentProjects(): Promise<readonly RecentProject[]>
  openRecent(index: number): Promise<FileGrant | ShownElsewhere | null>
  /** The example's data file; null for examples without one. */
  openExample(id: ExampleId): Promise<FileGrant | null>
  newWindow(): Promise<void>
  projectOpened(grant: string): Promise<void>
  openFailed(grant: string): Promise<void>
  clearRecent(): Promise<void>
  /** @param state.recovery id of the safety copy of this window's work */
  documentState(state: { title: string; edited: boolean; project: string | null; recovery?: string | null }): Promise<void>
  /** Unsaved work that no window has. */
  recoveries(): Promise<readonly RecoveredWork[]>
  /** null when it is gone or open in another window. */
  restoreRecovery(id: string): Promise<RestoredWork | null>
  /** Not shown again before the next start. */
  keepRecovery(id: string): Promise<void>
  discardRecovery(id: string): Promise<void>
  /** Versions of a project that saves have replaced, the latest first. */
  earlierVersions(grant: string): Promise<readonly EarlierVersion[]>
  /** One of `earlierVersions`, to read; null when it is gone. */
  openEarlierVersion(grant: string, index: number): Promise<FileGrant | null>
  /** The native question before unsaved work is left. */
  askToSave(title: string): Promise<'save' | 'discard' | 'cancel'>
  /** The file on disk is not the one that was opened. */
  askAboutChangedFile(name: string): Promise<'reload' | 'copy' | 'overwrite' | 'cancel'>
  /** Unsaved work was to be left, and keeping it failed. */
  askAfterFailure(failure: { title: string; failed: 'save' | 'safety-copy'; why: string }): Promise<'save-as' | 'leave' | 'cancel'>
  /** Answers `onCloseRequested`: true lets the window close. */
  closeAnswered(close: boolean): Promise<void>
  describeMenu(description: MenuDescription): Promise<void>
  /** The name of the file that was written, without its folder; null when the user chose none. */
  saveExport(file: { name: string; kind: ExportKind; bytes: Uint8Array }): Promise<Result<string | null>>
  savePdf(page: { name: string; html: string }): Promise<Result<string | null>>
  theme(): Promise<Theme>
  chooseTheme(theme: Theme): Promise<void>
  /** Size of everything in all windows, remembered. */
  zoom(step: ZoomStep): Promise<void>
  /** True once: the first start screen of all offers the tour. */
  claimTourOffer(): Promise<boolean>
  updateSettings(): Promise<UpdateSettings>
  changeUpdates(wish: { wanted: boolean; url: string }): Promise<UpdateSettings>
  /** Asks only when it is switched on and nothing forbids it. */
  checkForUpdates(): Promise<UpdateReport>
  problemMet(code: ProblemCode): Promise<void>
  showLog(): Promise<void>
  /** Versions, platform and settings go to the clipboard; no data, no file names. */
  copyDiagnostics(): Promise<void>
  about(): Promise<About>
  /** A menu entry was chosen. Returns the unsubscriber. */
  onCommand(listener: (command: string) => void): () => void
  /** A file was handed to the app from outside (double click, command line). */
  onOpenFile(listener: (grant: FileGrant) => void): () => void
  onCloseRequested(listener: (how: Leaving) => void): () => void
  /** Another window has changed what all share (recent projects, theme, work that was found): it is to be read again. */
  onChangedElsewhere(listener: () => void): () => void
  /** A newer version exists; told once after a start, only when asking is switched on. */
  onUpdateFound(listener: (report: UpdateReport) => void): () => void
  /** For tests to assert. */
  readonly environment: { readonly sandboxed: boolean; readonly contextIsolated: boolean }
}
