import type { Command } from './command'

export const saveAs: Command = {
  id: 'file.saveAs',
  label: () => 'Save As…',
  accelerator: 'CmdOrCtrl+Shift+S',
  menu: 'file',
  group: 2,
  enabled: ({ project, files }) => project.opened && files.busy === null,
  perform: ({ files }) => files.saveAs()
}
