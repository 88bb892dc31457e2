import type { Command } from './command'

export const showOutline: Command = {
  id: 'diagram.outline',
  label: () => 'Outline of the Diagram',
  accelerator: 'CmdOrCtrl+Shift+E',
  menu: 'view',
  group: 2,
  icon: 'outline',
  enabled: ({ project }) => project.opened,
  checked: ({ project, diagram }) => project.opened && diagram.outline,
  perform: ({ diagram }) => diagram.showOutline(!diagram.outline)
}
