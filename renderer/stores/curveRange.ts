/** Over which budgets the MMI(F) chart runs. Pure. */

export interface CurveRange {
  readonly from: number
  readonly to: number
}

const decadesAround = 2
const mostDecadesAround = 3

const floorDecade = (value: number): number => 10 ** Math.floor(Math.log10(value))
const ceilDecade = (value: number): number => 10 ** Math.ceil(Math.log10(value))

/**
 * A range in whole decades with the budget and the breakpoints inside: two decades below and above, up to three where breakpoints ask for it.
 * Breakpoints further away would squeeze the part that matters into a corner.
 *
 * @param budget F ≥ 0
 * @param breakpoints of the bottleneck, units of F; zeros are ignored
 * @param previous kept while the budget moves inside it, so that the picture stands still under a drag
 */
export function curveRange(budget: number, breakpoints: readonly number[], previous: CurveRange | null): CurveRange {
  const positive = breakpoints.filter(breakpoint => breakpoint > 0)
  const centre = budget > 0 ? budget : Math.max(...positive, 0) || 1
  if (previous && (budget === 0 || (budget > previous.from * 1.05 && budget < previous.to / 1.05))) return previous
  const lowest = Math.min(centre, ...positive)
  const highest = Math.max(centre, ...positive)
  const near = 10 ** -decadesAround
  const far = 10 ** -mostDecadesAround
  return {
    from: floorDecade(Math.max(centre * far, Math.min(centre * near, lowest))),
    to: ceilDecade(Math.min(centre / far, Math.max(centre / near, highest)))
  }
}
