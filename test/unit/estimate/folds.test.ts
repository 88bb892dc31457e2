import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { identicalRows, stratifiedFolds } from '../../../core/estimate/folds'
import { createRandom } from '../../../core/linalg/random'

const countsOf = (of: Int32Array, labels: Int32Array, folds: number, classes: number): number[][] =>
  Array.from({ length: folds }, (_, fold) => Array.from({ length: classes }, (__, own) => labels.filter((label, row) => label === own && of[row] === fold).length))

describe('stratified folds', () => {
  it('spread every class and all rows evenly when no rows are identical', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 8, maxLength: 120 }), fc.integer({ min: 2, max: 7 }), fc.nat(1e6), (classesOf, requested, seed) => {
      const labels = Int32Array.from(classesOf)
      const values = Float64Array.from(labels.keys())
      const { of, count, distinct } = stratifiedFolds(values, 1, labels, 4, requested, createRandom(seed))
      expect([count, distinct]).toEqual([requested, labels.length])
      const counts = countsOf(of, labels, count, 4)
      for (let own = 0; own < 4; own++) {
        const column = counts.map(fold => fold[own]!)
        expect(Math.max(...column) - Math.min(...column)).toBeLessThanOrEqual(1)
      }
      for (const fold of counts) expect(fold.reduce((sum, value) => sum + value, 0)).toBeGreaterThan(0)
    }))
  })

  it('keep identical rows together, whatever their classes, unless they are more than a fold holds, and leave no fold empty', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 })), { minLength: 4, maxLength: 80 }), fc.nat(1e6), (rows, seed) => {
      const labels = Int32Array.from(rows, ([, , label]) => label)
      const { of, count, distinct, largestGroup } = stratifiedFolds(Float64Array.from(rows.flatMap(([a, b]) => [a, b])), 2, labels, 3, 5, createRandom(seed))
      const keys = rows.map(([a, b]) => `${a} ${b}`)
      expect(distinct).toBe(new Set(keys).size)
      expect(largestGroup).toBe(Math.max(...keys.map(key => keys.filter(other => other === key).length)))
      expect(new Set(of).size).toBe(count)
      const fits = (key: string): boolean => keys.filter(other => other === key).length <= rows.length / 5
      expect(count).toBe(Math.min(5, keys.filter((key, row) => !fits(key) || keys.indexOf(key) === row).length))
      keys.forEach((key, row) => {
        if (fits(key)) expect(of[row]).toBe(of[keys.indexOf(key)])
      })
    }))
  })

  it('stay nearly even when some rows are identical', () => {
    // 300 rows of two classes, a third of them in pairs
    const labels = Int32Array.from({ length: 300 }, (_, row) => (row % 300 < 100 ? Math.floor(row / 2) % 2 : row % 2))
    const values = Float64Array.from({ length: 300 }, (_, row) => (row < 100 ? Math.floor(row / 2) : row))
    const { of } = stratifiedFolds(values, 1, labels, 2, 5, createRandom(4))
    for (const fold of countsOf(of, labels, 5, 2)) for (const value of fold) expect(Math.abs(value - 30)).toBeLessThanOrEqual(1)
  })

  it('spread the values of a binary feature evenly', () => {
    const labels = Int32Array.from({ length: 100 }, (_, row) => (row % 7 < 3 ? 1 : 0))
    const { of, count, distinct, largestGroup } = stratifiedFolds(Float64Array.from(labels, label => label), 1, labels, 2, 5, createRandom(1))
    expect([count, distinct, largestGroup]).toEqual([5, 2, labels.filter(label => label === 0).length])
    for (const [zeros, ones] of countsOf(of, labels, 5, 2)) {
      expect(zeros! + ones!).toBe(20)
      expect(Math.abs(ones! - labels.filter(label => label === 1).length / 5)).toBeLessThan(1)
    }
  })

  it('repeat with their seed', () => {
    const labels = Int32Array.from({ length: 50 }, (_, row) => row % 3)
    const fold = (seed: number): number[] => [...stratifiedFolds(Float64Array.from(labels.keys()), 1, labels, 3, 5, createRandom(seed)).of]
    expect(fold(1)).toEqual(fold(1))
    expect(fold(1)).not.toEqual(fold(2))
  })
})

describe('identical rows', () => {
  it('are found by every value, not by a hash alone', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom(0, 1, 1 + Number.EPSILON, -1e300), fc.constantFrom(0, 2, 3e-310)), { minLength: 1, maxLength: 60 }), rows => {
      const groups = identicalRows(Float64Array.from(rows.flat()), 2, rows.length)
      expect(groups.flat().sort((a, b) => a - b)).toEqual(rows.map((_, row) => row))
      for (const group of groups) for (const row of group) expect(rows[row]).toEqual(rows[group[0]!])
      expect(new Set(groups.map(group => rows[group[0]!]!.join())).size).toBe(groups.length)
    }))
  })
})
