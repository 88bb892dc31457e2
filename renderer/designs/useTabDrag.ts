/** Carrying a tab to another place with the pointer; Esc puts it back. */
import { onBeforeUnmount, shallowRef } from 'vue'
import { gapAt, placeInGap, type Extent, type TabDrag } from './tabPlace'

/** px that the pointer moves before a press becomes a drag. */
const threshold = 4

export function useTabDrag(options: { readonly extents: () => readonly Extent[]; readonly drop: (from: number, to: number) => void }) {
  const drag = shallowRef<TabDrag | null>(null)
  let stop: (() => void) | null = null

  function start(event: PointerEvent, from: number): void {
    if (event.button !== 0) return
    stop?.()
    const origin = event.clientX
    const move = ({ clientX }: PointerEvent): void => {
      if (drag.value || Math.abs(clientX - origin) >= threshold) drag.value = { from, gap: gapAt(clientX, options.extents()) }
    }
    const release = (): void => {
      const dragged = drag.value
      stop?.()
      if (dragged) options.drop(dragged.from, placeInGap(dragged))
    }
    const cancel = (): void => stop?.()
    const press = ({ key }: KeyboardEvent): void => { if (key === 'Escape') cancel() }
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', release)
    window.addEventListener('pointercancel', cancel)
    window.addEventListener('keydown', press)
    stop = () => {
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', release)
      window.removeEventListener('pointercancel', cancel)
      window.removeEventListener('keydown', press)
      drag.value = null
      stop = null
    }
  }

  onBeforeUnmount(() => stop?.())
  return { drag, start }
}
