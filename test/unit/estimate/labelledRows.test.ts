import { describe, expect, it } from 'vitest'
import { prepareRows, selectRows } from '../../../core/estimate/labelledRows'
import { targetInput } from '../../support/targetInput'

const prepare = (rows: readonly (readonly number[])[], labels: readonly (string | null)[]) => {
  const input = targetInput(rows, labels)
  const selection = selectRows(input)
  return { selection, prepared: prepareRows(input, selection) }
}

describe('the rows that count', () => {
  it('leave out rows without a class and classes of one row, and name them', () => {
    const { selection } = prepare([[1], [2], [3], [4], [5], [6], [7]], ['b', null, 'a', 'b', 'c', 'a', null])
    expect(selection.classes).toEqual([{ name: 'a', rows: 2 }, { name: 'b', rows: 2 }])
    expect(selection.classesLeftOut).toEqual([{ name: 'c', rows: 1 }])
    expect(selection.unlabelled).toBe(2)
    expect([...selection.rowIndices]).toEqual([0, 2, 3, 5])
    expect([...selection.labels]).toEqual([1, 0, 1, 0])
  })

  it('refuse parts that do not fit together, and values that are not finite: those are bugs', () => {
    const input = targetInput([[1], [2]], ['a', 'a'])
    expect(() => selectRows({ ...input, dimension: 2 })).toThrow(RangeError)
    expect(() => selectRows({ ...input, labels: Int32Array.of(0, 1) })).toThrow(RangeError)
    expect(() => prepare([[1], [Number.NaN], [3], [4]], ['a', 'a', 'b', 'b'])).toThrow(RangeError)
  })
})

describe('columns', () => {
  const labels = ['a', 'a', 'b', 'b', 'b']

  it('that do not vary within a class are told apart from those that do', () => {
    const { prepared } = prepare([[7, 0.1, 1, 5], [7, 0.1, 2, 5], [7, 0.3, 3, 5], [7, 0.3, 9, 5], [7, 0.3, 4, 6]], labels)
    expect(prepared.constantColumns).toEqual(['x1'])
    expect(prepared.classConstantColumns).toEqual(['x2'])
    expect(prepared.data!.order).toBe(2)
  })

  it('are scaled by the within-class deviation, and residual plus class mean gives the row back', () => {
    const rows = [[1, 10], [3, 30], [4, -20], [8, 5], [6, 0]]
    const { data } = prepare(rows, labels).prepared
    const { residuals, classMeans, shares } = data!
    expect([...shares]).toEqual([0.4, 0.6])
    const means = [[2, 20], [6, -5]]
    for (let column = 0; column < 2; column++) {
      const squares = rows.reduce((sum, row, at) => sum + (row[column]! - means[at < 2 ? 0 : 1]![column]!) ** 2, 0)
      const deviation = Math.sqrt(squares / 3)
      rows.forEach((row, at) => {
        const own = at < 2 ? 0 : 1
        expect(residuals[at * 2 + column]).toBeCloseTo((row[column]! - means[own]![column]!) / deviation, 14)
        expect(classMeans[own * 2 + column]).toBeCloseTo((means[own]![column]! - means[0]![column]!) / deviation, 14)
      })
    }
  })

  it('with a mean far above their spread keep their digits', () => {
    const small = [[0.25], [0.75], [1.5], [2.5], [3.5]]
    const near = prepare(small, labels).prepared.data!
    // 2⁴⁰ + quarters are exact numbers, so nothing is lost before the rows arrive
    const far = prepare(small.map(([value]) => [value! + 2 ** 40]), labels).prepared.data!
    near.residuals.forEach((value, at) => expect(far.residuals[at]).toBeCloseTo(value, 14))
    near.classMeans.forEach((value, at) => expect(far.classMeans[at]).toBeCloseTo(value, 14))
  })

  it('of the largest and smallest numbers stay finite', () => {
    const { data } = prepare([[1e308, 5e-324, 1e300], [-1e308, 0, 1e300], [1e308, 1e-323, 1e-10], [3, 0, 2e-10], [4, 5e-324, 3e-10]], labels).prepared
    for (const part of [data!.residuals, data!.classMeans, data!.scales, data!.values]) expect(part.every(Number.isFinite)).toBe(true)
  })

  it('none of which varies leave nothing to classify by', () => {
    expect(prepare([[1], [1], [2], [2], [2]], labels).prepared.data).toBeNull()
  })
})
