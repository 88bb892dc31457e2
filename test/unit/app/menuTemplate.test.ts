import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import { menuTemplate } from '../../../app/main/menuTemplate'
import type { MenuDescription, MenuEntry } from '../../../core/api/bridge'

const command = (id: string, accelerator: string | null = null): MenuEntry => ({ kind: 'command', command: id, label: id, accelerator, enabled: true, checked: null })

const surroundings = (platform: NodeJS.Platform, development = false) => ({ platform, development, choose: () => undefined })

const inside = (template: readonly MenuItemConstructorOptions[], id: string): readonly MenuItemConstructorOptions[] =>
  (template.find(menu => menu.id === id)?.submenu ?? []) as readonly MenuItemConstructorOptions[]

const words = (items: readonly MenuItemConstructorOptions[]): readonly string[] => items.map(item => item.role ?? item.type ?? item.id ?? item.label ?? '')

describe('menuTemplate', () => {
  it('before the renderer has described anything, has what every system needs', () => {
    const template = menuTemplate(null, surroundings('linux'))
    expect(template.map(menu => menu.id)).toEqual(['file', 'edit', 'view', 'help'])
    expect(words(inside(template, 'file'))).toEqual(['close', 'separator', 'quit'])
    expect(words(inside(template, 'edit'))).toEqual(['undo', 'redo', 'separator', 'cut', 'copy', 'paste', 'selectAll'])
    expect(words(inside(template, 'view'))).not.toContain('toggleDevTools')
    expect(words(inside(template, 'help'))).toEqual(['about'])
  })

  it('puts the commands of the renderer first and its undo in place of the system\'s', () => {
    const description: MenuDescription = { menus: [
      { id: 'file', entries: [command('file.open', 'CmdOrCtrl+O'), { kind: 'separator' }, { kind: 'submenu', label: 'Recent & more', entries: [] }] },
      { id: 'edit', entries: [command('edit.undo', 'CmdOrCtrl+Z')] },
      { id: 'diagram', entries: [command('diagram.wrap')] }
    ] }
    const template = menuTemplate(description, surroundings('linux'))
    expect(template.map(menu => menu.id)).toEqual(['file', 'edit', 'diagram', 'view', 'help'])
    expect(words(inside(template, 'file'))).toEqual(['file.open', 'separator', 'Recent && more', 'separator', 'close', 'separator', 'quit'])
    expect(inside(template, 'file')[2]).toMatchObject({ enabled: false })
    expect(words(inside(template, 'edit'))).toEqual(['edit.undo', 'separator', 'cut', 'copy', 'paste', 'selectAll'])
  })

  it('gives a key to one entry only', () => {
    const template = menuTemplate({ menus: [{ id: 'view', entries: [command('view.actualSize', 'CmdOrCtrl+0')] }] }, surroundings('linux'))
    expect(words(inside(template, 'view'))).toEqual(['view.actualSize', 'separator', 'zoomIn', 'zoomOut', 'separator', 'togglefullscreen'])
  })

  it('has the app and window menus on macOS, where quitting is no file command', () => {
    const template = menuTemplate(null, surroundings('darwin'))
    expect(template.map(menu => menu.id ?? menu.role)).toEqual(['appMenu', 'file', 'edit', 'view', 'windowMenu'])
    expect(words(inside(template, 'file'))).toEqual(['close'])
  })

  const withSettings: MenuDescription = { menus: [
    { id: 'file', entries: [command('file.save'), { kind: 'separator' }, command('file.settings', 'CmdOrCtrl+,')] },
    { id: 'help', entries: [command('help.shortcuts'), { kind: 'separator' }, command('help.about')] }
  ] }

  it('has About and Settings under the program\'s name on macOS, in Help and File elsewhere', () => {
    const mac = menuTemplate(withSettings, surroundings('darwin'))
    const own = (mac[0]?.submenu ?? []) as readonly MenuItemConstructorOptions[]
    expect(words(own)).toEqual(['help.about', 'separator', 'file.settings', 'separator', 'services', 'separator', 'hide', 'hideOthers', 'unhide', 'separator', 'quit'])
    expect(words(inside(mac, 'file'))).toEqual(['file.save', 'separator', 'close'])
    expect(words(inside(mac, 'help'))).toEqual(['help.shortcuts'])
    const linux = menuTemplate(withSettings, surroundings('linux'))
    expect(words(inside(linux, 'file'))).toEqual(['file.save', 'separator', 'file.settings', 'separator', 'close', 'separator', 'quit'])
    expect(words(inside(linux, 'help'))).toEqual(['help.shortcuts', 'separator', 'help.about'])
  })

  it('calls leaving as the system does', () => {
    const leaving = (platform: NodeJS.Platform): unknown => inside(menuTemplate(null, surroundings(platform)), 'file').at(-1)?.label
    expect([leaving('win32'), leaving('linux')]).toEqual(['E&xit', '&Quit'])
  })

  it('passes on a click with the command\'s name', () => {
    const chosen: string[] = []
    const template = menuTemplate({ menus: [{ id: 'file', entries: [command('file.save')] }] }, { ...surroundings('linux'), choose: name => void chosen.push(name) })
    const { click } = inside(template, 'file')[0] ?? {}
    click?.({} as never, undefined, {} as never)
    expect(chosen).toEqual(['file.save'])
  })
})
