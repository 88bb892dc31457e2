/** The native menu as data: the renderer's commands, with what each system expects around them. */
import type { MenuItemConstructorOptions } from 'electron'
import { assertNever } from '../../core/api/problem'
import type { MenuDescription, MenuEntry } from '../../core/api/bridge'

type MenuId = MenuDescription['menus'][number]['id']
type Role = { readonly role: NonNullable<MenuItemConstructorOptions['role']>; readonly accelerator: string }

const labels: Readonly<Record<MenuId, string>> = { file: '&File', edit: '&Edit', diagram: '&Diagram', view: '&View', help: '&Help' }

const order: readonly MenuId[] = ['file', 'edit', 'diagram', 'view', 'help']

const separator: MenuItemConstructorOptions = { type: 'separator' }

interface Surroundings {
  readonly platform: NodeJS.Platform
  /** Adds reload and developer tools; reloading would lose unsaved work without asking. */
  readonly development: boolean
  readonly choose: (command: string) => void
}

/** Ampersands mark access keys in a native menu; a file's name may have its own. */
const plain = (label: string): string => label.replaceAll('&', '&&')

function item(entry: MenuEntry, choose: Surroundings['choose']): MenuItemConstructorOptions {
  switch (entry.kind) {
    case 'separator':
      return separator
    case 'submenu':
      return { label: plain(entry.label), submenu: entry.entries.map(inner => item(inner, choose)), enabled: entry.entries.length > 0 }
    case 'command':
      return {
        id: entry.command,
        label: plain(entry.label),
        enabled: entry.enabled,
        ...(entry.accelerator === null ? {} : { accelerator: entry.accelerator }),
        ...(entry.checked === null ? {} : { type: 'checkbox' as const, checked: entry.checked }),
        click: () => choose(entry.command)
      }
    default:
      return assertNever(entry)
  }
}

function accelerators(entries: readonly MenuEntry[]): readonly string[] {
  return entries.flatMap(entry => {
    if (entry.kind === 'submenu') return accelerators(entry.entries)
    return entry.kind === 'command' && entry.accelerator !== null ? [entry.accelerator.toLowerCase()] : []
  })
}

/** Groups with a separator between those that hold something. */
function grouped(...groups: readonly (readonly MenuItemConstructorOptions[])[]): MenuItemConstructorOptions[] {
  return groups.filter(group => group.length > 0).flatMap((group, index) => (index === 0 ? group : [separator, ...group]))
}

const history: readonly Role[] = [{ role: 'undo', accelerator: 'CmdOrCtrl+Z' }, { role: 'redo', accelerator: 'Shift+CmdOrCtrl+Z' }]
const clipboard: readonly MenuItemConstructorOptions[] = [{ role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }]
const zoom: readonly Role[] = [
  { role: 'resetZoom', accelerator: 'CmdOrCtrl+0' },
  { role: 'zoomIn', accelerator: 'CmdOrCtrl+Plus' },
  { role: 'zoomOut', accelerator: 'CmdOrCtrl+-' }
]

function added(id: MenuId, described: readonly MenuEntry[], { platform, development }: Surroundings): readonly (readonly MenuItemConstructorOptions[])[] {
  const taken = new Set(accelerators(described))
  const free = (roles: readonly Role[]): MenuItemConstructorOptions[] => roles.filter(role => !taken.has(role.accelerator.toLowerCase())).map(role => ({ ...role }))
  const mac = platform === 'darwin'
  switch (id) {
    case 'file':
      return mac ? [[{ role: 'close' }]] : [[{ role: 'close' }], [{ role: 'quit', label: platform === 'win32' ? 'E&xit' : '&Quit' }]]
    case 'edit':
      return [described.some(entry => entry.kind === 'command') ? [] : free(history), clipboard]
    case 'diagram':
      return []
    case 'view':
      return [free(zoom), [{ role: 'togglefullscreen' }], development ? [{ role: 'reload' }, { role: 'toggleDevTools' }] : []]
    case 'help':
      return mac || described.length > 0 ? [] : [[{ role: 'about' }]]
    default:
      return assertNever(id)
  }
}

/** Commands that macOS expects under the program's own name. */
const appCommands = { about: 'help.about', settings: 'file.settings' } as const

const isAppCommand = (entry: MenuEntry): boolean => entry.kind === 'command' && Object.values(appCommands).some(id => id === entry.command)

function appMenu(description: MenuDescription | null, choose: Surroundings['choose']): MenuItemConstructorOptions {
  const described = (description?.menus ?? []).flatMap(menu => menu.entries)
  const own = (id: string): MenuItemConstructorOptions[] => described.filter(entry => entry.kind === 'command' && entry.command === id).map(entry => item(entry, choose))
  const about = own(appCommands.about)
  return {
    role: 'appMenu',
    submenu: grouped(
      about.length > 0 ? about : [{ role: 'about' }],
      own(appCommands.settings),
      [{ role: 'services' }],
      [{ role: 'hide' }, { role: 'hideOthers' }, { role: 'unhide' }],
      [{ role: 'quit' }]
    )
  }
}

/** Without separators that have nothing on one of their sides. */
function tidied(entries: readonly MenuEntry[]): readonly MenuEntry[] {
  const solid = entries.filter((entry, index) => entry.kind !== 'separator' || (index > 0 && entries[index - 1]?.kind !== 'separator'))
  return solid.at(-1)?.kind === 'separator' ? solid.slice(0, -1) : solid
}

/**
 * The whole menu bar.
 *
 * @param description null before the renderer has described its commands: then only what the system needs
 */
export function menuTemplate(description: MenuDescription | null, surroundings: Surroundings): MenuItemConstructorOptions[] {
  const mac = surroundings.platform === 'darwin'
  const menus = order.flatMap((id): MenuItemConstructorOptions[] => {
    const all = (description?.menus ?? []).filter(menu => menu.id === id).flatMap(menu => menu.entries)
    const described = mac ? tidied(all.filter(entry => !isAppCommand(entry))) : all
    const submenu = grouped(described.map(entry => item(entry, surroundings.choose)), ...added(id, described, surroundings))
    if (submenu.length === 0) return []
    return [{ id, label: labels[id], submenu, ...(id === 'help' ? { role: 'help' as const } : {}) }]
  })
  if (!mac) return menus
  const isHelp = (menu: MenuItemConstructorOptions): boolean => menu.id === 'help'
  return [appMenu(description, surroundings.choose), ...menus.filter(menu => !isHelp(menu)), { role: 'windowMenu' }, ...menus.filter(isHelp)]
}
