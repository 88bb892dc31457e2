import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { emptyProject } from '../../../core/api/contract'
import type { Path } from '../../../core/design/types'
import { useDiagramKeys } from '../../../renderer/diagram/useDiagramKeys'
import { useAppearance } from '../../../renderer/stores/appearance'
import { useDesktop } from '../../../renderer/stores/desktop'
import { useDiagram } from '../../../renderer/stores/diagram'
import { useExports } from '../../../renderer/stores/exports'
import { useFiles } from '../../../renderer/stores/files'
import { useProject } from '../../../renderer/stores/project'
import { useTour } from '../../../renderer/stores/tour'
import { fakeWindow, obligingCore } from '../shell/fakes'

class FakeElement {
  constructor(private readonly editable: boolean) {}
  closest(): FakeElement | null {
    return this.editable ? this : null
  }
}

const zoomed: string[] = []
const activated: Path[] = []

beforeEach(() => {
  setActivePinia(createPinia())
  fakeWindow(() => obligingCore('a'))
  vi.stubGlobal('Element', FakeElement)
  vi.stubGlobal('navigator', { userAgent: 'Linux' })
  useProject().start({ ...emptyProject(), designs: [{ name: 'A', notation: 'dense(1) -> (dense(2) | dense(3)) -> dense(4)' }] }, { name: 'Test', grant: null })
  zoomed.length = activated.length = 0
  useDiagram().handle = { zoom: step => zoomed.push(step), focus: () => undefined, activate: path => activated.push(path), openInsertMenu: () => undefined }
})
afterEach(() => void vi.unstubAllGlobals())

/** @returns whether the key was understood */
function press(key: string, modifiers: Partial<KeyboardEvent> = {}, inField = false): boolean {
  let prevented = false
  const handle = useDiagramKeys({ project: useProject(), diagram: useDiagram(), files: useFiles(), appearance: useAppearance(), desktop: useDesktop(), exports: useExports(), tour: useTour() })
  const event = { key, target: new FakeElement(inField), ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, preventDefault: () => { prevented = true }, stopPropagation: () => undefined, ...modifiers }
  handle(event as unknown as KeyboardEvent)
  return prevented
}

function after(start: Path | null, ...keys: readonly (string | [string, Partial<KeyboardEvent>])[]): string {
  useProject().select(start)
  for (const key of keys) {
    if (typeof key === 'string') press(key)
    else press(key[0], key[1])
  }
  return useProject().notation
}

const before = 'dense(1) -> (dense(2) | dense(3)) -> dense(4)'
const shift = { shiftKey: true }
const control = { ctrlKey: true }

describe('keys in the diagram', () => {
  it('arrows walk, and the first one of all selects the first item', () => {
    after(null, 'ArrowRight')
    expect(useProject().selection).toEqual([0])
    after([1, 0, 0], 'ArrowDown')
    expect(useProject().selection).toEqual([1, 1, 0])
  })

  it('arrows come back to where one was when nothing is selected', () => {
    after([1, 0, 0], 'Escape')
    expect(useProject().selection).toBeNull()
    press('ArrowRight')
    expect(useProject().selection).toEqual([1, 0, 0])
  })

  it('arrows step over what a collapsed group holds', () => {
    after([1], '-')
    expect(after([1], 'ArrowRight')).toBe(before)
    expect(useProject().selection).toEqual([2])
    press('ArrowLeft')
    expect(useProject().selection).toEqual([1])
    press('ArrowLeft')
    expect(useProject().selection).toEqual([0])
  })

  it('Shift and arrows select a run, which Alt and arrows move and Delete removes', () => {
    expect(after([0], ['ArrowRight', shift])).toBe(before)
    expect(useDiagram().selected).toEqual([[0], [1]])
    press('ArrowRight', { altKey: true })
    expect(useProject().notation).toBe('dense(4) -> dense(1) -> (dense(2) | dense(3))')
    expect(useDiagram().selected).toEqual([[1], [2]])
    press('Delete')
    expect(useProject().notation).toBe('dense(4)')
    useProject().undo()
    useProject().undo()
    expect(useProject().notation).toBe(before)
  })

  it('A inserts after, Shift+A before, at the end when nothing is selected; P and S wrap, U unwraps, Ctrl+D duplicates', () => {
    expect(after([0], 'a')).toBe('dense(1) -> dense(16, relu) -> (dense(2) | dense(3)) -> dense(4)')
    useProject().undo()
    expect(after([2], ['A', shift])).toBe('dense(1) -> (dense(2) | dense(3)) -> dense(16, relu) -> dense(4)')
    useProject().undo()
    expect(after(null, 'a')).toBe(`${before} -> dense(16, relu)`)
    useProject().undo()
    expect(after([0], 'p')).toBe('(dense(1) | dense(16, relu)) -> (dense(2) | dense(3)) -> dense(4)')
    useProject().undo()
    expect(after([1, 0, 0], 's')).toBe('dense(1) -> (dense(2) -> dense(16, relu) | dense(3)) -> dense(4)')
    useProject().undo()
    expect(after([1], 'u')).toBe('dense(1) -> dense(2) -> dense(3) -> dense(4)')
    useProject().undo()
    expect(after([2], ['d', control])).toBe(`${before} -> dense(4)`)
  })

  it('Home, End, Enter and Ctrl+A go to the ends, edit and select all', () => {
    after([1], 'End')
    expect(useProject().selection).toEqual([2])
    press('Enter')
    expect(activated).toEqual([[2]])
    press('Home')
    expect(useProject().selection).toEqual([0])
    press('a', control)
    expect(useDiagram().selected).toEqual([[0], [1], [2]])
  })

  it('plus and minus open and collapse; with Ctrl they zoom', () => {
    after([1], '-')
    expect(useDiagram().collapsed.size).toBe(1)
    press('+')
    expect(useDiagram().collapsed.size).toBe(0)
    for (const key of ['=', '-', '0', '1', '2']) press(key, control)
    expect(zoomed).toEqual(['in', 'out', 'fit', 'actual', 'selection'])
  })

  it('says why an action is not possible, and changes nothing', () => {
    expect(after([0], 'u')).toBe(before)
    expect(useProject().announcement).toBe('Unwrap: the block stands in no parallel group')
    press('u')
    expect(useProject().announcement.trim()).toBe('Unwrap: the block stands in no parallel group')
    expect(useProject().announcement).not.toBe('Unwrap: the block stands in no parallel group')
  })

  it('leaves keys alone that it does not know, or that belong to a text field or a button', () => {
    expect(press('z', control)).toBe(false)
    expect(press('c', control)).toBe(false)
    expect(press('x')).toBe(false)
    expect(press('a', {}, true)).toBe(false)
    expect(useProject().notation).toBe(before)
  })
})
