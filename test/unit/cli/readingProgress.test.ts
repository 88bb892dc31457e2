import { expect, it } from 'vitest'
import { readingProgress } from '../../../app/cli/readingProgress'

it('a long reading says how far it is and about how long it will go on', () => {
  const progress = { stage: 'reading', bytes: 12_500_000, totalBytes: 100_000_000, rows: 480_000 } as const
  expect(readingProgress(progress, 5.7)).toBe('reading 12 %, 480000 rows, about 40 s left')
  expect(readingProgress(progress, 100)).toBe('reading 12 %, 480000 rows, about 12 min left')
})

it('says nothing of the time where there is little of it, or little known', () => {
  expect(readingProgress({ stage: 'moments', bytes: 99, totalBytes: 100, rows: 7 }, 60)).toBe('moments 99 %, 7 rows')
  expect(readingProgress({ stage: 'reading', bytes: 1, totalBytes: 1000, rows: 7 }, 0.2)).toBe('reading 0 %, 7 rows')
  expect(readingProgress({ stage: 'reading', bytes: 0, totalBytes: 0, rows: 0 }, 60)).toBe('reading 0 %, 0 rows')
})
