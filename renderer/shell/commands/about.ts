import type { Command } from './command'

export const about: Command = {
  id: 'help.about',
  label: () => 'About MMI Workbench',
  accelerator: null,
  menu: 'help',
  group: 3,
  enabled: () => true,
  perform: ({ appearance }) => appearance.show('about')
}
