/**
 * A search for leading eigenvectors looks at the matrix before it is reduced, by products with four vectors at a time. A panel holds
 * four vectors of N, interleaved number by number, filled up with zeros to whole blocks of rows.
 */
import { combine } from '../shared/combine'
import { multiplyAdd, read } from '../shared/vector'
import { addTile } from '../shared/tile'
import { growTo, mostSums, rowAddress, rowStride, Reduction } from '../tridiagonal/reduction'

/** Columns of a block of rows that stay in the first-level cache while its two halves of four vectors pass over them. */
const chunkBytes: usize = 256 << 3

/** Steps of a panel that one part of a combination takes. */
const stepsOfPart: i32 = 256

const tileBytes: usize = 128

// @ts-ignore: decorator
@inline function panelBytes(r: Reduction): usize {
  return (<usize>r.padded << 5) + 64
}

/** Makes room for so many panels, all zeros, behind the matrix. @returns false when the memory cannot grow so far */
export function layOutPanels(r: Reduction, count: i32): bool {
  r.panels = r.vectors
  r.panelSums = r.panels + <usize>count * panelBytes(r)
  r.coefficients = r.panelSums + <usize>mostSums * panelBytes(r)
  const end = <u64>r.vectors + <u64>(count + mostSums) * <u64>panelBytes(r) + <u64>count * tileBytes
  if (!growTo(end)) return false
  memory.fill(r.panels, 0, <usize>end - r.panels)
  return true
}

export function panelAt(r: Reduction, index: i32): usize {
  return r.panels + <usize>index * panelBytes(r)
}

/** One of the sums that make A·X: every mostSums-th block of four rows. */
export function multiplyPanelPart(r: Reduction, part: i32): void {
  const sum = r.panelSums + <usize>part * panelBytes(r)
  memory.fill(sum, 0, <usize>r.padded << 5)
  for (let block = part, end = r.padded >> 2; block < end; block += mostSums) multiplyBlock(r, block, r.factor, sum)
}

/** What the sums add up to. */
export function addPanelSums(r: Reduction, to: usize): void {
  const second = panelBytes(r)
  const bytes = <usize>r.padded << 5
  for (let at: usize = 0; at < bytes; at += 16) {
    const from = r.panelSums + at
    let sum = f64x2.add(v128.load(from), v128.load(from + second))
    sum = f64x2.add(sum, f64x2.add(v128.load(from + 2 * second), v128.load(from + 3 * second)))
    v128.store(to + at, sum)
  }
}

/** sum += B·X and, for what is right of the diagonal, sum += Bᵀ·X, with the block's four rows B: each entry is read once and used for four vectors twice. */
function multiplyBlock(r: Reduction, block: i32, x: usize, sum: usize): void {
  const stride = rowStride(r, block)
  const first = <usize>block << 2
  const row0 = rowAddress(r, block << 2)
  multiplyDiagonal(row0, stride, first, x, sum)
  const end = <usize>r.padded << 3
  for (let from = (first + 4) << 3; from < end; from += chunkBytes) {
    const to = min(end, from + chunkBytes)
    multiplyHalf(row0, stride, first << 5, from, to, x, sum)
    multiplyHalf(row0, stride, first << 5, from, to, x + 16, sum + 16)
  }
}

function multiplyDiagonal(row0: usize, stride: usize, first: usize, x: usize, sum: usize): void {
  for (let i: usize = 0; i < 4; i++) {
    const to = sum + ((first + i) << 5)
    let low = v128.load(to), high = v128.load(to, 16)
    for (let j: usize = 0; j < 4; j++) {
      const a = f64x2.splat(i <= j ? read(row0 + i * stride, first + j) : read(row0 + j * stride, first + i))
      const from = x + ((first + j) << 5)
      low = multiplyAdd(a, v128.load(from), low)
      high = multiplyAdd(a, v128.load(from, 16), high)
    }
    v128.store(to, low)
    v128.store(to, high, 16)
  }
}

/** Two of the four vectors: more would not stay in registers. @param diagonal bytes from a panel's beginning to the block's rows @param from bytes from a row's column 0 on */
function multiplyHalf(row0: usize, stride: usize, diagonal: usize, from: usize, to: usize, x: usize, sum: usize): void {
  const x0 = v128.load(x + diagonal), x1 = v128.load(x + diagonal, 32), x2 = v128.load(x + diagonal, 64), x3 = v128.load(x + diagonal, 96)
  let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0
  let p0 = row0 + from
  let p1 = p0 + stride
  let p2 = p1 + stride
  let p3 = p2 + stride
  let source = x + (from << 2)
  let target = sum + (from << 2)
  const end = row0 + to
  do {
    const xs = v128.load(source)
    let ys = v128.load(target)
    let a = v128.load64_splat(p0)
    s0 = multiplyAdd(a, xs, s0)
    ys = multiplyAdd(a, x0, ys)
    a = v128.load64_splat(p1)
    s1 = multiplyAdd(a, xs, s1)
    ys = multiplyAdd(a, x1, ys)
    a = v128.load64_splat(p2)
    s2 = multiplyAdd(a, xs, s2)
    ys = multiplyAdd(a, x2, ys)
    a = v128.load64_splat(p3)
    s3 = multiplyAdd(a, xs, s3)
    ys = multiplyAdd(a, x3, ys)
    v128.store(target, ys)
    p0 += 8; p1 += 8; p2 += 8; p3 += 8
    source += 32; target += 32
  } while (p0 < end)
  const rows = sum + diagonal
  v128.store(rows, f64x2.add(v128.load(rows), s0))
  v128.store(rows, f64x2.add(v128.load(rows, 32), s1), 32)
  v128.store(rows, f64x2.add(v128.load(rows, 64), s2), 64)
  v128.store(rows, f64x2.add(v128.load(rows, 96), s3), 96)
}

/** Inner products of the vectors of one panel with those of the panel at work: 4 × 4 coefficients. */
export function projectPart(r: Reduction, part: i32): void {
  const tile = r.coefficients + <usize>part * tileBytes
  memory.fill(tile, 0, tileBytes)
  if (r.padded > 0) addTile(panelAt(r, part), r.factor, <usize>r.padded << 5, tile, 32)
}

export function combinationParts(r: Reduction): i32 {
  return (r.padded + stepsOfPart - 1) / stepsOfPart
}

/** Adds combinations of the first panels' vectors to those of the panel at work, over some of the steps. */
export function combinePart(r: Reduction, part: i32): void {
  const from = <usize>(part * stepsOfPart) << 5
  const to = <usize>min(r.padded, (part + 1) * stepsOfPart) << 5
  for (let index = 0; index < r.panelCount; index++) combine(panelAt(r, index), r.coefficients + <usize>index * tileBytes, from, to, r.factor)
}
