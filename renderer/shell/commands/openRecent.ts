import type { Command, CommandContext } from './command'

/** One command per recent project, in a submenu. */
export function openRecent({ files }: Pick<CommandContext, 'files'>): readonly Command[] {
  return files.recent.map((project, index): Command => ({
    id: `file.openRecent.${index}`,
    label: () => `${project.name} — ${project.folder}`,
    accelerator: null,
    menu: 'file',
    group: 1,
    submenu: 'Open Recent',
    enabled: () => project.exists,
    perform: context => context.files.openRecent(index)
  }))
}
