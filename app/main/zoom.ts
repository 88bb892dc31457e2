/** The size of everything in the windows, as browsers step it. */
import { assertNever } from '../../core/api/problem'
import type { ZoomStep } from '../../core/api/bridge'

export const zoomFactors: readonly number[] = [0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3]

/** The factor after a step; at the ends it stays. */
export function zoomed(factor: number, step: ZoomStep): number {
  switch (step) {
    case 'in': return zoomFactors.find(other => other > factor + 0.001) ?? factor
    case 'out': return zoomFactors.findLast(other => other < factor - 0.001) ?? factor
    case 'reset': return 1
    default: return assertNever(step)
  }
}
