import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../core/linalg/random'
import { addProduct, addProductTransposed, addTransposedProduct, at, whole, type View } from '../../../core/linalg/views'

const side = fc.integer({ min: 1, max: 9 })

/** A view of the given size somewhere inside a larger array of random numbers. */
function inside(rows: number, columns: number, seed: number): View {
  const random = createRandom(seed)
  const stride = columns + (seed % 3)
  const values = Float64Array.from({ length: (rows + 2) * stride + 5 }, () => random.normal())
  return at({ values, start: 2, stride }, 1, 0)
}

const entry = ({ values, start, stride }: View, row: number, column: number): number => values[start + row * stride + column]!

/** Runs `add`, then compares every entry of the array behind C: those of the view with the definition, the others with what they were. */
function expectSum(c: View, rows: number, columns: number, add: () => void, product: (row: number, column: number) => number): void {
  const before = c.values.slice()
  const expected = before.slice()
  for (let row = 0; row < rows; row++) for (let column = 0; column < columns; column++) expected[c.start + row * c.stride + column]! += product(row, column)
  add()
  // sums of at most nine products of numbers near one
  c.values.forEach((value, index) => expect(Math.abs(value - expected[index]!)).toBeLessThan(1e-13))
}

const sum = (length: number, term: (k: number) => number): number => Array.from({ length }, (_, k) => term(k)).reduce((total, value) => total + value, 0)

describe('products of views', () => {
  it('add to their target what the definition says, and touch nothing beside it', () => {
    fc.assert(fc.property(side, side, side, fc.nat(1e6), (rows, inner, columns, seed) => {
      const a = inside(rows, inner, seed)
      const b = inside(inner, columns, seed + 1)
      const c = inside(rows, columns, seed + 2)
      expectSum(c, rows, columns, () => addProduct(c, a, b, rows, inner, columns), (i, j) => sum(inner, k => entry(a, i, k) * entry(b, k, j)))
      const left = inside(inner, rows, seed + 3)
      expectSum(c, rows, columns, () => addTransposedProduct(c, left, b, rows, inner, columns), (i, j) => sum(inner, k => entry(left, k, i) * entry(b, k, j)))
      const right = inside(columns, inner, seed + 4)
      expectSum(c, rows, columns, () => addProductTransposed(c, a, right, rows, inner, columns), (i, j) => sum(inner, k => entry(a, i, k) * entry(right, j, k)))
    }))
  })

  it('see a whole matrix row by row', () => {
    expect(whole(Float64Array.of(1, 2, 3, 4), 2)).toMatchObject({ start: 0, stride: 2 })
  })
})
