/** A reflector applied to both sides of a block on the diagonal of the chased band. */
import { laneSum, multiplyAdd, read } from '../shared/vector'
import { columnBytes, vectorBytes } from './banded'

/** The block on the diagonal, of which the lower triangle counts: D ← H·D·H. What is up to three above the diagonal of it is written to and never read. */
export function bothSides(block: usize, v: usize, tau: f64, work: usize): void {
  const y = work
  memory.fill(y, 0, vectorBytes)
  for (let from: usize = 0; from < vectorBytes; from += 32) symmetricStrip(block + (from >> 3) * columnBytes + from, v + from, y + from, v + vectorBytes)
  const factor = f64x2.splat(-tau)
  let sum = f64x2.splat(0)
  for (let at: usize = 0; at < vectorBytes; at += 16) {
    const w = f64x2.mul(v128.load(y + at), factor)
    v128.store(y + at, w)
    sum = multiplyAdd(w, v128.load(v + at), sum)
  }
  const share = f64x2.splat(-0.5 * tau * laneSum(sum))
  for (let at: usize = 0; at < vectorBytes; at += 16) v128.store(y + at, multiplyAdd(v128.load(v + at), share, v128.load(y + at)))
  for (let from: usize = 0; from < vectorBytes; from += 32) updateStrip(block + (from >> 3) * columnBytes + from, v + from, y + from, v + vectorBytes)
}

/** Four columns of the lower triangle, from the diagonal down: y += what they and their mirror image make of v. */
function symmetricStrip(strip: usize, v: usize, y: usize, end: usize): void {
  const x0 = read(v, 0), x1 = read(v, 1), x2 = read(v, 2), x3 = read(v, 3)
  const a10 = read(strip, 1), a20 = read(strip, 2), a30 = read(strip, 3)
  const second = strip + columnBytes, third = strip + 2 * columnBytes, fourth = strip + 3 * columnBytes
  const a21 = read(second, 2), a31 = read(second, 3), a32 = read(third, 3)
  let y0 = read(strip, 0) * x0 + a10 * x1 + a20 * x2 + a30 * x3
  let y1 = a10 * x0 + read(second, 1) * x1 + a21 * x2 + a31 * x3
  let y2 = a20 * x0 + a21 * x1 + read(third, 2) * x2 + a32 * x3
  let y3 = a30 * x0 + a31 * x1 + a32 * x2 + read(fourth, 3) * x3
  const v0 = f64x2.splat(x0), v1 = f64x2.splat(x1), v2 = f64x2.splat(x2), v3 = f64x2.splat(x3)
  let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0
  let to = y + 32
  let column = strip + 32
  for (let at = v + 32; at < end; at += 16) {
    const xs = v128.load(at)
    let a = v128.load(column)
    s0 = multiplyAdd(a, xs, s0)
    let ys = multiplyAdd(a, v0, v128.load(to))
    a = v128.load(column, columnBytes)
    s1 = multiplyAdd(a, xs, s1)
    ys = multiplyAdd(a, v1, ys)
    a = v128.load(column, 2 * columnBytes)
    s2 = multiplyAdd(a, xs, s2)
    ys = multiplyAdd(a, v2, ys)
    a = v128.load(column, 3 * columnBytes)
    s3 = multiplyAdd(a, xs, s3)
    ys = multiplyAdd(a, v3, ys)
    v128.store(to, ys)
    to += 16
    column += 16
  }
  store<f64>(y, load<f64>(y) + y0 + laneSum(s0))
  store<f64>(y + 8, load<f64>(y + 8) + y1 + laneSum(s1))
  store<f64>(y + 16, load<f64>(y + 16) + y2 + laneSum(s2))
  store<f64>(y + 24, load<f64>(y + 24) + y3 + laneSum(s3))
}

/** Four columns, from the diagonal's block of four on: += v·wᵀ + w·vᵀ. */
function updateStrip(strip: usize, v: usize, w: usize, end: usize): void {
  const v0 = v128.load64_splat(v), v1 = v128.load64_splat(v, 8), v2 = v128.load64_splat(v, 16), v3 = v128.load64_splat(v, 24)
  const w0 = v128.load64_splat(w), w1 = v128.load64_splat(w, 8), w2 = v128.load64_splat(w, 16), w3 = v128.load64_splat(w, 24)
  let other = w
  for (let at = v; at < end; at += 16) {
    const vs = v128.load(at)
    const ws = v128.load(other)
    v128.store(strip, multiplyAdd(ws, v0, multiplyAdd(vs, w0, v128.load(strip))))
    v128.store(strip, multiplyAdd(ws, v1, multiplyAdd(vs, w1, v128.load(strip, columnBytes))), columnBytes)
    v128.store(strip, multiplyAdd(ws, v2, multiplyAdd(vs, w2, v128.load(strip, 2 * columnBytes))), 2 * columnBytes)
    v128.store(strip, multiplyAdd(ws, v3, multiplyAdd(vs, w3, v128.load(strip, 3 * columnBytes))), 3 * columnBytes)
    other += 16
    strip += 16
  }
}
