import type { Command } from './command'

export const showShortcuts: Command = {
  id: 'help.shortcuts',
  label: () => 'Keyboard Shortcuts',
  accelerator: 'Shift+F1',
  menu: 'help',
  group: 1,
  enabled: () => true,
  perform: ({ appearance }) => appearance.show('shortcuts')
}
