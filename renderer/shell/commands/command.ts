/** What a command is: one action, known to the native menu, the keys, the toolbar, the palette and the shortcut sheet. */
import type { useAppearance } from '../../stores/appearance'
import type { useDiagram } from '../../stores/diagram'
import type { useDesktop } from '../../stores/desktop'
import type { useExports } from '../../stores/exports'
import type { useFiles } from '../../stores/files'
import type { useProject } from '../../stores/project'
import type { useTour } from '../../stores/tour'
import type { IconName } from '../icons'

export type MenuName = 'file' | 'edit' | 'diagram' | 'view' | 'help'

/** What commands act on. */
export interface CommandContext {
  readonly project: ReturnType<typeof useProject>
  readonly diagram: ReturnType<typeof useDiagram>
  readonly files: ReturnType<typeof useFiles>
  readonly appearance: ReturnType<typeof useAppearance>
  readonly desktop: ReturnType<typeof useDesktop>
  readonly exports: ReturnType<typeof useExports>
  readonly tour: ReturnType<typeof useTour>
}

export interface Command {
  readonly id: string
  readonly label: (context: CommandContext) => string
  /** What the command is called in general, where its label tells what it would do now. */
  readonly name?: string
  /** In Electron's spelling, `CmdOrCtrl+Shift+S`; null: none. */
  readonly accelerator: string | null
  /** Keys that act while the diagram or its outline has the focus: `A`, `Shift+A`, `Alt+ArrowLeft`. */
  readonly diagramKeys?: readonly string[]
  /** The page's own event carries it out, as for copying: its keys are shown, not listened to. */
  readonly byEvent?: boolean
  /** null: in no menu, as walking by arrow keys. */
  readonly menu: MenuName | null
  /** Commands of one group stand together between separators. */
  readonly group: number
  /** The submenu that the command stands in. */
  readonly submenu?: string
  /** Its heading in the shortcut sheet and the palette, where its menu says too little. */
  readonly section?: string
  /** For a button of the toolbar. */
  readonly icon?: IconName
  /** false: for keys alone, as walking. */
  readonly inPalette?: boolean
  enabled(context: CommandContext): boolean
  /** Why it is not enabled, as a fragment: `nothing is selected`. */
  whyNot?(context: CommandContext): string
  /** For choices: whether this one is in force. */
  checked?(context: CommandContext): boolean
  perform(context: CommandContext): void | Promise<unknown>
}

/** Why a command is not enabled, as a sentence's fragment. */
export function obstacleOf(command: Command, context: CommandContext): string | null {
  if (command.enabled(context)) return null
  return command.whyNot?.(context) ?? (context.project.opened ? 'not possible right now' : 'no project is open')
}
