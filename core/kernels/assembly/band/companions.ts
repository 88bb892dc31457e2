/** T of a panel's reflectors, and their companions W = A·V·T − ½·V·Tᵀ·(VᵀAV)·T, by which the panel changes the rest of the matrix. */
import { combine } from '../shared/combine'
import { addTile } from '../shared/tile'
import { read } from '../shared/vector'
import { Reduction } from '../tridiagonal/reduction'
import { Banded, bandSums, bandWidth, packedBytes, quarters, reflectorPanel, squareBytes, squareEntry, squareTile, tileBytes, triangleOf } from './banded'
import { transposeTile } from './tiles'

/** Rows of one part. */
const rowsOfPart: i32 = 256

export const squareParts: i32 = (quarters * (quarters + 1)) >> 1

/** The row of tiles of the part-th tile of an upper triangle, */
function tileRow(part: i32): i32 {
  let row = 0
  while (part >= quarters - row) part -= quarters - row++
  return row
}

/** and its column. */
function tileColumn(part: i32): i32 {
  let row = 0
  while (part >= quarters - row) part -= quarters - row++
  return row + part
}

/** A tile of VᵀV. */
export function gramPart(r: Reduction, z: Banded, part: i32): void {
  const row = tileRow(part)
  const column = tileColumn(part)
  const tile = squareTile(z.gram, row, column)
  memory.fill(tile, 0, tileBytes)
  const first = z.from + bandWidth + (column << 2)
  if (first >= r.padded) return
  const from = <usize>first << 5
  addTile(reflectorPanel(r, z.from, row) + from, reflectorPanel(r, z.from, column) + from, (<usize>r.padded << 5) - from, tile, 32)
}

/** A tile of VᵀAV, which is symmetric. */
export function middlePart(r: Reduction, z: Banded, part: i32): void {
  const row = tileRow(part)
  const column = tileColumn(part)
  const tile = squareTile(z.middle, row, column)
  memory.fill(tile, 0, tileBytes)
  const from = <usize>z.first << 7
  const bytes = (<usize>r.padded << 5) - from
  addTile(reflectorPanel(r, z.from, row) + from, z.sums + <usize>column * z.panelBytes + from, bytes, tile, 32)
  if (row != column) transposeTile(tile, 32, squareTile(z.middle, column, row))
}

/** T from VᵀV. */
export function formTriangle(z: Banded): void {
  const triangle = triangleOf(z, z.from)
  memory.fill(triangle, 0, squareBytes)
  for (let column = 0; column < bandWidth; column++) {
    const tau = read(z.taus, column)
    if (tau == 0) continue
    for (let row = 0; row < column; row++) {
      let sum: f64 = 0
      for (let at = row; at < column; at++) sum += load<f64>(squareEntry(triangle, row, at)) * load<f64>(squareEntry(z.gram, at, column))
      store<f64>(squareEntry(triangle, row, column), -tau * sum)
    }
    store<f64>(squareEntry(triangle, column, column), tau)
  }
}

/** −½·Tᵀ·(VᵀAV)·T. */
export function formCorrection(z: Banded): void {
  const triangle = triangleOf(z, z.from)
  multiplySquares(z.middle, triangle, z.scratch)
  multiplySquares(triangle, z.scratch, z.correction)
  const factor = f64x2.splat(-0.5)
  for (let at: usize = 0; at < squareBytes; at += 16) v128.store(z.correction + at, f64x2.mul(v128.load(z.correction + at), factor))
}

/** product = leftᵀ·right. */
function multiplySquares(left: usize, right: usize, product: usize): void {
  memory.fill(product, 0, squareBytes)
  for (let row = 0; row < quarters; row++) {
    for (let column = 0; column < quarters; column++) {
      const tile = squareTile(product, row, column)
      for (let at = 0; at < quarters; at++) addTile(squareTile(left, at, row), squareTile(right, at, column), tileBytes, tile, 32)
    }
  }
}

export function rowParts(r: Reduction, z: Banded): i32 {
  return (r.padded - (z.first << 2) + rowsOfPart - 1) / rowsOfPart
}

/** Adds up A·V for some rows, in the place of the first sum. */
export function gatherPart(r: Reduction, z: Banded, part: i32): void {
  const first = (z.first << 2) + part * rowsOfPart
  const from = <usize>first << 5
  const to = <usize>min(first + rowsOfPart, r.padded) << 5
  for (let quarter = 0; quarter < quarters; quarter++) {
    const sum = z.sums + <usize>quarter * z.panelBytes
    for (let at = sum + from; at < sum + to; at += 16) {
      let total = v128.load(at)
      for (let other = 1; other < bandSums; other++) total = f64x2.add(total, v128.load(at + <usize>other * z.sumBytes))
      v128.store(at, total)
    }
  }
}

/** W for some rows, in the place of the second sum, and packed with V. */
export function companionPart(r: Reduction, z: Banded, part: i32): void {
  const first = (z.first << 2) + part * rowsOfPart
  const last = min(first + rowsOfPart, r.padded)
  const from = <usize>first << 5
  const to = <usize>last << 5
  const triangle = triangleOf(z, z.from)
  for (let column = 0; column < quarters; column++) {
    const w = z.sums + z.sumBytes + <usize>column * z.panelBytes
    memory.fill(w + from, 0, to - from)
    for (let row = 0; row <= column; row++) combine(z.sums + <usize>row * z.panelBytes, squareTile(triangle, row, column), from, to, w)
    for (let row = 0; row < quarters; row++) combine(reflectorPanel(r, z.from, row), squareTile(z.correction, row, column), from, to, w)
  }
  for (let block = first >> 2; block < last >> 2; block++) pack(r, z, block)
}

/** V and W of four rows, column by column, in the order in which the update reads them. */
function pack(r: Reduction, z: Banded, block: i32): void {
  const half = packedBytes >> 1
  const left = z.left + <usize>block * packedBytes
  const right = z.right + <usize>block * packedBytes
  for (let quarter = 0; quarter < quarters; quarter++) {
    const to = <usize>quarter * tileBytes
    transposeTile(reflectorPanel(r, z.from, quarter) + <usize>block * tileBytes, 32, right + half + to)
    transposeTile(z.sums + z.sumBytes + <usize>quarter * z.panelBytes + <usize>block * tileBytes, 32, right + to)
  }
  for (let at: usize = 0; at < half; at += 16) {
    v128.store(left + at, f64x2.neg(v128.load(right + half + at)))
    v128.store(left + half + at, f64x2.neg(v128.load(right + at)))
  }
}
