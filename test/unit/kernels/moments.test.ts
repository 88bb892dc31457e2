import { describe, expect, it } from 'vitest'
import { tileIndex } from '../../../core/kernels/tableMemory'
import { createRandom } from '../../../core/linalg/random'
import { readTable, variants } from './tables'

const random = createRandom(9)
const tableOf = (rows: number, columns: number, value: () => number): number[][] => Array.from({ length: rows }, () => Array.from({ length: columns }, value))
const textOf = (rows: readonly (readonly number[])[]): string => `${rows.map(row => row.join(',')).join('\n')}\n`

/** Sums of n products differ by their order, by less than n roundings of the sum of their sizes. */
const roundings = (rows: number): number => rows * 2 ** -52

for (const variant of variants) {
  describe(`sums of ${variant} kernels are those of a plain loop`, () => {
    it('for widths that fill tiles, panels and lanes, and those that do not', () => {
      for (const columns of [1, 2, 3, 7, 8, 9, 17, 30]) {
        for (const count of [1, 2, 127, 300]) {
          const rows = tableOf(count, columns, () => random.normal() * 3 + 1)
          const shift = Float64Array.from({ length: columns }, () => random.normal())
          const features = Array.from({ length: columns }, (_, index) => index)
          const { view, kernel } = readTable({ text: textOf(rows), columns, features, shift }, variant)
          const y = rows.map(row => row.map((value, column) => value - shift[column]!))
          const squares = y.map(row => row.reduce((sum, value) => sum + value * value, 0))
          const { sums, weighted } = view.featureSums
          for (let i = 0; i < columns; i++) {
            expectSum(sums[i]!, y.map(row => row[i]!), count)
            expectSum(weighted[i]!, y.map((row, index) => row[i]! * squares[index]!), count)
            for (let j = i; j < columns; j++) expectSum(view.tiles[tileIndex(i, j, columns)]!, y.map(row => row[i]! * row[j]!), count)
          }
          expectSum(kernel.norm4, squares.map(square => square ** 2), count * columns)
          expect(kernel.used).toBe(count)
        }
      }
    })

    it('of features in any order', () => {
      const rows = tableOf(200, 12, random.normal)
      const features = [5, 6, 7, 2, 11, 0, 1]
      const { view } = readTable({ text: textOf(rows), columns: 12, features }, variant)
      features.forEach((left, i) => features.forEach((right, j) => {
        if (i <= j) expectSum(view.tiles[tileIndex(i, j, features.length)]!, rows.map(row => row[left]! * row[right]!), 200)
      }))
    })

    it('of whole numbers exactly, up to what int32 holds and beyond', () => {
      for (const [largest, count] of [[255, 3001], [5000, 700], [40_000, 300]] as const) {
        const columns = 11
        const rows = tableOf(count, columns, () => random.integer(2 * largest + 1) - largest)
        const { view } = readTable({ text: textOf(rows), columns, features: rows[0]!.map((_, index) => index) }, variant)
        for (let i = 0; i < columns; i++) {
          for (let j = i; j < columns; j++) {
            const exact = rows.reduce((sum, row) => sum + BigInt(row[i]!) * BigInt(row[j]!), 0n)
            expect(BigInt(view.tiles[tileIndex(i, j, columns)]!)).toBe(exact)
          }
        }
      }
    })

    it('of whole numbers most of which are zero, exactly', () => {
      // of eight columns those that are never, seldom, often and always zero, and at the left, in the middle and at the right
      const shares = [0, 0.02, 0.6, 1]
      const columns = 29
      for (const count of [1, 2, 129, 1500]) {
        const rows = Array.from({ length: count }, () => Array.from({ length: columns }, (_, column) => (random.uniform() < shares[(column >> 2) % 4]! ? random.integer(511) - 255 : 0)))
        const { view } = readTable({ text: textOf(rows), columns, features: rows[0]!.map((_, index) => index) }, variant)
        for (let i = 0; i < columns; i++) {
          for (let j = i; j < columns; j++) expect(view.tiles[tileIndex(i, j, columns)]).toBe(rows.reduce((sum, row) => sum + row[i]! * row[j]!, 0))
        }
      }
    })

    it('of the extreme whole numbers, where sums of int32 come closest to their end', () => {
      for (const extreme of [1023, 1024, 5792, 5793, 32_767]) {
        const rows = tableOf(2500, 3, () => extreme)
        const { view } = readTable({ text: textOf(rows), columns: 3, features: [0, 1, 2] }, variant)
        expect(view.tiles[tileIndex(0, 2, 3)]).toBe(2500 * extreme ** 2)
      }
    })
  })
}

function expectSum(found: number, terms: readonly number[], rows: number): void {
  const exact = terms.reduce((sum, term) => sum + term, 0)
  const size = terms.reduce((sum, term) => sum + Math.abs(term), 0)
  expect(Math.abs(found - exact)).toBeLessThanOrEqual(roundings(rows + 8) * size)
}

describe('columns are described', () => {
  it('by minimum, mean and maximum over cells that hold a number', () => {
    const { view } = readTable({ text: '1,NA,3\n-4,5,3\n7,NA,NA\n', columns: 3, ask: () => ({ kind: 'missing' }), shift: Float64Array.of(1, 0, 3) }, 'plain')
    const { sums, minima, maxima } = view.described
    expect([[...sums], [...minima], [...maxima]]).toEqual([[1, 5, 0], [-4, 5, 3], [7, 5, 3]])
  })

  it('by as many texts as differ, when hardly one is like another', () => {
    const columns = 21
    const texts = Array.from({ length: columns }, (_, column) => new Set(Array.from({ length: 40 * column + 1 }, () => (random.normal() * 10).toFixed(column % 9))))
    const lists = texts.map(set => [...set])
    const text = Array.from({ length: 4000 }, () => lists.map(list => list[random.integer(list.length)]!).join(',')).join('\n')
    const seen = Array.from({ length: columns }, () => new Set<string>())
    for (const line of text.split('\n')) line.split(',').forEach((field, column) => seen[column]!.add(field))
    const { view } = readTable({ text: `${text}\n`, columns }, 'plain')
    expect(seen.map((_, column) => view.distinctOf(column).count)).toEqual(seen.map(({ size }) => size))
  })

  it('by their distinct texts: small whole numbers, others, and none more than the cap', () => {
    const text = Array.from({ length: 2000 }, (_, row) => `${row % 30},${row % 30}.0,${row},${row % 2 ? '7' : '7.0'}`).join('\n')
    const { view } = readTable({ text: `${text}\n`, columns: 4 }, 'plain')
    expect([0, 1, 2, 3].map(column => view.distinctOf(column).count)).toEqual([30, 30, 1000, 2])
  })
})

describe('rows of small whole numbers are narrowed', () => {
  const narrowed = (values: readonly (number | string)[], wide: boolean): { readonly fits: boolean; readonly values: readonly number[] } => {
    let found: { fits: boolean; values: readonly number[] } = { fits: false, values: [] }
    readTable({ text: `${values.join(',')}\n`, columns: values.length, features: values.map((_, index) => index) }, 'plain', kernel => {
      const fits = kernel.narrow(kernel.layout.table, values.length, wide)
      const { buffer } = kernel.memory
      found = { fits, values: [...(wide ? new Int16Array(buffer, kernel.layout.narrowed, values.length) : new Uint8Array(buffer, kernel.layout.narrowed, values.length))] }
    })
    return found
  }

  it('at any width, to their extremes', () => {
    for (const width of [1, 7, 8, 9, 16, 21]) {
      const bytes = Array.from({ length: width }, (_, index) => [0, 255, 7, 128][index % 4]!)
      const words = Array.from({ length: width }, (_, index) => [0, -32_768, 32_767, -1][index % 4]!)
      expect([narrowed(bytes, false), narrowed(words, true)]).toEqual([{ fits: true, values: bytes }, { fits: true, values: words }])
    }
  })

  it('and what does not fit is told, wherever it stands', () => {
    for (const place of [0, 3, 7, 8, 10]) {
      const rowWith = (value: number | string) => Array.from({ length: 11 }, (_, index) => (index === place ? value : 1))
      for (const value of [256, -1, 0.5, '-0', 1e10, -1e300]) expect([value, narrowed(rowWith(value), false).fits]).toEqual([value, false])
      for (const value of [32_768, -32_769, 0.5, '-0', 1e10]) expect([value, narrowed(rowWith(value), true).fits]).toEqual([value, false])
    }
  })
})
