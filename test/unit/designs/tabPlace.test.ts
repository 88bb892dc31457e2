import { describe, expect, it } from 'vitest'
import { gapAt, placeInGap } from '../../../renderer/designs/tabPlace'

const tabs = [{ left: 100, right: 200 }, { left: 202, right: 260 }, { left: 262, right: 400 }]

describe('a carried tab', () => {
  it('goes before the first tab whose middle lies to the right of the pointer', () => {
    expect([0, 149, 151, 230, 232, 330, 332, 999].map(x => gapAt(x, tabs))).toEqual([0, 0, 1, 1, 2, 2, 3, 3])
  })

  it('stays where it is in the gaps on either side of it, and else takes the place that the others leave', () => {
    for (const from of [0, 1, 2]) {
      for (const gap of [0, 1, 2, 3]) {
        const order = ['a', 'b', 'c']
        const carried = order[from]!
        // put a mark in the gap, take the tab out of its old place, and look where the mark is
        const marked = [...order.slice(0, gap), '|', ...order.slice(gap)].filter(name => name !== carried)
        expect(placeInGap({ from, gap })).toBe(marked.indexOf('|'))
      }
    }
  })
})
