/** Combinations of the four columns of a panel, which is interleaved: four numbers a step. */
import { multiplyAdd } from './vector'

/** target += panel · tile over the steps between two addresses' worth of bytes, with a tile of 4 × 4 coefficients, row by row. */
export function combine(panel: usize, tile: usize, from: usize, to: usize, target: usize): void {
  const c00 = v128.load(tile), c01 = v128.load(tile, 16), c10 = v128.load(tile, 32), c11 = v128.load(tile, 48)
  const c20 = v128.load(tile, 64), c21 = v128.load(tile, 80), c30 = v128.load(tile, 96), c31 = v128.load(tile, 112)
  let source = panel + from
  const end = panel + to
  let out = target + from
  while (source < end) {
    let low = v128.load(out), high = v128.load(out, 16)
    let q = v128.load64_splat(source)
    low = multiplyAdd(q, c00, low)
    high = multiplyAdd(q, c01, high)
    q = v128.load64_splat(source, 8)
    low = multiplyAdd(q, c10, low)
    high = multiplyAdd(q, c11, high)
    q = v128.load64_splat(source, 16)
    low = multiplyAdd(q, c20, low)
    high = multiplyAdd(q, c21, high)
    q = v128.load64_splat(source, 24)
    low = multiplyAdd(q, c30, low)
    high = multiplyAdd(q, c31, high)
    v128.store(out, low)
    v128.store(out, high, 16)
    source += 32
    out += 32
  }
}
