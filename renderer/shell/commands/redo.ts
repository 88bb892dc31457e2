import type { Command } from './command'
import { lowerFirst } from './undo'

export const redo: Command = {
  id: 'edit.redo',
  label: ({ project }) => project.redoLabel ? `Redo ${lowerFirst(project.redoLabel)}` : 'Redo',
  name: 'Redo',
  accelerator: 'CmdOrCtrl+Shift+Z',
  menu: 'edit',
  group: 1,
  enabled: ({ project }) => project.opened && project.redoLabel !== null,
  whyNot: ({ project }) => project.opened ? 'there is nothing to redo' : 'no project is open',
  perform: ({ project }) => project.redo()
}
