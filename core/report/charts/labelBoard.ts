/** A plot that is being written on: every label that has found its place is an obstacle to the next. */
import type { Point, Rectangle } from './axes'
import { placeCurveName } from './curveName'
import { both, placeLabel, type Candidate, type Obstacles, type PlacedLabel } from './labels'

export interface LabelBoard {
  readonly region: Rectangle
  /** Boxes that are taken. */
  readonly boxes: readonly Rectangle[]
  /**
   * Finds a place for the first of the texts that has one, and keeps it.
   *
   * @param within where it may stand, when that is not the whole region
   * @param across texts that may also stand across quiet marks; all of them, unless given
   */
  readonly place: (texts: readonly string[], candidates: (width: number) => Iterable<Candidate>, within?: Rectangle, across?: readonly string[]) => PlacedLabel | null
  /** The same for the name of a curve. @param rivals curves it must not seem to belong to */
  readonly placeName: (texts: readonly string[], own: readonly Point[], rivals: Obstacles['lines']) => PlacedLabel | null
  /** A line that later labels keep off. */
  readonly addLine: (line: readonly Point[]) => void
}

/**
 * @param firm what labels never touch
 * @param quiet thin lines and hatching: labels keep off them if they can, and are readable across them if they must
 */
export function labelBoard(region: Rectangle, firm: Obstacles, quiet: Obstacles): LabelBoard {
  const lines = [...firm.lines]
  const boxes = [...firm.boxes]
  const kept = (label: PlacedLabel | null): PlacedLabel | null => {
    if (label) boxes.push(label.box)
    return label
  }
  return {
    region,
    boxes,
    place: (texts, candidates, within = region, across = texts) =>
      kept(placeLabel(texts, candidates, within, both({ lines, boxes }, quiet)) ?? placeLabel(across, candidates, within, { lines, boxes })),
    placeName: (texts, own, rivals) =>
      kept(placeCurveName(texts, own, rivals, region, both({ lines, boxes }, quiet)) ?? placeCurveName(texts, own, rivals, region, { lines, boxes })),
    addLine: line => { lines.push(line) }
  }
}
