import { describe, expect, it } from 'vitest'
import { chooseColumns, nameColumns } from '../../../core/dataset/columns'
import { suggestLabel } from '../../../core/dataset/suggest'
import type { ColumnProfile } from '../../../core/api/model'

describe('nameColumns', () => {
  it('numbers names that repeat without meeting another name', () => {
    expect(nameColumns(['a', 'a', 'a (2)', 'a'], true)).toEqual({ names: ['a', 'a (3)', 'a (2)', 'a (4)'], repeated: ['a (3)', 'a (4)'] })
  })

  it('names columns without a name by their 0-based index', () => {
    expect(nameColumns([' x ', '', 'column_1'], true).names).toEqual(['x', 'column_1', 'column_1 (2)'])
    expect(nameColumns(['1', '2'], false).names).toEqual(['column_0', 'column_1'])
  })
})

describe('chooseColumns', () => {
  const names = ['a', '0', 'c', 'd']
  const choose = (label: string | null, features: readonly string[] | null) => {
    const result = chooseColumns(names, label, features, 'x.csv')
    return result.ok ? result.value : result.problem.code
  }

  it('takes a header name before an index, and ranges without their end', () => {
    expect(choose('0', ['2:4'])).toEqual({ label: 1, features: [2, 3] })
    expect(choose(null, ['d', '2', 'a'])).toEqual({ label: null, features: [3, 2, 0] })
    expect(choose('3', null)).toEqual({ label: 3, features: null })
  })

  it('takes a column once however often it is named', () => expect(choose(null, ['a', '0:2', 'a'])).toEqual({ label: null, features: [0, 1] }))

  it.each([['e'], ['4'], ['2:5'], ['3:3'], ['3:2'], ['-1'], ['']])('does not know "%s"', reference => {
    expect(choose(null, [reference])).toBe('CSV_COLUMN_UNKNOWN')
    expect(choose(reference, null)).toBe('CSV_COLUMN_UNKNOWN')
  })

  it('refuses a label among the features', () => expect(choose('c', ['1:4'])).toBe('CSV_LABEL_IS_FEATURE'))
})

describe('suggestLabel', () => {
  const column = (name: string, type: ColumnProfile['type'], distinct: number): ColumnProfile => ({
    index: 0, name, type, role: 'left-out', reason: null, missing: 0, minimum: null, mean: null, maximum: null, constant: false, distinct
  })

  it('prefers a usual name, then a text with few values, and may find none', () => {
    expect(suggestLabel([column('city', 'text', 3), column('Label', 'numeric', 10)])).toBe('Label')
    expect(suggestLabel([column('x', 'numeric', 3), column('city', 'text', 3)])).toBe('city')
    expect(suggestLabel([column('y', 'numeric', 900), column('name', 'text', 900), column('constant', 'text', 1)])).toBeNull()
  })
})
