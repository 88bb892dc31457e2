/** Zoom and pan of the diagram: one transform on one layer, so that text stays crisp and nothing is laid out again. */
import { computed, onBeforeUnmount, shallowRef, watch, type Ref } from 'vue'

export interface View {
  /** Where the diagram's origin stands in the viewport, px. */
  readonly x: number
  readonly y: number
  readonly scale: number
}

interface Size {
  readonly width: number
  readonly height: number
}

interface Box extends Size {
  readonly x: number
  readonly y: number
}

/** Small enough that Fit shows a few hundred blocks at once. */
const smallest = 0.02
const largest = 3
/** Unasked, a long design is not shrunk below what can still be read; its start is shown instead. */
const smallestUnasked = 0.5
const padding = 12
/** Room for the legend and the zoom controls below the diagram. */
const footer = 40

/**
 * @param viewport the element that shows the diagram
 * @param content size of the diagram at zoom 1, px
 */
export function useZoomPan(viewport: Readonly<Ref<HTMLElement | null>>, content: Readonly<Ref<Size>>) {
  const view = shallowRef<View>({ x: 0, y: 0, scale: 1 })
  const size = shallowRef<Size>({ width: 0, height: 0 })
  // Until someone zooms or pans, the view keeps fitting whatever is shown.
  let fitted = true

  const transform = computed(() => `translate(${view.value.x}px, ${view.value.y}px) scale(${view.value.scale})`)

  /** Shows all of the diagram, however small. */
  function fit(): void {
    fitted = true
    view.value = fittingView(size.value, content.value, smallest)
  }

  function follow(): void {
    fitted = true
    view.value = fittingView(size.value, content.value, smallestUnasked)
  }

  /** @param at point that stays where it is, px in the viewport; its middle if left out */
  function zoomBy(factor: number, at?: { readonly x: number; readonly y: number }): void {
    const { x, y, scale } = view.value
    const next = Math.min(largest, Math.max(smallest, scale * factor))
    const centre = at ?? { x: size.value.width / 2, y: size.value.height / 2 }
    fitted = false
    view.value = { x: centre.x - ((centre.x - x) * next) / scale, y: centre.y - ((centre.y - y) * next) / scale, scale: next }
  }

  function panBy(x: number, y: number): void {
    fitted = false
    view.value = { ...view.value, x: Math.round(view.value.x + x), y: Math.round(view.value.y + y) }
  }

  /** Moves the view just so far that a box of the diagram is inside it. */
  function reveal(box: Box): void {
    const { x, y, scale } = view.value
    const moveX = shortfall(x + box.x * scale, box.width * scale, size.value.width)
    const moveY = shortfall(y + box.y * scale, box.height * scale, size.value.height - footer)
    if (moveX !== 0 || moveY !== 0) panBy(moveX, moveY)
  }

  /** A point of the screen in the diagram's own px. */
  function toDiagram(clientX: number, clientY: number): { readonly x: number; readonly y: number } {
    const frame = viewport.value?.getBoundingClientRect()
    const { x, y, scale } = view.value
    return { x: (clientX - (frame?.left ?? 0) - x) / scale, y: (clientY - (frame?.top ?? 0) - y) / scale }
  }

  function onWheel(event: WheelEvent): void {
    event.preventDefault()
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1
    if (event.ctrlKey || event.metaKey) {
      const frame = viewport.value?.getBoundingClientRect()
      zoomBy(Math.exp(-event.deltaY * unit * 0.0022), { x: event.clientX - (frame?.left ?? 0), y: event.clientY - (frame?.top ?? 0) })
    } else if (event.shiftKey && event.deltaX === 0) {
      panBy(-event.deltaY * unit, 0)
    } else {
      panBy(-event.deltaX * unit, -event.deltaY * unit)
    }
  }

  const observer = new ResizeObserver(entries => {
    const box = entries.at(-1)?.contentRect
    if (!box) return
    size.value = { width: box.width, height: box.height }
    if (fitted) follow()
  })
  watch(viewport, element => {
    observer.disconnect()
    if (!element) return
    observer.observe(element)
  }, { immediate: true })
  onBeforeUnmount(() => observer.disconnect())

  watch(content, (now, before) => {
    if (now.width === before.width && now.height === before.height) return
    const outgrown = visible(view.value, before, size.value) && !visible(view.value, now, size.value)
    if (fitted || outgrown) follow()
  })

  return { view, size, transform, fit, zoomBy, panBy, reveal, toDiagram, onWheel }
}

/** The view that shows all of the diagram, at most at its own size; one that would need less than `least` is shown from its start. */
export function fittingView(viewport: Size, content: Size, least: number): View {
  const width = viewport.width - 2 * padding
  const height = viewport.height - footer - 2 * padding
  if (width <= 0 || height <= 0) return { x: 0, y: 0, scale: 1 }
  const scale = Math.max(least, Math.min(1, width / content.width, height / content.height))
  const x = Math.max(padding, (viewport.width - content.width * scale) / 2)
  const y = Math.max(padding, (viewport.height - footer - content.height * scale) / 2)
  return { x: Math.round(x), y: Math.round(y), scale }
}

function visible(view: View, content: Size, viewport: Size): boolean {
  return view.x >= 0 && view.y >= 0 && view.x + content.width * view.scale <= viewport.width && view.y + content.height * view.scale <= viewport.height
}

function shortfall(start: number, length: number, room: number): number {
  if (start < padding || length > room - 2 * padding) return padding - start
  const excess = start + length - (room - padding)
  return excess > 0 ? -excess : 0
}
