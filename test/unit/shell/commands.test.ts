import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { bridgeCalls } from '../../../core/api/bridge'
import { emptyProject } from '../../../core/api/contract'
import { obstacleOf, type CommandContext } from '../../../renderer/shell/commands/command'
import { describeAccelerator, matchesAccelerator, matchesDiagramKey } from '../../../renderer/shell/commands/keys'
import { commandForDiagramKey, commandForKey, commands, describeMenu, findCommand } from '../../../renderer/shell/commands/registry'
import { useAppearance } from '../../../renderer/stores/appearance'
import { shortcutSheet } from '../../../renderer/shell/commands/shortcutSheet'
import { useDiagram } from '../../../renderer/stores/diagram'
import { useDesktop } from '../../../renderer/stores/desktop'
import { useExports } from '../../../renderer/stores/exports'
import { useFiles } from '../../../renderer/stores/files'
import { useProject } from '../../../renderer/stores/project'
import { useTour } from '../../../renderer/stores/tour'
import { fakeWindow, obligingCore } from './fakes'

let context: CommandContext
const press = (key: string, modifiers: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {}) =>
  ({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...modifiers })

beforeEach(() => {
  setActivePinia(createPinia())
  fakeWindow(() => obligingCore('a'))
  context = { project: useProject(), diagram: useDiagram(), files: useFiles(), appearance: useAppearance(), desktop: useDesktop(), exports: useExports(), tour: useTour() }
})

describe('the command registry', () => {
  it('has every id and every key once', () => {
    const all = commands(context)
    const keys = all.flatMap(command => command.accelerator ?? [])
    expect(new Set(all.map(command => command.id)).size).toBe(all.length)
    expect(new Set(keys.map(key => key.split('+').toSorted().join('+').toLowerCase())).size).toBe(keys.length)
  })

  it('gives every key of the diagram to one command; with the whole window it shares those that size one or the other', () => {
    const own = commands(context).flatMap(command => command.diagramKeys ?? []).map(key => key.toLowerCase())
    const everywhere = commands(context).flatMap(command => command.accelerator?.toLowerCase() ?? [])
    expect(new Set(own).size).toBe(own.length)
    expect(own.filter(key => everywhere.includes(key))).toEqual(['cmdorctrl+-', 'cmdorctrl+0'])
  })

  it('says of every command that is not possible why', () => {
    for (const opened of [false, true]) {
      if (opened) context.project.start({ ...emptyProject(), designs: [{ name: 'A', notation: 'dense(2) -> dense(3)' }] }, { name: 'Test', grant: null })
      for (const command of commands(context)) {
        const obstacle = obstacleOf(command, context)
        expect(obstacle === null, command.id).toBe(command.enabled(context))
        if (obstacle !== null) expect(obstacle, command.id).toMatch(/^[a-z].*[a-z]$/)
      }
    }
  })

  it('lists every key there is in the shortcut sheet, each once under its heading', () => {
    const sheet = shortcutSheet(context, false)
    const listed = new Set(sheet.flatMap(group => group.rows.flatMap(row => row.keys)))
    for (const command of commands(context)) {
      for (const key of [...command.diagramKeys ?? [], ...(command.accelerator === null ? [] : [command.accelerator])]) expect(listed, command.id).toContain(describeAccelerator(key, false))
    }
    expect(new Set(sheet.map(group => group.title)).size).toBe(sheet.length)
    for (const { title, rows } of sheet) expect(rows.length, title).toBeGreaterThan(0)
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

describe('keys of the diagram', () => {
  it('find their command, signs whatever Shift the keyboard needs for them', () => {
    const found = (key: string, modifiers: Parameters<typeof press>[1] = {}): string | undefined => commandForDiagramKey(press(key, modifiers), context, false)?.id
    expect(found('a')).toBe('diagram.insertAfter')
    expect(found('A', { shiftKey: true })).toBe('diagram.insertBefore')
    expect(found('+', { shiftKey: true })).toBe('diagram.expand')
    expect(found('=', { ctrlKey: true })).toBe('diagram.zoom.in')
    expect(found('+', { ctrlKey: true, shiftKey: true })).toBe('diagram.zoom.in')
    expect(found('/', { shiftKey: true })).toBe('view.palette')
    expect(found('ArrowLeft', { altKey: true })).toBe('diagram.moveLeft')
    expect(found('ArrowLeft', { shiftKey: true })).toBe('diagram.extend.left')
    expect(found('x')).toBeUndefined()
  })

  it('are read from an event whose fields stand on its prototype, as those of a page do', () => {
    const event: ReturnType<typeof press> = Object.create(press('/'))
    expect(commandForDiagramKey(event, context, false)?.id).toBe('view.palette')
  })

  it('leave copying to the events of the page', () => {
    expect(commandForDiagramKey(press('c', { ctrlKey: true }), context, false)).toBeNull()
    expect(matchesDiagramKey(press('c', { ctrlKey: true }), 'CmdOrCtrl+C', false)).toBe(true)
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
    expect(['CmdOrCtrl++', '+', 'Alt+ArrowUp', 'Delete'].map(key => describeAccelerator(key, false))).toEqual(['Ctrl++', '+', 'Alt+↑', 'Del'])
  })
})
