/** Every command once; from here come the native menu, the keys, the toolbar, the palette and the shortcut sheet. */
import type { MenuDescription, MenuEntry } from '../../../core/api/bridge'
import { about } from './about'
import { chooseTheme } from './chooseTheme'
import { chooseUnit } from './chooseUnit'
import { clearRecent } from './clearRecent'
import { clipboard } from './clipboard'
import type { Command, CommandContext, MenuName } from './command'
import { copyDiagnostics } from './copyDiagnostics'
import { earlierVersions } from './earlierVersions'
import { designCommands } from './designs'
import { editDiagram } from './editDiagram'
import { exportCommands } from './exports'
import { matchesAccelerator, matchesDiagramKey, type KeyPress } from './keys'
import { newProject } from './newProject'
import { newWindow } from './newWindow'
import { openCsv } from './openCsv'
import { openExample } from './openExample'
import { openProject } from './openProject'
import { openRecent } from './openRecent'
import { redo } from './redo'
import { save } from './save'
import { saveAs } from './saveAs'
import { settings } from './settings'
import { showLog } from './showLog'
import { showOutline } from './showOutline'
import { showPalette } from './showPalette'
import { showShortcuts } from './showShortcuts'
import { showTerms } from './showTerms'
import { showTour } from './showTour'
import { undo } from './undo'
import { viewDiagram } from './viewDiagram'
import { walkDiagram } from './walkDiagram'
import { zoom } from './zoom'

const fixedCommands: readonly Command[] = [
  newProject, newWindow, openProject, openCsv, clearRecent, save, saveAs, earlierVersions, ...exportCommands, settings, undo, redo, ...clipboard, ...walkDiagram, ...editDiagram, ...viewDiagram,
  ...designCommands, ...chooseTheme, ...chooseUnit, showOutline, showPalette, ...zoom, showTerms, showShortcuts, showTour, ...openExample, showLog, copyDiagnostics, about
]

/** All commands as they stand now; recent projects come and go. */
export function commands(context: Pick<CommandContext, 'files'>): readonly Command[] {
  const place = fixedCommands.indexOf(clearRecent)
  return [...fixedCommands.slice(0, place), ...openRecent(context), ...fixedCommands.slice(place)]
}

const menuNames: readonly MenuName[] = ['file', 'edit', 'diagram', 'view', 'help']

/** The native menu: groups between separators, submenus where the first of their commands stands. */
export function describeMenu(context: CommandContext): MenuDescription {
  const all = commands(context)
  return { menus: menuNames.map(id => ({ id, entries: menuEntries(all.filter(command => command.menu === id), context) })) }
}

function menuEntries(inMenu: readonly Command[], context: CommandContext): readonly MenuEntry[] {
  const entries: MenuEntry[] = []
  const submenus = new Set<string>()
  inMenu.forEach((command, index) => {
    const previous = inMenu[index - 1]
    if (previous && previous.group !== command.group) entries.push({ kind: 'separator' })
    if (command.submenu === undefined) {
      entries.push(menuEntry(command, context))
    } else if (!submenus.has(command.submenu)) {
      submenus.add(command.submenu)
      const members = inMenu.filter(other => other.submenu === command.submenu)
      entries.push({ kind: 'submenu', label: command.submenu, entries: members.map(member => menuEntry(member, context)) })
    }
  })
  return entries
}

function menuEntry(command: Command, context: CommandContext): MenuEntry {
  return {
    kind: 'command',
    command: command.id,
    label: command.label(context),
    accelerator: command.accelerator,
    enabled: command.enabled(context),
    checked: command.checked?.(context) ?? null
  }
}

export function findCommand(id: string, context: Pick<CommandContext, 'files'>): Command | null {
  return commands(context).find(command => command.id === id) ?? null
}

/** Carries a command out, where it is enabled now. */
export function performCommand(id: string, context: CommandContext): void {
  const command = findCommand(id, context)
  if (command?.enabled(context)) void command.perform(context)
}

/** The enabled command that a key press asks for. */
export function commandForKey(event: KeyPress, context: CommandContext, mac: boolean): Command | null {
  return commands(context).find(command => command.accelerator !== null && matchesAccelerator(event, command.accelerator, mac) && command.enabled(context)) ?? null
}

/** The command of a key press in the diagram or its outline, enabled or not: one that is not says why. */
export function commandForDiagramKey(event: KeyPress, context: CommandContext, mac: boolean): Command | null {
  return commands(context).find(command => command.byEvent !== true && command.diagramKeys?.some(key => matchesDiagramKey(event, key, mac))) ?? null
}
