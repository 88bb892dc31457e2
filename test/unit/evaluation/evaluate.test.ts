import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BlockEvaluation, GroupEvaluation } from '../../../core/api/model'
import { maximumInformation, prepareWaterFilling } from '../../../core/theory/waterFilling'
import { curve, evaluate, inputModel, must } from '../../support/evaluate'
import { prepareDesign } from '../../../core/evaluation/prepare'
import { randomOrthogonal, uniform, withSpectrum } from '../../support/slowMethods'

const spectrum = [3, 2, 1, 0.5, 0.2, 0.1]
const dense = (width: number, budget: number, values: readonly number[] = spectrum): number => maximumInformation(prepareWaterFilling(Float64Array.from(values).sort().reverse(), 1), budget, width)

describe('a series', () => {
  it('has its narrowest layer as the bottleneck when the budget is large', () => {
    const { mmi, bottleneck, bottleneckStages } = evaluate('dense(6) -> dense(4) #neck -> dense(20)', { input: spectrum, budget: 200 })
    expect(bottleneck).toEqual(['neck'])
    expect(bottleneckStages).toEqual([1])
    expect(mmi.value).toBe(dense(4, 200))
  })

  it('ties exactly when the budget limits and not the width, and says so', () => {
    const { bottleneck, notes } = evaluate('dense(64) -> dense(4) -> dense(20)', { input: spectrum, budget: 0.4 })
    expect(bottleneck).toEqual(['0', '1', '2'])
    expect(notes.join()).toMatch(/budget limits, not the width/)
  })

  it('names stages by label only where that is unique', () => {
    expect(evaluate('dense(1) #a -> dense(5) #a', { input: spectrum, budget: 100 }).bottleneck).toEqual(['0'])
    expect(evaluate('dense(1) #a -> dense(5) #b', { input: spectrum, budget: 100 }).bottleneck).toEqual(['a'])
  })

  it('does not fall when any layer is widened', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 5 }), fc.nat(), fc.double({ min: 0, max: 500, noNaN: true }), (widths, pick, budget) => {
      const at = pick % widths.length
      const notation = (values: readonly number[]): string => values.map(width => `dense(${width})`).join(' -> ')
      const narrow = evaluate(notation(widths), { input: spectrum, budget }).mmi.value
      const wide = evaluate(notation(widths.map((width, index) => (index === at ? width + 1 : width))), { input: spectrum, budget }).mmi.value
      expect(wide).toBeGreaterThanOrEqual(narrow)
    }))
  })

  it('does not depend on the order of columns or on a rotation of a dense design\'s input', () => {
    const rotated = withSpectrum(spectrum, randomOrthogonal(6, uniform(9)))
    const permuted = [3, 1, 5, 0, 2, 4].map(i => [3, 1, 5, 0, 2, 4].map(j => rotated[i]![j]!))
    const value = dense(3, 20)
    for (const input of [spectrum, rotated, permuted]) {
      // eigenvalues of a rotated matrix carry rounding of N·ε·λ₁
      expect(Math.abs(evaluate('dense(5) -> dense(3)', { input, budget: 20 }).mmi.value - value)).toBeLessThan(1e-12)
    }
  })
})

describe('a parallel group', () => {
  it('reports the plain sum beside the joint bound, and takes the smaller', () => {
    const group = evaluate('(dense(2) | dense(2))', { input: [2, 1, 0.5], budget: 3 }).blocks[0] as GroupEvaluation
    // theory.md §6: sum 2.315, true supremum 1.729
    expect(group.sumRule).toBeCloseTo(2.315, 3)
    expect(group.jointBound).toBeCloseTo(1.729, 3)
    expect(group.mmi).toBe(group.jointBound)
  })

  it('adds over branches that read uncorrelated columns, with no joint bound', () => {
    const group = evaluate('([0:3] dense(2) | [3:6] dense(1))', { input: spectrum, budget: 7 }).blocks[0] as GroupEvaluation
    expect(group.jointBound).toBeNull()
    expect(group.mmi).toBe(dense(2, 7, spectrum.slice(0, 3)) + dense(1, 7, spectrum.slice(3)))
  })

  it('gives every branch the full budget, and a branch with its own keeps that', () => {
    const { blocks } = evaluate('([0:3] dense(2, budget=1) -> dense(3) | [3:6] dense(1))', { input: spectrum, budget: 7 })
    expect(blocks.map(({ path, kind }) => `${path} ${kind}`)).toEqual(['0 parallel', '0.0 series', '0.0.0 dense', '0.0.1 dense', '0.1 dense'])
    expect(blocks.flatMap(entry => ('budget' in entry ? [entry.budget] : []))).toEqual([1, 1, 7])
  })
})

describe('a convolution', () => {
  it('counts its rank, active components and breakpoints per window', () => {
    const { blocks } = evaluate('conv(block=3, filters=2)', { input: [1, 2, 3, 1, 2, 3], budget: 4 })
    const conv = blocks[0] as BlockEvaluation
    expect(conv).toMatchObject({ rank: 2, positions: 2, reads: 3, outputs: 4, active: 2 })
    expect(conv.breakpoints).toHaveLength(2)
    expect(conv.mmi).toBe(2 * dense(2, 4, [1, 2, 3]))
  })

  it('behind a convolution sees the product of the windows', () => {
    const { blocks } = evaluate('conv(block=2, filters=5) -> conv(block=3, filters=4)', { input: Array.from({ length: 12 }, (_, i) => 1 + (i % 6)), budget: 4 })
    expect(blocks[1]).toMatchObject({ reads: 6, positions: 2, rank: 4, mmi: 2 * dense(4, 4, [1, 2, 3, 4, 5, 6]) })
  })

  it('behind a dense layer is a dense map with as many outputs', () => {
    const { blocks } = evaluate('dense(6) -> conv(block=3, filters=2)', { input: spectrum, budget: 50 })
    expect(blocks[1]).toMatchObject({ kind: 'conv', positions: 1, reads: 6, rank: 4, mmi: dense(4, 50) })
  })
})

describe('input', () => {
  it('without any variance has MMI 0 and no bottleneck to blame but all stages', () => {
    const { mmi, input, bottleneck } = evaluate('dense(2) -> dense(1)', { input: [0, 0, 0], budget: 10 })
    expect(mmi.value).toBe(0)
    expect(input).toMatchObject({ rank: 0, zeroEigenvalues: 3 })
    expect(bottleneck).toEqual(['0', '1'])
  })

  it('with budget 0 has MMI 0 and no active component', () => {
    const { mmi, blocks } = evaluate('dense(2)', { input: spectrum, budget: 0 })
    expect(mmi.value).toBe(0)
    expect(blocks[0]).toMatchObject({ active: 0, waterLevel: null })
  })

  it('refuses a negative eigenvalue in a given spectrum', () => {
    expect(() => inputModel([1, -1])).toThrow(/SPECTRUM_NEGATIVE/)
  })

  it('refuses a design that does not fit', () => {
    const refused = prepareDesign('conv(block=4, filters=1)', { dimension: 6, shape: null })
    expect(refused).toMatchObject({ ok: false, problem: { code: 'DESIGN_DIVISIBILITY' } })
    expect(must(prepareDesign('dense(1)', { dimension: 6, shape: null })).compiled.dimension).toBe(6)
  })
})

describe('MMI(F)', () => {
  it('agrees with the evaluation at every budget, also of groups and chains with budgets of their own', () => {
    for (const design of ['dense(3)', 'dense(4) -> (dense(2) | dense(3) -> dense(1)) -> dense(3)', '([0:3] dense(2, budget=1) | [3:6] dense(1))', 'conv(block=2, filters=1) -> dense(2)']) {
      const found = curve(design, { input: spectrum, budget: 5 }, { from: 0.01, to: 1000, points: 40, scale: 'log' })
      found.budgets.forEach((budget, index) => expect(found.mmi[index]).toBe(evaluate(design, { input: spectrum, budget }).mmi.value))
    }
  })

  it('never falls, reaches both ends of its range, and lists breakpoints inside it', () => {
    const found = curve('dense(4)', { input: spectrum, budget: 5 }, { from: 0.5, to: 20, points: 101, scale: 'linear' })
    expect([found.budgets[0], found.budgets[100]]).toEqual([0.5, 20])
    for (let index = 1; index < 101; index++) expect(found.mmi[index]!).toBeGreaterThanOrEqual(found.mmi[index - 1]!)
    const expected = [...prepareWaterFilling(Float64Array.from(spectrum), 1).breakpoints.slice(0, 4)].filter(value => value >= 0.5 && value <= 20)
    expect([...found.breakpoints]).toEqual(expected)
  })
})
