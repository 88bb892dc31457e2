/** Products and updates of a block of the chased band that is below the diagonal: bandWidth × bandWidth, column by column. */
import { multiplyAdd } from '../shared/vector'
import { columnBytes, vectorBytes } from './banded'

/** z = factor·B·u. */
export function timesVector(block: usize, u: usize, factor: f64, z: usize): void {
  const scale = f64x2.splat(factor)
  for (let from: usize = 0; from < vectorBytes; from += 128) {
    let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0
    let column = block + from
    for (let at = u; at < u + vectorBytes; at += 8) {
      const x = v128.load64_splat(at)
      s0 = multiplyAdd(v128.load(column), x, s0)
      s1 = multiplyAdd(v128.load(column, 16), x, s1)
      s2 = multiplyAdd(v128.load(column, 32), x, s2)
      s3 = multiplyAdd(v128.load(column, 48), x, s3)
      s4 = multiplyAdd(v128.load(column, 64), x, s4)
      s5 = multiplyAdd(v128.load(column, 80), x, s5)
      s6 = multiplyAdd(v128.load(column, 96), x, s6)
      s7 = multiplyAdd(v128.load(column, 112), x, s7)
      column += columnBytes
    }
    const to = z + from
    v128.store(to, f64x2.mul(s0, scale))
    v128.store(to, f64x2.mul(s1, scale), 16)
    v128.store(to, f64x2.mul(s2, scale), 32)
    v128.store(to, f64x2.mul(s3, scale), 48)
    v128.store(to, f64x2.mul(s4, scale), 64)
    v128.store(to, f64x2.mul(s5, scale), 80)
    v128.store(to, f64x2.mul(s6, scale), 96)
    v128.store(to, f64x2.mul(s7, scale), 112)
  }
}

/** y = factor·(vᵀB + share·uᵀ). */
export function vectorTimes(block: usize, v: usize, u: usize, share: f64, factor: f64, y: usize): void {
  const shares = f64x2.splat(share)
  const scale = f64x2.splat(factor)
  for (let from: usize = 0; from < vectorBytes; from += 64) {
    let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0
    let row = block
    for (let at = v; at < v + vectorBytes; at += 16) {
      const x = v128.load(at)
      s0 = multiplyAdd(v128.load(row), x, s0)
      s1 = multiplyAdd(v128.load(row, columnBytes), x, s1)
      s2 = multiplyAdd(v128.load(row, 2 * columnBytes), x, s2)
      s3 = multiplyAdd(v128.load(row, 3 * columnBytes), x, s3)
      s4 = multiplyAdd(v128.load(row, 4 * columnBytes), x, s4)
      s5 = multiplyAdd(v128.load(row, 5 * columnBytes), x, s5)
      s6 = multiplyAdd(v128.load(row, 6 * columnBytes), x, s6)
      s7 = multiplyAdd(v128.load(row, 7 * columnBytes), x, s7)
      row += 16
    }
    storeSums(s0, s1, u + from, shares, scale, y + from)
    storeSums(s2, s3, u + from + 16, shares, scale, y + from + 16)
    storeSums(s4, s5, u + from + 32, shares, scale, y + from + 32)
    storeSums(s6, s7, u + from + 48, shares, scale, y + from + 48)
    block += 8 * columnBytes
  }
}

// @ts-ignore: decorator
@inline function storeSums(first: v128, second: v128, u: usize, shares: v128, scale: v128, to: usize): void {
  const sums = f64x2.add(v128.shuffle<f64>(first, second, 0, 2), v128.shuffle<f64>(first, second, 1, 3))
  v128.store(to, f64x2.mul(multiplyAdd(v128.load(u), shares, sums), scale))
}

/** B += z·uᵀ + v·yᵀ, but for the first column, which is done. */
export function addBoth(block: usize, z: usize, u: usize, v: usize, y: usize): void {
  for (let from: usize = 0; from < vectorBytes; from += 64) {
    const z0 = v128.load(z + from), z1 = v128.load(z + from, 16), z2 = v128.load(z + from, 32), z3 = v128.load(z + from, 48)
    const v0 = v128.load(v + from), v1 = v128.load(v + from, 16), v2 = v128.load(v + from, 32), v3 = v128.load(v + from, 48)
    let column = block + from + columnBytes
    for (let at: usize = 8; at < vectorBytes; at += 8) {
      const a = v128.load64_splat(u + at)
      const b = v128.load64_splat(y + at)
      v128.store(column, multiplyAdd(v0, b, multiplyAdd(z0, a, v128.load(column))))
      v128.store(column, multiplyAdd(v1, b, multiplyAdd(z1, a, v128.load(column, 16))), 16)
      v128.store(column, multiplyAdd(v2, b, multiplyAdd(z2, a, v128.load(column, 32))), 32)
      v128.store(column, multiplyAdd(v3, b, multiplyAdd(z3, a, v128.load(column, 48))), 48)
      column += columnBytes
    }
  }
}
