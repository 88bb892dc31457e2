import { describe, expect, it } from 'vitest'
import type { TargetVerdict } from '../../../core/api/target'
import { verdictInWords, verdictMarks } from '../../../core/report/verdict'

const interval = { lower: 2.08, upper: 13.04, recommended: 13.04, half: 7.56 }
const verdict = (mmi: number, position: TargetVerdict['position'], distance: number | null = 13.04 - mmi): TargetVerdict => ({ position, mmi, distance, width: null, leaf: null, budget: null })

describe('a verdict in words', () => {
  it('says how far from the end that matters, in the unit shown', () => {
    expect(verdictInWords(verdict(9.8, 'inside'), interval, 'nats')).toBe('inside, 3.24 nat to spare')
    expect(verdictInWords(verdict(13.94, 'above'), interval, 'nats')).toBe('above by 0.900 nat')
    expect(verdictInWords(verdict(1.08, 'below'), interval, 'nats')).toBe('below by 1.00 nat')
    expect(verdictInWords(verdict(1.08, 'below'), interval, 'bits')).toBe('below by 1.44 bit')
  })

  it('has no distance where there is no upper end', () => {
    const open = { ...interval, upper: null, recommended: null, half: null }
    expect(verdictInWords(verdict(9.8, 'inside', null), open, 'nats')).toBe('inside')
  })

  it('has a mark of its own for every position', () => {
    expect(new Set(Object.values(verdictMarks)).size).toBe(3)
  })
})
