/** Which part of a large diagram is on screen: only that is drawn, with room around it so that a small pan draws nothing anew. */
import { computed, type ComputedRef, type Ref } from 'vue'
import type { View } from './useZoomPan'

/** In the diagram's own px. */
export interface Part {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/**
 * Diagrams of so few items are drawn whole: everything can be found and read in the page. One of a hundred blocks is several screens wide
 * already, and with every one of its numbers written anew a moved budget would not fit in a frame.
 */
export const drawnWhole = 40
/** Room around what is seen, in sizes of the viewport. */
const room = 0.5
/** A part that shows this many times more than needed is left for a smaller one: someone has zoomed in. */
const tooWide = 4

/** The part to draw for a view; the one before as long as it holds what is seen. */
export function visiblePart(view: View, size: { readonly width: number; readonly height: number }, before: Part | null): Part {
  const seen: Part = { left: -view.x / view.scale, top: -view.y / view.scale, right: (size.width - view.x) / view.scale, bottom: (size.height - view.y) / view.scale }
  const width = seen.right - seen.left
  const height = seen.bottom - seen.top
  const holds = before !== null && before.left <= seen.left && before.top <= seen.top && before.right >= seen.right && before.bottom >= seen.bottom
  if (holds && before.right - before.left <= tooWide * width) return before
  return { left: seen.left - room * width, top: seen.top - room * height, right: seen.right + room * width, bottom: seen.bottom + room * height }
}

export function meets(part: Part, { x, y, width, height }: Rectangle): boolean {
  return x <= part.right && x + width >= part.left && y <= part.bottom && y + height >= part.top
}

/** @returns null while everything is to be drawn */
export function useVisiblePart(count: () => number, view: Readonly<Ref<View>>, size: Readonly<Ref<{ readonly width: number; readonly height: number }>>): ComputedRef<Part | null> {
  return computed<Part | null>(before => (count() <= drawnWhole ? null : visiblePart(view.value, size.value, before ?? null)))
}
