import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { InputShape } from '../../../core/api/model'
import type { ProblemCode } from '../../../core/api/problem'
import { compileDesign } from '../../../core/design/compile'
import { divisorsNamed, divisorsOf } from '../../../core/design/divisors'
import { parseDesign } from '../../../core/design/parse'
import type { Design } from '../../../core/design/types'
import { validateDesign } from '../../../core/design/validate'
import { arbitraryDesign } from './arbitraryDesign'

function designOf(text: string): Design {
  const result = parseDesign(text)
  if (!result.ok) throw new Error(result.problem.what)
  return result.value
}

const image: InputShape = { height: 8, width: 8, channels: 1 }
const colour: InputShape = { height: 4, width: 6, channels: 3 }

function found(text: string, dimension: number, shape: InputShape | null): [string, ProblemCode][] {
  return validateDesign(designOf(text), { dimension, shape }).map(({ path, problem }) => [path.join('.'), problem.code])
}

describe('a legal design', () => {
  it.each<[string, number, InputShape | null]>([
    ['dense(3)', 5, null],
    ['conv(block=8, filters=3) -> conv(block=4, filters=2) -> conv(block=2, filters=1)', 64, null],
    ['conv(kernel=2x2, filters=3) -> conv(kernel=2x2, filters=2) -> conv(kernel=2x1, filters=2)', 64, image],
    ['conv(kernel=2x3, filters=3) -> conv(block=2, filters=2)', 72, colour],
    ['conv(kernel=2x2, filters=3) -> conv(block=16, filters=2)', 64, image],
    ['conv(block=8, filters=3) -> dense(6) -> conv(block=3, filters=5) -> conv(block=2, filters=1)', 64, image],
    ['(dense(3) | conv(kernel=2x2, filters=1)) -> conv(block=19, filters=1)', 64, image],
    ['conv(kernel=2x2, filters=3) -> (conv(kernel=2x2, filters=2) | conv(block=4, filters=1) | dense(2))', 64, image],
    ['([0:10] conv(block=5, filters=1) | [10:64] dense(2) | ([60:64] dense(1) | [0:64] dense(2)))', 64, image],
    ['([8:40] ([0:8] dense(1) | [24:32] dense(2)) | dense(3))', 64, null],
    ['dense(3, budget=2) -> dense(4) -> dense(5, budget=2)', 9, null],
    ['dense(3, budget=2) -> (dense(4, budget=3) | dense(5, budget=4)) -> dense(6)', 9, null],
    ['dense(3) #same -> dense(4) #same', 9, null]
  ])('%s has no problems', (text, dimension, shape) => {
    expect(found(text, dimension, shape)).toEqual([])
  })
})

describe('a design that does not fit its input', () => {
  it.each<[string, number, InputShape | null, [string, ProblemCode][]]>([
    ['conv(block=5, filters=1)', 64, null, [['0', 'DESIGN_DIVISIBILITY']]],
    ['conv(block=128, filters=1)', 64, null, [['0', 'DESIGN_DIVISIBILITY']]],
    ['conv(kernel=2x2, filters=1)', 64, null, [['0', 'DESIGN_KERNEL_SHAPE']]],
    ['conv(kernel=2x2, filters=1)', 63, image, [['0', 'SHAPE_MISMATCH']]],
    ['conv(kernel=3x2, filters=1)', 64, image, [['0', 'DESIGN_DIVISIBILITY']]],
    ['conv(kernel=2x3, filters=1)', 64, image, [['0', 'DESIGN_DIVISIBILITY']]],
    ['conv(kernel=2x2, filters=1) -> conv(kernel=3x1, filters=1)', 64, image, [['1', 'DESIGN_DIVISIBILITY']]],
    ['conv(kernel=2x2, filters=7) -> conv(block=7, filters=1)', 64, image, [['1', 'DESIGN_DIVISIBILITY']]],
    ['conv(block=8, filters=4) -> conv(block=3, filters=1)', 64, image, [['1', 'DESIGN_DIVISIBILITY']]],
    ['conv(block=8, filters=4) -> conv(kernel=2x2, filters=1)', 64, image, [['1', 'DESIGN_KERNEL_SHAPE']]],
    ['conv(kernel=2x2, filters=4) -> conv(block=4, filters=1) -> conv(kernel=2x2, filters=1)', 64, image, [['2', 'DESIGN_KERNEL_SHAPE']]],
    ['dense(16) -> conv(kernel=2x2, filters=1)', 64, image, [['1', 'DESIGN_KERNEL_SHAPE']]],
    ['dense(16) -> conv(block=5, filters=1)', 64, image, [['1', 'DESIGN_DIVISIBILITY']]],
    ['dense(16) -> conv(block=4, filters=9) -> conv(block=9, filters=1)', 64, image, [['2', 'DESIGN_DIVISIBILITY']]],
    ['(dense(3) | dense(4)) -> conv(block=2, filters=1)', 64, image, [['1', 'DESIGN_DIVISIBILITY']]],
    ['(dense(3) | dense(4)) -> conv(kernel=1x1, filters=1)', 64, image, [['1', 'DESIGN_KERNEL_SHAPE']]],
    ['([0:64] conv(kernel=2x2, filters=1) | dense(1))', 64, image, [['0.0.0', 'DESIGN_KERNEL_SHAPE']]],
    ['([0:16] (conv(kernel=2x2, filters=1) | dense(1)) | dense(1))', 64, image, [['0.0.0.0.0', 'DESIGN_KERNEL_SHAPE']]],
    ['([0:65] dense(1) | dense(2))', 64, null, [['0.0', 'DESIGN_SLICE']]],
    ['([8:40] ([0:33] dense(1) | dense(2)) | dense(3))', 64, null, [['0.0.0.0', 'DESIGN_SLICE']]],
    ['dense(2) -> ([0:1] dense(1) | dense(2))', 64, null, [['1.0', 'DESIGN_SLICE']]],
    ['(dense(9) -> ([0:1] dense(1) | dense(2)) | dense(3))', 64, null, [['0.0.1.0', 'DESIGN_SLICE']]],
    ['dense(2) -> (([0:1] dense(1) | dense(2)) | dense(3))', 64, null, [['1.0.0.0', 'DESIGN_SLICE']]],
    ['([0:3] conv(block=2, filters=1) | dense(3))', 64, null, [['0.0.0', 'DESIGN_DIVISIBILITY']]],
    ['conv(kernel=2x2, filters=1) -> (conv(kernel=3x3, filters=1) | conv(block=3, filters=1))', 64, image, [['1.0.0', 'DESIGN_DIVISIBILITY'], ['1.1.0', 'DESIGN_DIVISIBILITY']]]
  ])('%s on %j', (text, dimension, shape, problems) => {
    expect(found(text, dimension, shape)).toEqual(problems)
  })

  it('is told of all mistakes at once, in reading order, and of each only once', () => {
    const text = 'conv(block=5, filters=1) -> conv(block=7, filters=1) -> ([0:2] dense(1, budget=1) -> dense(1, budget=2) | dense(2)) -> dense(4) -> conv(block=3, filters=1)'
    expect(found(text, 64, null)).toEqual([
      ['0', 'DESIGN_DIVISIBILITY'],
      ['2.0', 'DESIGN_SLICE'],
      ['2.0.1', 'DESIGN_BUDGETS_PER_LAYER'],
      ['4', 'DESIGN_DIVISIBILITY']
    ])
  })

  it('that is empty is told so', () => {
    expect(validateDesign({ items: [] }, { dimension: 3, shape: null })).toMatchObject([{ path: [], problem: { code: 'DESIGN_EMPTY' } }])
  })

  it('reads the place, the numbers and the divisors in the sentence', () => {
    const [first] = validateDesign(designOf('(dense(1) | conv(block=5, filters=1) #edges)'), { dimension: 64, shape: null })
    expect(first?.problem).toEqual({
      code: 'DESIGN_DIVISIBILITY',
      what: 'conv 5 "edges" at 0.1: a block of 5 does not divide the 64 inputs',
      meaning: 'blocks that do not overlap cannot cover them',
      action: 'choose a block size that divides 64: 1, 2, 4, 8, 16, 32, 64'
    })
  })
})

describe('budgets of one chain', () => {
  it.each<[string, [string, ProblemCode][]]>([
    ['dense(1, budget=1) -> dense(2, budget=2)', [['1', 'DESIGN_BUDGETS_PER_LAYER']]],
    ['dense(1, budget=1) -> dense(2) -> dense(3, budget=2)', [['2', 'DESIGN_BUDGET_CONFLICT']]],
    ['dense(1, budget=1) -> conv(block=1, filters=1, budget=2)', [['1', 'DESIGN_BUDGET_CONFLICT']]],
    ['dense(1, budget=1) -> (dense(1) | dense(1)) -> dense(1, budget=0)', [['2', 'DESIGN_BUDGET_CONFLICT']]],
    ['(dense(1, budget=1) -> dense(1, budget=1) -> dense(1, budget=3) | dense(1, budget=7))', [['0.0.2', 'DESIGN_BUDGETS_PER_LAYER']]]
  ])('%s', (text, problems) => {
    expect(found(text, 8, null)).toEqual(problems)
  })
})

describe('validation and compilation', () => {
  it('agree on every design', () => {
    fc.assert(fc.property(arbitraryDesign, fc.constantFrom<[number, InputShape | null]>([64, image], [72, colour], [12, null], [1, null]), (design, [dimension, shape]) => {
      const [first] = validateDesign(design, { dimension, shape })
      const compiled = compileDesign(design, { dimension, shape })
      expect(compiled.ok ? undefined : compiled.problem).toEqual(first?.problem)
    }), { numRuns: 500 })
  })
})

describe('divisors', () => {
  it('are all named when they are few', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 3000 }), value => {
      const slow = Array.from({ length: value }, (_, index) => index + 1).filter(divisor => value % divisor === 0)
      expect(divisorsOf(value)).toEqual(slow)
    }))
    expect(divisorsNamed(13, 2)).toBe('1, 13')
  })

  it('are the closest ones when they are many', () => {
    expect(divisorsNamed(720_720, 100)).toMatch(/^\d+(, \d+){23} and others$/)
    expect(divisorsNamed(720_720, 100)).toContain('99, 104')
    expect(divisorsNamed(1e18, 7)).toBe('1 and others')
  })
})
