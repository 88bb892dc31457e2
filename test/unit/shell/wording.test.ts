import { describe, expect, it } from 'vitest'
import { listWords, problemWords, sentence } from '../../../renderer/shell/wording'

describe('a problem in words', () => {
  it('is three sentences with the place where it is known', () => {
    const words = problemWords({ code: 'CSV_ROW_RAGGED', what: 'a row has 5 fields, the header has 4', meaning: 'nothing was read', action: 'add the missing field', place: { file: 'a.csv', row: 7 } })
    expect(words).toEqual({ what: 'A row has 5 fields, the header has 4 (a.csv, row 7).', meaning: 'Nothing was read.', action: 'Add the missing field.' })
  })

  it('does not repeat a column of the text that the sentence names', () => {
    const words = problemWords({ code: 'DESIGN_SYNTAX', what: 'column 14: expected a number of units', meaning: 'the design stays as it was', action: 'type one', place: { column: 14 } })
    expect(words.what).toBe('Column 14: expected a number of units.')
  })
})

it('sentences leave names as they are', () => {
  expect(sentence('iris.csv could not be read')).toBe('iris.csv could not be read.')
  expect(sentence('the file is empty')).toBe('The file is empty.')
})

it('lists are read as people say them', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listWords)).toEqual(['', 'a', 'a and b', 'a, b and c'])
})
