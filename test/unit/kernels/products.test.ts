import { describe, expect, it } from 'vitest'
import { kernelVariant } from '../../../core/kernels/load'
import { fastProducts, kernelProducts } from '../../../core/kernels/products'
import { multiplyTransposed } from '../../../core/linalg/dense'
import { createRandom } from '../../../core/linalg/random'

// switches on what the relaxed kernel needs
const fastest = kernelVariant()
const variants = (['plain', 'relaxed'] as const).filter(variant => variant === 'plain' ? fastest !== null : fastest === 'relaxed')

const random = createRandom(5)
const matrix = (rows: number, columns: number): Float64Array => Float64Array.from({ length: rows * columns }, () => random.normal())

/** Sums of `inner` products in another order, each rounded: at most inner·ε of the sum of their sizes, which for these numbers stays below 10·inner. */
const tolerance = (inner: number): number => inner * Number.EPSILON * 10 * inner

it('small products are those of plain loops to the last bit, so that an answer does not depend on who asks for it', () => {
  const [a, b] = [matrix(10, 64), matrix(200, 64)]
  const out = new Float64Array(2000)
  fastProducts(a, 10, 64)(b, 200, out)
  expect(out).toEqual(multiplyTransposed(a, b, 10, 64, 200))
})

describe.each(variants)('products of one matrix with many, %s SIMD', variant => {
  it.each([[1, 1, 1], [4, 4, 4], [5, 7, 3], [3, 256, 9], [50, 257, 31], [13, 700, 2]])('of %i rows of %i numbers and %i rows are those of plain loops', (rows, inner, columns) => {
    const a = matrix(rows, inner)
    const times = kernelProducts(variant)(a, rows, inner)
    // fewer rows than before, more than there is room for, and as many again: nothing of the last product is left
    for (const count of [columns, Math.max(1, columns - 1), columns + 6, columns]) {
      const b = matrix(count, inner)
      const out = new Float64Array(rows * count).fill(Number.NaN)
      times(b, count, out)
      const expected = multiplyTransposed(a, b, rows, inner, count)
      for (const [index, value] of expected.entries()) expect(Math.abs(out[index]! - value)).toBeLessThanOrEqual(tolerance(inner))
    }
  })

  it('leaves what is past the product alone, and takes empty matrices', () => {
    const out = new Float64Array(9).fill(7)
    kernelProducts(variant)(Float64Array.of(1, 2), 1, 2)(Float64Array.of(3, 4, 5, 6), 2, out)
    expect([...out]).toEqual([11, 17, 7, 7, 7, 7, 7, 7, 7])
    kernelProducts(variant)(new Float64Array(0), 2, 0)(new Float64Array(0), 2, out)
    expect([...out.subarray(0, 5)]).toEqual([0, 0, 0, 0, 7])
  })
})
