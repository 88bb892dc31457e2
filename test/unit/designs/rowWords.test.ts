import { describe, expect, it } from 'vitest'
import type { DesignComparison } from '../../../core/api/model'
import type { TargetVerdict } from '../../../core/api/target'
import { parseDesign } from '../../../core/design/parse'
import { rowWords } from '../../../renderer/designs/rowWords'
import { evaluationOf } from '../shell/fakes'
import { must } from '../../support/evaluate'

const design = must(parseDesign('dense(3) #head -> dense(1234)'))
const evaluation = evaluationOf(2, 10)
const comparison: DesignComparison = {
  evaluation: { ...evaluation, mmi: { ...evaluation.mmi, standardError: 0.0712, status: 'upper-bound' }, bottleneckStages: [0, 1] },
  parameters: 12_345,
  verdict: null
}
const row = (part: Partial<DesignComparison>) => rowWords({ comparison: { ...comparison, ...part }, design, problem: null }, 'nats')
const verdict = (part: Partial<TargetVerdict>) => row({ verdict: { position: 'inside', mmi: 2, distance: 0.5, width: null, leaf: null, budget: null, ...part } }).verdict

describe('a line of the comparison', () => {
  it('says every number as the rest of the window does', () => {
    expect(row({})).toEqual({ mmi: '2.000', standardError: '0.071', status: 'upper bound', mark: '≤', bottleneck: 'head and dense 1234', parameters: '12,345', verdict: null, trouble: null })
    expect(rowWords({ comparison, design, problem: null }, 'bits').mmi).toBe('2.885')
  })

  it('says where the design stands, and how far from the upper end', () => {
    expect(verdict({ position: 'above', distance: -0.9 })).toEqual({ position: 'above', words: 'above by 0.90', title: '0.90 nat above the upper end of the target interval.' })
    expect(verdict({})).toEqual({ position: 'inside', words: 'inside', title: 'Inside the target interval, 0.50 nat below its upper end.' })
    expect(verdict({ position: 'below', distance: null })?.title).toBe('Below the target interval, which has no upper end.')
  })

  it('keeps the last good numbers beside a problem, and says dashes where there were none', () => {
    const problem = { code: 'DESIGN_DIVISIBILITY', what: 'conv 3 at 0: a block of 3 does not divide the 4 inputs', meaning: '', action: '' } as const
    expect(rowWords({ comparison, design, problem }, 'nats')).toMatchObject({ mmi: '2.000', trouble: 'Conv 3: a block of 3 does not divide the 4 inputs.' })
    expect(rowWords({ comparison: null, design, problem: { ...problem, code: 'DESIGN_EMPTY' } }, 'nats')).toMatchObject({ mmi: '–', parameters: '–', trouble: 'Nothing is drawn in it yet.' })
  })
})
