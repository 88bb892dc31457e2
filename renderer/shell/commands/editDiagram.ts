import type { DesignEdit } from '../../../core/design/edits'
import { itemAt } from '../../../core/design/paths'
import type { Block, Path } from '../../../core/design/types'
import type { Command, CommandContext } from './command'

const newBlock: Block = { kind: 'dense', units: 16, activation: 'relu' }

/** Edits of the selected block or group; the diagram's own single keys do the same. */
export const editDiagram: readonly Command[] = [
  diagramCommand('insertBefore', 'Insert Dense Before', 1, path => ({ kind: 'insert', at: path, items: [newBlock] })),
  diagramCommand('insertAfter', 'Insert Dense After', 1, path => ({ kind: 'insert', at: next(path), items: [newBlock] })),
  diagramCommand('wrapParallel', 'Wrap in Parallel', 2, path => ({ kind: 'wrap-parallel', path, items: [newBlock], side: 'after' })),
  diagramCommand('unwrap', 'Unwrap', 2, path => ({ kind: 'unwrap', path }), canUnwrap),
  diagramCommand('duplicate', 'Duplicate', 3, path => ({ kind: 'duplicate', path })),
  diagramCommand('delete', 'Delete', 3, path => ({ kind: 'remove', path }))
]

function diagramCommand(id: string, label: string, group: number, edit: (path: Path) => DesignEdit, possible: (context: CommandContext, path: Path) => boolean = () => true): Command {
  const target = ({ project }: CommandContext): Path | null => project.selection && itemAt(project.design, project.selection) ? project.selection : null
  return {
    id: `diagram.${id}`,
    label: () => label,
    accelerator: null,
    menu: 'diagram',
    group,
    enabled: context => {
      const path = target(context)
      return path !== null && possible(context, path)
    },
    perform: context => {
      const path = target(context)
      if (path) context.project.edit(edit(path))
    }
  }
}

function next(path: Path): Path {
  return [...path.slice(0, -1), (path.at(-1) ?? 0) + 1]
}

function canUnwrap({ project }: CommandContext, path: Path): boolean {
  return path.length > 1 || itemAt(project.design, path)?.kind === 'parallel'
}
