/**
 * Where values stand on a picture. The axes are computed here and given to the chart engine ready-made,
 * so that labels, the slider and tests know every pixel without asking a screen.
 */
import type { AxisKind } from './spec'

/** In CSS pixels from the top left corner of the picture. */
export interface Rectangle {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** An axis: the values `from`…`to` stand at the pixels `start`…`end`. A logarithmic axis has `from` > 0. */
export interface AxisScale {
  readonly kind: AxisKind
  readonly from: number
  readonly to: number
  readonly start: number
  readonly end: number
}

export interface Ticks {
  /** Values with a grid line. */
  readonly majors: readonly number[]
  /** Values with a small mark only. */
  readonly minors: readonly number[]
  /** Values that are written. */
  readonly labels: readonly number[]
}

const position = (kind: AxisKind, value: number): number => (kind === 'log' ? Math.log10(value) : value)

/** Pixel of a value. Values left of a logarithmic axis' reach (≤ 0) stand at −∞. */
export function toPixel(axis: AxisScale, value: number): number {
  const from = position(axis.kind, axis.from)
  const share = (position(axis.kind, value) - from) / (position(axis.kind, axis.to) - from)
  return axis.start + share * (axis.end - axis.start)
}

/** Value at a pixel; the inverse of `toPixel`. */
export function fromPixel(axis: AxisScale, pixel: number): number {
  const from = position(axis.kind, axis.from)
  const value = from + ((pixel - axis.start) / (axis.end - axis.start)) * (position(axis.kind, axis.to) - from)
  return axis.kind === 'log' ? 10 ** value : value
}

/** Round values (1, 2, 2.5 or 5 times a power of ten apart) inside `from`…`to`, about `count` of them. */
export function niceTicks(from: number, to: number, count: number): number[] {
  const rough = (to - from) / Math.max(1, count)
  if (!(rough > 0) || !Number.isFinite(rough)) return []
  const magnitude = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].map(factor => factor * magnitude).find(candidate => candidate >= rough * 0.999) ?? 10 * magnitude
  const first = Math.ceil(from / step - 1e-9)
  const last = Math.floor(to / step + 1e-9)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => Number(((first + index) * step).toPrecision(12)))
}

/** Ticks of a linear axis, one per `spacing` pixels or so. */
export function linearTicks(axis: AxisScale, spacing: number): Ticks {
  const majors = niceTicks(axis.from, axis.to, Math.floor(Math.abs(axis.end - axis.start) / spacing))
  return { majors, minors: [], labels: majors }
}

/**
 * Ticks of a logarithmic axis: the powers of ten, written where there is room, with small marks at 2 and 5.
 * An axis shorter than a decade or so gets round values as a linear one would.
 *
 * @param spacing pixels a written label needs along the axis
 */
export function logTicks(axis: AxisScale, spacing: number): Ticks {
  const first = Math.ceil(Math.log10(axis.from) - 1e-9)
  const last = Math.floor(Math.log10(axis.to) + 1e-9)
  const inside = (value: number): boolean => value >= axis.from * (1 - 1e-9) && value <= axis.to * (1 + 1e-9)
  const perDecade = Math.abs(axis.end - axis.start) / Math.log10(axis.to / axis.from)
  if (last - first < 1) return shortLogTicks(axis, spacing, inside)
  const stride = Math.max(1, Math.ceil(spacing / perDecade))
  const majors: number[] = []
  const minors: number[] = []
  for (let exponent = first - 1; exponent <= last; exponent++) {
    const decade = Number(`1e${exponent}`)
    if (inside(decade) && exponent % stride === 0) majors.push(decade)
    if (stride === 1) minors.push(...[2, 5].map(factor => Number(`${factor}e${exponent}`)).filter(inside))
  }
  // The gap between 1 and 2, and between 5 and 10, is 0.3 of a decade.
  const labels = stride === 1 && perDecade * 0.3 >= spacing * 1.1 ? [...majors, ...minors].sort((a, b) => a - b) : majors
  return { majors, minors, labels }
}

function shortLogTicks(axis: AxisScale, spacing: number, inside: (value: number) => boolean): Ticks {
  const candidates = niceTicks(axis.from, axis.to, 8).filter(value => value > 0 && inside(value))
  const majors: number[] = []
  let previous = Number.NEGATIVE_INFINITY
  for (const value of candidates) {
    const along = Math.abs(toPixel(axis, value) - axis.start)
    if (along - previous < spacing) continue
    majors.push(value)
    previous = along
  }
  return { majors, minors: [], labels: majors }
}

/** Ticks of an axis of either kind. */
export function axisTicks(axis: AxisScale, spacing: number): Ticks {
  return axis.kind === 'log' ? logTicks(axis, spacing) : linearTicks(axis, spacing)
}

const superscript = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** A tick's value as it is written: 0.01, 2,500, 10⁶, 2×10⁻⁷. */
export function tickLabel(value: number): string {
  if (value === 0) return '0'
  const [mantissa = '', exponent = '0'] = Number(value.toPrecision(12)).toExponential().split('e')
  const power = Number(exponent)
  if (power >= -4 && power < 6) return String(Number(value.toPrecision(12))).replace(/^-/, '−').replace(/\d+/, whole => whole.replaceAll(/\B(?=(\d{3})+$)/g, ','))
  const raised = `10${power < 0 ? '⁻' : ''}${[...String(Math.abs(power))].map(digit => superscript[Number(digit)]).join('')}`
  return mantissa === '1' ? raised : `${mantissa.replace('-', '−')}×${raised}`
}

/** Positions at least `gap` pixels apart, the first of every crowd kept. @param positions ascending, pixels */
export function thinned(positions: Iterable<number>, gap: number): number[] {
  const kept: number[] = []
  for (const at of positions) {
    if (at - (kept.at(-1) ?? Number.NEGATIVE_INFINITY) >= gap) kept.push(at)
  }
  return kept
}
