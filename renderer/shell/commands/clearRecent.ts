import type { Command } from './command'

export const clearRecent: Command = {
  id: 'file.clearRecent',
  label: () => 'Clear Recently Opened',
  accelerator: null,
  menu: 'file',
  group: 1,
  submenu: 'Open Recent',
  enabled: ({ files }) => files.recent.length > 0,
  perform: ({ files }) => files.clearRecent()
}
