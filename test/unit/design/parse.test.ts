import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeProblem, type ProblemCode } from '../../../core/api/problem'
import { parseDesign, parseDesignWithRanges, parseSeries } from '../../../core/design/parse'
import { itemAt } from '../../../core/design/paths'
import { printDesign, printItem } from '../../../core/design/print'
import type { Activation, Design } from '../../../core/design/types'
import { allPaths, arbitraryDesign } from './arbitraryDesign'

function parsed(text: string): Design {
  const result = parseDesign(text)
  if (!result.ok) throw new Error(describeProblem(result.problem))
  return result.value
}

describe('a design in its notation', () => {
  it('reads the example of the specification', () => {
    expect(parsed('conv(kernel=4x4, filters=6, relu) -> (dense(16, relu) | dense(32, tanh)) -> dense(10) #head')).toEqual({
      items: [
        { kind: 'conv', window: { kind: 'kernel', height: 4, width: 4 }, filters: 6, activation: 'relu' },
        {
          kind: 'parallel',
          branches: [
            { items: [{ kind: 'dense', units: 16, activation: 'relu' }] },
            { items: [{ kind: 'dense', units: 32, activation: 'tanh' }] }
          ]
        },
        { kind: 'dense', units: 10, activation: 'linear', label: 'head' }
      ]
    })
  })

  it('reads keys, slices, labels of groups and budgets', () => {
    expect(parsed('([0:4] dense(units=64, activation=tanh, budget=1e3) | [4:9] conv(block=5, filters=3) #a -> dense(2)) #both-1')).toEqual({
      items: [{
        kind: 'parallel',
        branches: [
          { slice: { from: 0, to: 4 }, items: [{ kind: 'dense', units: 64, activation: 'tanh', budget: 1000 }] },
          {
            slice: { from: 4, to: 9 },
            items: [
              { kind: 'conv', window: { kind: 'block', size: 5 }, filters: 3, activation: 'linear', label: 'a' },
              { kind: 'dense', units: 2, activation: 'linear' }
            ]
          }
        ],
        label: 'both-1'
      }]
    })
  })

  it('is printed on one canonical line', () => {
    const text = '( [0:4]dense( units = 64,linear,budget=1E1 )#x→conv(filters=3,kernel=2X3,activation=Leaky_ReLU)\n|\n  DENSE(3) )'
    expect(printDesign(parsed(text))).toBe('([0:4] dense(64, budget=10) #x -> conv(kernel=2x3, filters=3, leaky-relu) | dense(3))')
    expect(printDesign({ items: [] })).toBe('')
  })

  it('comes back the same for every design', () => {
    fc.assert(fc.property(arbitraryDesign, design => {
      expect(parsed(printDesign(design))).toStrictEqual(design)
    }), { numRuns: 500 })
  })

  it('takes white space and line breaks between any two tokens', () => {
    const tight = 'conv(kernel=2x2,filters=3,relu)->([0:4]dense(1)#a|dense(2,budget=.5))#g->dense(3)'
    const tokens = tight.match(/->|\d+x\d+|[a-z]+|[\d.]+|./g) ?? []
    expect(parsed(tokens.join(' \t\r\n'))).toEqual(parsed(tight))
  })

  it.each<[string, Activation]>([
    ['leaky_relu', 'leaky-relu'], ['leakyrelu', 'leaky-relu'], ['LeakyReLU', 'leaky-relu'], ['identity', 'linear'], ['swish', 'silu'],
    ['hard_tanh', 'hard-tanh'], ['hardsigmoid', 'hard-sigmoid'], ['ReLU6', 'relu6']
  ])('knows the activation %s as %s', (word, activation) => {
    expect(parsed(`dense(1, ${word})`).items[0]).toEqual({ kind: 'dense', units: 1, activation })
  })

  it('ends a label before an arrow', () => {
    expect(parsed('dense(1)#a->dense(2) #b-c').items.map(item => item.label)).toEqual(['a', 'b-c'])
  })

  it('reads a hundred nested groups, and as items for the clipboard', () => {
    const nested = `${'('.repeat(100)}dense(1)${' | dense(1))'.repeat(100)}`
    expect(printDesign(parsed(nested))).toBe(nested)
    const items = parseSeries('dense(1) -> dense(2)')
    expect(items.ok && items.value.length).toBe(2)
  })
})

describe('the place of every item in the text', () => {
  it('covers the item with its label, the branch with its slice', () => {
    const text = 'dense(1) #a -> ( [0:2] dense(2) -> dense(3) | dense(4) )  #g'
    const result = parseDesignWithRanges(text)
    if (!result.ok) throw new Error(describeProblem(result.problem))
    const texts = Object.fromEntries([...result.value.ranges].map(([path, { from, to }]) => [path, text.slice(from, to)]))
    expect(texts).toEqual({
      '0': 'dense(1) #a',
      '1': '( [0:2] dense(2) -> dense(3) | dense(4) )  #g',
      '1.0': '[0:2] dense(2) -> dense(3)',
      '1.0.0': 'dense(2)',
      '1.0.1': 'dense(3)',
      '1.1': 'dense(4)',
      '1.1.0': 'dense(4)'
    })
  })

  it('is where the item is printed, for every design', () => {
    fc.assert(fc.property(arbitraryDesign, design => {
      const text = printDesign(design)
      const result = parseDesignWithRanges(text)
      if (!result.ok) throw new Error(describeProblem(result.problem))
      const { ranges } = result.value
      expect([...ranges.keys()].toSorted()).toEqual(allPaths(design).map(path => path.join('.')).toSorted())
      for (const path of allPaths(design)) {
        const item = itemAt(design, path)
        const range = ranges.get(path.join('.'))
        if (item) expect(text.slice(range?.from, range?.to)).toBe(printItem(item))
      }
    }))
  })
})

describe('a text that is no design', () => {
  it.each<[string, ProblemCode, number, string]>([
    ['', 'DESIGN_EMPTY', 1, 'the design is empty'],
    ['  \n ', 'DESIGN_EMPTY', 1, 'the design is empty'],
    ['dense', 'DESIGN_SYNTAX', 6, 'expected "(" after dense, found the end of the text'],
    ['dense()', 'DESIGN_SYNTAX', 7, 'expected a number of units, found ")"'],
    ['dense(relu)', 'DESIGN_SYNTAX', 11, 'expected a number of units, found ")"'],
    ['dense(64', 'DESIGN_SYNTAX', 9, 'expected "," or ")", found the end of the text'],
    ['dense(64  ', 'DESIGN_SYNTAX', 9, 'expected "," or ")", found the end of the text'],
    ['dense(64,)', 'DESIGN_SYNTAX', 10, 'expected an activation or budget=…, found ")"'],
    ['dense(64 relu)', 'DESIGN_SYNTAX', 10, 'expected "," or ")", found "relu"'],
    ['dense(64, 32)', 'DESIGN_SYNTAX', 11, 'expected an activation or budget=…, found "32"'],
    ['dense(0)', 'DESIGN_PARAMETER', 7, 'the number of units is 0'],
    ['dense(-5)', 'DESIGN_PARAMETER', 7, 'the number of units is -5'],
    ['dense(2.5)', 'DESIGN_PARAMETER', 7, 'the number of units is 2.5'],
    ['dense(1000000001)', 'DESIGN_PARAMETER', 7, 'the number of units is 1000000001'],
    ['dense(units=many)', 'DESIGN_PARAMETER', 13, 'the number of units is "many"'],
    ['dense(64, budget=-1)', 'DESIGN_PARAMETER', 18, 'the budget is -1'],
    ['dense(64, budget=1e999)', 'DESIGN_PARAMETER', 18, 'the budget is Infinity'],
    ['dense(64, budget=inf)', 'DESIGN_PARAMETER', 18, 'the budget is "inf"'],
    ['dense(64, budget=)', 'DESIGN_SYNTAX', 18, 'expected a budget, found ")"'],
    ['dense(64, budget)', 'DESIGN_SYNTAX', 17, 'expected "=" after budget, found ")"'],
    ['dense(64, width=3)', 'DESIGN_PARAMETER', 11, 'dense has no parameter "width"'],
    ['dense(64, units=3)', 'DESIGN_PARAMETER', 11, 'the number of units is given a second time'],
    ['dense(64, relu, activation=tanh)', 'DESIGN_PARAMETER', 17, 'the activation is given a second time'],
    ['dense(64, budget=1, budget=1)', 'DESIGN_PARAMETER', 21, 'the budget is given a second time'],
    ['dense(64, rleu)', 'DESIGN_ACTIVATION_UNKNOWN', 11, 'there is no activation "rleu"'],
    ['dense(64, activation=3)', 'DESIGN_ACTIVATION_UNKNOWN', 22, 'there is no activation "3"'],
    ['dense(1) -> pool(2)', 'DESIGN_BLOCK_UNKNOWN', 13, 'there is no block "pool"'],
    ['conv(8)', 'DESIGN_SYNTAX', 6, 'expected block=… or kernel=…, found "8"'],
    ['conv(filters=3)', 'DESIGN_SYNTAX', 15, 'expected block=… or kernel=…, found ")"'],
    ['conv(block=8)', 'DESIGN_SYNTAX', 13, 'expected filters=…, found ")"'],
    ['conv(block=8, kernel=2x2, filters=3)', 'DESIGN_PARAMETER', 15, 'both block and kernel are given'],
    ['conv(kernel=2x2, kernel=2x2, filters=3)', 'DESIGN_PARAMETER', 18, 'the kernel is given a second time'],
    ['conv(kernel=4, filters=3)', 'DESIGN_PARAMETER', 13, 'the kernel is "4"'],
    ['conv(kernel=0x4, filters=3)', 'DESIGN_PARAMETER', 13, 'the kernel height is 0'],
    ['conv(block=2x2, filters=3)', 'DESIGN_PARAMETER', 12, 'the block size is "2x2"'],
    ['dense(1) ->', 'DESIGN_SYNTAX', 12, 'expected a block or "(", found the end of the text'],
    ['dense(1) dense(2)', 'DESIGN_SYNTAX', 10, 'expected "->" or the end of the text, found "dense"'],
    ['dense(1) => dense(2)', 'DESIGN_SYNTAX', 10, 'expected "->" or the end of the text, found "="'],
    ['-> dense(1)', 'DESIGN_SYNTAX', 1, 'expected a block or "(", found "->"'],
    ['[0:4] dense(1)', 'DESIGN_SYNTAX', 1, 'expected a block or "(", found "["'],
    ['(dense(1))', 'DESIGN_SYNTAX', 10, 'expected "->", or "|" and a second branch, found ")"'],
    ['()', 'DESIGN_SYNTAX', 2, 'expected a block or "(", found ")"'],
    ['(dense(1) | )', 'DESIGN_SYNTAX', 13, 'expected a block or "(", found ")"'],
    ['(dense(1) | dense(2)', 'DESIGN_SYNTAX', 21, 'expected "->", "|" or ")", found the end of the text'],
    ['dense(1))', 'DESIGN_SYNTAX', 9, 'expected "->" or the end of the text, found ")"'],
    ['dense(1) #', 'DESIGN_SYNTAX', 11, 'expected a label (a letter a–z, then letters, digits, "_" or "-"), found the end of the text'],
    ['dense(1) #1', 'DESIGN_SYNTAX', 11, 'expected a label (a letter a–z, then letters, digits, "_" or "-"), found "1"'],
    ['dense(1) #größe', 'DESIGN_SYNTAX', 11, 'expected a label (a letter a–z, then letters, digits, "_" or "-"), found "größe"'],
    ['([4:4] dense(1) | dense(2))', 'DESIGN_SLICE', 5, 'expected an end greater than 4, found "4"'],
    ['([-1:4] dense(1) | dense(2))', 'DESIGN_SLICE', 3, 'expected the first column of a slice, found "-1"'],
    ['([0-4] dense(1) | dense(2))', 'DESIGN_SYNTAX', 4, 'expected ":", found "-4"'],
    ['([0:4) dense(1) | dense(2))', 'DESIGN_SYNTAX', 6, 'expected "]", found ")"'],
    ['dense(64; relu)', 'DESIGN_SYNTAX', 9, 'expected "," or ")", found ";"'],
    ['dense(64) 😀', 'DESIGN_SYNTAX', 11, 'expected "->" or the end of the text, found "😀"'],
    ['('.repeat(101), 'DESIGN_TOO_DEEP', 101, 'more than 100 groups stand inside each other']
  ])('%s', (text, code, column, sentence) => {
    const result = parseDesign(text)
    expect(result.ok).toBe(false)
    if (result.ok) return
    expect(result.problem.code).toBe(code)
    expect(result.problem.place).toEqual({ column })
    expect(result.problem.what).toBe(`column ${column}: ${sentence}`)
    expect([result.problem.meaning, result.problem.action].every(part => part.length > 0 && !part.endsWith('.'))).toBe(true)
  })

  it('names the known activations', () => {
    const result = parseDesign('dense(1, magic)')
    expect(!result.ok && result.problem.action).toContain('linear, relu, sigmoid')
  })

  it('is refused without a stack overflow when it is 200,000 brackets deep', () => {
    const result = parseDesign('('.repeat(200_000))
    expect(!result.ok && result.problem.code).toBe('DESIGN_TOO_DEEP')
  })

  it('never throws, whatever the text', () => {
    const words = ['dense', 'conv', 'block', 'kernel', 'filters', 'relu', 'budget', '2x2', '8', 'é']
    const fragment = fc.constantFrom(...words, '(', ')', '|', '->', '→', '#', '[', ']', ':', ',', '=', '-', ' ', '\n', '"')
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.array(fragment, { maxLength: 40 }).map(parts => parts.join('')))
    fc.assert(fc.property(text, anything => {
      const result = parseDesign(anything)
      if (!result.ok) {
        const column = Number(result.problem.place?.column)
        expect(column).toBeGreaterThanOrEqual(1)
        expect(column).toBeLessThanOrEqual(anything.length + 1)
      } else {
        expect(parsed(printDesign(result.value))).toStrictEqual(result.value)
      }
    }), { numRuns: 1500 })
  })

  it('points into the last word of a design that was cut off', () => {
    fc.assert(fc.property(arbitraryDesign, fc.nat(), (design, cut) => {
      const text = printDesign(design)
      const shorter = text.slice(0, cut % text.length)
      const result = parseDesign(shorter)
      if (!result.ok) expect(result.problem.place?.column).toBeGreaterThan(shorter.trimEnd().search(/\S*$/))
    }))
  })
})
