/** How sure the value of a whole design is, without the results of its parts. */
import { bottleneckOf } from '../theory/composition'
import { groupInformation, stageValues, type SeriesChannel } from './channels'
import { groupStanding, leafStanding, seriesStanding, type Standing } from './statuses'

/** Of a series: the same as an evaluation's. @param projectBudget F of chains without their own */
export function standingOf(series: SeriesChannel, projectBudget: number): Standing {
  const stages = series.items.map(item => {
    if (item.kind === 'leaf') return leafStanding(item)
    return groupStanding(item, groupInformation(item, projectBudget), item.branches.map(branch => standingOf(branch, projectBudget)), projectBudget)
  })
  return seriesStanding(series, stages, bottleneckOf(stageValues(series, projectBudget)), projectBudget)
}
