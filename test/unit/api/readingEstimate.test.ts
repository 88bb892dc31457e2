import { describe, expect, it } from 'vitest'
import { estimateInWords, estimateReading } from '../../../core/api/readingEstimate'

describe('what reading will take', () => {
  it('is not told where it is soon done', () => {
    expect(estimateInWords(estimateReading({ bytes: 104e6, rows: 60_000, features: 784 }))).toBe('')
  })

  it('is told in seconds, minutes and hours, with the memory where that is much', () => {
    expect(estimateInWords(estimateReading({ bytes: 12e9, rows: 6e7, features: 20 }))).toBe('reading takes about 32 s')
    expect(estimateInWords(estimateReading({ bytes: 100e9, rows: 1e6, features: 10_000 }))).toBe('reading takes about 2 h and 2 GB of memory')
    expect(estimateInWords(estimateReading({ bytes: 190e9, rows: 1e9, features: 20 }))).toBe('reading takes about 8 min')
  })

  it('grows with every part of the work', () => {
    const base = { bytes: 1e9, rows: 1e6, features: 100 }
    const { seconds, memoryBytes } = estimateReading(base)
    expect(estimateReading({ ...base, bytes: 2e9 }).seconds).toBeGreaterThan(seconds)
    expect(estimateReading({ ...base, rows: 2e6 }).seconds).toBeGreaterThan(seconds)
    expect(estimateReading({ ...base, features: 200 }).memoryBytes).toBeGreaterThan(memoryBytes)
  })
})
