import { describe, expect, it } from 'vitest'
import type { JobProgress } from '../../../core/api/contract'
import { paceAfter, paceWords } from '../../../renderer/data/readingPace'

const progress = (stage: JobProgress['stage'], rows: number, fraction: number | null): JobProgress => ({ job: 'job', stage, rows, fraction })

describe('the pace of reading', () => {
  it('is not told from the first moments', () => {
    const first = progress('reading', 500, 0.01)
    const pace = paceAfter(null, first, 1000)
    expect(paceWords(pace, first, 1000)).toBe('')
    expect(paceWords(pace, progress('reading', 900, 0.04), 1400)).toBe('')
  })

  it('tells rows per second of the present stage and the time left of the whole job', () => {
    const pace = paceAfter(null, progress('reading', 0, 0), 0)
    expect(paceWords(pace, progress('reading', 82_345, 0.25), 2000)).toBe('41,000 rows/s · 6 s left')
    const moments = progress('moments', 1000, 0.5)
    const second = paceAfter(pace, moments, 4000)
    expect(second).toEqual({ started: 0, stage: 'moments', stageStarted: 4000 })
    expect(paceWords(second, progress('moments', 10_000, 0.6), 5000)).toBe('10,000 rows/s · 3 s left')
  })

  it('speaks of minutes and hours where seconds would not help, and of rows alone when the end is unknown', () => {
    const pace = paceAfter(null, progress('reading', 0, 0), 0)
    expect(paceWords(pace, progress('reading', 10_000, 0.1), 30_000)).toBe('330 rows/s · 5 min left')
    expect(paceWords(pace, progress('reading', 10_000, 0.1), 3_600_000)).toBe('2 rows/s · 9.0 h left')
    expect(paceWords(pace, progress('reading', 10_000, null), 1000)).toBe('10,000 rows/s')
  })
})
