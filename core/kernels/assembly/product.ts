/** A·Bᵀ in float64: panels of 4 rows, products of 4 × 4 whose sums stay in registers. */
import { multiplyAdd } from './shared/vector'

/** Numbers of a panel that are multiplied before the next panel's turn: they stay in the first-level cache, those of B in the second. */
const depth: u32 = 256

/**
 * Adds A·Bᵀ.
 *
 * @param left panels of A: four rows each, interleaved number by number
 * @param right panels of B
 * @param inner numbers of a row, at least 1
 * @param out leftCount·4 rows of rightCount·4 float64
 */
export function addProducts(left: usize, leftCount: u32, right: usize, rightCount: u32, inner: u32, out: usize): void {
  const panelBytes = <usize>inner << 5
  const rowBytes = <usize>rightCount << 5
  for (let from: u32 = 0; from < inner; from += depth) {
    const start = <usize>from << 5
    const bytes = <usize>min(depth, inner - from) << 5
    for (let i: u32 = 0; i < leftCount; i++) {
      const a = left + <usize>i * panelBytes + start
      const row = out + <usize>i * 4 * rowBytes
      for (let j: u32 = 0; j < rightCount; j++) addProduct(a, right + <usize>j * panelBytes + start, bytes, row + (<usize>j << 5), rowBytes)
    }
  }
}

/** One number of each row in each round: unrolled by hand, the compiler spills the sums. */
// @ts-ignore: decorator
@inline function addProduct(left: usize, right: usize, bytes: usize, sums: usize, rowBytes: usize): void {
  let c00 = f64x2.splat(0), c01 = f64x2.splat(0), c10 = f64x2.splat(0), c11 = f64x2.splat(0)
  let c20 = f64x2.splat(0), c21 = f64x2.splat(0), c30 = f64x2.splat(0), c31 = f64x2.splat(0)
  const end = left + bytes
  do {
    const b0 = v128.load(right), b1 = v128.load(right, 16)
    let a = v128.load64_splat(left)
    c00 = multiplyAdd(a, b0, c00)
    c01 = multiplyAdd(a, b1, c01)
    a = v128.load64_splat(left, 8)
    c10 = multiplyAdd(a, b0, c10)
    c11 = multiplyAdd(a, b1, c11)
    a = v128.load64_splat(left, 16)
    c20 = multiplyAdd(a, b0, c20)
    c21 = multiplyAdd(a, b1, c21)
    a = v128.load64_splat(left, 24)
    c30 = multiplyAdd(a, b0, c30)
    c31 = multiplyAdd(a, b1, c31)
    left += 32
    right += 32
  } while (left < end)
  addRow(sums, c00, c01)
  addRow(sums + rowBytes, c10, c11)
  addRow(sums + 2 * rowBytes, c20, c21)
  addRow(sums + 3 * rowBytes, c30, c31)
}

// @ts-ignore: decorator
@inline function addRow(sums: usize, first: v128, second: v128): void {
  v128.store(sums, f64x2.add(v128.load(sums), first))
  v128.store(sums, f64x2.add(v128.load(sums, 16), second), 16)
}
