import { describe, expect, it } from 'vitest'
import { bottleneckWords, explainBottleneck } from '../../../renderer/inspector/explain'
import type { BlockEvaluation, Evaluation } from '../../../core/api/model'
import type { Design } from '../../../core/design/types'
import { evaluationOf } from './fakes'

function withLeaf(change: Partial<BlockEvaluation>): Evaluation {
  const evaluation = evaluationOf(1, 3)
  return { ...evaluation, blocks: evaluation.blocks.map(block => ({ ...block, ...change })) as Evaluation['blocks'] }
}

describe('why the bottleneck is one', () => {
  it('the budget, with the budget at which the next component starts', () => {
    expect(explainBottleneck(withLeaf({ active: 1, rank: 2, breakpoints: [0, 5] }))).toBe('The budget limits: it reaches 1 of 2 components. The next one starts at F\u00a0=\u00a05.')
  })

  it('the width', () => {
    expect(explainBottleneck(withLeaf({ active: 2, rank: 2, outputs: 2, reads: 4 }))).toContain('The width limits: each of its 2 outputs')
  })

  it('the input', () => {
    expect(explainBottleneck(withLeaf({ active: 2, rank: 2, outputs: 9, reads: 2 }))).toContain('Every component of its input')
    expect(explainBottleneck(withLeaf({ active: 0, rank: 0 }))).toContain('no variance')
  })

  it('a tie is the budget’s', () => {
    expect(explainBottleneck({ ...evaluationOf(1, 3), bottleneckStages: [0, 1] })).toContain('the budget limits, not the width')
  })
})

it('stages go by label and size', () => {
  const design: Design = { items: [{ kind: 'dense', units: 8, activation: 'linear' }, { kind: 'dense', units: 4, activation: 'linear', label: 'head' }] }
  expect(bottleneckWords(design, { ...evaluationOf(1, 3), bottleneckStages: [0, 1] })).toBe('dense 8 and head (dense 4)')
  const kernel: Design = { items: [{ kind: 'conv', window: { kind: 'kernel', height: 4, width: 3 }, filters: 2, activation: 'linear' }] }
  expect(bottleneckWords(kernel, { ...evaluationOf(1, 3), bottleneckStages: [0] })).toBe('conv 4×3')
})
