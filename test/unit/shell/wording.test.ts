import { describe, expect, it } from 'vitest'
import { listWords, problemWords, sentence } from '../../../renderer/shell/wording'

describe('a problem in words', () => {
  it('is three sentences with the place where it is known', () => {
    const words = problemWords({ code: 'CSV_ROW_RAGGED', what: 'a row has 5 fields, the header has 4', meaning: 'nothing was read', action: 'add the missing field', place: { file: 'a.csv', row: 7 } })
    expect(words).toEqual({ what: 'A row has 5 fields, the header has 4 (a.csv, row 7).', meaning: 'Nothing was read.', action: 'Add the missing field.' })
  })

  it('names only the part of the place that the sentence leaves open', () => {
    const words = (what: string) => problemWords({ code: 'CSV_DECIMAL_AMBIGUOUS', what, meaning: 'nothing changed', action: 'choose', place: { file: 'a.csv', row: 2, column: 'mass' } }).what
    expect(words('column "mass": "1,234" can be 1.234 or 1234')).toBe('Column "mass": "1,234" can be 1.234 or 1234 (a.csv, row 2).')
    expect(words('row 2 of a.csv is too long')).toBe('Row 2 of a.csv is too long (column “mass”).')
  })

  it('leaves out what only the command line knows: options and paths', () => {
    const words = problemWords({ code: 'DESIGN_KERNEL_SHAPE', what: 'conv 3×4 at 1.0: a 2-D kernel needs an image shape', meaning: 'nothing is computed', action: 'give the image shape (--shape HxWxC)' })
    expect([words.what, words.action]).toEqual(['Conv 3×4: a 2-D kernel needs an image shape.', 'Give the image shape.'])
  })

  it('does not repeat a column of the text that the sentence names', () => {
    const words = problemWords({ code: 'DESIGN_SYNTAX', what: 'column 14: expected a number of units', meaning: 'the design stays as it was', action: 'type one', place: { column: 14 } })
    expect(words.what).toBe('Column 14: expected a number of units.')
  })
})

it('sentences leave names as they are', () => {
  expect(sentence('iris.csv could not be read')).toBe('iris.csv could not be read.')
  expect(sentence('the file is empty')).toBe('The file is empty.')
  // A capital δ is another symbol.
  expect(sentence('δ = 0, so nothing is lost')).toBe('δ = 0, so nothing is lost.')
})

it('lists are read as people say them', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listWords)).toEqual(['', 'a', 'a and b', 'a, b and c'])
})
