import type { Command, CommandContext } from './command'

const nothing = 'nothing is selected'
const hasSelection = ({ project, diagram }: CommandContext): boolean => project.opened && diagram.selected.length > 0

/** The clipboard carries blocks as notation. The keys and the Edit menu raise events of the page, which the diagram answers. */
export const clipboard: readonly Command[] = [
  command('cut', 'Cut', 'CmdOrCtrl+X', hasSelection, nothing, context => carryOut(context, 'cut')),
  command('copy', 'Copy', 'CmdOrCtrl+C', hasSelection, nothing, context => carryOut(context, 'copy')),
  // Only the person may read the clipboard: no page, this one neither, has the permission.
  command('paste', 'Paste', 'CmdOrCtrl+V', () => false, 'the clipboard is read by its key or the Edit menu alone', () => {})
]

function command(id: string, label: string, key: string, enabled: (context: CommandContext) => boolean, why: string, perform: (context: CommandContext) => void): Command {
  return {
    id: `diagram.${id}`, label: () => label, accelerator: null, diagramKeys: [key], byEvent: true, menu: null, group: 1, section: 'Edit the diagram',
    enabled, whyNot: ({ project }) => project.opened ? why : 'no project is open', perform
  }
}

function carryOut({ diagram }: CommandContext, action: 'cut' | 'copy'): void {
  diagram.handle?.focus()
  document.execCommand(action)
}
