import { describe, expect, it } from 'vitest'
import { dateTimeWords, fileSizeWords } from '../../../renderer/shell/time'

describe('times and sizes', () => {
  it('are the same whatever the locale', () => {
    const local = new Date(2026, 0, 3, 4, 5, 6).toISOString()
    expect(dateTimeWords(local)).toBe('2026-01-03 04:05:06')
  })

  it('have a unit that keeps the number short', () => {
    expect([0, 999, 1000, 12_345, 999_000, 1_234_567, 5e9, 5e13].map(fileSizeWords)).toEqual(['0 B', '999 B', '1.0 kB', '12.3 kB', '999 kB', '1.2 MB', '5.0 GB', '50000 GB'])
  })
})
