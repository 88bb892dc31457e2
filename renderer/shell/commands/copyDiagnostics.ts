import type { Command } from './command'

export const copyDiagnostics: Command = {
  id: 'help.copyDiagnostics',
  label: () => 'Copy Diagnostics',
  accelerator: null,
  menu: 'help',
  group: 2,
  enabled: () => true,
  perform: ({ desktop }) => desktop.copyDiagnostics()
}
