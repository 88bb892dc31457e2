import type { Command } from './command'

export const settings: Command = {
  id: 'file.settings',
  label: () => 'Settings…',
  accelerator: 'CmdOrCtrl+,',
  menu: 'file',
  group: 3,
  enabled: () => true,
  perform: ({ appearance }) => appearance.show('settings')
}
