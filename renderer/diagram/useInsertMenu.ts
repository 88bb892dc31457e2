/** The menu of what can be inserted: at which gap it is open, where it stands, and where the focus goes afterwards. */
import { computed, nextTick, shallowRef, watch, type Ref } from 'vue'
import { pathKey, type DiagramLayout, type Gap } from '../../core/report/diagram/types'
import { useDiagram } from '../stores/diagram'
import type { View } from './useZoomPan'

interface InsertMenuOptions {
  readonly root: Readonly<Ref<HTMLElement | null>>
  readonly layout: Readonly<Ref<DiagramLayout>>
  readonly view: Readonly<Ref<View>>
  readonly size: Readonly<Ref<{ readonly width: number; readonly height: number }>>
  readonly reveal: (box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }) => void
  readonly focusTree: () => void
}

const width = 272
/** Height that is kept free for it, px. */
const height = 136

export function useInsertMenu({ root, layout, view, size, reveal, focusTree }: InsertMenuOptions) {
  const diagram = useDiagram()
  const menuGap = shallowRef<Gap | null>(null)
  /** Opened by key, it gives the focus back to the tree. */
  let byKey = false

  const menuPlace = computed(() => {
    const gap = menuGap.value
    if (!gap) return null
    const { x, y, scale } = view.value
    // Below the cards beside it: their numbers stay in sight.
    const top = y + (gap.axis + gap.height / 2) * scale + 6
    return { x: clamp(x + gap.x * scale - width / 2, size.value.width - width - 8), y: clamp(top, size.value.height - height) }
  })
  watch([layout, view], () => { menuGap.value = null })

  function openMenu(gap: Gap): void {
    byKey = false
    menuGap.value = gap
  }

  /** Opens it behind what is selected, else at the end of the design. */
  async function openInsertMenu(): Promise<void> {
    const last = diagram.selected.at(-1)
    const before = last && pathKey(diagram.shown(last))
    const gap = layout.value.gaps.find(candidate => candidate.before === before) ?? layout.value.gaps.findLast(candidate => candidate.path.length === 1)
    if (!gap) return
    reveal({ x: gap.x - gap.width / 2, y: gap.axis - gap.height / 2, width: gap.width, height: gap.height })
    // A view that moves closes the menu.
    await nextTick()
    openMenu(gap)
    byKey = true
  }

  function closeMenu(): void {
    const key = menuGap.value?.key
    menuGap.value = null
    if (byKey) focusTree()
    else if (key !== undefined) root.value?.querySelector<HTMLElement>(`[data-gap="${key}"]`)?.focus({ preventScroll: true })
  }

  return { menuGap, menuPlace, openMenu, openInsertMenu, closeMenu }
}

function clamp(value: number, high: number): number {
  return Math.max(8, Math.min(value, high))
}
