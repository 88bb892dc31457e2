/** Maximisation without constraints: limited-memory BFGS with a line search by bisection for the weak Wolfe conditions. */
import { addScaled, dot } from '../../linalg/views'

export interface Smooth {
  /** @returns the value to be maximised */
  value(point: Float64Array): number
  /** Its derivative at the point of the last `value`. */
  differentiate(point: Float64Array, slope: Float64Array): void
}

export interface AscentOptions {
  readonly maximumIterations: number
  /** Asked after every iteration; false ends the ascent. */
  readonly proceed?: (iteration: number, value: number) => boolean
}

export interface Ascent {
  readonly point: Float64Array
  readonly value: number
  readonly iterations: number
  /** Values computed, each with its derivative or nearly so. */
  readonly evaluations: number
  /** Whether it ended as no progress was left, not at a limit. */
  readonly settled: boolean
}

/** Pairs of steps and derivative changes that are remembered. */
const memory = 12
/** The ascent has settled when `quietIterations` in a row together gained less than this, relative to the value. */
const settledGain = 1e-10
const quietIterations = 12

/**
 * Climb from `start`. Made for functions that do not change with the length of the point (or of its parts): the step's length is
 * measured against the point's.
 *
 * @param start not changed
 */
export function ascend(smooth: Smooth, start: Float64Array, { maximumIterations, proceed }: AscentOptions): Ascent {
  const climb = new Climb(smooth, start)
  const recent: number[] = [climb.value]
  let iterations = 0
  let settled = false
  while (!settled && iterations < maximumIterations) {
    const moved = climb.step()
    iterations++
    recent.push(climb.value)
    if (recent.length > quietIterations + 1) recent.shift()
    settled = !moved || (recent.length > quietIterations && climb.value - recent[0]! <= settledGain * Math.abs(climb.value))
    if (proceed && !proceed(iterations, climb.value)) break
  }
  return { point: climb.point, value: climb.value, iterations, evaluations: climb.evaluations, settled }
}

interface Pair {
  readonly move: Float64Array
  readonly change: Float64Array
  /** 1/(move·change) */
  readonly weight: number
}

class Climb {
  point: Float64Array
  value: number
  evaluations = 0
  #slope: Float64Array
  #pairs: Pair[] = []

  constructor(private readonly smooth: Smooth, start: Float64Array) {
    this.point = start.slice()
    this.value = this.#valueAt(this.point)
    this.#slope = new Float64Array(start.length)
    smooth.differentiate(this.point, this.#slope)
  }

  /** @returns false when no step gains anything */
  step(): boolean {
    const moved = this.#along(this.#direction())
    if (moved || this.#pairs.length === 0) return moved
    // the remembered curvature misleads: once more along the derivative itself
    this.#pairs = []
    return this.#along(this.#direction())
  }

  #valueAt(point: Float64Array): number {
    this.evaluations++
    return this.smooth.value(point)
  }

  /** The derivative times the inverse of the remembered curvature (two-loop recursion). */
  #direction(): Float64Array {
    const direction = this.#slope.slice()
    const size = direction.length
    const last = this.#pairs.at(-1)
    if (!last) {
      const length = Math.sqrt(dot(direction, 0, direction, 0, size))
      const reach = 0.3 * Math.sqrt(dot(this.point, 0, this.point, 0, size))
      scale(direction, length === 0 ? 0 : reach / length)
      return direction
    }
    const shares = this.#pairs.map(() => 0)
    for (let index = this.#pairs.length - 1; index >= 0; index--) {
      const { move, change, weight } = this.#pairs[index]!
      shares[index] = weight * dot(move, 0, direction, 0, size)
      addScaled(direction, 0, size, change, 0, -shares[index]!)
    }
    scale(direction, 1 / (last.weight * dot(last.change, 0, last.change, 0, size)))
    for (const [index, { move, change, weight }] of this.#pairs.entries()) {
      addScaled(direction, 0, size, move, 0, shares[index]! - weight * dot(change, 0, direction, 0, size))
    }
    return direction
  }

  /** Line search: halve while too little is gained, go further while the slope is still steep. */
  #along(direction: Float64Array): boolean {
    const size = direction.length
    const initial = dot(this.#slope, 0, direction, 0, size)
    if (!(initial > 0)) return false
    let low = 0
    let high = Infinity
    let length = 1
    const candidate = new Float64Array(size)
    const slope = new Float64Array(size)
    let best: { readonly point: Float64Array; readonly value: number; readonly slope: Float64Array } | null = null
    for (let trial = 0; trial < 40; trial++) {
      candidate.set(this.point)
      addScaled(candidate, 0, size, direction, 0, length)
      const value = this.#valueAt(candidate)
      if (value < this.value + 1e-4 * length * initial) {
        high = length
        // the gain is below the rounding of the value itself
        if (high * initial < 1e-15 * Math.abs(this.value)) break
      } else {
        this.smooth.differentiate(candidate, slope)
        best = { point: candidate.slice(), value, slope: slope.slice() }
        if (dot(slope, 0, direction, 0, size) <= 0.9 * initial) break
        low = length
      }
      length = high < Infinity ? (low + high) / 2 : 2 * length
    }
    if (best === null) return false
    this.#remember(best)
    return true
  }

  #remember({ point, value, slope }: { readonly point: Float64Array; readonly value: number; readonly slope: Float64Array }): void {
    const size = point.length
    const move = point.slice()
    addScaled(move, 0, size, this.point, 0, -1)
    // of the negated function, which is minimised
    const change = this.#slope.slice()
    addScaled(change, 0, size, slope, 0, -1)
    const curvature = dot(move, 0, change, 0, size)
    if (curvature > 1e-12 * Math.sqrt(dot(move, 0, move, 0, size) * dot(change, 0, change, 0, size))) {
      this.#pairs.push({ move, change, weight: 1 / curvature })
      if (this.#pairs.length > memory) this.#pairs.shift()
    }
    this.point = point
    this.value = value
    this.#slope = slope
  }
}

function scale(values: Float64Array, factor: number): void {
  for (let index = 0; index < values.length; index++) values[index]! *= factor
}
