/** Scrolling while something is carried: at an edge of the viewport the diagram comes along, the faster the closer. */

/** A box on the screen, px. */
export interface Frame {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

const reach = 36
const fastest = 20

/** How far to pan in this frame, px. */
export function edgePan(frame: Frame, clientX: number, clientY: number): { readonly x: number; readonly y: number } {
  return { x: along(clientX, frame.left, frame.right), y: along(clientY, frame.top, frame.bottom) }
}

function along(at: number, low: number, high: number): number {
  const before = reach - (at - low)
  const after = reach - (high - at)
  if (before > 0 && before >= after) return speed(before)
  return after > 0 ? -speed(after) : 0
}

/** Outside the viewport it is as fast as at its edge. */
function speed(depth: number): number {
  return Math.ceil(fastest * Math.min(1, depth / reach))
}
