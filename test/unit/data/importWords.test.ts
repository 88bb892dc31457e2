import { describe, expect, it } from 'vitest'
import type { CsvChanges } from '../../../core/api/importPreview'
import { changesInWords, fingerprintInWords } from '../../../renderer/data/csvChangesWords'
import { codesOf, codesText } from '../../../renderer/data/import/missingCodesText'
import { rowWindow, wholeList } from '../../../renderer/data/import/windowedRows'

const unchanged: CsvChanges = {
  name: { before: 'a.csv', after: 'a.csv' }, bytes: { before: 1000, after: 1000 }, sha256: { before: '0'.repeat(64), after: '1'.repeat(64) },
  rows: { before: 10, after: 10 }, removed: [], added: [], renamed: [], otherNumbers: [], problem: null
}

describe('what is different in a CSV', () => {
  it('is told by rows, columns, numbers and fingerprint', () => {
    const changes: CsvChanges = {
      ...unchanged, rows: { before: 10, after: 1200 }, bytes: { before: 1000, after: 90_000 }, removed: ['x'], added: ['y', 'z'], otherNumbers: ['a'],
      renamed: [{ from: 'old', to: 'new', sameNumbers: true }, { from: 'one', to: 'two', sameNumbers: false }], name: { before: 'a.csv', after: 'b.csv' }
    }
    expect(changesInWords(changes)).toEqual([
      '1,200 rows, there were 10', 'gone: “x”', '“old” seems to be “new” now: the same numbers', '“one” seems to be “two” now: the same place', 'new: “y”, “z”',
      'another mean in 1 column: “a”'
    ])
    expect(fingerprintInWords(changes)).toEqual(['90,000 bytes, there were 1,000', 'SHA-256 111111111111…, was 000000000000…', 'named b.csv, was a.csv'])
  })

  it('is only the writing where rows, columns and means are the same', () => {
    expect(changesInWords(unchanged)[0]).toMatch(/only the writing, or the order/)
    expect(changesInWords({ ...unchanged, otherNumbers: null }).join()).not.toMatch(/only the writing/)
  })

  it('stays short however much it is', () => {
    const names = Array.from({ length: 900 }, (_, index) => `column ${index}`)
    expect(changesInWords({ ...unchanged, removed: names })[0]).toBe('gone: “column 0”, “column 1”, “column 2” and 897 more')
    expect(changesInWords({ ...unchanged, renamed: names.map(from => ({ from, to: from, sameNumbers: true })) })).toContain('897 more columns with other names')
  })
})

describe('codes for missing values', () => {
  it('are split at commas, once each, with a minus that any keyboard has', () => {
    expect(codesOf(' −999, none,, -999 ')).toEqual(['-999', 'none'])
    expect(codesText(['-999', 'none'])).toBe('-999, none')
    expect(codesOf('')).toEqual([])
  })
})

describe('the rows of a long list that are drawn', () => {
  it('are all of a list that is not long', () => {
    expect(rowWindow(wholeList, 26, 3000, 100)).toEqual({ from: 0, to: wholeList })
  })

  it('cover what is in sight wherever the list stands, and few more', () => {
    for (const scrolled of [0, 1, 25.5, 26, 13_000, 25_740, 99_999]) {
      const { from, to } = rowWindow(1000, 26, scrolled, 260)
      expect(from).toBeLessThanOrEqual(Math.min(Math.floor(scrolled / 26), 1000))
      expect(to).toBe(Math.min(1000, Math.max(to, Math.ceil((scrolled + 260) / 26))))
      expect([from >= 0, to <= 1000, to - from <= 10 + 1 + 2 * 12]).toEqual([true, true, true])
    }
  })
})
