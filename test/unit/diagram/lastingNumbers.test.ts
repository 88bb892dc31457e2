import { describe, expect, it } from 'vitest'
import type { Item } from '../../../core/design/types'
import { lastingNumbers, type LastingNumbers } from '../../../renderer/diagram/lastingNumbers'

const dense = (units: number): Item => ({ kind: 'dense', units, activation: 'linear' })
const series = (items: readonly Item[]) => items.map((item, index) => ({ key: String(index), item }))
const listed = ({ numbers }: LastingNumbers): readonly number[] => [...numbers].toSorted(([one], [other]) => Number(one) - Number(other)).map(([, number]) => number)

const [a, b, c, d] = [dense(1), dense(2), dense(3), dense(4)] as const
const start = lastingNumbers(null, series([a, b, c]))

describe('the number that an item is drawn under', () => {
  it('is its own', () => {
    expect(listed(start)).toEqual([0, 1, 2])
  })

  it('goes with it when something is put in before it, moved or taken away', () => {
    expect(listed(lastingNumbers(start, series([a, d, b, c])))).toEqual([0, 3, 1, 2])
    expect(listed(lastingNumbers(start, series([b, a, c])))).toEqual([1, 0, 2])
    expect(listed(lastingNumbers(start, series([a, c])))).toEqual([0, 2])
  })

  it('goes with it into a group that is wrapped around it', () => {
    const group: Item = { kind: 'parallel', branches: [{ items: [b] }, { items: [d] }] }
    const { numbers } = lastingNumbers(start, [{ key: '0', item: a }, { key: '1', item: group }, { key: '1.0.0', item: b }, { key: '1.1.0', item: d }, { key: '2', item: c }])
    expect(numbers.get('1.0.0')).toBe(1)
    expect([numbers.get('0'), numbers.get('2')]).toEqual([0, 2])
    expect(new Set(numbers.values()).size).toBe(5)
  })

  it('stays where an item is edited in place', () => {
    expect(listed(lastingNumbers(start, series([a, dense(37), c])))).toEqual([0, 1, 2])
  })

  it('differs between two places of one object', () => {
    const twice = lastingNumbers(start, series([a, b, b, c]))
    expect(listed(twice)).toEqual([0, 1, 3, 2])
    expect(listed(lastingNumbers(twice, series([b, b, a])))).toEqual([3, 1, 0])
  })

  it('is never given to a later item again', () => {
    const fewer = lastingNumbers(start, series([a]))
    expect(listed(lastingNumbers(fewer, series([a, d])))).toEqual([0, 3])
  })
})
