/** From an analysis to the spec of its chart: the same for the window and for reports. */
import type { TargetAnalysis } from '../../api/target'
import type { TargetDesign, TargetSpec } from './spec'

/** The target chart of an analysis. @param designs where they stand, nats */
export function targetSpecOf(analysis: TargetAnalysis, designs: readonly TargetDesign[], shown: Pick<TargetSpec, 'unit' | 'scale' | 'tight'>): TargetSpec {
  const { state, reason, rowsNeeded, rowsNeededForInterval, envelope, interval, inner, outer, memorisation } = analysis
  // What the user waits for is an interval: of two counts the one that brings it.
  return { kind: 'target', state, reason, rowsNeeded: rowsNeededForInterval ?? rowsNeeded, envelope, interval, inner, outer, memorisation, designs, ...shown }
}
