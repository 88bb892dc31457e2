/** The outline of a rail: a band that keeps to the axis where it meets an item and bends in between. */

/** A band from (x0, y0) to (x1, y1), straight outside [bendStart, bendEnd]; thicknesses in px across the direction of travel. */
export interface Band {
  readonly x0: number
  readonly y0: number
  readonly thickness0: number
  readonly bendStart: number
  readonly bendEnd: number
  readonly x1: number
  readonly y1: number
  readonly thickness1: number
}

/**
 * SVG path data of a filled band: M L C L L L C L Z whatever the band, so that one can be eased into another.
 * On a slope the two edges are moved apart sideways, otherwise a steep band would look thinner than it is.
 */
export function bandPath(band: Band): string {
  const { x0, y0, thickness0, bendStart, bendEnd, x1, y1, thickness1 } = band
  const top0 = y0 - thickness0 / 2
  const bottom0 = y0 + thickness0 / 2
  const top1 = y1 - thickness1 / 2
  const bottom1 = y1 + thickness1 / 2
  const middle = (bendStart + bendEnd) / 2
  const shift = edgeShift(bendEnd - bendStart, y1 - y0, (thickness0 + thickness1) / 2)
  const top = middle + shift
  const bottom = middle - shift
  return [
    `M${point(x0, top0)}L${point(bendStart, top0)}`,
    `C${point(top, top0)} ${point(top, top1)} ${point(bendEnd, top1)}`,
    `L${point(x1, top1)}L${point(x1, bottom1)}L${point(bendEnd, bottom1)}`,
    `C${point(bottom, bottom1)} ${point(bottom, bottom0)} ${point(bendStart, bottom0)}`,
    `L${point(x0, bottom0)}Z`
  ].join('')
}

/** How far the control points of an edge move so that the band keeps its thickness at the steepest point of its cubic. */
function edgeShift(length: number, drop: number, thickness: number): number {
  if (drop === 0 || length <= 0) return 0
  const slope = 2 * Math.abs(drop) / length
  // At the middle of the cubic the edge moves 3/4 as far as its control points.
  const wanted = thickness * (Math.sqrt(1 + slope * slope) - 1) / (2 * slope) / 0.75
  return Math.sign(drop) * Math.min(wanted, 0.38 * length)
}

function point(x: number, y: number): string {
  return `${Math.round(x * 100) / 100},${Math.round(y * 100) / 100}`
}
