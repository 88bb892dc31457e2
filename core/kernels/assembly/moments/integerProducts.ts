/**
 * YᵀY of whole numbers: panels of 8 columns as pairs of int16 of two rows, products of 4 × 8 in int32, then added as float64. Zeros are passed over
 * where they fill both rows of the four columns on the left, as most of the time in pictures and counts.
 */
import { panelsPerBlock, tileBytes, tileRow, tileRowBytes } from './tiles'

/** Bytes of the list of one half of a panel: how many pairs of rows are not all zero there, and which, in 16 bits each. */
// @ts-ignore: decorator
@inline function listBytes(rows: u32): usize {
  return 4 + (<usize>rows & ~1)
}

/**
 * Each panel holds pairs of rows, and of each pair its eight columns.
 *
 * @param rows even @param lists room for one of each half of each panel
 */
export function packIntegerPanels(block: usize, rowBytes: usize, rows: u32, panels: usize, lists: usize): void {
  let out = panels
  let left = lists
  for (let at: usize = 0; at < rowBytes; at += 64) {
    const right = left + listBytes(rows)
    let leftEnd = left + 4, rightEnd = right + 4
    let from = block + at
    for (let pair: u32 = 0; pair < rows >> 1; pair++) {
      const first = narrowed(from), second = narrowed(from + rowBytes)
      const low = v128.shuffle<i16>(first, second, 0, 8, 1, 9, 2, 10, 3, 11), high = v128.shuffle<i16>(first, second, 4, 12, 5, 13, 6, 14, 7, 15)
      v128.store(out, low)
      v128.store(out, high, 16)
      // written in any case and kept where it counts: no branch hangs on the numbers
      store<u16>(leftEnd, <u16>pair)
      leftEnd += <usize>v128.any_true(low) << 1
      store<u16>(rightEnd, <u16>pair)
      rightEnd += <usize>v128.any_true(high) << 1
      out += 32
      from += rowBytes * 2
    }
    store<u32>(left, <u32>(leftEnd - left - 4) >> 1)
    store<u32>(right, <u32>(rightEnd - right - 4) >> 1)
    left = right + listBytes(rows)
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
export function addIntegerPanel(panels: usize, rows: u32, count: u32, lists: usize, tiles: usize): void {
  const panelBytes = <usize>(rows >> 1) << 5
  for (let from: u32 = 0; from < count; from += panelsPerBlock) {
    const end = min(from + panelsPerBlock, count)
    for (let i: u32 = 0; i < end; i++) {
      const left = panels + <usize>i * panelBytes
      const list = lists + <usize>i * 2 * listBytes(rows)
      const row = tileRow(tiles, i, count)
      for (let j = max(i, from); j < end; j++) {
        const right = panels + <usize>j * panelBytes
        const tile = row + <usize>j * tileBytes
        addHalf(left, right, panelBytes, list, tile)
        addHalf(left + 16, right, panelBytes, list + listBytes(rows), tile + 4 * tileRowBytes)
      }
    }
  }
}

/** Products of half a panel. */
// @ts-ignore: decorator
@inline function addHalf(left: usize, right: usize, bytes: usize, list: usize, sums: usize): void {
  const filled = load<u32>(list)
  if (filled == 0) return
  // looking up where the next pair stands takes about a tenth of the time of its products
  if (<usize>filled * 36 < bytes) addListedProduct(left, right, list + 4, list + 4 + (<usize>filled << 1), sums)
  else addProduct(left, right, bytes, sums)
}

function addProduct(left: usize, right: usize, bytes: usize, sums: usize): void {
  addPairs(left, right, 0, bytes, false, sums)
}

function addListedProduct(left: usize, right: usize, list: usize, end: usize, sums: usize): void {
  addPairs(left, right, list, end, true, sums)
}

/** @param next where the first pair of rows stands in both panels, or with `listed` the place in a list that says so @param end of what `next` counts */
// @ts-ignore: decorator
@inline function addPairs(left: usize, right: usize, next: usize, end: usize, listed: bool, sums: usize): void {
  let c00 = i32x4.splat(0), c01 = i32x4.splat(0), c10 = i32x4.splat(0), c11 = i32x4.splat(0)
  let c20 = i32x4.splat(0), c21 = i32x4.splat(0), c30 = i32x4.splat(0), c31 = i32x4.splat(0)
  do {
    const offset = listed ? <usize>load<u16>(next) << 5 : next
    const from = left + offset, to = right + offset
    const b0 = v128.load(to), b1 = v128.load(to, 16)
    let a = v128.load32_splat(from)
    c00 = i32x4.add(c00, i32x4.dot_i16x8_s(a, b0))
    c01 = i32x4.add(c01, i32x4.dot_i16x8_s(a, b1))
    a = v128.load32_splat(from, 4)
    c10 = i32x4.add(c10, i32x4.dot_i16x8_s(a, b0))
    c11 = i32x4.add(c11, i32x4.dot_i16x8_s(a, b1))
    a = v128.load32_splat(from, 8)
    c20 = i32x4.add(c20, i32x4.dot_i16x8_s(a, b0))
    c21 = i32x4.add(c21, i32x4.dot_i16x8_s(a, b1))
    a = v128.load32_splat(from, 12)
    c30 = i32x4.add(c30, i32x4.dot_i16x8_s(a, b0))
    c31 = i32x4.add(c31, i32x4.dot_i16x8_s(a, b1))
    next += listed ? 2 : 32
  } while (next < end)
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
