/** The packed matrix in tiles, so that a block of four rows is a panel as products read it. */
import { addRow } from '../shared/tile'
import { multiplyAdd, read, write } from '../shared/vector'
import { Reduction } from '../tridiagonal/reduction'
import { Banded, bandSums, tileAddress, tileBytes } from './banded'

/** Turns every bandSums-th block of four rows into tiles where it stands. */
export function tilePart(r: Reduction, z: Banded, part: i32): void {
  const copy = z.sums + <usize>part * z.sumBytes
  const blocks = r.padded >> 2
  for (let block = part; block < blocks; block += bandSums) {
    const rows = tileAddress(r, block, block)
    const length = <usize>(blocks - block) << 5
    memory.copy(copy, rows, length << 2)
    transpose(copy, length, rows, blocks - block)
    mirror(rows)
  }
}

/** Tiles of four rows `stride` bytes apart, column by column. */
function transpose(row: usize, stride: usize, to: usize, tiles: i32): void {
  for (let tile = 0; tile < tiles; tile++) {
    transposeTile(row, stride, to)
    row += 32
    to += tileBytes
  }
}

// @ts-ignore: decorator
@inline export function transposeTile(row: usize, stride: usize, to: usize): void {
  for (let half: usize = 0; half < 2; half++) {
    const from = row + (half << 4)
    const a = v128.load(from), b = v128.load(from + stride), c = v128.load(from + 2 * stride), d = v128.load(from + 3 * stride)
    const out = to + (half << 6)
    v128.store(out, v128.shuffle<f64>(a, b, 0, 2))
    v128.store(out, v128.shuffle<f64>(c, d, 0, 2), 16)
    v128.store(out, v128.shuffle<f64>(a, b, 1, 3), 32)
    v128.store(out, v128.shuffle<f64>(c, d, 1, 3), 48)
  }
}

/** Of a tile on the diagonal what is below it ← what is above. */
export function mirror(tile: usize): void {
  for (let column: usize = 0; column < 4; column++) {
    for (let row: usize = 0; row < column; row++) write(tile, row * 4 + column, read(tile, column * 4 + row))
  }
}

/**
 * sum (4 × 4) += the transposed tiles of a column · four columns of V, over `count` blocks of rows.
 *
 * @param stride bytes from the first tile to the next one below, which is one tile less further each time
 * @param right four numbers a row
 */
export function addTransposed(tile: usize, stride: usize, count: i32, right: usize, sum: usize): void {
  let s00 = f64x2.splat(0), s01 = f64x2.splat(0), s10 = f64x2.splat(0), s11 = f64x2.splat(0)
  let s20 = f64x2.splat(0), s21 = f64x2.splat(0), s30 = f64x2.splat(0), s31 = f64x2.splat(0)
  const last = right + (<usize>count << 7)
  do {
    const end = tile + 32
    do {
      const b0 = v128.load(right), b1 = v128.load(right, 16)
      let a = v128.load64_splat(tile)
      s00 = multiplyAdd(a, b0, s00)
      s01 = multiplyAdd(a, b1, s01)
      a = v128.load64_splat(tile, 32)
      s10 = multiplyAdd(a, b0, s10)
      s11 = multiplyAdd(a, b1, s11)
      a = v128.load64_splat(tile, 64)
      s20 = multiplyAdd(a, b0, s20)
      s21 = multiplyAdd(a, b1, s21)
      a = v128.load64_splat(tile, 96)
      s30 = multiplyAdd(a, b0, s30)
      s31 = multiplyAdd(a, b1, s31)
      tile += 8
      right += 32
    } while (tile < end)
    tile += stride - 32
    stride -= tileBytes
  } while (right < last)
  addRow(sum, s00, s01)
  addRow(sum + 32, s10, s11)
  addRow(sum + 64, s20, s21)
  addRow(sum + 96, s30, s31)
}
