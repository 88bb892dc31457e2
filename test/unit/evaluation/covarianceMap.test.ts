import { describe, expect, it } from 'vitest'
import { covarianceMap } from '../../../core/evaluation/covarianceMap'
import { createRandom } from '../../../core/linalg/random'
import type { SymmetricMatrix } from '../../../core/linalg/symmetricMatrix'

/** A Gram matrix of random rows: a covariance of any kind. */
function randomCovariance(order: number, seed: number): SymmetricMatrix {
  const random = createRandom(seed)
  const factors = Array.from({ length: order }, () => Array.from({ length: order + 2 }, () => random.normal()))
  const entries = Float64Array.from({ length: order * order }, (_, index) => factors[Math.floor(index / order)]!.reduce((sum, value, place) => sum + value * factors[index % order]![place]!, 0))
  return { kind: 'full', order, entries }
}

const at = (matrix: SymmetricMatrix, row: number, column: number): number => (matrix.kind === 'full' ? matrix.entries[row * matrix.order + column]! : row === column ? matrix.diagonal[row]! : 0)

/** The mean over a block, entry by entry. */
function slowMean(order: number, edges: Int32Array, row: number, column: number, entry: (row: number, column: number) => number): number {
  const values: number[] = []
  for (let i = 0; i < order; i++) {
    for (let j = 0; j < order; j++) if (i >= edges[row]! && i < edges[row + 1]! && j >= edges[column]! && j < edges[column + 1]!) values.push(entry(i, j))
  }
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

describe('the map of a covariance', () => {
  it.each([[7, 7], [7, 3], [23, 5], [5, 200]] as const)('of order %i in at most %i cells holds the means of its blocks', (order, maximum) => {
    const matrix = randomCovariance(order, order)
    for (const kind of ['covariance', 'correlation'] as const) {
      const { edges, cells } = covarianceMap(matrix, kind, maximum)
      const count = edges.length - 1
      expect(count).toBe(Math.min(order, maximum))
      expect([edges[0], edges[count]]).toEqual([0, order])
      const correlation = (row: number, column: number): number => at(matrix, row, column) / Math.sqrt(at(matrix, row, row) * at(matrix, column, column))
      for (let row = 0; row < count; row++) {
        for (let column = 0; column < count; column++) {
          const wanted = slowMean(order, edges, row, column, kind === 'covariance' ? (i, j) => at(matrix, i, j) : correlation)
          // sums of a few dozen terms in another order
          expect(cells[row * count + column]).toBeCloseTo(wanted, 10)
        }
      }
    }
  })

  it('has blocks that differ by one column at most', () => {
    const { edges } = covarianceMap(randomCovariance(23, 1), 'covariance', 5)
    const sizes = Array.from({ length: 5 }, (_, index) => edges[index + 1]! - edges[index]!)
    expect([Math.min(...sizes), Math.max(...sizes)]).toEqual([4, 5])
  })

  it('names the strongest pair of the whole matrix, whatever the resolution', () => {
    const matrix: SymmetricMatrix = { kind: 'full', order: 3, entries: Float64Array.of(4, 1, -1.9, 1, 9, 0, -1.9, 0, 1) }
    for (const maximum of [3, 1]) {
      const { strongest } = covarianceMap(matrix, 'covariance', maximum)
      expect(strongest).toEqual({ first: 0, second: 2, correlation: expect.closeTo(-0.95, 12) })
    }
  })

  it('gives a constant column no correlation, and a modelled spectrum none at all', () => {
    const constant: SymmetricMatrix = { kind: 'full', order: 2, entries: Float64Array.of(0, 0, 0, 2) }
    expect([...covarianceMap(constant, 'correlation', 2).cells]).toEqual([0, 0, 0, 1])
    const diagonal: SymmetricMatrix = { kind: 'diagonal', order: 3, diagonal: Float64Array.of(3, 2, 1) }
    expect(covarianceMap(diagonal, 'covariance', 3)).toMatchObject({ strongest: null, cells: Float64Array.of(3, 0, 0, 0, 2, 0, 0, 0, 1) })
  })
})
