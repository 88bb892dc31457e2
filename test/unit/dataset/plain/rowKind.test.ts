import { describe, expect, it } from 'vitest'
import { kindOfRows } from '../../../../core/dataset/plain/rowKind'

const kindOf = (values: readonly number[], decimals: number): ReturnType<typeof kindOfRows> =>
  kindOfRows({ whole: values.every(Number.isInteger), minimum: Math.min(...values), maximum: Math.max(...values), decimals, values })

describe('rows are kept in the least memory that holds all values of the head', () => {
  it.each([
    ['bytes', [0, 255], 0, 'uint8'],
    ['small whole numbers', [-32_768, 32_767], 0, 'int16'],
    ['larger ones', [0, 500_000_000], 0, { decimals: 0 }],
    ['short decimals', [0.5, -1.25], 2, { decimals: 2 }],
    ['decimals of which more are written than are needed', [0.5, -1.25], 6, { decimals: 6 }],
    ['so many zeros behind them that they would not fit', [123_456.5, -1.25], 8, { decimals: 3 }],
    ['a few exceptions among decimals, zeros with a sign for instance', [-0, ...Array.from({ length: 127 }, () => 0.5)], 1, { decimals: 1 }],
    ['more of them than exceptions may be', [-0, ...Array.from({ length: 126 }, () => 0.5)], 1, 'float64'],
    ['tiny decimals', [1.5e-21], 22, { decimals: 22 }],
    ['numbers that decimals do not write', [0.1 + 0.2, 0.5], 17, 'float64'],
    ['large and small ones together', [123_456_789, 0.0001], 4, 'float64'],
    ['values so large that a few times as much would not fit', [600_000_000], 0, 'float64'],
    ['no decimals', [Infinity, 0.5], 1, 'float64']
  ])('%s', (_, values, decimals, kind) => {
    expect(kindOf(values, decimals)).toEqual(kind)
  })
})
