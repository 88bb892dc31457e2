/** Buttons that come and go with a state. */
import { nextTick, watch, type ShallowRef } from 'vue'

/**
 * Keeps the focus in a part of the window: when the button that has it goes, the one that takes its place gets it, else the first control.
 *
 * @param part what the buttons stand in
 * @param state with it they come and go
 * @param successors selector of those that take each other's place
 */
export function useKeptFocus(part: Readonly<ShallowRef<HTMLElement | null>>, state: () => unknown, successors: string): void {
  watch(state, async () => {
    const root = part.value
    if (!root?.contains(document.activeElement)) return
    await nextTick()
    if (document.activeElement !== document.body) return
    const next = root.querySelector<HTMLElement>(successors) ?? root.querySelector<HTMLElement>('button:not(:disabled), summary')
    next?.focus()
  })
}
