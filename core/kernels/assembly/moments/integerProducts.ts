/** YᵀY of whole numbers: panels of 8 columns as pairs of int16 of two rows, products of 4 × 8 in int32, then added as float64. */
import { panelsPerBlock, tileBytes, tileRow, tileRowBytes } from './tiles'

/** Each panel holds pairs of rows, and of each pair its eight columns. @param rows even */
export function packIntegerPanels(block: usize, rowBytes: usize, rows: u32, panels: usize): void {
  let out = panels
  for (let at: usize = 0; at < rowBytes; at += 64) {
    let from = block + at
    for (let row: u32 = 0; row < rows; row += 2) {
      const first = narrowed(from), second = narrowed(from + rowBytes)
      v128.store(out, v128.shuffle<i16>(first, second, 0, 8, 1, 9, 2, 10, 3, 11))
      v128.store(out, v128.shuffle<i16>(first, second, 4, 12, 5, 13, 6, 14, 7, 15), 16)
      out += 32
      from += rowBytes * 2
    }
  }
}

/** Eight float64 as int16. */
// @ts-ignore: decorator
@inline function narrowed(from: usize): v128 {
  const a = i32x4.trunc_sat_f64x2_s_zero(v128.load(from)), b = i32x4.trunc_sat_f64x2_s_zero(v128.load(from, 16))
  const c = i32x4.trunc_sat_f64x2_s_zero(v128.load(from, 32)), d = i32x4.trunc_sat_f64x2_s_zero(v128.load(from, 48))
  return i16x8.narrow_i32x4_s(v128.shuffle<i32>(a, b, 0, 1, 4, 5), v128.shuffle<i32>(c, d, 0, 1, 4, 5))
}

/** @param count panels */
export function addIntegerPanel(panels: usize, rows: u32, count: u32, tiles: usize): void {
  const panelBytes = <usize>(rows >> 1) << 5
  for (let from: u32 = 0; from < count; from += panelsPerBlock) {
    const end = min(from + panelsPerBlock, count)
    for (let i: u32 = 0; i < end; i++) {
      const left = panels + <usize>i * panelBytes
      const row = tileRow(tiles, i, count)
      for (let j = max(i, from); j < end; j++) {
        const right = panels + <usize>j * panelBytes
        const tile = row + <usize>j * tileBytes
        addProduct(left, right, panelBytes, tile)
        addProduct(left + 16, right, panelBytes, tile + 4 * tileRowBytes)
      }
    }
  }
}

// @ts-ignore: decorator
@inline function addProduct(left: usize, right: usize, bytes: usize, sums: usize): void {
  let c00 = i32x4.splat(0), c01 = i32x4.splat(0), c10 = i32x4.splat(0), c11 = i32x4.splat(0)
  let c20 = i32x4.splat(0), c21 = i32x4.splat(0), c30 = i32x4.splat(0), c31 = i32x4.splat(0)
  const end = left + bytes
  do {
    const b0 = v128.load(right), b1 = v128.load(right, 16)
    let a = v128.load32_splat(left)
    c00 = i32x4.add(c00, i32x4.dot_i16x8_s(a, b0))
    c01 = i32x4.add(c01, i32x4.dot_i16x8_s(a, b1))
    a = v128.load32_splat(left, 4)
    c10 = i32x4.add(c10, i32x4.dot_i16x8_s(a, b0))
    c11 = i32x4.add(c11, i32x4.dot_i16x8_s(a, b1))
    a = v128.load32_splat(left, 8)
    c20 = i32x4.add(c20, i32x4.dot_i16x8_s(a, b0))
    c21 = i32x4.add(c21, i32x4.dot_i16x8_s(a, b1))
    a = v128.load32_splat(left, 12)
    c30 = i32x4.add(c30, i32x4.dot_i16x8_s(a, b0))
    c31 = i32x4.add(c31, i32x4.dot_i16x8_s(a, b1))
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
  v128.store(sums, f64x2.add(v128.load(sums), f64x2.convert_low_i32x4_s(first)))
  v128.store(sums, f64x2.add(v128.load(sums, 16), f64x2.convert_low_i32x4_s(high(first))), 16)
  v128.store(sums, f64x2.add(v128.load(sums, 32), f64x2.convert_low_i32x4_s(second)), 32)
  v128.store(sums, f64x2.add(v128.load(sums, 48), f64x2.convert_low_i32x4_s(high(second))), 48)
}

/** The upper two numbers as the lower. */
// @ts-ignore: decorator
@inline function high(four: v128): v128 {
  return v128.shuffle<i32>(four, four, 2, 3, 2, 3)
}
