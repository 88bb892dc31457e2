import { expect, it } from 'vitest'
import { curveRange } from '../../../renderer/stores/curveRange'

it('holds the budget and the breakpoints, in whole decades', () => {
  expect(curveRange(10, [0, 0.2, 25], null)).toEqual({ from: 0.1, to: 1000 })
})

it('does not let far breakpoints squeeze the picture', () => {
  const { from, to } = curveRange(10, [0, 1e-9, 1e9], null)
  expect(from).toBeGreaterThanOrEqual(0.001)
  expect(to).toBeLessThanOrEqual(1e5)
})

it('stands still while the budget moves inside it, and follows when it leaves', () => {
  const first = curveRange(10, [0, 5], null)
  expect(curveRange(200, [0, 5], first)).toBe(first)
  expect(curveRange(1e6, [0, 5], first)).not.toEqual(first)
})

it('has a range for no budget at all', () => {
  const { from, to } = curveRange(0, [0, 5], null)
  expect(from).toBeGreaterThan(0)
  expect(to).toBeGreaterThan(from)
})
