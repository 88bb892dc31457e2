import type { Command } from './command'

export const save: Command = {
  id: 'file.save',
  label: () => 'Save',
  accelerator: 'CmdOrCtrl+S',
  menu: 'file',
  group: 2,
  enabled: ({ project, files }) => project.opened && files.busy === null,
  perform: ({ files }) => files.save()
}
