/** Where a carried tab goes. Pure. */

export interface TabDrag {
  /** Index of the tab that is carried. */
  readonly from: number
  /** The gap that it would be put in: 0 before the first tab, their number behind the last. */
  readonly gap: number
}

/** px from the left of the window. */
export interface Extent {
  readonly left: number
  readonly right: number
}

/** The gap before the first tab whose middle lies to the right of the pointer. */
export function gapAt(x: number, tabs: readonly Extent[]): number {
  const index = tabs.findIndex(({ left, right }) => x < (left + right) / 2)
  return index === -1 ? tabs.length : index
}

/** Index of the carried tab once it is taken out and put in its gap. */
export function placeInGap({ from, gap }: TabDrag): number {
  return gap > from ? gap - 1 : gap
}
