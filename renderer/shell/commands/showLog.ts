import type { Command } from './command'

export const showLog: Command = {
  id: 'help.showLog',
  label: () => 'Show Log',
  accelerator: null,
  menu: 'help',
  group: 2,
  enabled: () => true,
  perform: ({ desktop }) => desktop.showLog()
}
