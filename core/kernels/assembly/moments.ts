/**
 * Sums over a block of rows: what columns are like, and the products that moments need. Rows are shifted before anything is
 * squared, so data with mean ≫ spread keep their digits; whole numbers are multiplied as such, without any rounding.
 */
import { addIntegerPanel, packIntegerPanels } from './moments/integerProducts'
import { addFloatPanels, packFloatPanels } from './moments/floatProducts'
import { laneSum } from './shared/vector'

export { narrowDecimals, narrowRow } from './moments/narrowRow'

/** Largest |x − shift| of the last gathered block. */
export let largest: f64 = 0
/** Whether all of its x − shift are whole numbers. */
export let whole: bool = false

/**
 * Adds Σ(x − shift), minimum and maximum of every column, over cells that hold a number.
 *
 * @param columns a multiple of 8
 */
export function profile(table: usize, stride: usize, rows: u32, columns: u32, shift: usize, sums: usize, minima: usize, maxima: usize): void {
  const bytes = <usize>columns << 3
  for (let at: usize = 0; at < bytes; at += 32) {
    const s0 = v128.load(shift + at), s1 = v128.load(shift + at, 16)
    // sums of the block alone: added one by one to a long sum, values would lose what it cannot hold
    let a0 = f64x2.splat(0), a1 = f64x2.splat(0)
    let l0 = v128.load(minima + at), l1 = v128.load(minima + at, 16)
    let h0 = v128.load(maxima + at), h1 = v128.load(maxima + at, 16)
    let from = table + at
    for (let row: u32 = 0; row < rows; row++) {
      const x0 = v128.load(from), x1 = v128.load(from, 16)
      // NaN fails every comparison
      a0 = f64x2.add(a0, v128.and(f64x2.sub(x0, s0), f64x2.eq(x0, x0)))
      a1 = f64x2.add(a1, v128.and(f64x2.sub(x1, s1), f64x2.eq(x1, x1)))
      l0 = f64x2.pmin(l0, x0)
      l1 = f64x2.pmin(l1, x1)
      h0 = f64x2.pmax(h0, x0)
      h1 = f64x2.pmax(h1, x1)
      from += stride
    }
    increase(sums + at, a0, a1)
    v128.store(minima + at, l0)
    v128.store(minima + at, l1, 16)
    v128.store(maxima + at, h0)
    v128.store(maxima + at, h1, 16)
  }
}

// @ts-ignore: decorator
@inline function increase(sums: usize, first: v128, second: v128): void {
  v128.store(sums, f64x2.add(v128.load(sums), first))
  v128.store(sums, f64x2.add(v128.load(sums, 16), second), 16)
}

/**
 * Copies the features of used rows, shifted, one row after the other, and their squared norms; their classes take the place of the states.
 *
 * @param runs pairs of u32: byte offset in a row of the table and number of columns; features in order are these runs
 * @param rowBytes of a gathered row, a multiple of 64; what is past the features is left alone
 * @returns rows gathered
 */
export function gather(
  table: usize, stride: usize, rows: u32, states: usize, runs: usize, runCount: u32, shift: usize, block: usize, rowBytes: usize, norms: usize
): u32 {
  let taken: u32 = 0
  let most = f64x2.splat(0)
  let integers = i64x2.splat(-1)
  for (let row: u32 = 0; row < rows; row++) {
    const state = load<i32>(states + (<usize>row << 2))
    if (state == -2) continue
    let out = block + <usize>taken * rowBytes
    let centre = shift
    let squares = f64x2.splat(0)
    for (let run: u32 = 0; run < runCount; run++) {
      let from = table + <usize>row * stride + <usize>load<u32>(runs + (<usize>run << 3))
      const length = <usize>load<u32>(runs + (<usize>run << 3), 4) << 3
      const end = from + (length & ~15)
      for (; from < end; from += 16) {
        const y = f64x2.sub(v128.load(from), v128.load(centre))
        v128.store(out, y)
        squares = f64x2.add(squares, f64x2.mul(y, y))
        most = f64x2.pmax(most, f64x2.abs(y))
        integers = v128.and(integers, f64x2.eq(y, f64x2.nearest(y)))
        out += 16
        centre += 16
      }
      if (length & 8) {
        const y = load<f64>(from) - load<f64>(centre)
        store<f64>(out, y)
        // the other lane is zero, which changes nothing
        const pair = f64x2.replace_lane(f64x2.splat(0), 0, y)
        squares = f64x2.add(squares, f64x2.mul(pair, pair))
        most = f64x2.pmax(most, f64x2.abs(pair))
        integers = v128.and(integers, f64x2.eq(pair, f64x2.nearest(pair)))
        out += 8
        centre += 8
      }
    }
    store<f64>(norms + (<usize>taken << 3), laneSum(squares))
    store<i32>(states + (<usize>taken << 2), state)
    taken++
  }
  largest = max(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1))
  whole = i64x2.all_true(integers)
  return taken
}

/**
 * Adds Σy, Σ‖y‖²y, minimum and maximum of every gathered column. @returns Σ‖y‖⁴
 *
 * @param columns a multiple of 8
 */
export function addColumnSums(block: usize, rowBytes: usize, rows: u32, norms: usize, sums: usize, weighted: usize, minima: usize, maxima: usize): f64 {
  for (let at: usize = 0; at < rowBytes; at += 32) {
    let a0 = f64x2.splat(0), a1 = f64x2.splat(0)
    let t0 = f64x2.splat(0), t1 = f64x2.splat(0)
    let l0 = v128.load(minima + at), l1 = v128.load(minima + at, 16)
    let h0 = v128.load(maxima + at), h1 = v128.load(maxima + at, 16)
    let from = block + at
    for (let row: u32 = 0; row < rows; row++) {
      const y0 = v128.load(from), y1 = v128.load(from, 16), norm = v128.load64_splat(norms + (<usize>row << 3))
      a0 = f64x2.add(a0, y0)
      a1 = f64x2.add(a1, y1)
      t0 = f64x2.add(t0, f64x2.mul(norm, y0))
      t1 = f64x2.add(t1, f64x2.mul(norm, y1))
      l0 = f64x2.pmin(l0, y0)
      l1 = f64x2.pmin(l1, y1)
      h0 = f64x2.pmax(h0, y0)
      h1 = f64x2.pmax(h1, y1)
      from += rowBytes
    }
    increase(sums + at, a0, a1)
    increase(weighted + at, t0, t1)
    v128.store(minima + at, l0)
    v128.store(minima + at, l1, 16)
    v128.store(maxima + at, h0)
    v128.store(maxima + at, h1, 16)
  }
  let fourth: f64 = 0
  for (let row: u32 = 0; row < rows; row++) {
    const norm = load<f64>(norms + (<usize>row << 3))
    fourth += norm * norm
  }
  return fourth
}

/** Σ‖z‖⁴ of the gathered rows with z = scale·y in every column. */
export function scaledNorm4(block: usize, rowBytes: usize, rows: u32, scales: usize): f64 {
  let fourth: f64 = 0
  for (let row: u32 = 0; row < rows; row++) {
    const from = block + <usize>row * rowBytes
    let squares = f64x2.splat(0)
    for (let at: usize = 0; at < rowBytes; at += 16) {
      const z = f64x2.mul(v128.load(from + at), v128.load(scales + at))
      squares = f64x2.add(squares, f64x2.mul(z, z))
    }
    const norm = laneSum(squares)
    fourth += norm * norm
  }
  return fourth
}

/** Adds each gathered row to the sums of its class. @param sums u32 addresses, one for each class */
export function addClassSums(block: usize, rowBytes: usize, rows: u32, classes: usize, sums: usize): void {
  for (let row: u32 = 0; row < rows; row++) {
    const index = load<i32>(classes + (<usize>row << 2))
    if (index < 0) continue
    const sum = <usize>load<u32>(sums + (<usize>index << 2))
    const from = block + <usize>row * rowBytes
    for (let at: usize = 0; at < rowBytes; at += 16) v128.store(sum + at, f64x2.add(v128.load(sum + at), v128.load(from + at)))
  }
}

/** Adds YᵀY of gathered rows to the tiles. @param panels room for `rows` gathered rows */
export function addFloatProducts(block: usize, rowBytes: usize, rows: u32, panels: usize, tiles: usize): void {
  packFloatPanels(block, rowBytes, rows, panels)
  addFloatPanels(panels, rows, <u32>(rowBytes >> 5), tiles)
}

/**
 * The same of whole numbers that fit int16, with rows · largest² < 2³¹: exact as long as the tiles are.
 *
 * @param rows may be odd: then one more row is overwritten with zeros @param lists room for half as many numbers of 16 bits as in `panels`, and four bytes more for every four columns
 */
export function addIntegerProducts(block: usize, rowBytes: usize, rows: u32, panels: usize, lists: usize, tiles: usize): void {
  let even = rows
  if (rows & 1) {
    memory.fill(block + <usize>rows * rowBytes, 0, rowBytes)
    even++
  }
  packIntegerPanels(block, rowBytes, even, panels, lists)
  addIntegerPanel(panels, even, <u32>(rowBytes >> 6), lists, tiles)
}
