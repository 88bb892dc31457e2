import { describe, expect, it } from 'vitest'
import { toPixel, type AxisScale } from '../../../core/report/charts/axes'
import { budgetAfterKey, budgetAt, isSliderKey, roundedBudget, widthAfterKey, widthAt, type SliderKey } from '../../../renderer/charts/slider'

const log: AxisScale = { kind: 'log', from: 0.1, to: 1e5, start: 40, end: 460 }
const linear: AxisScale = { kind: 'linear', from: 0, to: 100, start: 40, end: 440 }

describe('dragging the budget', () => {
  it('gives the budget under the pointer in three digits', () => {
    expect(budgetAt(log, toPixel(log, 76))).toBe(76)
    expect(budgetAt(log, 180)).toBe(10)
    expect(String(budgetAt(log, 313)).replace('.', '').replace(/0+$/, '').length).toBeLessThanOrEqual(3)
  })

  it('stays on the axis', () => {
    expect(budgetAt(log, -1000)).toBe(0.1)
    expect(budgetAt(log, 5000)).toBe(1e5)
    expect(budgetAt(linear, 0)).toBe(0)
  })

  it('moves with every pixel, however short the axis', () => {
    for (const axis of [log, linear, { ...log, from: 60, to: 95 }, { ...linear, from: 100, to: 200 }]) {
      for (let pixel = axis.start; pixel < axis.end; pixel++) expect(budgetAt(axis, pixel + 1)).toBeGreaterThan(budgetAt(axis, pixel))
    }
  })

  it('stays within a pixel of the pointer', () => {
    for (const axis of [log, linear]) for (let pixel = axis.start; pixel <= axis.end; pixel++) expect(Math.abs(toPixel(axis, budgetAt(axis, pixel)) - pixel)).toBeLessThan(1)
  })

  it('keeps three digits, and four where neighbours would read the same', () => {
    expect(roundedBudget(123.456, 5)).toBe(123)
    expect(roundedBudget(123.456, 0.5)).toBe(123.5)
    expect(roundedBudget(0, 0)).toBe(0)
  })
})

describe('moving the budget by keys', () => {
  it('steps by two per cent, with Shift by twenty', () => {
    expect(budgetAfterKey(log, 100, 'ArrowRight', false)).toBe(102)
    expect(budgetAfterKey(log, 100, 'ArrowUp', false)).toBe(102)
    expect(budgetAfterKey(log, 100, 'ArrowLeft', false)).toBe(98)
    expect(budgetAfterKey(log, 100, 'ArrowDown', true)).toBe(80)
    expect(budgetAfterKey(log, 100, 'ArrowRight', true)).toBe(120)
  })

  it('turns pages by a factor of ten and goes to the ends', () => {
    expect(budgetAfterKey(log, 76, 'PageUp', false)).toBe(760)
    expect(budgetAfterKey(log, 76, 'PageDown', false)).toBe(7.6)
    expect(budgetAfterKey(log, 76, 'Home', false)).toBe(0.1)
    expect(budgetAfterKey(log, 76, 'End', false)).toBe(1e5)
  })

  it('never leaves the axis', () => {
    expect(budgetAfterKey(log, 9e4, 'PageUp', false)).toBe(1e5)
    expect(budgetAfterKey(log, 0.1, 'ArrowLeft', true)).toBe(0.1)
    expect(budgetAfterKey(linear, 0, 'ArrowLeft', false)).toBe(0)
  })

  it('gets away from zero, and through every step between the ends', () => {
    expect(budgetAfterKey(linear, 0, 'ArrowRight', false)).toBeCloseTo(0.1, 12)
    expect(budgetAfterKey(linear, 0, 'PageUp', false)).toBeCloseTo(1, 12)
    let budget = log.from
    for (let presses = 0; budget < log.to; presses++) {
      const next = budgetAfterKey(log, budget, 'ArrowRight', false)
      expect(next).toBeGreaterThan(budget)
      expect(presses).toBeLessThan(1000)
      budget = next
    }
  })

  it('knows its keys', () => {
    expect(isSliderKey('PageUp')).toBe(true)
    expect(isSliderKey('a')).toBe(false)
  })
})

describe('moving a width', () => {
  const narrow: AxisScale = { kind: 'linear', from: 1, to: 61, start: 40, end: 460 }
  const wide: AxisScale = { kind: 'log', from: 1, to: 4096, start: 40, end: 460 }

  it('gives the nearest whole width under the pointer, and stays on the axis', () => {
    for (const axis of [narrow, wide]) {
      for (let width = 1; width <= axis.to; width++) expect(widthAt(axis, toPixel(axis, width))).toBe(width)
      expect([widthAt(axis, -1000), widthAt(axis, 5000)]).toEqual([1, axis.to])
    }
    expect(widthAt(narrow, toPixel(narrow, 7.4))).toBe(7)
  })

  it('steps by one, with Shift by ten, by pages to twice and half, and to the ends', () => {
    const after = (width: number, key: SliderKey, shift = false): number => widthAfterKey(narrow, width, key, shift)
    expect([after(8, 'ArrowRight'), after(8, 'ArrowDown'), after(8, 'ArrowUp', true), after(28, 'ArrowLeft', true)]).toEqual([9, 7, 18, 18])
    expect([after(8, 'PageUp'), after(9, 'PageDown'), after(8, 'Home'), after(8, 'End')]).toEqual([16, 4, 1, 61])
    expect([after(1, 'ArrowLeft'), after(1, 'PageDown'), after(60, 'PageUp'), after(61, 'ArrowRight')]).toEqual([1, 1, 61, 61])
  })

  it('never leaves the whole numbers, wherever the axis ends', () => {
    const uneven: AxisScale = { ...narrow, from: 1.5, to: 9.5 }
    expect([widthAfterKey(uneven, 2, 'Home', false), widthAfterKey(uneven, 9, 'End', false), widthAt(uneven, 0), widthAt(uneven, 999)]).toEqual([2, 9, 2, 9])
  })
})
