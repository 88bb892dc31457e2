/** Dragging with the pointer: panning the ground, or carrying an item to where it is to stand. */
import { onBeforeUnmount, shallowRef } from 'vue'
import type { DesignEdit } from '../../core/design/edits'
import type { DiagramLayout, DiagramNode } from '../../core/report/diagram/types'
import { dropEdit, dropTargetAt, type DiagramPoint, type DropTarget } from './dropTarget'

/** px that the pointer moves before a press becomes a drag. */
const threshold = 4

export interface Drag {
  readonly node: DiagramNode
  /** Pointer on the screen. */
  readonly clientX: number
  readonly clientY: number
  readonly target: DropTarget | null
}

interface DragOptions {
  readonly layout: () => DiagramLayout
  readonly toDiagram: (clientX: number, clientY: number) => DiagramPoint
  readonly pan: (x: number, y: number) => void
  readonly drop: (edit: DesignEdit) => void
  /** A press without a drag: on an item, or on the ground (null). */
  readonly press: (node: DiagramNode | null) => void
}

export function useDrag(options: DragOptions) {
  const drag = shallowRef<Drag | null>(null)
  const panning = shallowRef(false)
  let stop: (() => void) | null = null

  /** Begins with a pointerdown on an item, or on the ground (null). */
  function start(event: PointerEvent, node: DiagramNode | null): void {
    if (event.button !== 0 && !(event.button === 1 && node === null)) return
    stop?.()
    const originX = event.clientX
    const originY = event.clientY
    let last = { x: originX, y: originY }
    let moved = false
    // A press selects at once: waiting for the release would feel slow.
    if (node) options.press(node)

    const move = (next: PointerEvent): void => {
      if (!moved && Math.hypot(next.clientX - originX, next.clientY - originY) < threshold) return
      moved = true
      if (node) {
        const target = dropTargetAt(options.layout(), options.toDiagram(next.clientX, next.clientY), node)
        drag.value = { node, clientX: next.clientX, clientY: next.clientY, target }
      } else {
        panning.value = true
        options.pan(next.clientX - last.x, next.clientY - last.y)
      }
      last = { x: next.clientX, y: next.clientY }
    }
    const release = (): void => {
      const target = drag.value?.target
      end()
      if (node && target) options.drop(dropEdit(target, node))
      else if (!node && !moved && event.button === 0) options.press(null)
    }
    const keydown = (key: KeyboardEvent): void => {
      if (key.key !== 'Escape' || !moved) return
      key.preventDefault()
      key.stopPropagation()
      end()
    }
    const end = (): void => {
      drag.value = null
      panning.value = false
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', release)
      window.removeEventListener('pointercancel', end)
      window.removeEventListener('keydown', keydown, true)
      window.removeEventListener('blur', end)
      stop = null
    }
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', release)
    window.addEventListener('pointercancel', end)
    window.addEventListener('keydown', keydown, true)
    window.addEventListener('blur', end)
    stop = end
  }

  onBeforeUnmount(() => stop?.())
  return { drag, panning, start }
}
