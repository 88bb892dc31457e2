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

/**
 * How far to pan in this frame, px.
 *
 * @param frame the viewport
 * @param content where the whole diagram stands now: once its end has come in, there is no further to go
 */
export function edgePan(frame: Frame, content: Frame, clientX: number, clientY: number): { readonly x: number; readonly y: number } {
  return { x: along(clientX, [frame.left, frame.right], [content.left, content.right]), y: along(clientY, [frame.top, frame.bottom], [content.top, content.bottom]) }
}

type Span = readonly [low: number, high: number]

function along(at: number, [low, high]: Span, [contentLow, contentHigh]: Span): number {
  const before = reach - (at - low)
  const after = reach - (high - at)
  if (before > 0 && before >= after) return Math.min(speed(before), Math.max(0, Math.ceil(low + reach - contentLow)))
  return after > 0 ? -Math.min(speed(after), Math.max(0, Math.ceil(contentHigh - (high - reach)))) : 0
}

/** Outside the viewport it is as fast as at its edge. */
function speed(depth: number): number {
  return Math.ceil(fastest * Math.min(1, depth / reach))
}
