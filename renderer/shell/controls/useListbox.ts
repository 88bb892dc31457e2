/** The keyboard and state of a list that opens under its button; the focus stays on the button (ARIA: select-only combobox). */
import { ref, shallowRef, watch, type Ref } from 'vue'

export interface ListboxOption {
  readonly value: string
  readonly label: string
  readonly disabled?: boolean
}

interface ListboxProperties {
  readonly options: () => readonly ListboxOption[]
  readonly value: () => string
  readonly disabled: () => boolean
  readonly choose: (value: string) => void
}

export interface Listbox {
  readonly open: Readonly<Ref<boolean>>
  /** Index of the option that Enter would choose. */
  readonly active: Ref<number>
  toggle(): void
  close(): void
  pick(index: number): void
  onKeydown(event: KeyboardEvent): void
}

/** Letters typed within this time of each other are one word to look for. */
const typeaheadMilliseconds = 600

export function useListbox(properties: ListboxProperties): Listbox {
  const open = ref(false)
  const active = ref(-1)
  const typed = shallowRef({ text: '', at: 0 })
  const usable = (index: number): boolean => properties.options()[index] !== undefined && properties.options()[index]?.disabled !== true

  function show(): void {
    if (properties.disabled()) return
    active.value = properties.options().findIndex(option => option.value === properties.value())
    open.value = true
  }

  function close(): void {
    open.value = false
    typed.value = { text: '', at: 0 }
  }

  function pick(index: number): void {
    const option = properties.options()[index]
    if (!option || !usable(index)) return
    close()
    if (option.value !== properties.value()) properties.choose(option.value)
  }

  /** To the next usable option from an index on, or stays. */
  function walk(from: number, step: 1 | -1): void {
    for (let index = from; index >= 0 && index < properties.options().length; index += step) {
      if (!usable(index)) continue
      active.value = index
      return
    }
  }

  function lookFor(letter: string, now: number): void {
    const text = (now - typed.value.at > typeaheadMilliseconds ? '' : typed.value.text) + letter.toLowerCase()
    typed.value = { text, at: now }
    const options = properties.options()
    // One letter again and again goes round all that begin with it.
    const repeated = [...text].every(character => character === text[0])
    const start = repeated ? active.value + 1 : Math.max(0, active.value)
    const wanted = repeated ? text.charAt(0) : text
    for (let step = 0; step < options.length; step += 1) {
      const index = (start + step) % options.length
      if (!usable(index) || !options[index]?.label.toLowerCase().startsWith(wanted)) continue
      active.value = index
      return
    }
  }

  function onKeydown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey) return
    const handled = open.value ? openKey(event) : closedKey(event)
    if (!handled) return
    event.preventDefault()
    event.stopPropagation()
  }

  function closedKey(event: KeyboardEvent): boolean {
    const letter = isLetter(event)
    if (!letter && !['Enter', ' ', 'ArrowDown', 'ArrowUp'].includes(event.key)) return false
    show()
    if (letter) lookFor(event.key, event.timeStamp)
    return true
  }

  function openKey(event: KeyboardEvent): boolean {
    const last = properties.options().length - 1
    switch (event.key) {
      case 'ArrowDown':
        walk(active.value + 1, 1)
        return true
      case 'ArrowUp':
        walk(active.value - 1, -1)
        return true
      case 'Home':
        walk(0, 1)
        return true
      case 'End':
        walk(last, -1)
        return true
      case 'Enter':
      case ' ':
        pick(active.value)
        return true
      case 'Tab':
        pick(active.value)
        return false
      case 'Escape':
        close()
        return true
      default:
        if (!isLetter(event)) return false
        lookFor(event.key, event.timeStamp)
        return true
    }
  }

  watch(properties.disabled, disabled => { if (disabled) close() })

  return { open, active, toggle: () => { if (open.value) close(); else show() }, close, pick, onKeydown }
}

function isLetter(event: KeyboardEvent): boolean {
  return event.key.length === 1 && event.key !== ' ' && !event.altKey
}
