/** What a command is: one action, known to the native menu, the keys, the toolbar and the shortcut sheet. */
import type { useAppearance } from '../../stores/appearance'
import type { useDesktop } from '../../stores/desktop'
import type { useExports } from '../../stores/exports'
import type { useFiles } from '../../stores/files'
import type { useProject } from '../../stores/project'

export type MenuName = 'file' | 'edit' | 'diagram' | 'view' | 'help'

/** What commands act on. */
export interface CommandContext {
  readonly project: ReturnType<typeof useProject>
  readonly files: ReturnType<typeof useFiles>
  readonly appearance: ReturnType<typeof useAppearance>
  readonly desktop: ReturnType<typeof useDesktop>
  readonly exports: ReturnType<typeof useExports>
}

export interface Command {
  readonly id: string
  readonly label: (context: CommandContext) => string
  /** What the command is called in general, where its label tells what it would do now. */
  readonly name?: string
  /** In Electron's spelling, `CmdOrCtrl+Shift+S`; null: none. */
  readonly accelerator: string | null
  readonly menu: MenuName
  /** Commands of one group stand together between separators. */
  readonly group: number
  /** The submenu that the command stands in. */
  readonly submenu?: string
  enabled(context: CommandContext): boolean
  /** For choices: whether this one is in force. */
  checked?(context: CommandContext): boolean
  perform(context: CommandContext): void | Promise<unknown>
}
