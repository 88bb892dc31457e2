import type { Command } from './command'

export const about: Command = {
  id: 'help.about',
  label: () => 'About MMI Workbench',
  accelerator: null,
  menu: 'help',
  group: 2,
  enabled: () => true,
  perform: ({ appearance }) => appearance.show('about')
}
