import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { kernelVariant } from '../../../core/kernels/load'
import { KernelProducts } from '../../../core/kernels/products'
import { plainProducts, type MatrixProducts } from '../../../core/linalg/matrixProducts'
import { createRandom } from '../../../core/linalg/random'

// switches on what the relaxed kernel needs
const fastest = kernelVariant()
const variants = (['plain', 'relaxed'] as const).filter(variant => variant === 'plain' ? fastest !== null : fastest === 'relaxed')

const random = createRandom(5)
const matrix = (rows: number, columns: number): Float64Array => Float64Array.from({ length: rows * columns }, () => random.normal())

/** Sums of `terms` products in another order, each rounded: at most terms·ε of the sum of their sizes, which for these numbers stays below 10·terms. */
function expectClose(found: Float64Array, expected: Float64Array, terms: number): void {
  expect(found).toHaveLength(expected.length)
  for (const [index, value] of expected.entries()) expect(Math.abs(found[index]! - value)).toBeLessThanOrEqual(terms * Number.EPSILON * 10 * terms)
}

function transposed(products: MatrixProducts, a: Float64Array, b: Float64Array, rows: number, inner: number, columns: number): Float64Array {
  const out = new Float64Array(rows * columns).fill(Number.NaN)
  products.transposed(a, rows, inner)(b, columns, out)
  return out
}

function forms(products: MatrixProducts, symmetric: Float64Array, order: number, shift: number, rows: Float64Array): Float64Array {
  const out = new Float64Array(rows.length / order).fill(Number.NaN)
  products.quadraticForms(symmetric, order, shift)(rows, out.length, out)
  return out
}

function symmetricMatrix(order: number): Float64Array {
  const entries = matrix(order, order)
  return entries.map((_, at) => entries[Math.min(Math.floor(at / order), at % order) * order + Math.max(Math.floor(at / order), at % order)]!)
}

describe('quadratic forms in plain loops', () => {
  it('are yᵀA·y by its definition, less the shift of the diagonal', () => {
    const order = 5
    const a = symmetricMatrix(order)
    const rows = matrix(3, order)
    const expected = Float64Array.from({ length: 3 }, (_, row) => {
      const y = rows.subarray(row * order, (row + 1) * order)
      return a.reduce((sum, value, at) => sum + (value - (at % (order + 1) === 0 ? 0.7 : 0)) * y[Math.floor(at / order)]! * y[at % order]!, 0)
    })
    expectClose(forms(plainProducts, a, order, 0.7, rows), expected, order * order)
  })
})

describe.each(variants)('products by the kernel, %s SIMD', variant => {
  it.each([[1, 1, 1], [4, 4, 4], [5, 7, 3], [3, 256, 9], [50, 257, 31], [13, 700, 2]])('of %i rows of %i numbers and %i rows are those of plain loops', (rows, inner, columns) => {
    const a = matrix(rows, inner)
    const times = new KernelProducts(variant).transposed(a, rows, inner)
    // fewer rows than before, more than there is room for, and as many again: nothing of the last product is left
    for (const count of [columns, Math.max(1, columns - 1), columns + 6, columns]) {
      const b = matrix(count, inner)
      const out = new Float64Array(rows * count).fill(Number.NaN)
      times(b, count, out)
      expectClose(out, transposed(plainProducts, a, b, rows, inner, count), inner)
    }
  })

  it('leaves what is past the product alone, and takes empty matrices', () => {
    const out = new Float64Array(9).fill(7)
    const products = new KernelProducts(variant)
    products.transposed(Float64Array.of(1, 2), 1, 2)(Float64Array.of(3, 4, 5, 6), 2, out)
    expect([...out]).toEqual([11, 17, 7, 7, 7, 7, 7, 7, 7])
    products.transposed(new Float64Array(0), 2, 0)(new Float64Array(0), 2, out)
    expect([...out.subarray(0, 5)]).toEqual([0, 0, 0, 0, 7])
  })

  it('has the same rows whatever rows stand beside them, so that an answer does not depend on what else was asked for', () => {
    const [a, b] = [matrix(30, 300), matrix(7, 300)]
    const products = new KernelProducts(variant)
    expect(transposed(products, a.subarray(0, 900), b, 3, 300, 7)).toEqual(transposed(products, a, b, 30, 300, 7).subarray(0, 21))
  })

  // the orders end and begin within panels of four and within the 256 steps that are multiplied at a time
  it.each([[1, 1], [3, 5], [4, 4], [9, 2], [255, 6], [258, 33], [515, 7]])('gives the quadratic forms of a triangle of order %i for %i rows', (order, count) => {
    const a = symmetricMatrix(order)
    const products = new KernelProducts(variant)
    const of = products.quadraticForms(a, order, 0.3)
    for (const rowCount of [count, count + 5, count]) {
      const rows = matrix(rowCount, order)
      const out = new Float64Array(rowCount).fill(Number.NaN)
      of(rows, rowCount, out)
      expectClose(out, forms(plainProducts, a, order, 0.3, rows), order * Math.sqrt(order))
    }
  })

  it.each([[1, 1], [6, 9], [33, 260]])('adds up squares and products of %i rows over runs of up to %i numbers', (rows, most) => {
    const others = rows + 2
    const kernel = new KernelProducts(variant)
    const [squares, expectedSquares] = [kernel.squares(rows, most), plainProducts.squares(rows, most)]
    const [sums, expectedSums] = [kernel.sums(rows, others, most), plainProducts.sums(rows, others, most)]
    for (const inner of [most, Math.max(1, most - 1), most]) {
      const [a, b] = [matrix(rows, inner), matrix(others, inner)]
      for (const each of [squares, expectedSquares]) each.add(a, inner)
      for (const each of [sums, expectedSums]) each.add(a, b, inner)
    }
    expectClose(squares.sum(), expectedSquares.sum(), 3 * most)
    expectClose(sums.sum(), expectedSums.sum(), 3 * most)
  })

  it('is the same to the last bit with threads that help', async () => {
    const [rows, inner, columns] = [61, 300, 45]
    const [a, b, symmetric] = [matrix(rows, inner), matrix(columns, inner), symmetricMatrix(inner)]
    const all = (products: MatrixProducts): readonly Float64Array[] => {
      const [squares, sums] = [products.squares(rows, inner), products.sums(rows, columns, inner)]
      squares.add(a, inner)
      sums.add(a, b, inner)
      return [transposed(products, a, b, rows, inner, columns), forms(products, symmetric, inner, 0.1, b), squares.sum(), sums.sum()]
    }
    const helped = new KernelProducts(variant, 2)
    // the first product calls the helpers
    expect(all(helped)).toEqual(all(new KernelProducts(variant)))
    while (helped.helperCount < 2) await setImmediate()
    for (let round = 0; round < 20; round++) expect(all(helped)).toEqual(all(new KernelProducts(variant)))
    helped.dismiss()
    while (helped.helperCount > 0) await setImmediate()
  })
})
