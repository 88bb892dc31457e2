import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DesignEdit } from '../../../core/design/edits'
import type { Design, Path } from '../../../core/design/types'
import { newDense } from '../../../renderer/diagram/newItems'
import { useDiagramKeys } from '../../../renderer/diagram/useDiagramKeys'
import { dense, parallel } from '../report/diagramDesigns'

const design: Design = { items: [dense(1), parallel([dense(2)], [dense(3)]), dense(4)] }

class FakeElement {
  constructor(private readonly editable: boolean) {}
  closest(): FakeElement | null {
    return this.editable ? this : null
  }
}

interface Outcome {
  readonly edits: DesignEdit[]
  readonly selected: (Path | null)[]
  readonly activated: Path[]
  readonly zoomed: string[]
  readonly collapsed: [Path, boolean][]
  readonly prevented: boolean
}

function press(key: string, current: Path | null, more: Partial<KeyboardEvent> = {}, collapsedGroup = false): Outcome {
  const outcome = { edits: [] as DesignEdit[], selected: [] as (Path | null)[], activated: [] as Path[], zoomed: [] as string[], collapsed: [] as [Path, boolean][] }
  let prevented = false
  const handle = useDiagramKeys({
    design: () => design,
    current: () => current,
    first: () => [0],
    last: () => [2],
    shown: path => (collapsedGroup && path[0] === 1 ? [1] : path),
    select: path => outcome.selected.push(path),
    edit: edit => outcome.edits.push(edit),
    activate: path => outcome.activated.push(path),
    zoom: step => outcome.zoomed.push(step),
    collapse: (path, value) => outcome.collapsed.push([path, value])
  })
  const event = { key, target: new FakeElement(false), ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, preventDefault: () => { prevented = true }, stopPropagation: () => undefined, ...more }
  handle(event as unknown as KeyboardEvent)
  return { ...outcome, prevented }
}

beforeEach(() => void vi.stubGlobal('Element', FakeElement))
afterEach(() => void vi.unstubAllGlobals())

describe('keys in the diagram', () => {
  it('arrows walk, and the first one of all selects the first item', () => {
    expect(press('ArrowRight', [0]).selected).toEqual([[1]])
    expect(press('ArrowDown', [1, 0, 0]).selected).toEqual([[1, 1, 0]])
    expect(press('ArrowRight', null).selected).toEqual([[0]])
  })

  it('arrows step over what a collapsed group holds', () => {
    expect(press('ArrowRight', [1], {}, true).selected).toEqual([[2]])
    expect(press('ArrowLeft', [2], {}, true).selected).toEqual([[1]])
    expect(press('ArrowLeft', [1], {}, true).selected).toEqual([[0]])
  })

  it('Alt and arrows move', () => {
    expect(press('ArrowRight', [0], { altKey: true }).edits).toEqual([{ kind: 'move', from: [0], to: [2] }])
    expect(press('ArrowLeft', [0], { altKey: true }).edits).toEqual([])
  })

  it('A inserts after, Shift+A before, and at the end when nothing is selected', () => {
    expect(press('a', [0]).edits).toEqual([{ kind: 'insert', at: [1], items: [newDense] }])
    expect(press('A', [1, 0, 0], { shiftKey: true }).edits).toEqual([{ kind: 'insert', at: [1, 0, 0], items: [newDense] }])
    expect(press('a', null).edits).toEqual([{ kind: 'insert', at: [3], items: [newDense] }])
  })

  it('P and S wrap, U unwraps, Delete removes, Ctrl or Cmd with D duplicates', () => {
    expect(press('p', [0]).edits).toEqual([{ kind: 'wrap-parallel', path: [0], items: [newDense], side: 'after' }])
    expect(press('s', [0]).edits).toEqual([{ kind: 'wrap-series', path: [0], items: [newDense], side: 'after' }])
    expect(press('u', [1]).edits).toEqual([{ kind: 'unwrap', path: [1] }])
    expect(press('Delete', [2]).edits).toEqual([{ kind: 'remove', path: [2] }])
    expect(press('Backspace', [2]).edits).toEqual([{ kind: 'remove', path: [2] }])
    expect(press('d', [2], { ctrlKey: true }).edits).toEqual([{ kind: 'duplicate', path: [2] }])
    expect(press('d', [2], { metaKey: true }).edits).toEqual([{ kind: 'duplicate', path: [2] }])
  })

  it('Home, End, Enter and Escape go to the ends, activate and deselect', () => {
    expect(press('Home', [2]).selected).toEqual([[0]])
    expect(press('End', [0]).selected).toEqual([[2]])
    expect(press('Enter', [2]).activated).toEqual([[2]])
    expect(press('Escape', [2]).selected).toEqual([null])
  })

  it('plus and minus open and collapse; with Ctrl they zoom', () => {
    expect(press('-', [1]).collapsed).toEqual([[[1], true]])
    expect(press('+', [1]).collapsed).toEqual([[[1], false]])
    expect(press('+', [1], { ctrlKey: true }).zoomed).toEqual(['in'])
    expect(press('-', [1], { metaKey: true }).zoomed).toEqual(['out'])
    expect(press('0', [1], { ctrlKey: true }).zoomed).toEqual(['fit'])
  })

  it('leaves keys alone that it does not know, or that belong to a text field or a button', () => {
    expect(press('z', [0], { ctrlKey: true }).prevented).toBe(false)
    expect(press('x', [0]).prevented).toBe(false)
    expect(press('a', [0], { target: new FakeElement(true) as unknown as EventTarget })).toMatchObject({ edits: [], prevented: false })
  })
})
