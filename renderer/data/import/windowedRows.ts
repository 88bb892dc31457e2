/** Which rows of a long list have to be drawn: those in sight and a few beyond. */

export interface RowWindow {
  readonly from: number
  /** Exclusive. */
  readonly to: number
}

/** Rows drawn beyond either edge, so that quick scrolling shows no gap. */
const beyond = 12

/** Lists up to this long are drawn whole: everything in them can be searched and read as it stands. */
export const wholeList = 200

/**
 * @param scrolled px from the top of the list
 * @param height px of the list in sight
 */
export function rowWindow(count: number, rowHeight: number, scrolled: number, height: number): RowWindow {
  if (count <= wholeList) return { from: 0, to: count }
  const first = Math.floor(Math.max(0, scrolled) / rowHeight)
  const last = Math.ceil((Math.max(0, scrolled) + height) / rowHeight)
  const to = Math.min(count, last + beyond)
  return { from: Math.max(0, Math.min(first - beyond, to)), to }
}
