/**
 * The contract between the renderer and main: what the preload exposes as `window.workbench`, and the schemas by
 * which main checks every payload. The renderer never names a path: files appear as grants that main handed out.
 */
import { z } from 'zod'
import type { Result } from './problem'

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
  /** Called after a project was opened or saved: adds it to the recent list and represents it in the title bar. */
  projectOpened: z.tuple([z.string().max(100)]),
  documentState: z.tuple([z.strictObject({ title: z.string().max(300), edited: z.boolean(), project: z.string().max(100).nullable() })]),
  askToSave: z.tuple([z.string().max(300)]),
  closeAnswered: z.tuple([z.boolean()]),
  describeMenu: z.tuple([z.strictObject({ menus: z.array(z.strictObject({ id: z.enum(['file', 'edit', 'diagram', 'view', 'help']), entries: z.array(menuEntrySchema).max(200) })).max(10) })]),
  /** Asks where, and writes there: a suggested name without its extension, what the file is, and what it holds. */
  saveExport: z.tuple([z.strictObject({ name: z.string().max(255), kind: z.enum(exportKinds), bytes: z.instanceof(Uint8Array).refine(bytes => bytes.byteLength <= largestExport) })]),
  /** Asks where, prints a page without scripts as A4, and writes it there. */
  savePdf: z.tuple([z.strictObject({ name: z.string().max(255), html: z.string().max(largestExport) })]),
  theme: z.tuple([]),
  chooseTheme: z.tuple([z.enum(themes)]),
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
  chooseProject(): Promise<FileGrant | null>
  chooseSave(suggestedName: string): Promise<FileGrant | null>
  /** A file dropped on the window; null when it is no CSV and no project, or has no path. */
  grantDropped(file: File): Promise<FileGrant | null>
  recentProjects(): Promise<readonly RecentProject[]>
  openRecent(index: number): Promise<FileGrant | null>
  /** The example's data file; null for examples without one. */
  openExample(id: ExampleId): Promise<FileGrant | null>
  projectOpened(grant: string): Promise<void>
  documentState(state: { title: string; edited: boolean; project: string | null }): Promise<void>
  /** The native question before unsaved work is left. */
  askToSave(title: string): Promise<'save' | 'discard' | 'cancel'>
  /** Answers `onCloseRequested`: true lets the window close. */
  closeAnswered(close: boolean): Promise<void>
  describeMenu(description: MenuDescription): Promise<void>
  /** The name of the file that was written, without its folder; null when the user chose none. */
  saveExport(file: { name: string; kind: ExportKind; bytes: Uint8Array }): Promise<Result<string | null>>
  savePdf(page: { name: string; html: string }): Promise<Result<string | null>>
  theme(): Promise<Theme>
  chooseTheme(theme: Theme): Promise<void>
  about(): Promise<About>
  /** A menu entry was chosen. Returns the unsubscriber. */
  onCommand(listener: (command: string) => void): () => void
  /** A file was handed to the app from outside (double click, command line). */
  onOpenFile(listener: (grant: FileGrant) => void): () => void
  onCloseRequested(listener: () => void): () => void
  /** For tests to assert. */
  readonly environment: { readonly sandboxed: boolean; readonly contextIsolated: boolean }
}
