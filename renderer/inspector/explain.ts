/** What limits a design, in words. Pure. */
import type { BlockEvaluation, Evaluation } from '../../core/api/model'
import type { Design } from '../../core/design/types'
import { describeItem } from '../../core/design/paths'
import { formatCompact, formatCount } from '../../core/report/format'
import { listWords } from '../shell/wording'

/** `dense 10 (head)`: what a bottleneck stage is called where its name alone would be a number. */
export function stageWords(design: Design, stage: number): string {
  const item = design.items[stage]
  if (!item) return `stage ${stage + 1}`
  // The notation's x, as on the cards.
  const description = describeItem(item).replace(/(\d)x(?=\d)/g, '$1×')
  return item.label === undefined ? description : `${item.label} (${description})`
}

export function bottleneckWords(design: Design, evaluation: Evaluation): string {
  return listWords(evaluation.bottleneckStages.map(stage => stageWords(design, stage)))
}

/** Why the bottleneck is one: its width, its input or the budget. */
export function explainBottleneck(evaluation: Evaluation): string {
  const stages = evaluation.bottleneckStages
  if (stages.length > 1) {
    return 'They tie exactly: at this budget the budget limits, not the width. Raise F and the narrowest of them becomes the bottleneck.'
  }
  const leaf = evaluation.blocks.find((block): block is BlockEvaluation => block.path === String(stages[0]) && 'rank' in block)
  if (!leaf) return 'It passes the least information of all stages.'
  if (leaf.rank === 0) return 'Its inputs have no variance, so nothing can pass.'
  if (leaf.active < leaf.rank) {
    const next = leaf.breakpoints[leaf.active]
    const nextWords = next === undefined ? '' : ` The next one starts at F\u00a0=\u00a0${formatCompact(next)}.`
    return `The budget limits: it reaches ${formatCount(leaf.active)} of ${formatCount(leaf.rank)} components.${nextWords}`
  }
  const perWindow = leaf.outputs / leaf.positions
  const widthLimits = perWindow <= leaf.rank && leaf.rank < leaf.reads
  return widthLimits
    ? `The width limits: ${leaf.rank === 1 ? 'its only output carries' : `each of its ${formatCount(leaf.rank)} outputs carries`} information. A wider block passes more.`
    : `Every component of its input carries information (${formatCount(leaf.rank)}). Only a larger budget passes more.`
}
