import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDesign } from '../../../core/design/parse'
import { printDesign } from '../../../core/design/print'
import { sharing } from '../../../core/design/sharing'
import type { Design } from '../../../core/design/types'
import { arbitraryDesign } from './arbitraryDesign'

const read = (text: string): Design => {
  const parsed = parseDesign(text)
  if (!parsed.ok) throw new Error(parsed.problem.what)
  return parsed.value
}

describe('a design read anew', () => {
  it('says the same, whatever was there before', () => {
    fc.assert(fc.property(arbitraryDesign, arbitraryDesign, (before, now) => {
      expect(sharing(before, now)).toEqual(now)
    }))
  })

  it('is the design before where the two are equal', () => {
    fc.assert(fc.property(arbitraryDesign, design => {
      fc.pre(design.items.length > 0)
      const again = read(printDesign(design))
      expect(again).not.toBe(design)
      expect(sharing(design, again)).toBe(design)
    }))
  })

  it('keeps every item but the one that was typed in, and the groups around it', () => {
    const before = read('dense(9) -> (dense(1) -> conv(block=3, filters=2) | (dense(3) | dense(4))) -> dense(5)')
    const now = sharing(before, read('dense(9) -> (dense(1) -> conv(block=3, filters=2) | (dense(37) | dense(4))) -> dense(5)'))
    expect(now.items[0]).toBe(before.items[0])
    expect(now.items[2]).toBe(before.items[2])
    const [old, group] = [before.items[1], now.items[1]]
    if (old?.kind !== 'parallel' || group?.kind !== 'parallel') throw new Error('a group was expected')
    expect(group).not.toBe(old)
    expect(group.branches[0]).toBe(old.branches[0])
    expect(group.branches[1]).not.toBe(old.branches[1])
  })

  it('keeps what stands on both sides of an item that was put in or taken away', () => {
    const before = read('dense(1) -> dense(2) -> dense(3) -> dense(4)')
    const more = sharing(before, read('dense(1) -> dense(2) -> dense(7) -> dense(3) -> dense(4)'))
    expect([0, 1, 3, 4].map(index => more.items[index])).toEqual(before.items)
    expect([more.items[0], more.items[1], more.items[3], more.items[4]].every((item, index) => item === before.items[index])).toBe(true)
    const fewer = sharing(before, read('dense(1) -> dense(4)'))
    expect(fewer.items[0]).toBe(before.items[0])
    expect(fewer.items[1]).toBe(before.items[3])
  })

  it('takes blocks for equal only with every parameter', () => {
    const texts = ['dense(3)', 'dense(3, relu)', 'dense(3, budget=2)', 'dense(3) #a', 'conv(block=3, filters=3)', 'conv(block=3, filters=4)', 'conv(block=4, filters=3)', 'conv(kernel=3x4, filters=3)', 'conv(kernel=3x5, filters=3)', 'conv(kernel=4x4, filters=3)']
    for (const one of texts) {
      for (const other of texts) {
        const before = read(one)
        expect(sharing(before, read(other)) === before).toBe(one === other)
      }
    }
    const sliced = read('([0:2] dense(3) | [2:4] dense(3))')
    expect(sharing(sliced, read('([0:2] dense(3) | [2:5] dense(3))'))).not.toBe(sliced)
  })
})
