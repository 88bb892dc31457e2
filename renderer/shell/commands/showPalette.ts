import type { Command } from './command'

export const showPalette: Command = {
  id: 'view.palette',
  label: () => 'Command Palette…',
  accelerator: 'CmdOrCtrl+K',
  diagramKeys: ['/'],
  menu: 'view',
  group: 2,
  icon: 'palette',
  inPalette: false,
  enabled: () => true,
  perform: ({ appearance }) => appearance.show('palette')
}
