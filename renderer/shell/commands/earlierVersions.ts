import type { Command } from './command'

export const earlierVersions: Command = {
  id: 'file.earlierVersions',
  label: () => 'Restore Previous Version…',
  accelerator: null,
  menu: 'file',
  group: 2,
  enabled: ({ project, files }) => project.opened && project.grant !== null && files.busy === null,
  perform: ({ files }) => files.showEarlierVersions()
}
