import { describe, expect, it } from 'vitest'
import { effectScope, shallowRef, watchSyncEffect } from 'vue'
import { equalData, steady } from '../../../renderer/stores/steady'

describe('a steady value', () => {
  it('stays the same object, and wakes nobody, while what it is computed from says the same', () => {
    const scope = effectScope()
    scope.run(() => {
      const source = shallowRef({ width: 2, marks: [{ x: 1 }] })
      const value = steady(() => ({ width: source.value.width, marks: source.value.marks.map(({ x }) => ({ x: x * 2 })) }))
      let woken = 0
      watchSyncEffect(() => {
        void value.value
        woken += 1
      })
      const first = value.value
      source.value = { width: 2, marks: [{ x: 1 }] }
      expect(value.value).toBe(first)
      expect(woken).toBe(1)
      source.value = { width: 2, marks: [{ x: 1 }, { x: 3 }] }
      expect(value.value).toEqual({ width: 2, marks: [{ x: 2 }, { x: 6 }] })
      expect(woken).toBe(2)
    })
    scope.stop()
  })

  it('compares plain data part by part, and anything else by what it is', () => {
    expect(equalData({ a: [1, { b: null }], c: Number.NaN }, { c: Number.NaN, a: [1, { b: null }] })).toBe(true)
    for (const [one, other] of [[{ a: 1 }, { a: 1, b: undefined }], [{ a: undefined }, { b: undefined }], [[1, 2], [1]], [[], {}], [null, {}], [{ a: 0 }, { a: -0 }]]) expect(equalData(one, other)).toBe(false)
    const long = new Float64Array([1, 2])
    expect(equalData({ long }, { long })).toBe(true)
    expect(equalData({ long }, { long: new Float64Array([1, 2]) })).toBe(false)
  })
})
