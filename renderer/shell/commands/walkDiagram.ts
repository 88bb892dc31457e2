import type { Direction } from '../../../core/design/navigation'
import type { Command, CommandContext } from './command'

const arrows: Readonly<Record<Direction, string>> = { left: 'ArrowLeft', right: 'ArrowRight', up: 'ArrowUp', down: 'ArrowDown' }
const directions = ['left', 'right', 'up', 'down'] as const
const drawn = ({ project }: CommandContext): boolean => project.opened && project.design.items.length > 0
const selected = ({ project }: CommandContext): boolean => project.opened && project.selection !== null

/** Going about the structure and selecting in it. */
export const walkDiagram: readonly Command[] = [
  ...directions.map(direction => ({ ...walk(`walk.${direction}`, `Walk ${direction}`, arrows[direction], drawn, ({ diagram }) => diagram.walkTo(direction)), name: 'Walk the structure' })),
  ...directions.map(direction => ({ ...walk(`extend.${direction}`, `Extend the selection ${direction}`, `Shift+${arrows[direction]}`, drawn, ({ diagram }) => diagram.extend(direction)), name: 'Extend the selection' })),
  walk('first', 'First block', 'Home', drawn, ({ diagram }) => diagram.selectEnd('first')),
  walk('last', 'Last block', 'End', drawn, ({ diagram }) => diagram.selectEnd('last')),
  { ...walk('activate', 'Edit in the Inspector', 'Enter', selected, ({ project, diagram }) => { if (project.selection) diagram.handle?.activate(project.selection) }), inPalette: true, menu: 'diagram', group: 1 },
  { ...walk('selectAll', 'Select All Blocks', 'CmdOrCtrl+A', drawn, ({ diagram }) => diagram.selectAll()), inPalette: true },
  { ...walk('selectNothing', 'Select Nothing', 'Escape', selected, ({ diagram }) => diagram.select(null)), inPalette: true }
]

function walk(id: string, label: string, key: string, enabled: (context: CommandContext) => boolean, perform: (context: CommandContext) => void): Command {
  return {
    id: `diagram.${id}`, label: () => label, accelerator: null, diagramKeys: [key], menu: null, group: 1, section: 'Walk and select', inPalette: false,
    enabled, whyNot: ({ project }) => project.opened ? 'nothing is selected' : 'no project is open', perform
  }
}
