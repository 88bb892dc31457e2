/** What the command palette lists: every command of the registry, and every block to go to. */
import { walk } from '../../../core/design/paths'
import { cardDetail, cardTitle } from '../../../core/report/diagram/captions'
import { obstacleOf, type Command, type CommandContext } from '../commands/command'
import { describeAccelerator } from '../commands/keys'
import { commands } from '../commands/registry'
import { fuzzyMatch } from './fuzzy'

export interface PaletteEntry {
  readonly id: string
  readonly label: string
  /** Dimmed behind the label: where a command belongs, what a block is. */
  readonly detail: string
  readonly keys: string | null
  /** Why it is not possible now; null when it is. */
  readonly obstacle: string | null
  perform(): void | Promise<unknown>
}

export interface PaletteRow {
  readonly entry: PaletteEntry
  /** Indices of the letters of the label that the query found. */
  readonly marked: ReadonlySet<number>
}

const menuTitles = { file: 'File', edit: 'Edit', diagram: 'Diagram', view: 'View', help: 'Help' } as const
/** More rows than anyone reads; with 500 blocks the list stays quick. */
const mostRows = 60

/** Everything there is to choose, as it stands now. */
export function paletteEntries(context: CommandContext, mac: boolean): readonly PaletteEntry[] {
  return [...commands(context).filter(command => command.inPalette !== false).map(command => commandEntry(command, context, mac)), ...blockEntries(context)]
}

function commandEntry(command: Command, context: CommandContext, mac: boolean): PaletteEntry {
  const key = command.accelerator ?? command.diagramKeys?.[0]
  return {
    id: command.id,
    label: command.submenu === undefined || command.submenu === 'View' || command.submenu === 'Move' ? command.label(context) : `${command.submenu}: ${command.label(context)}`,
    detail: command.section ?? (command.menu === null ? '' : menuTitles[command.menu]),
    keys: key ? describeAccelerator(key, mac) : null,
    obstacle: obstacleOf(command, context),
    perform: () => command.perform(context)
  }
}

function blockEntries({ project, diagram }: CommandContext): readonly PaletteEntry[] {
  if (!project.opened) return []
  return walk(project.design).flatMap(entry => {
    if (entry.kind !== 'item') return []
    const { path, item, display } = entry
    return [{
      id: `block:${display}`, label: `Go to ${cardTitle(item)}`, detail: [cardDetail(item), `at ${display}`].filter(part => part !== '').join(', '), keys: null, obstacle: null,
      perform: () => {
        diagram.reveal(path)
        diagram.handle?.focus()
      }
    }]
  })
}

/**
 * The rows for a query, best first. Without one: what was used last, then the commands in their order. What is possible stands before what is not.
 *
 * @param recent ids of what was chosen last, latest first
 */
export function paletteRows(entries: readonly PaletteEntry[], query: string, recent: readonly string[]): readonly PaletteRow[] {
  const age = (entry: PaletteEntry): number => {
    const place = recent.indexOf(entry.id)
    return place === -1 ? recent.length : place
  }
  const asked = query.trim() !== ''
  const found = entries.flatMap(entry => {
    const match = fuzzyMatch(query, entry.label)
    // A section's name finds what stands in it, after what has the words itself.
    const wider = match ?? fuzzyMatch(query, `${entry.label} ${entry.detail}`)
    if (!wider) return []
    return [{ entry, score: wider.score - (match ? 0 : 100), marked: new Set(match?.at) }]
  })
  return found
    .filter(({ entry }) => asked || !entry.id.startsWith('block:'))
    .toSorted((one, other) => Number(one.entry.obstacle !== null) - Number(other.entry.obstacle !== null) || other.score - one.score || age(one.entry) - age(other.entry))
    .slice(0, mostRows)
}
