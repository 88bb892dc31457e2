/** The arithmetic of the sliders on charts: pixels and keys to budgets and to widths. */
import { fromPixel, type AxisScale } from '../../core/report/charts/axes'

/** The keys a slider answers, as `KeyboardEvent.key` names them. */
export type SliderKey = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown' | 'PageUp' | 'PageDown' | 'Home' | 'End'

const keys: readonly string[] = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'] satisfies readonly SliderKey[]

export function isSliderKey(key: string): key is SliderKey {
  return keys.includes(key)
}

/** A value kept on the axis. */
export function onAxis(axis: AxisScale, value: number): number {
  return Math.min(axis.to, Math.max(axis.from, value))
}

/**
 * A value in as few digits as its neighbourhood needs: three significant ones, four where two pixels would otherwise read the same.
 *
 * @param step what the next pixel or key press would change it by, in units of the value
 */
export function roundedBudget(value: number, step: number): number {
  if (value === 0 || !Number.isFinite(value)) return value
  const digits = Math.abs(value) / Math.max(Math.abs(step), Number.MIN_VALUE) > 100 ? 4 : 3
  return Number(value.toPrecision(digits))
}

/** Budget at a pixel along the axis, rounded and kept on the axis. */
export function budgetAt(axis: AxisScale, pixel: number): number {
  const value = onAxis(axis, fromPixel(axis, pixel))
  const step = Math.abs(fromPixel(axis, pixel + 1) - fromPixel(axis, pixel))
  return onAxis(axis, roundedBudget(value, step))
}

/**
 * Budget after a key press: arrows ±2 %, with Shift ±20 %, Page Up and Page Down a factor of ten, Home and End the ends of the axis.
 * Near zero on a linear axis, where two per cent are nothing, a step is a thousandth of the axis (with Shift a hundredth).
 */
export function budgetAfterKey(axis: AxisScale, budget: number, key: SliderKey, shift: boolean): number {
  const least = axis.kind === 'linear' ? (axis.to - axis.from) * (shift ? 0.01 : 0.001) : 0
  const step = Math.max(Math.abs(budget) * (shift ? 0.2 : 0.02), least)
  const moved = (value: number): number => onAxis(axis, roundedBudget(value, step / 2))
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return moved(budget - step)
    case 'ArrowRight':
    case 'ArrowUp':
      return moved(budget + step)
    case 'PageDown':
      return moved(budget / 10)
    case 'PageUp':
      return moved(budget === 0 ? least * 10 : budget * 10)
    case 'Home':
      return axis.from
    case 'End':
      return axis.to
  }
}

/** Width at a pixel along the axis: the nearest whole number on it. */
export function widthAt(axis: AxisScale, pixel: number): number {
  return wholeOnAxis(axis, fromPixel(axis, pixel))
}

/** Width after a key press: arrows ±1, with Shift ±10, Page Up and Page Down twice and half, Home and End the ends of the axis. */
export function widthAfterKey(axis: AxisScale, width: number, key: SliderKey, shift: boolean): number {
  const step = shift ? 10 : 1
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return wholeOnAxis(axis, width - step)
    case 'ArrowRight':
    case 'ArrowUp':
      return wholeOnAxis(axis, width + step)
    case 'PageDown':
      return wholeOnAxis(axis, Math.floor(width / 2))
    case 'PageUp':
      return wholeOnAxis(axis, width * 2)
    case 'Home':
      return wholeOnAxis(axis, axis.from)
    case 'End':
      return wholeOnAxis(axis, axis.to)
  }
}

function wholeOnAxis(axis: AxisScale, value: number): number {
  return Math.min(Math.floor(axis.to), Math.max(Math.ceil(axis.from), Math.round(value)))
}
