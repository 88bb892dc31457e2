/** Where a list opens beside its button. Pure. */

export interface PopupPlace {
  /** px from the window's left edge. */
  readonly left: number
  readonly top: number
  readonly maxHeight: number
}

interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

const gap = 4
/** Kept free to the window's edges. */
const edge = 8
const tallest = 360

/** Below the button and flush with its right side; above it where there is more room. */
export function popupPlace(button: Box, popup: { readonly width: number; readonly height: number }, viewport: { readonly width: number; readonly height: number }): PopupPlace {
  const below = viewport.height - button.bottom - gap - edge
  const above = button.top - gap - edge
  const under = popup.height <= below || below >= above
  const maxHeight = Math.min(tallest, under ? below : above)
  const left = Math.max(edge, Math.min(button.right - popup.width, viewport.width - edge - popup.width))
  return { left, top: under ? button.bottom + gap : button.top - gap - Math.min(popup.height, maxHeight), maxHeight }
}
