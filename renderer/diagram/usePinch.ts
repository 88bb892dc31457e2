/** Two fingers on a touch screen: their distance zooms, their middle pans. A trackpad's pinch arrives as Ctrl and wheel. */

interface Point {
  readonly x: number
  readonly y: number
}

interface PinchOptions {
  /** A second finger has come down: whatever the first one began is off. */
  readonly begin: () => void
  readonly zoom: (factor: number, middle: Point) => void
  readonly pan: (x: number, y: number) => void
}

export function usePinch(options: PinchOptions) {
  const fingers = new Map<number, Point>()

  /** @returns whether this finger pinches, and nothing else is to be made of it */
  function down(event: PointerEvent): boolean {
    if (event.pointerType !== 'touch') return false
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY })
    if (fingers.size === 2) options.begin()
    return fingers.size > 1
  }

  function move(event: PointerEvent): void {
    const before = fingers.get(event.pointerId)
    if (!before) return
    const now = { x: event.clientX, y: event.clientY }
    fingers.set(event.pointerId, now)
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1]
    if (fingers.size !== 2 || !other) return
    const [from, to] = [middle(before, other), middle(now, other)]
    options.pan(to.x - from.x, to.y - from.y)
    options.zoom(apart(now, other) / Math.max(1, apart(before, other)), to)
  }

  function up(event: PointerEvent): void {
    fingers.delete(event.pointerId)
  }

  return { down, move, up }
}

function middle(one: Point, other: Point): Point {
  return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 }
}

function apart(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y)
}
