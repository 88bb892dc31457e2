import type { Command } from './command'

export const openProject: Command = {
  id: 'file.open',
  label: () => 'Open…',
  accelerator: 'CmdOrCtrl+O',
  menu: 'file',
  group: 1,
  enabled: () => true,
  perform: ({ files }) => files.openProject()
}
