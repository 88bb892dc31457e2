/** The way back from the tridiagonal matrix: x ← H₀·H₁·…·x for vectors of its coordinates. */
import { laneSum, multiplyAdd, read } from '../shared/vector'
import { rowAddress, Reduction } from './reduction'

/** So many vectors at a time stay in the second-level cache while all reflectors pass over them. */
const bytesAtATime: usize = 262_144

/** Vectors of one part of the work: no more than stay in the cache, and few enough for threads to share them evenly. */
// @ts-ignore: decorator
@inline function vectorsOfPart(r: Reduction): i32 {
  return max(1, min(8, <i32>(bytesAtATime / r.stride)))
}

export function vectorParts(r: Reduction, count: i32): i32 {
  const atATime = vectorsOfPart(r)
  return (count + atATime - 1) / atATime
}

export function reflectPart(r: Reduction, part: i32): void {
  const atATime = vectorsOfPart(r)
  const from = part * atATime
  const to = min(r.vectorCount, from + atATime)
  for (let column = r.order - 2; column >= 0; column--) {
    const tau = read(r.factors, column)
    if (tau != 0) reflectEach(r, column, tau, from, to)
  }
}

function reflectEach(r: Reduction, column: i32, tau: f64, from: i32, to: i32): void {
  // in a pair with the first number of v there may be one before it, which is no part of v
  const v = rowAddress(r, column)
  let first = column + 1
  const odd = first & 1
  const one = odd ? read(v, first) : 0
  const pairsFrom = <usize>(first + odd) << 3
  const end = <usize>r.padded << 3
  for (let index = from; index < to; index++) {
    const x = r.vectors + <usize>index * r.stride
    let sums = f64x2.splat(0)
    for (let at = pairsFrom; at < end; at += 16) sums = multiplyAdd(v128.load(v + at), v128.load(x + at), sums)
    let product = laneSum(sums)
    if (odd) product += one * read(x, first)
    const factor = -tau * product
    const factors = f64x2.splat(factor)
    for (let at = pairsFrom; at < end; at += 16) v128.store(x + at, multiplyAdd(v128.load(v + at), factors, v128.load(x + at)))
    if (odd) store<f64>(x + (<usize>first << 3), read(x, first) + factor * one)
  }
}
