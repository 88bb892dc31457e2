/** The sweeps of the chase: how they are divided into groups, and what one part of a wave does. */
import { Reduction } from '../tridiagonal/reduction'
import { Banded, bandWidth } from './banded'
import { chaseStep } from './chaseStep'

/** Sweeps of a group; steps of a segment, no fewer. */
export const sweepsOfGroup: i32 = 4
const stepsOfSegment: i32 = 4

const workBytes: usize = <usize>(2 * bandWidth) << 3

/** Steps of a sweep until it is behind the last row. */
// @ts-ignore: decorator
@inline function stepsOf(r: Reduction, sweep: i32): i32 {
  return (r.order - 1 - sweep + bandWidth - 1) / bandWidth
}

/** Segments that a group of sweeps passes: each sweep is a step behind the one before, so that its last is reached later. */
export function segmentsOf(r: Reduction, group: i32): i32 {
  return (stepsOf(r, group * sweepsOfGroup) + sweepsOfGroup - 1 + stepsOfSegment - 1) / stepsOfSegment
}

/** The last two columns are tridiagonal as they are. */
// @ts-ignore: decorator
@inline export function groups(r: Reduction): i32 {
  return (max(0, r.order - 2) + sweepsOfGroup - 1) / sweepsOfGroup
}

/** Some steps of some sweeps, in an order in which each sweep is two steps behind the one before. */
export function chasePart(r: Reduction, z: Banded, part: i32): void {
  const group = z.group + part
  const from = (z.wave - 2 * group) * stepsOfSegment
  const work = z.works + <usize>part * workBytes
  const sweepsTo = min(sweepsOfGroup, r.order - 2 - group * sweepsOfGroup)
  for (let index = 0; index < sweepsTo; index++) {
    const sweep = group * sweepsOfGroup + index
    const to = min(from + stepsOfSegment - index, stepsOf(r, sweep))
    for (let step = max(0, from - index); step < to; step++) chaseStep(z, sweep, step, work)
  }
}
