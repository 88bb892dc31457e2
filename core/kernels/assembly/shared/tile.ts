/** The product that all float64 kernels are made of: 4 × 4 sums that stay in registers. */
import { multiplyAdd } from './vector'

/**
 * A tile of 4 × 4 float64 += Σ of left (4) ⊗ right (4) over the steps. One step in each round: unrolled by hand, the compiler spills the sums.
 *
 * @param left four float64 a step
 * @param bytes of left, and of right: 32 a step, at least one
 * @param stride bytes from one row of the tile to the next
 */
export function addTile(left: usize, right: usize, bytes: usize, tile: usize, stride: usize): void {
  let s00 = f64x2.splat(0), s01 = f64x2.splat(0), s10 = f64x2.splat(0), s11 = f64x2.splat(0)
  let s20 = f64x2.splat(0), s21 = f64x2.splat(0), s30 = f64x2.splat(0), s31 = f64x2.splat(0)
  const end = left + bytes
  do {
    const b0 = v128.load(right), b1 = v128.load(right, 16)
    let a = v128.load64_splat(left)
    s00 = multiplyAdd(a, b0, s00)
    s01 = multiplyAdd(a, b1, s01)
    a = v128.load64_splat(left, 8)
    s10 = multiplyAdd(a, b0, s10)
    s11 = multiplyAdd(a, b1, s11)
    a = v128.load64_splat(left, 16)
    s20 = multiplyAdd(a, b0, s20)
    s21 = multiplyAdd(a, b1, s21)
    a = v128.load64_splat(left, 24)
    s30 = multiplyAdd(a, b0, s30)
    s31 = multiplyAdd(a, b1, s31)
    left += 32
    right += 32
  } while (left < end)
  addRow(tile, s00, s01)
  addRow(tile + stride, s10, s11)
  addRow(tile + 2 * stride, s20, s21)
  addRow(tile + 3 * stride, s30, s31)
}

// @ts-ignore: decorator
@inline export function addRow(row: usize, first: v128, second: v128): void {
  v128.store(row, f64x2.add(v128.load(row), first))
  v128.store(row, f64x2.add(v128.load(row, 16), second), 16)
}
