import type { Command } from './command'

export const openCsv: Command = {
  id: 'file.openCsv',
  label: () => 'Open CSV…',
  accelerator: 'CmdOrCtrl+Shift+O',
  menu: 'file',
  group: 1,
  enabled: () => true,
  perform: ({ files }) => files.openCsv()
}
