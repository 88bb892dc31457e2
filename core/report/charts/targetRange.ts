/** The I(X;Z) that the target chart's axis spans. */
import { bends } from './targetCurve'
import type { TargetSpec } from './spec'

/** How far beyond the interval the axis follows a design, and how far beyond everything else it follows the interval's upper end. */
const followed = 3
const shownOfInterval = 8
const widestRatio = 1e6

/**
 * Ends of the axis: the interval and the designs, as far as both stay readable. What lies outside stands at the edge with an arrow.
 *
 * @returns nats, `to` > `from`; on a logarithmic axis `from` > 0
 */
export function targetRange(spec: TargetSpec): { readonly from: number; readonly to: number } {
  const usable = (values: readonly (number | null | undefined)[]): number[] => values.filter((value): value is number => typeof value === 'number' && value > 0 && Number.isFinite(value))
  const designs = usable(spec.designs.map(({ mmi }) => mmi))
  const kink = spec.envelope ? spec.envelope.informationXY / spec.envelope.eta : null
  const start = usable([spec.interval?.lower, kink])[0] ?? null
  const ends = usable([spec.interval?.upper, spec.outer?.upper])
  if (spec.scale === 'log') {
    const everything = [...designs, ...ends, ...usable([start, spec.outer?.lower]), ...(spec.envelope ? bends(spec.envelope) : [])]
    if (everything.length === 0) return { from: 0.1, to: 10 }
    const to = Math.max(...everything) * 1.3
    return { from: Math.max(Math.min(...everything) / 2, to / widestRatio), to }
  }
  const farthestDesign = Math.max(0, ...designs)
  const upper = spec.interval?.upper ?? null
  if (start === null) return { from: 0, to: farthestDesign > 0 ? 1.25 * farthestDesign : 1 }
  if (upper === null) return { from: 0, to: 1.1 * Math.max(followed * start, Math.min(farthestDesign, shownOfInterval * start)) }
  const beyond = Math.max(upper, Math.min(followed * upper, Math.max(farthestDesign, Math.min(spec.outer?.upper ?? upper, 1.5 * upper))))
  return { from: 0, to: 1.08 * Math.min(beyond, shownOfInterval * Math.max(start, farthestDesign)) }
}
