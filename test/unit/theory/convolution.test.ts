import { describe, expect, it } from 'vitest'
import { satisfiesTheorem3, windowCovariance } from '../../../core/theory/convolution'
import { estimatedSpectrum } from '../../../core/theory/spectrum'
import { libraryEigenvalueSolver } from '../../../core/linalg/symmetricEigenvalues'
import { maximumInformation, prepareWaterFilling } from '../../../core/theory/waterFilling'
import { circularAutoregression, sharedKernelAscent } from '../../support/sharedKernel'
import type { Rows } from '../../support/slowMethods'

function runs(order: number, size: number): Int32Array[] {
  return Array.from({ length: order / size }, (_, block) => Int32Array.from({ length: size }, (__, index) => block * size + index))
}

function full(rows: Rows) {
  return { kind: 'full', order: rows.length, entries: Float64Array.from(rows.flat()) } as const
}

function formula(rows: Rows, size: number, filters: number, budget: number): number {
  const window = windowCovariance(full(rows), runs(rows.length, size))
  const outcome = estimatedSpectrum(libraryEigenvalueSolver.eigenvalues(window.mean, size))
  if (!outcome.ok) throw new Error('no spectrum')
  return window.windows * maximumInformation(prepareWaterFilling(outcome.spectrum.positive, 1), budget, filters)
}

const block: Rows = [[2, 0.6], [0.6, 1]]
const blockDiagonal: Rows = Array.from({ length: 6 }, (_, i) => Array.from({ length: 6 }, (__, j) => (Math.floor(i / 2) === Math.floor(j / 2) ? block[i % 2]![j % 2]! : 0)))
const circular = circularAutoregression(0.8, 16)

describe('Theorem 3', () => {
  it('is exact for a block-diagonal covariance with equal blocks, by direct optimisation of the shared kernel', () => {
    for (const [filters, budget] of [[1, 0.5], [2, 3], [2, 0.2]] as const) {
      // the ascent's error in the value is second order in its stopping gradient
      expect(Math.abs(formula(blockDiagonal, 2, filters, budget) - sharedKernelAscent(blockDiagonal, 2, filters, budget))).toBeLessThan(1e-8)
    }
    const window = windowCovariance(full(blockDiagonal), runs(6, 2))
    expect(window.deviation).toBeLessThan(1e-15)
    expect(window.outsideShare).toBeLessThan(1e-15)
    expect(satisfiesTheorem3(window)).toBe(true)
  })

  it('is only a bound for correlated windows, and can be loose: circular AR(1), N = 16, windows of 2, F = 2', () => {
    // theory.md §8, end: formula 6.104, true 4.566
    expect(formula(circular, 2, 2, 2)).toBeCloseTo(6.104, 3)
    expect(sharedKernelAscent(circular, 2, 2, 2)).toBeCloseTo(4.566, 3)
    const window = windowCovariance(full(circular), runs(16, 2))
    expect(satisfiesTheorem3(window)).toBe(false)
    expect(window.deviation).toBeLessThan(1e-12)
    expect(window.outsideShare).toBeGreaterThan(0.3)
  })

  it('measures how far windows differ from their mean', () => {
    const unequal: Rows = [[3, 0], [0, 1]]
    const window = windowCovariance(full(unequal), runs(2, 1))
    expect([...window.mean]).toEqual([2])
    expect(window.deviation).toBe(0.5)
    expect(window.outsideShare).toBe(0)
  })

  it('refuses windows of different lengths', () => {
    expect(() => windowCovariance(full(blockDiagonal), [Int32Array.of(0), Int32Array.of(1, 2)])).toThrow(RangeError)
    expect(() => windowCovariance(full(blockDiagonal), [])).toThrow(RangeError)
  })
})
