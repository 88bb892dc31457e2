/** Words inside a plot: how large they are, and where they stand without touching a curve, a line or one another. */
import type { Point, Rectangle } from './axes'

export const fontSize = 11
/** The theme's fonts, without quotation marks: the engine writes them into a style attribute as they are. */
export const fontFamily = 'Inter, system-ui, -apple-system, Segoe UI, DejaVu Sans, sans-serif'
export const labelHeight = 14

/** A text and the box it stands in; drawn from one of the box's sides, vertically centred. */
export interface PlacedLabel {
  readonly text: string
  readonly box: Rectangle
  readonly align: 'left' | 'right'
}

/** A place to try: the box's top left corner, and the side its text keeps to. */
export interface Candidate extends Point {
  readonly align: 'left' | 'right'
}

/** What a label must keep clear of. */
export interface Obstacles {
  readonly lines: readonly (readonly Point[])[]
  readonly boxes: readonly Rectangle[]
}

/** What keeps clear of the one and the other. */
export function both(one: Obstacles, other: Obstacles): Obstacles {
  return { lines: [...one.lines, ...other.lines], boxes: [...one.boxes, ...other.boxes] }
}

/** Width of a line of text in pixels, rather too much than too little: DejaVu Sans, the widest font of the list, sets a digit 0.64 em wide. */
export function textWidth(text: string, size = fontSize): number {
  let em = 0
  for (const character of text) em += narrow.has(character) ? 0.38 : wide.has(character) ? 0.98 : 0.65
  return Math.ceil(em * size) + 2
}
const narrow = new Set(' .,:;|!\'iljI·')
const wide = new Set('MWmw@%✓▲▼◆■●○')

/** Whether two boxes share an area. */
export function boxesOverlap(a: Rectangle, b: Rectangle): boolean {
  return a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height
}

/** Whether a stretch of line passes through a box (Liang–Barsky clipping). */
export function segmentMeetsBox(a: Point, b: Point, box: Rectangle): boolean {
  // Nearly every stretch lies wholly to one side; labels are tried against thousands.
  if ((a.x < box.left && b.x < box.left) || (a.y < box.top && b.y < box.top)) return false
  const right = box.left + box.width
  const bottom = box.top + box.height
  if ((a.x > right && b.x > right) || (a.y > bottom && b.y > bottom)) return false
  let enter = 0
  let leave = 1
  const clip = (change: number, room: number): boolean => {
    if (change === 0) return room >= 0
    const share = room / change
    if (change < 0) enter = Math.max(enter, share)
    else leave = Math.min(leave, share)
    return enter <= leave
  }
  const across = b.x - a.x
  const down = b.y - a.y
  return clip(-across, a.x - box.left) && clip(across, right - a.x) && clip(-down, a.y - box.top) && clip(down, bottom - a.y)
}

/** A box grown by a margin on every side. */
export function grown(box: Rectangle, margin: number): Rectangle {
  return { left: box.left - margin, top: box.top - margin, width: box.width + 2 * margin, height: box.height + 2 * margin }
}

const clearance = 3

/** Whether a box stands inside the region and clear of everything. */
export function isFree(box: Rectangle, region: Rectangle, obstacles: Obstacles): boolean {
  const inside = box.left >= region.left && box.top >= region.top && box.left + box.width <= region.left + region.width && box.top + box.height <= region.top + region.height
  if (!inside) return false
  const kept = grown(box, clearance)
  if (obstacles.boxes.some(other => boxesOverlap(kept, other))) return false
  return !obstacles.lines.some(line => line.some((point, index) => {
    const next = line[index + 1]
    return next ? segmentMeetsBox(point, next, kept) : line.length === 1 && segmentMeetsBox(point, point, kept)
  }))
}

/** The first free place among the candidates, for the first text that has one; null: there is none. */
export function placeLabel(texts: readonly string[], candidates: (width: number) => Iterable<Candidate>, region: Rectangle, obstacles: Obstacles): PlacedLabel | null {
  for (const text of texts) {
    const width = textWidth(text)
    for (const { x, y, align } of candidates(width)) {
      const box = { left: x, top: y, width, height: labelHeight }
      if (isFree(box, region, obstacles)) return { text, box, align }
    }
  }
  return null
}

/** Places beside a point, left and right of it, nearest rows first. */
export function* besidePoint(point: Point, width: number, region: Rectangle, gap = 13): Generator<Candidate> {
  const level = point.y - labelHeight / 2
  for (let offset = 0; offset <= region.height + labelHeight; offset += 2) {
    for (const y of offset === 0 ? [level] : [level - offset, level + offset]) {
      yield { x: point.x + gap, y, align: 'left' }
      yield { x: point.x - gap - width, y, align: 'right' }
    }
  }
}

/** Places along the given rows, from one end to the other, or from the middle outwards. */
export function* alongRows(tops: readonly number[], width: number, region: Rectangle, start: 'left' | 'middle' | 'right' = 'right'): Generator<Candidate> {
  const room = region.width - width
  for (const y of tops) {
    for (let away = 0; away <= room; away += 8) {
      if (start === 'middle') yield { x: region.left + (room + (away % 16 === 0 ? away : -8 - away)) / 2, y, align: 'left' }
      else yield { x: start === 'right' ? region.left + room - away : region.left + away, y, align: start }
    }
  }
}
