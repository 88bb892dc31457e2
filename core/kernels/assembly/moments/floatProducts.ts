/** YᵀY in float64: panels of 4 columns, products of 4 × 4 whose sums stay in registers. */
import { multiplyAdd } from '../shared/vector'
import { panelsPerBlock, tileBytes, tileRow, tileRowBytes } from './tiles'

/** Each panel holds its four columns row by row. */
export function packFloatPanels(block: usize, rowBytes: usize, rows: u32, panels: usize): void {
  let out = panels
  for (let at: usize = 0; at < rowBytes; at += 32) {
    let from = block + at
    for (let row: u32 = 0; row < rows; row++) {
      v128.store(out, v128.load(from))
      v128.store(out, v128.load(from, 16), 16)
      out += 32
      from += rowBytes
    }
  }
}

export function addFloatPanels(panels: usize, rows: u32, count: u32, tiles: usize): void {
  const panelBytes = <usize>rows << 5
  for (let from: u32 = 0; from < count; from += panelsPerBlock) {
    const end = min(from + panelsPerBlock, count)
    for (let i: u32 = 0; i < end; i++) {
      const left = panels + <usize>i * panelBytes
      const row = tileRow(tiles, i >> 1, count >> 1) + <usize>(i & 1) * 4 * tileRowBytes
      for (let j = max(i, from); j < end; j++) {
        addProduct(left, panels + <usize>j * panelBytes, panelBytes, row + <usize>(j >> 1) * tileBytes + <usize>(j & 1) * 32)
      }
    }
  }
}

/** One row in each round: unrolled by hand, the compiler spills the sums. */
// @ts-ignore: decorator
@inline function addProduct(left: usize, right: usize, bytes: usize, sums: usize): void {
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
  addRow(sums + tileRowBytes, c10, c11)
  addRow(sums + 2 * tileRowBytes, c20, c21)
  addRow(sums + 3 * tileRowBytes, c30, c31)
}

// @ts-ignore: decorator
@inline function addRow(sums: usize, first: v128, second: v128): void {
  v128.store(sums, f64x2.add(v128.load(sums), first))
  v128.store(sums, f64x2.add(v128.load(sums, 16), second), 16)
}
