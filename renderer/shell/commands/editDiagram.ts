import type { SelectionAction } from '../../../core/design/selectionEdits'
import type { Command, CommandContext } from './command'

type Details = Pick<Command, 'diagramKeys' | 'icon' | 'accelerator'>

/** Edits of what is selected: one block, a group, or several as one series. */
export const editDiagram: readonly Command[] = [
  {
    id: 'diagram.insert',
    label: () => 'Insert…',
    accelerator: null,
    diagramKeys: ['I'],
    menu: 'diagram',
    group: 1,
    section: 'Edit the diagram',
    icon: 'plus',
    enabled: ({ project, diagram }) => project.opened && diagram.handle !== null,
    perform: ({ diagram }) => diagram.handle?.openInsertMenu()
  },
  edit('insertBefore', 'Insert Dense Before', 1, 'insert-before', { diagramKeys: ['Shift+A'] }),
  edit('insertAfter', 'Insert Dense After', 1, 'insert-after', { diagramKeys: ['A'] }),
  edit('wrapParallel', 'Wrap in Parallel', 2, 'wrap-parallel', { diagramKeys: ['P'], icon: 'wrap-parallel' }),
  edit('wrapSeries', 'Wrap in Series', 2, 'wrap-series', { diagramKeys: ['S'] }),
  edit('unwrap', 'Unwrap', 2, 'unwrap', { diagramKeys: ['U'], icon: 'unwrap' }),
  edit('duplicate', 'Duplicate Selection', 3, 'duplicate', { diagramKeys: ['CmdOrCtrl+D'], icon: 'duplicate' }),
  edit('delete', 'Delete Selection', 3, 'remove', { diagramKeys: ['Delete', 'Backspace'], icon: 'trash' }),
  { ...edit('moveLeft', 'Move Left', 3, 'move-left', { diagramKeys: ['Alt+ArrowLeft'] }), submenu: 'Move' },
  { ...edit('moveRight', 'Move Right', 3, 'move-right', { diagramKeys: ['Alt+ArrowRight'] }), submenu: 'Move' },
  { ...edit('moveUp', 'Move to the Branch Above', 3, 'move-up', { diagramKeys: ['Alt+ArrowUp'] }), submenu: 'Move' },
  { ...edit('moveDown', 'Move to the Branch Below', 3, 'move-down', { diagramKeys: ['Alt+ArrowDown'] }), submenu: 'Move' }
]

function edit(id: string, label: string, group: number, action: SelectionAction, details: Partial<Details>): Command {
  const obstacle = ({ project, diagram }: CommandContext): string | null => project.opened ? diagram.obstacle(action)?.what ?? null : 'no project is open'
  return {
    id: `diagram.${id}`,
    label: () => label,
    accelerator: null,
    menu: 'diagram',
    group,
    section: 'Edit the diagram',
    ...details,
    enabled: context => obstacle(context) === null,
    whyNot: context => obstacle(context) ?? '',
    perform: ({ diagram }) => diagram.act(action)
  }
}
