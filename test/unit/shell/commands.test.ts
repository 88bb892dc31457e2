import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { bridgeCalls } from '../../../core/api/bridge'
import { emptyProject } from '../../../core/api/contract'
import type { CommandContext } from '../../../renderer/shell/commands/command'
import { describeAccelerator, matchesAccelerator } from '../../../renderer/shell/commands/keys'
import { commandForKey, commands, describeMenu, findCommand } from '../../../renderer/shell/commands/registry'
import { useAppearance } from '../../../renderer/stores/appearance'
import { useDesktop } from '../../../renderer/stores/desktop'
import { useExports } from '../../../renderer/stores/exports'
import { useFiles } from '../../../renderer/stores/files'
import { useProject } from '../../../renderer/stores/project'
import { fakeWindow, obligingCore } from './fakes'

let context: CommandContext
const press = (key: string, modifiers: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {}) =>
  ({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...modifiers })

beforeEach(() => {
  setActivePinia(createPinia())
  fakeWindow(() => obligingCore('a'))
  context = { project: useProject(), files: useFiles(), appearance: useAppearance(), desktop: useDesktop(), exports: useExports() }
})

describe('the command registry', () => {
  it('has every id and every key once', () => {
    const all = commands(context)
    const keys = all.flatMap(command => command.accelerator ?? [])
    expect(new Set(all.map(command => command.id)).size).toBe(all.length)
    expect(new Set(keys.map(key => key.split('+').toSorted().join('+').toLowerCase())).size).toBe(keys.length)
  })

  it('describes menus that main accepts', () => {
    expect(bridgeCalls.describeMenu.safeParse([describeMenu(context)]).error).toBeUndefined()
  })

  it('offers saving and undoing only where there is something to save or undo', () => {
    const enabled = (id: string): boolean | undefined => findCommand(id, context)?.enabled(context)
    expect([enabled('file.save'), enabled('edit.undo')]).toEqual([false, false])
    context.project.start(emptyProject(), { name: 'Test', grant: null })
    expect([enabled('file.save'), enabled('edit.undo')]).toEqual([true, false])
    context.project.change('Set budget F', { budget: 3 })
    expect(enabled('edit.undo')).toBe(true)
    expect(findCommand('edit.undo', context)?.label(context)).toBe('Undo set budget F')
  })

  it('puts recent projects in their submenu', () => {
    context.files.recent = [{ name: 'a.mmiproj', folder: '~/work', openedAt: '2026-01-01', exists: true }]
    const file = describeMenu(context).menus.find(menu => menu.id === 'file')
    expect(file?.entries).toContainEqual(expect.objectContaining({ kind: 'submenu', label: 'Open Recent', entries: [
      expect.objectContaining({ label: 'a.mmiproj — ~/work' }), expect.objectContaining({ command: 'file.clearRecent', enabled: true })
    ] }))
  })

  it('walks, moves and deletes designs only where there are others', () => {
    const enabled = (id: string): boolean | undefined => findCommand(`design.${id}`, context)?.enabled(context)
    const ids = ['new', 'rename', 'delete', 'next', 'previous', 'moveLeft', 'moveRight']
    expect(ids.map(enabled)).toEqual(ids.map(() => false))
    context.project.start(emptyProject(), { name: 'Test', grant: null })
    expect(ids.map(enabled)).toEqual([true, true, false, false, false, false, false])
    void findCommand('design.new', context)?.perform(context)
    expect(ids.map(enabled)).toEqual([true, true, true, true, true, true, false])
    const shown = (id: string): string | undefined => {
      void findCommand(`design.${id}`, context)?.perform(context)
      return context.project.document.designs[context.project.activeIndex]?.name
    }
    expect([shown('next'), shown('next'), shown('previous'), shown('delete')]).toEqual(['Design A', 'Design B', 'Design A', 'Design B'])
    void findCommand('design.rename', context)?.perform(context)
    expect(context.project.renaming).toBe(context.project.activeKey)
  })

  it('finds the command of a key only while it is enabled', () => {
    expect(commandForKey(press('s', { ctrlKey: true }), context, false)).toBeNull()
    context.project.start(emptyProject(), { name: 'Test', grant: null })
    expect(commandForKey(press('s', { ctrlKey: true }), context, false)?.id).toBe('file.save')
    expect(commandForKey(press('S', { ctrlKey: true, shiftKey: true }), context, false)?.id).toBe('file.saveAs')
  })
})

describe('accelerators', () => {
  it('mean Cmd on a Mac and Ctrl elsewhere', () => {
    expect(matchesAccelerator(press('z', { metaKey: true }), 'CmdOrCtrl+Z', true)).toBe(true)
    expect(matchesAccelerator(press('z', { metaKey: true }), 'CmdOrCtrl+Z', false)).toBe(false)
    expect(matchesAccelerator(press('z', { ctrlKey: true, altKey: true }), 'CmdOrCtrl+Z', false)).toBe(false)
  })

  it('enlarge with + and with its key unshifted, as in browsers', () => {
    const zoomIn = (pressed: ReturnType<typeof press>): boolean => matchesAccelerator(pressed, 'CmdOrCtrl+Plus', false)
    expect([zoomIn(press('+', { ctrlKey: true, shiftKey: true })), zoomIn(press('=', { ctrlKey: true })), zoomIn(press('+', { ctrlKey: true })), zoomIn(press('='))]).toEqual([true, true, true, false])
    expect(describeAccelerator('CmdOrCtrl+Plus', false)).toBe('Ctrl++')
  })

  it('are shown as the system writes them', () => {
    expect(describeAccelerator('CmdOrCtrl+Shift+S', false)).toBe('Ctrl+Shift+S')
    expect(describeAccelerator('CmdOrCtrl+Shift+S', true)).toBe('⇧⌘S')
  })
})
