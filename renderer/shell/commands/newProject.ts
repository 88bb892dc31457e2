import type { Command } from './command'

export const newProject: Command = {
  id: 'file.new',
  label: () => 'New',
  accelerator: 'CmdOrCtrl+N',
  menu: 'file',
  group: 1,
  enabled: () => true,
  perform: ({ files }) => files.newProject()
}
