/** Every key and gesture there is, grouped: from the registry, and from fields, charts and the pointer, which have no commands. */
import type { CommandContext, MenuName } from './command'
import { describeAccelerator } from './keys'
import { commands } from './registry'

export interface SheetRow {
  readonly label: string
  readonly keys: readonly string[]
}

export interface SheetGroup {
  readonly title: string
  readonly rows: readonly SheetRow[]
}

const menuTitles: Readonly<Record<MenuName, string>> = { file: 'File', edit: 'Edit', diagram: 'Designs', view: 'View', help: 'Help' }
const inDiagram = ' (in the diagram)'

/** What the pointer does in the diagram. */
const pointer: SheetGroup = {
  title: 'With the pointer, in the diagram',
  rows: [
    { label: 'Carry blocks; Esc lets go', keys: ['Drag'] },
    { label: 'Stand in series: on a gap, or a left or right edge', keys: ['Drop'] },
    { label: 'Stand in parallel: on an upper or lower edge', keys: ['Drop'] },
    { label: 'Select a run', keys: ['Shift+click'] },
    { label: 'Select one more, or one less', keys: ['CmdOrCtrl+click'] },
    { label: 'Edit in the inspector', keys: ['Double click'] },
    { label: 'Zoom', keys: ['CmdOrCtrl+wheel', 'Pinch'] },
    { label: 'Pan', keys: ['Wheel', 'Space+drag', 'Middle button'] }
  ]
}

const outline: SheetGroup = {
  title: 'In the outline',
  rows: [
    { label: 'From row to row', keys: ['ArrowUp', 'ArrowDown'] },
    { label: 'Out of a group or close it, into it or open it', keys: ['ArrowLeft', 'ArrowRight'] },
    { label: 'Move up or down in its list', keys: ['Alt+ArrowUp', 'Alt+ArrowDown'] },
    { label: 'Move out of its group, into the one beside it', keys: ['Alt+ArrowLeft', 'Alt+ArrowRight'] }
  ]
}

const elsewhere: SheetGroup = {
  title: 'In fields, charts and borders',
  rows: [
    { label: 'A whole number one up or down, with Shift ten', keys: ['ArrowUp', 'ArrowDown'] },
    { label: 'Back to the value before', keys: ['Escape'] },
    { label: 'Move a chart’s line', keys: ['ArrowLeft', 'ArrowRight'] },
    { label: 'Move a border between panels; fold its panel away', keys: ['ArrowLeft', 'ArrowRight', 'Enter'] }
  ]
}

/** The sheet; rows with one label are one row with all its keys. */
export function shortcutSheet(context: CommandContext, mac: boolean): readonly SheetGroup[] {
  const groups = new Map<string, Map<string, string[]>>()
  const add = (title: string, label: string, keys: readonly string[]): void => {
    const rows = groups.get(title) ?? new Map<string, string[]>()
    groups.set(title, rows.set(label, [...rows.get(label) ?? [], ...keys]))
  }
  for (const command of commands(context)) {
    const label = command.name ?? command.label(context)
    const title = command.section ?? (command.menu === null ? 'Edit' : menuTitles[command.menu])
    if (command.accelerator !== null) add(title, label, [command.accelerator])
    if (command.diagramKeys) add(title, command.section === undefined ? `${label}${inDiagram}` : label, command.diagramKeys)
  }
  const fromCommands = [...groups].map(([title, rows]) => ({ title, rows: [...rows].map(([label, keys]) => ({ label, keys })) }))
  return [...fromCommands, outline, pointer, elsewhere].map(({ title, rows }) => ({
    title, rows: rows.map(({ label, keys }) => ({ label, keys: keys.map(key => describeAccelerator(key, mac)) }))
  }))
}
