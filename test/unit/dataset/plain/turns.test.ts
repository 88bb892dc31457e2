import { describe, expect, it } from 'vitest'
import { shareOfReader, turns } from '../../../../core/dataset/plain/turns'

function firstTurns(parts: number, share: number, count: number): readonly number[] {
  const sequence = turns(parts, share)
  return Array.from({ length: count }, () => sequence.next().value)
}

describe('the parts of a file take their chunks in turn', () => {
  it('the thread that reads it as often as its share, never much sooner or later', () => {
    for (const share of [0.05, 0.15, 1 / 3, 0.5]) {
      const own = firstTurns(3, share, 1000).map(part => Number(part === 0))
      let taken = 0
      own.forEach((mine, index) => {
        taken += mine
        expect(Math.abs(taken - share * (index + 1))).toBeLessThan(1 + 1e-9)
      })
    }
  })

  it('the others one after the other', () => {
    expect(firstTurns(4, 0.25, 400).filter(part => part !== 0).slice(0, 7)).toEqual([1, 2, 3, 1, 2, 3, 1])
  })

  it('and one that is alone takes all of them', () => {
    expect(firstTurns(1, 1, 5)).toEqual([0, 0, 0, 0, 0])
  })

  it('a share that is nearly an equal one for much work, less for little, and none where reading alone keeps a thread busy or products would stop the reading', () => {
    expect(shareOfReader(1500, 2, true)).toBeGreaterThan(0.4)
    expect(shareOfReader(1501, 2, true)).toBe(0)
    expect(shareOfReader(20, 2, true)).toBeLessThan(0.3)
    expect(shareOfReader(20, 2, false)).toBeGreaterThan(shareOfReader(20, 2, true))
    expect(shareOfReader(20, 8, true)).toBe(0)
    expect(shareOfReader(20, 1, true)).toBe(1)
    for (const threads of [2, 3, 4, 8]) for (const features of [0, 20, 784, 3072]) expect(shareOfReader(features, threads, false)).toBeLessThanOrEqual(1 / threads)
  })
})
