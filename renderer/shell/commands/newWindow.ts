import type { Command } from './command'

export const newWindow: Command = {
  id: 'file.newWindow',
  label: () => 'New Window',
  accelerator: 'CmdOrCtrl+Shift+N',
  menu: 'file',
  group: 1,
  enabled: () => true,
  perform: ({ files }) => files.newWindow()
}
