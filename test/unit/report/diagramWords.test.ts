import { describe, expect, it } from 'vitest'
import type { Design } from '../../../core/design/types'
import { cardDetail, cardTitle, cardWords } from '../../../core/report/diagram/captions'
import { layoutDiagram } from '../../../core/report/diagram/layout'
import { spokenName } from '../../../core/report/diagram/spoken'
import { dense, evaluationOf, parallel } from './diagramDesigns'

const source = { name: 'iris.csv', detail: '4 inputs' }
const context = { unit: 'nats', stale: false, problem: null } as const

function spoken(design: Design, key: string, more: Partial<Parameters<typeof spokenName>[1]> = {}, mmi = 3.2): string {
  const node = layoutDiagram(design, evaluationOf(design, () => mmi, [1]), { source }).nodes.find(candidate => candidate.key === key)
  if (!node) throw new Error(`nothing at ${key}`)
  return spokenName(node, { ...context, ...more })
}

describe('spoken names', () => {
  const series = { items: [dense(8), dense(64), dense(9), dense(9), dense(9)] }

  it('say what an item is, where it stands, its MMI and that it is the bottleneck', () => {
    expect(spoken(series, '1')).toBe('Dense 64, 2 of 5 in series, 3.2 nats, bottleneck')
  })

  it('follow the unit', () => {
    expect(spoken(series, '0', { unit: 'bits' }, Math.LN2 * 2.5)).toBe('Dense 8, 1 of 5 in series, 2.5 bits')
  })

  it('say branch and place inside a group', () => {
    const design = { items: [parallel([dense(8)], [dense(4), dense(2)])] }
    expect(spoken(design, '0')).toBe('Parallel group, 2 branches, 3 blocks, 1 of 1 in series, 3.2 nats')
    expect(spoken(design, '0.0.0')).toBe('Dense 8, branch 1 of 2, 3.2 nats')
    expect(spoken(design, '0.1.1')).toBe('Dense 2, 2 of 2 in series, branch 2 of 2, 3.2 nats')
  })

  it('say that a number is old, and what is wrong', () => {
    expect(spoken(series, '0', { stale: true, problem: '4 does not divide 7' })).toBe('Dense 8, 1 of 5 in series, 3.2 nats, out of date, problem: 4 does not divide 7')
  })

  it('put a label first', () => {
    const design: Design = { items: [{ kind: 'conv', window: { kind: 'kernel', height: 2, width: 3 }, filters: 4, activation: 'relu', label: 'eyes' }] }
    expect(spoken(design, '0')).toBe('eyes, convolution 2 by 3, 1 of 1 in series, 3.2 nats')
  })
})

describe('cards', () => {
  it('name a block by its label when it has one, and then say its shape below', () => {
    expect([cardTitle(dense(16)), cardDetail(dense(16))]).toEqual(['dense 16', 'relu'])
    const labelled = { kind: 'dense', units: 16, activation: 'relu', label: 'head', budget: 10 } as const
    expect([cardTitle(labelled), cardDetail(labelled)]).toEqual(['head', 'dense 16, relu, F 10'])
  })

  it('describe a convolution by its window and filters', () => {
    const convolution = { kind: 'conv', window: { kind: 'kernel', height: 4, width: 4 }, filters: 6, activation: 'relu' } as const
    expect([cardTitle(convolution), cardDetail(convolution)]).toEqual(['conv 4×4', '6 filters, relu'])
    expect(cardDetail({ ...convolution, filters: 1, activation: 'linear' })).toBe('1 filter')
  })

  it('are 116 to 150 px wide', () => {
    expect(cardWords(dense(1)).width).toBe(116)
    expect(cardWords({ kind: 'dense', units: 1, activation: 'relu', label: 'a_label_that_is_far_too_long_for_any_card' }).width).toBe(150)
  })
})
