/** The MMI under the sample covariance and under Ledoit–Wolf at the current budget, as a bracket on the dashed line: a bias that no standard error shows (theory.md §7). */
import type { ErrorBracket, InformationUnit } from '../../api/model'
import { inUnit } from '../format'
import { toPixel, type AxisScale, type Rectangle } from './axes'
import { labelHeight, placeLabel, type Candidate, type Obstacles, type PlacedLabel } from './labels'
import { labelMark, type Mark } from './marks'
import type { ChartPalette } from './palette'

export interface BracketMark {
  readonly x: number
  /** Pixels down, with the word beside it; null: no room. */
  readonly ends: readonly { readonly y: number; readonly label: PlacedLabel | null }[]
}

const halfWidth = 7
/** Ends closer than this would hide under the handle: the words tell them. */
const leastDistance = 3

/**
 * The bracket on the axes; null where there is none, or none to be seen.
 *
 * @param x of the current budget, pixels; null: outside the plot
 * @param obstacles of its words
 */
export function placeBracket(bracket: ErrorBracket | null | undefined, unit: InformationUnit, x: number | null, y: AxisScale, region: Rectangle, obstacles: Obstacles): BracketMark | null {
  if (!bracket || x === null) return null
  const levels = [{ text: 'sample', y: toPixel(y, inUnit(bracket.sample, unit)) }, { text: 'Ledoit–Wolf', y: toPixel(y, inUnit(bracket.ledoitWolf, unit)) }]
  const [first = 0, second = 0] = levels.map(level => level.y)
  if (Math.abs(first - second) < leastDistance) return null
  const taken: Rectangle[] = []
  const ends = levels.map(level => {
    const label = placeLabel([level.text], width => besideEnd(x, level.y, width), region, { lines: obstacles.lines, boxes: [...obstacles.boxes, ...taken] })
    if (label) taken.push(label.box)
    return { y: level.y, label }
  })
  return { x, ends }
}

function besideEnd(x: number, y: number, width: number): readonly Candidate[] {
  const left = x - halfWidth - 4 - width
  return [0, 5, -5, 10, -10, 15, -15].flatMap((shift): Candidate[] => {
    const top = y - labelHeight / 2 + shift
    return [{ x: x + halfWidth + 4, y: top, align: 'left' }, { x: left, y: top, align: 'right' }]
  })
}

export function bracketMarks(bracket: BracketMark | null, palette: ChartPalette): Mark[] {
  if (!bracket) return []
  const { x, ends } = bracket
  const [first, second] = ends
  if (!first || !second) return []
  const line = (name: string, fromX: number, fromY: number, toX: number, toY: number): Mark => ({ kind: 'line', name, from: { x: fromX, y: fromY }, to: { x: toX, y: toY }, color: palette.dim, width: 1.5 })
  return [
    line('bracket', x, first.y, x, second.y),
    ...ends.map(({ y }) => line('bracket end', x - halfWidth, y, x + halfWidth, y)),
    ...ends.flatMap(({ label }) => (label ? [labelMark('bracket label', label, palette.dim, palette.panel)] : []))
  ]
}
