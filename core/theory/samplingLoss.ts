/**
 * δ, the expected total variation between p(y|x) and the model learnt from m rows, and how many rows bring it down.
 * All of it rests on δ falling as 1/√m.
 */
import { binaryEntropy } from './entropy'

/**
 * The paper's rate δ_f = √(K m′ log 2/(2m)).
 *
 * @param classes K ≥ 1
 * @param rows m ≥ 1
 * @param mPrime m′ ≥ 1, a constant of the learner
 * @returns may exceed 1 for few rows: then it says nothing
 */
export function samplingRate(classes: number, rows: number, mPrime: number): number {
  // two roots: the product of K and a huge m′ might overflow
  return Math.sqrt((classes * Math.LN2) / (2 * rows)) * Math.sqrt(mPrime)
}

/** m′ = 2mδ²/(K log 2), the constant with which the paper's rate would give δ. */
export function impliedMPrime(classes: number, rows: number, delta: number): number {
  return (2 * rows * delta * delta) / (classes * Math.LN2)
}

/**
 * Rows at which δ, now `delta` with `rows`, has come down to `goal`: ⌈m(δ/δ_goal)²⌉.
 *
 * @returns null when no finite number of rows does
 */
export function rowsForDelta(rows: number, delta: number, goal: number): number | null {
  const ratio = delta / goal
  const needed = Math.ceil(rows * ratio * ratio)
  return Number.isFinite(needed) ? needed : null
}

/**
 * δ_c, at which the peak of the guaranteed curve is 0: the root of J(1 − 2δ/η) = 2h₂(δ) on (0, ½). The left side falls from J
 * to 0 at η/2 while the right side rises from 0, so there is exactly one root, below η/2.
 *
 * @param informationXY J, nats
 * @param eta η in (0, 1]
 * @returns null for J ≤ 0 or η ≤ 0, where there is no root
 */
export function criticalDelta(informationXY: number, eta: number): number | null {
  if (!(informationXY > 0 && eta > 0)) return null
  const surplus = (delta: number): number => informationXY * (1 - (2 * delta) / eta) - 2 * binaryEntropy(delta)
  let high = Math.min(eta, 1) / 2
  let low = high / 2
  // a root of any size lies within a factor of two after so many halvings, and then every bisection gives a digit
  while (low > 0 && surplus(low) <= 0) {
    high = low
    low /= 2
  }
  if (low === 0) return null
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (surplus(middle) > 0) low = middle
    else high = middle
  }
  return low
}
