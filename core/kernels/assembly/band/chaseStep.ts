/** One step of the chase: a reflector of bandWidth numbers, made and applied to what it touches. */
import { negligibleNorm } from '../shared/negligible'
import { laneSum, multiplyAdd } from '../shared/vector'
import { Banded, bandWidth, chasedStride, vectorBytes } from './banded'
import { addBoth, timesVector, vectorTimes } from './blockBelow'
import { bothSides } from './blockOnDiagonal'

// @ts-ignore: decorator
@inline export function chasedEntry(z: Banded, row: i32, column: i32): usize {
  return z.chased + (<usize>(row + column * chasedStride) << 3)
}

/**
 * Step `step` of a sweep. The first takes column `sweep` to one entry below the diagonal; each other takes what the one before has
 * pushed out of the band, one column of it, bandWidth rows further down.
 */
export function chaseStep(z: Banded, sweep: i32, step: i32, work: usize): void {
  const row = sweep + 1 + step * bandWidth
  const u = z.reflectors + <usize>(2 * sweep + ((step + 1) & 1)) * vectorBytes
  const v = z.reflectors + <usize>(2 * sweep + (step & 1)) * vectorBytes
  const place = z.sweepTaus + (<usize>sweep << 3)
  let tau: f64
  if (step == 0) {
    tau = reflect(chasedEntry(z, row, sweep), v)
  } else {
    const block = chasedEntry(z, row, row - bandWidth)
    tau = chaseBlock(block, u, load<f64>(place), v, work)
  }
  store<f64>(place, tau)
  if (tau != 0) bothSides(chasedEntry(z, row, row), v, tau, work)
}

/** Takes a column to a multiple of its first entry. @returns τ; v is all zeros where that is 0 */
function reflect(x: usize, v: usize): f64 {
  const alpha = load<f64>(x)
  const beside = f64x2.replace_lane(v128.load(x), 0, 0)
  let first = f64x2.mul(beside, beside), second = f64x2.splat(0)
  for (let at: usize = 16; at < vectorBytes; at += 16) {
    const pair = v128.load(x + at)
    const sum = multiplyAdd(pair, pair, second)
    second = first
    first = sum
  }
  const rest = laneSum(f64x2.add(first, second))
  const norm = Math.sqrt(alpha * alpha + rest)
  if (rest == 0 || norm < negligibleNorm) {
    memory.fill(v, 0, vectorBytes)
    memory.fill(x + 8, 0, vectorBytes - 8)
    if (norm < negligibleNorm) store<f64>(x, 0)
    return 0
  }
  const beta = alpha >= 0 ? -norm : norm
  const scale = f64x2.splat(1 / (alpha - beta))
  for (let at: usize = 0; at < vectorBytes; at += 16) {
    v128.store(v + at, f64x2.mul(v128.load(x + at), scale))
    v128.store(x + at, f64x2.splat(0))
  }
  store<f64>(v, 1)
  store<f64>(x, beta)
  return (beta - alpha) / beta
}

/** The block below the diagonal: B ← B·(I − τ·u·uᵀ), its first column reflected, B ← (I − τ′·v·vᵀ)·B. @returns τ′ */
function chaseBlock(block: usize, u: usize, tauBefore: f64, v: usize, work: usize): f64 {
  const z = work
  const y = work + vectorBytes
  timesVector(block, u, -tauBefore, z)
  for (let at: usize = 0; at < vectorBytes; at += 16) v128.store(block + at, f64x2.add(v128.load(block + at), v128.load(z + at)))
  const tau = reflect(block, v)
  if (tau == 0 && tauBefore == 0) return 0
  let sum = f64x2.splat(0)
  for (let at: usize = 0; at < vectorBytes; at += 16) sum = multiplyAdd(v128.load(v + at), v128.load(z + at), sum)
  vectorTimes(block, v, u, laneSum(sum), -tau, y)
  addBoth(block, z, u, v, y)
  return tau
}
