/** The pointer on the diagram: panning the ground, selecting, or carrying items to where they are to stand. */
import { onBeforeUnmount, shallowRef } from 'vue'
import type { DesignEdit } from '../../core/design/edits'
import type { Path } from '../../core/design/types'
import type { DiagramLayout, DiagramNode } from '../../core/report/diagram/types'
import { edgePan, type Frame } from './edgePan'
import { dropEdit, dropTargetAt, type DiagramPoint, type DropTarget } from './dropTarget'

/** px that the pointer moves before a press becomes a drag. */
const threshold = 4

export interface Drag {
  /** What the pointer took hold of. */
  readonly node: DiagramNode
  /** All that goes along, in reading order. */
  readonly paths: readonly Path[]
  /** Pointer on the screen. */
  readonly clientX: number
  readonly clientY: number
  readonly target: DropTarget | null
}

/** How a press selects: this item alone, all up to it, or it as well. */
export type PressKind = 'only' | 'range' | 'toggle'

interface DragOptions {
  readonly layout: () => DiagramLayout
  readonly toDiagram: (clientX: number, clientY: number) => DiagramPoint
  /** Where the viewport is on the screen, and where the whole diagram is. */
  readonly frame: () => { readonly viewport: Frame; readonly content: Frame } | null
  readonly pan: (x: number, y: number) => void
  readonly drop: (edit: DesignEdit) => void
  /** A press on an item, or on the ground (null) without a drag. */
  readonly press: (node: DiagramNode | null, kind: PressKind) => void
  /** The items that go along with one: the whole selection when it belongs to it. */
  readonly carried: (node: DiagramNode) => readonly Path[]
}

export function useDrag(options: DragOptions) {
  const drag = shallowRef<Drag | null>(null)
  const panning = shallowRef(false)
  let stop: (() => void) | null = null

  /** Begins with a pointerdown on an item, or on the ground (null). */
  function start(event: PointerEvent, node: DiagramNode | null): void {
    stop?.()
    if (node === null || event.button === 1) stop = follow(panningFrom(event))
    else if (event.button === 0) stop = follow(carrying(event, node))
  }

  function panningFrom(event: PointerEvent): Gesture {
    let last = { x: event.clientX, y: event.clientY }
    const origin = last
    let moved = false
    return {
      move(next) {
        if (!moved && distance(next, origin) < threshold) return
        moved = true
        panning.value = true
        options.pan(next.clientX - last.x, next.clientY - last.y)
        last = { x: next.clientX, y: next.clientY }
      },
      release() {
        if (!moved && event.button === 0) options.press(null, 'only')
      },
      end() {
        panning.value = false
      },
      moved: () => moved
    }
  }

  function carrying(event: PointerEvent, node: DiagramNode): Gesture {
    const origin = { x: event.clientX, y: event.clientY }
    const kind = pressKind(event)
    const among = kind === 'only' && options.carried(node).length > 1
    // A press selects at once, waiting for the release would feel slow; but one on several selected items may be about to carry them.
    if (!among) options.press(node, kind)
    const paths = options.carried(node)
    let frame = 0
    const aim = (clientX: number, clientY: number): void => {
      drag.value = { node, paths, clientX, clientY, target: dropTargetAt(options.layout(), options.toDiagram(clientX, clientY), paths) }
    }
    const scroll = (): void => {
      const frames = options.frame()
      const held = drag.value
      if (!held || !frames) return
      const { x, y } = edgePan(frames.viewport, frames.content, held.clientX, held.clientY)
      if (x !== 0 || y !== 0) {
        options.pan(x, y)
        aim(held.clientX, held.clientY)
      }
      frame = requestAnimationFrame(scroll)
    }
    return {
      move(next) {
        if (drag.value === null) {
          if (distance(next, origin) < threshold) return
          frame = requestAnimationFrame(scroll)
        }
        aim(next.clientX, next.clientY)
      },
      release() {
        const held = drag.value
        if (held === null) {
          if (among) options.press(node, 'only')
          return
        }
        drag.value = null
        if (held.target) options.drop(dropEdit(held.target, paths))
      },
      end() {
        cancelAnimationFrame(frame)
        drag.value = null
      },
      moved: () => drag.value !== null
    }
  }

  /** Listens until the gesture is over; Esc, a lost pointer or a left window end it without a result. */
  function follow(gesture: Gesture): () => void {
    const move = (event: PointerEvent): void => gesture.move(event)
    const release = (): void => {
      gesture.release()
      end()
    }
    const keydown = (key: KeyboardEvent): void => {
      if (key.key !== 'Escape' || !gesture.moved()) return
      key.preventDefault()
      key.stopPropagation()
      end()
    }
    const end = (): void => {
      gesture.end()
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
    return end
  }

  onBeforeUnmount(() => stop?.())
  return { drag, panning, start, cancel: () => stop?.() }
}

interface Gesture {
  move(event: PointerEvent): void
  release(): void
  end(): void
  moved(): boolean
}

function pressKind(event: PointerEvent): PressKind {
  if (event.shiftKey) return 'range'
  return event.ctrlKey || event.metaKey ? 'toggle' : 'only'
}

function distance(event: PointerEvent, from: { readonly x: number; readonly y: number }): number {
  return Math.hypot(event.clientX - from.x, event.clientY - from.y)
}
