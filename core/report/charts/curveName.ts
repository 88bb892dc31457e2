/** The name of a curve, written where it is nearer to its own curve than to any other. */
import type { Point, Rectangle } from './axes'
import { labelHeight, placeLabel, type Candidate, type Obstacles, type PlacedLabel } from './labels'

/** A name a user gave, cut to what fits beside a curve. */
export function shortened(name: string, longest = 18): string {
  const characters = [...name]
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : name
}

/**
 * Places a name near the right end of its own curve.
 *
 * @param texts the name, longest form first
 * @param line its curve, pixels
 * @param rivals the other curves, pixels
 * @returns null: there is no place where it could be told whose name it is
 */
export function placeCurveName(texts: readonly string[], line: readonly Point[], rivals: Obstacles['lines'], region: Rectangle, obstacles: Obstacles): PlacedLabel | null {
  const last = line.at(-1)
  if (!last) return null
  const end = Math.min(last.x, region.left + region.width)
  const isOwn = (x: number, y: number): boolean => {
    const distance = (points: readonly Point[]): number => Math.abs((levelAt(points, x) ?? Number.POSITIVE_INFINITY) - y)
    return rivals.every(rival => distance(line) < distance(rival))
  }
  const besideEnd = function* (width: number): Generator<Candidate> {
    for (let back = 0; back <= region.width / 2; back += 12) {
      const right = end - back
      const level = levelAt(line, right) ?? last.y
      for (let away = 5; away <= 23; away += 6) {
        for (const y of [level - labelHeight - away, level + away]) {
          const centre = y + labelHeight / 2
          if (isOwn(right - width / 2, centre) && isOwn(right, centre)) yield { x: right - width, y, align: 'right' }
        }
      }
    }
  }
  return placeLabel(texts, besideEnd, region, obstacles)
}

/** Height of a curve at a horizontal pixel, straight between its points; null: it has none. @param points left to right */
export function levelAt(points: readonly Point[], x: number): number | null {
  const next = points.findIndex(point => point.x >= x)
  const right = points[next] ?? points.at(-1)
  const left = next > 0 ? points[next - 1] : right
  if (!left || !right) return null
  return right.x > left.x ? left.y + ((right.y - left.y) * (Math.min(x, right.x) - left.x)) / (right.x - left.x) : right.y
}
