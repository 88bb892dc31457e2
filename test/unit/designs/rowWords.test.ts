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
const interval = { lower: 1.5, upper: 2.5, recommended: 2.5, half: 2 }
const row = (part: Partial<DesignComparison>) => rowWords({ comparison: { ...comparison, ...part }, design, problem: null }, interval, 'nats')
const verdict = (part: Partial<TargetVerdict>) => row({ verdict: { position: 'inside', mmi: 2, distance: 0.5, width: null, leaf: null, budget: null, ...part } }).verdict

describe('a line of the comparison', () => {
  it('says every number as the rest of the window does', () => {
    expect(row({})).toEqual({ mmi: '2.000', standardError: '0.071', status: 'upper bound', mark: '≤', bottleneck: 'head and dense\u00a01234', parameters: '12,345', verdict: null, trouble: null })
    expect(rowWords({ comparison, design, problem: null }, null, 'bits').mmi).toBe('2.885')
  })

  it('says where the design stands in the words of the rest of the window, with a sign of its own', () => {
    expect(verdict({ position: 'above', mmi: 3.4, distance: -0.9 })).toEqual({ position: 'above', mark: '▲', words: 'above by 0.900 nat' })
    expect(verdict({})).toEqual({ position: 'inside', mark: '✓', words: 'inside, 0.500 nat to spare' })
  })

  it('keeps the last good numbers beside a problem, and says dashes where there were none', () => {
    const problem = { code: 'DESIGN_DIVISIBILITY', what: 'conv 3 at 0: a block of 3 does not divide the 4 inputs', meaning: '', action: '' } as const
    expect(rowWords({ comparison, design, problem }, null, 'nats')).toMatchObject({ mmi: '2.000', trouble: 'Conv 3: a block of 3 does not divide the 4 inputs.' })
    expect(rowWords({ comparison: null, design, problem: { ...problem, code: 'DESIGN_EMPTY' } }, null, 'nats')).toMatchObject({ mmi: '–', parameters: '–', trouble: 'Nothing is drawn in it yet.' })
  })
})
