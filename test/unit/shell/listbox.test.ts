import { effectScope, ref } from 'vue'
import { describe, expect, it } from 'vitest'
import { popupPlace } from '../../../renderer/shell/controls/popupPlace'
import { useListbox, type Listbox, type ListboxOption } from '../../../renderer/shell/controls/useListbox'

const options: readonly ListboxOption[] = ['sample', 'Ledoit–Wolf', 'OAS', 'ridge', 'robust'].map(label => ({ value: label, label, disabled: label === 'OAS' }))

function listbox(value = 'sample') {
  const chosen: string[] = []
  const disabled = ref(false)
  const made = effectScope().run(() => useListbox({ options: () => options, value: () => value, disabled: () => disabled.value, choose: option => void chosen.push(option) }))
  return { box: made as Listbox, chosen, disabled }
}

/** Presses a key and tells whether the list took it. */
function press(box: Listbox, key: string, at = 0, modifiers: { readonly ctrlKey?: boolean } = {}): boolean {
  let taken = false
  box.onKeydown({ key, timeStamp: at, ctrlKey: false, metaKey: false, altKey: false, ...modifiers, preventDefault: () => { taken = true }, stopPropagation: () => {} } as KeyboardEvent)
  return taken
}

describe('a list under its button', () => {
  it('opens on the chosen option; arrows pass over what cannot be chosen; Enter chooses and closes', () => {
    const { box, chosen } = listbox('Ledoit–Wolf')
    expect(press(box, 'ArrowDown')).toBe(true)
    expect([box.open.value, box.active.value]).toEqual([true, 1])
    press(box, 'ArrowDown')
    expect(box.active.value).toBe(3)
    press(box, 'End')
    press(box, 'ArrowDown')
    expect(box.active.value).toBe(4)
    press(box, 'Enter')
    expect(chosen).toEqual(['robust'])
    expect(box.open.value).toBe(false)
  })

  it('Esc closes it and changes nothing; choosing what holds already is no choice', () => {
    const { box, chosen } = listbox()
    press(box, ' ')
    press(box, 'End')
    expect(press(box, 'Escape')).toBe(true)
    press(box, 'Enter')
    press(box, 'Enter')
    expect(chosen).toEqual([])
    expect(box.open.value).toBe(false)
    expect(press(box, 'Escape')).toBe(false)
  })

  it('finds what is typed, and goes round with one letter again and again', () => {
    const { box } = listbox()
    press(box, 'r', 0)
    expect(box.active.value).toBe(3)
    press(box, 'o', 100)
    expect(box.active.value).toBe(4)
    press(box, 'r', 5000)
    expect(box.active.value).toBe(3)
    press(box, 'r', 5100)
    expect(box.active.value).toBe(4)
  })

  it('Tab takes the option along and lets the focus go on; keys with Ctrl are not its own', () => {
    const { box, chosen } = listbox()
    press(box, 'ArrowDown')
    press(box, 'ArrowDown')
    expect(press(box, 'z', 0, { ctrlKey: true })).toBe(false)
    expect(press(box, 'Tab')).toBe(false)
    expect(chosen).toEqual(['Ledoit–Wolf'])
  })
})

describe('where a list opens', () => {
  const viewport = { width: 1000, height: 700 }
  const button = (top: number) => ({ left: 800, right: 950, top, bottom: top + 26 })

  it('is below its button, flush right, and above where there is more room', () => {
    expect(popupPlace(button(100), { width: 200, height: 150 }, viewport)).toEqual({ left: 750, top: 130, maxHeight: 360 })
    expect(popupPlace(button(600), { width: 200, height: 150 }, viewport)).toEqual({ left: 750, top: 446, maxHeight: 360 })
  })

  it('stays in the window, however long the list is', () => {
    const place = popupPlace(button(300), { width: 980, height: 2000 }, viewport)
    expect(place.left).toBeGreaterThanOrEqual(8)
    expect(place.top + place.maxHeight).toBeLessThanOrEqual(692)
  })
})
