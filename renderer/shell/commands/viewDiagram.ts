import { itemAt } from '../../../core/design/paths'
import type { DiagramHandle } from '../../stores/diagram'
import { groupsOf } from '../../stores/collapsedGroups'
import type { Command, CommandContext } from './command'

type Step = Parameters<DiagramHandle['zoom']>[0]

/** How the diagram is looked at. Its zoom keys act only while it has the focus; elsewhere they size the whole window. */
export const viewDiagram: readonly Command[] = [
  fold('collapse', 'Collapse Group', ['-'], true),
  fold('expand', 'Expand Group', ['+', '='], false),
  foldAll('collapseAll', 'Collapse All Groups', ['Shift+C'], true),
  foldAll('expandAll', 'Expand All Groups', ['Shift+E'], false),
  zoom('in', 'Zoom In on the Diagram', ['CmdOrCtrl+=', 'CmdOrCtrl++']),
  zoom('out', 'Zoom Out of the Diagram', ['CmdOrCtrl+-']),
  zoom('fit', 'Show the Whole Diagram', ['CmdOrCtrl+0']),
  zoom('actual', 'Diagram at 100 %', ['CmdOrCtrl+1']),
  zoom('selection', 'Zoom to the Selection', ['CmdOrCtrl+2'])
]

function viewCommand(id: string, label: string, keys: readonly string[], obstacle: (context: CommandContext) => string | null, perform: (context: CommandContext) => void): Command {
  return {
    id: `diagram.${id}`, label: () => label, accelerator: null, diagramKeys: keys, menu: 'diagram', group: 6, submenu: 'View', section: 'View of the diagram',
    enabled: context => context.project.opened && obstacle(context) === null,
    whyNot: context => context.project.opened ? obstacle(context) ?? '' : 'no project is open',
    perform
  }
}

function fold(id: string, label: string, keys: readonly string[], value: boolean): Command {
  const closed = ({ project, diagram }: CommandContext): boolean | null => {
    const item = project.selection && itemAt(project.design, project.selection)
    return item?.kind === 'parallel' ? diagram.collapsed.has(item) : null
  }
  const obstacle = (context: CommandContext): string | null => {
    const state = closed(context)
    if (state === null) return 'no group is selected'
    return state === value ? `the group is ${value ? 'collapsed' : 'expanded'} already` : null
  }
  return viewCommand(id, label, keys, obstacle, ({ diagram }) => diagram.collapse(diagram.selected, value))
}

function foldAll(id: string, label: string, keys: readonly string[], value: boolean): Command {
  const obstacle = ({ project, diagram }: CommandContext): string | null => {
    const groups = groupsOf(project.design)
    if (groups.length === 0) return 'the design has no group'
    return groups.every(({ group }) => diagram.collapsed.has(group) === value) ? `all groups are ${value ? 'collapsed' : 'expanded'} already` : null
  }
  return viewCommand(id, label, keys, obstacle, ({ diagram }) => diagram.collapseAll(value))
}

function zoom(step: Step, label: string, keys: readonly string[]): Command {
  const obstacle = ({ project, diagram }: CommandContext): string | null => {
    if (diagram.handle === null) return 'no diagram is shown'
    return step === 'selection' && project.selection === null ? 'nothing is selected' : null
  }
  return viewCommand(`zoom.${step}`, label, keys, obstacle, ({ diagram }) => diagram.handle?.zoom(step))
}
