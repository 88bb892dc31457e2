import type { Command } from './command'

export const undo: Command = {
  id: 'edit.undo',
  label: ({ project }) => project.undoLabel ? `Undo ${lowerFirst(project.undoLabel)}` : 'Undo',
  name: 'Undo',
  accelerator: 'CmdOrCtrl+Z',
  menu: 'edit',
  group: 1,
  enabled: ({ project }) => project.opened && project.undoLabel !== null,
  whyNot: ({ project }) => project.opened ? 'there is nothing to undo' : 'no project is open',
  perform: ({ project }) => project.undo()
}

/** `Set budget F` inside a menu line: `set budget F`. */
export function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
