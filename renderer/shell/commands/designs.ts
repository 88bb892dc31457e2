import { mostDesigns } from '../../stores/designList'
import type { Command, CommandContext } from './command'

const several = ({ project }: CommandContext): boolean => project.document.designs.length > 1
const room = ({ project }: CommandContext): boolean => project.document.designs.length < mostDesigns

/** What can be done with the designs of the project; all of it with the one that is shown. */
export const designCommands: readonly Command[] = [
  designCommand('new', 'New Design', 'CmdOrCtrl+T', 4, room, ({ project }) => project.addDesign()),
  designCommand('duplicate', 'Duplicate Design', 'CmdOrCtrl+Shift+D', 4, room, ({ project }) => project.duplicateDesign(project.activeIndex)),
  designCommand('rename', 'Rename Design…', 'F2', 4, () => true, ({ project }) => project.rename(project.activeKey)),
  designCommand('delete', 'Delete Design', null, 4, several, ({ project }) => project.removeDesign(project.activeIndex)),
  designCommand('next', 'Next Design', 'Ctrl+PageDown', 5, several, context => show(context, 1)),
  designCommand('previous', 'Previous Design', 'Ctrl+PageUp', 5, several, context => show(context, -1)),
  designCommand('moveRight', 'Move Design Right', 'Ctrl+Shift+PageDown', 5, ({ project }) => project.activeIndex < project.document.designs.length - 1, ({ project }) => project.moveDesign(project.activeIndex, project.activeIndex + 1)),
  designCommand('moveLeft', 'Move Design Left', 'Ctrl+Shift+PageUp', 5, ({ project }) => project.activeIndex > 0, ({ project }) => project.moveDesign(project.activeIndex, project.activeIndex - 1))
]

function designCommand(id: string, label: string, accelerator: string | null, group: number, possible: (context: CommandContext) => boolean, perform: (context: CommandContext) => void): Command {
  return { id: `design.${id}`, label: () => label, accelerator, menu: 'diagram', group, enabled: context => context.project.opened && possible(context), perform }
}

/** The next or previous design, round the ends. */
function show({ project }: CommandContext, step: 1 | -1): void {
  const count = project.document.designs.length
  project.activateDesign((project.activeIndex + step + count) % count)
}
