import { describe, expect, it } from 'vitest'
import { createHistory, type Command } from '../../../renderer/stores/history'

/** A value that commands set, as fields do. */
function field() {
  const history = createHistory()
  let value = 0
  const set = (next: number, mergeKey: string | null = null): void => {
    const before = value
    value = next
    const command: Command = { label: `Set ${next}`, mergeKey, undo: () => { value = before }, redo: () => { value = next } }
    history.record(command)
  }
  return { history, set, value: () => value }
}

describe('history', () => {
  it('undoes and redoes in order', () => {
    const { history, set, value } = field()
    set(1)
    set(2)
    history.undo()
    expect(value()).toBe(1)
    history.undo()
    expect(value()).toBe(0)
    expect(history.undo()).toBeNull()
    history.redo()
    history.redo()
    expect(value()).toBe(2)
    expect(history.redo()).toBeNull()
  })

  it('makes one step of everything typed in one field', () => {
    const { history, set, value } = field()
    set(1, 'field')
    set(12, 'field')
    set(123, 'field')
    history.undo()
    expect(value()).toBe(0)
    history.redo()
    expect(value()).toBe(123)
  })

  it('starts a new step once the field was left, or an undo came between', () => {
    const { history, set, value } = field()
    set(1, 'field')
    history.seal()
    set(2, 'field')
    history.undo()
    expect(value()).toBe(1)
    set(3, 'field')
    history.undo()
    expect(value()).toBe(1)
  })

  it('does not merge different fields', () => {
    const { history, set, value } = field()
    set(1, 'one')
    set(2, 'other')
    history.undo()
    expect(value()).toBe(1)
  })

  it('is edited exactly when it differs from what was saved', () => {
    const { history, set } = field()
    expect(history.dirty.value).toBe(false)
    set(1)
    expect(history.dirty.value).toBe(true)
    history.markSaved(history.position())
    expect(history.dirty.value).toBe(false)
    set(2)
    history.undo()
    expect(history.dirty.value).toBe(false)
    history.undo()
    expect(history.dirty.value).toBe(true)
    history.redo()
    expect(history.dirty.value).toBe(false)
  })

  it('stays edited when the saved state was overwritten by another branch', () => {
    const { history, set } = field()
    set(1)
    history.markSaved(history.position())
    history.undo()
    set(2)
    history.undo()
    expect(history.dirty.value).toBe(true)
  })

  it('keeps a saved step a step of its own, so that undo can return to it', () => {
    const { history, set, value } = field()
    set(1, 'field')
    history.markSaved(history.position())
    set(2, 'field')
    history.undo()
    expect(value()).toBe(1)
    expect(history.dirty.value).toBe(false)
  })

  it('counts a change made while saving as unsaved', () => {
    const { history, set } = field()
    set(1)
    const position = history.position()
    set(2)
    history.markSaved(position)
    expect(history.dirty.value).toBe(true)
  })

  it('counts the steps between what was saved and now, in both directions', () => {
    const { history, set } = field()
    const counts: number[] = []
    const count = (): void => void counts.push(history.changes.value)
    count()
    set(1)
    set(2)
    count()
    history.markSaved(history.position())
    count()
    history.undo()
    count()
    history.undo()
    count()
    set(9)
    // what was saved cannot be reached any more: what can be undone is counted
    count()
    expect(counts).toEqual([0, 2, 0, 1, 2, 1])
  })

  it('can start edited, so that no undo makes it what was saved', () => {
    const { history, set } = field()
    history.clear(true)
    expect([history.dirty.value, history.changes.value]).toEqual([true, 0])
    set(1)
    history.undo()
    expect(history.dirty.value).toBe(true)
    history.markSaved(history.position())
    expect(history.dirty.value).toBe(false)
  })
})
