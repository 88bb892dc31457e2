/** Reading and thinning a curve that is given by its points. */
import { toPixel, type AxisScale, type Point } from './axes'

/**
 * Value of a curve at `at`, straight between its points; null outside them.
 *
 * @param positions ascending, length n
 * @param values length n
 */
export function interpolate(positions: Float64Array, values: Float64Array, at: number): number | null {
  const last = positions.length - 1
  const first = positions[0]
  const end = positions[last]
  if (first === undefined || end === undefined || !(at >= first && at <= end)) return null
  let low = 0
  let high = last
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((positions[middle] ?? Number.NaN) <= at) low = middle
    else high = middle
  }
  const left = positions[low] ?? Number.NaN
  const right = positions[high] ?? Number.NaN
  const below = values[low] ?? Number.NaN
  const above = values[high] ?? Number.NaN
  const value = right > left ? below + ((above - below) * (at - left)) / (right - left) : above
  return Number.isFinite(value) ? value : null
}

/** The curve as pixels, points closer than a pixel left out: enough to keep labels off it. */
export function curvePixels(positions: Float64Array, values: Float64Array, x: AxisScale, y: AxisScale): Point[] {
  const points: Point[] = []
  for (const [index, position] of positions.entries()) {
    const point = { x: toPixel(x, position), y: toPixel(y, values[index] ?? Number.NaN) }
    if (!Number.isFinite(point.x) || !Number.isFinite(point.y)) continue
    const previous = points.at(-1)
    const last = index === positions.length - 1
    if (last || !previous || Math.abs(point.x - previous.x) >= 1 || Math.abs(point.y - previous.y) >= 1) points.push(point)
  }
  return points
}
