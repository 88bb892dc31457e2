import { describe, expect, it } from 'vitest'
import { BlockLanczos } from '../../../../core/linalg/krylov/blockLanczos'
import { expectedProducts } from '../../../../core/linalg/krylov/flatness'
import { plainPanels } from '../../../../core/linalg/krylov/vectorPanels'
import { libraryEigenvectorSolver } from '../../../../core/linalg/leadingEigenvectors'
import { createRandom } from '../../../../core/linalg/random'
import { withEigenvalues } from '../../../support/symmetricMatrices'

const each = (values: readonly number[]) => ({ values: Float64Array.from(values), counts: new Float64Array(values.length).fill(1) })

describe('the products that a search is expected to take', () => {
  it('follow from the gap between λ_k and λ_2k, as Chebyshev polynomials grow there', () => {
    // of degree d the polynomial that is at most 1 on [−1, 1] reaches cosh(d·acosh x) at x, here 10⁶ at x = 3
    const { values, counts } = each([2, 2, 1, 1, 0.5, 0, 0])
    // between the middles of what stands for one eigenvalue each: λ₂ = 1.5 of 2 and 1, λ₄ = 0.75
    const degree = expectedProducts({ values, counts }, 2, 6)
    const x = 1 + (2 * (1.5 - 0.75)) / 0.75
    expect(Math.cosh(degree * Math.acosh(x))).toBeCloseTo(10 ** 6 / 2, -1)
  })

  it('are without end on a plateau, and not a number where nothing is below', () => {
    expect(expectedProducts(each([1, 1, 1, 1, 1, 1, 0]), 2, 10)).toBe(Infinity)
    expect(expectedProducts(each([1, 1, 1, 1, 1]), 2, 10)).toBeNaN()
  })

  it('tell flat spectra from falling ones after a few products', () => {
    const order = 240
    const expected = (value: (index: number) => number): number => {
      const matrix = withEigenvalues(Array.from({ length: order }, (_, index) => value(index + 1)), 2)
      const lanczos = new BlockLanczos(plainPanels(matrix, order, 12), createRandom(1), 10)
      lanczos.begin(new Float64Array(0))
      for (let product = 0; product < 8; product++) lanczos.grow()
      const density = lanczos.density(lanczos.ritzPairs(lanczos.size, libraryEigenvectorSolver))
      // unit vectors: together all stand for all
      expect(Math.abs(density.counts.reduce((sum, count) => sum + count, 0) / order - 1)).toBeLessThan(1e-12)
      return expectedProducts(density, 10, 12)
    }
    expect(expected(index => 1 / index)).toBeLessThan(30)
    expect(expected(index => Math.exp(-index / 20))).toBeLessThan(40)
    expect(expected(index => (1 + 0.7 * Math.cos((Math.PI * (index - 0.5)) / order)) ** 2)).toBeGreaterThan(60)
  })
})
