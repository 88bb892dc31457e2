/** A·x of the symmetric matrix, of which only the upper triangle is kept: each entry is read once and used twice. */
import { laneSum, multiplyAdd, read, write } from '../shared/vector'
import { mostSums, rowAddress, rowStride, Reduction } from './reduction'

/** Below this order one sum is faster than four, and sharing it out costs more than it saves. */
const undividedOrder = 384

/** How many sums a product over the last `order` rows is divided into. */
export function sumsFor(order: i32): i32 {
  return order < undividedOrder ? 1 : mostSums
}

/** One of the sums: every sumCount-th block of four rows from `column` on, in which x is zero before `column`. */
export function addProductPart(r: Reduction, part: i32): void {
  const sum = r.sums + <usize>part * r.stride
  const first = r.column >> 2
  memory.fill(sum + (<usize>first << 5), 0, <usize>(r.padded - (first << 2)) << 3)
  for (let block = first + part, end = r.padded >> 2; block < end; block += r.sumCount) addBlock(r, block, r.factor, sum)
}

/** sum += B·x and, for what is right of the diagonal, sum += Bᵀ·x, with the block's four rows B. */
function addBlock(r: Reduction, block: i32, x: usize, sum: usize): void {
  const stride = rowStride(r, block)
  const c: usize = block << 2
  const row0 = rowAddress(r, block << 2)
  const row1 = row0 + stride
  const row2 = row1 + stride
  const row3 = row2 + stride
  const x0 = read(x, c)
  const x1 = read(x, c + 1)
  const x2 = read(x, c + 2)
  const x3 = read(x, c + 3)
  const a01 = read(row0, c + 1)
  const a02 = read(row0, c + 2)
  const a03 = read(row0, c + 3)
  const a12 = read(row1, c + 2)
  const a13 = read(row1, c + 3)
  const a23 = read(row2, c + 3)
  let y0 = read(row0, c) * x0 + a01 * x1 + a02 * x2 + a03 * x3
  let y1 = a01 * x0 + read(row1, c + 1) * x1 + a12 * x2 + a13 * x3
  let y2 = a02 * x0 + a12 * x1 + read(row2, c + 2) * x2 + a23 * x3
  let y3 = a03 * x0 + a13 * x1 + a23 * x2 + read(row3, c + 3) * x3
  const end = <usize>r.padded << 3
  let at = (c + 4) << 3
  if (at < end) {
    const v0 = f64x2.splat(x0)
    const v1 = f64x2.splat(x1)
    const v2 = f64x2.splat(x2)
    const v3 = f64x2.splat(x3)
    let s0 = f64x2.splat(0)
    let s1 = s0
    let s2 = s0
    let s3 = s0
    let p0 = row0 + at
    let p1 = row1 + at
    let p2 = row2 + at
    let p3 = row3 + at
    let from = x + at
    let to = sum + at
    const last = x + end
    do {
      const xs = v128.load(from)
      let ys = v128.load(to)
      let a = v128.load(p0)
      s0 = multiplyAdd(a, xs, s0)
      ys = multiplyAdd(a, v0, ys)
      a = v128.load(p1)
      s1 = multiplyAdd(a, xs, s1)
      ys = multiplyAdd(a, v1, ys)
      a = v128.load(p2)
      s2 = multiplyAdd(a, xs, s2)
      ys = multiplyAdd(a, v2, ys)
      a = v128.load(p3)
      s3 = multiplyAdd(a, xs, s3)
      ys = multiplyAdd(a, v3, ys)
      v128.store(to, ys)
      p0 += 16; p1 += 16; p2 += 16; p3 += 16
      from += 16; to += 16
    } while (from < last)
    y0 += laneSum(s0)
    y1 += laneSum(s1)
    y2 += laneSum(s2)
    y3 += laneSum(s3)
  }
  write(sum, c, read(sum, c) + y0)
  write(sum, c + 1, read(sum, c + 1) + y1)
  write(sum, c + 2, read(sum, c + 2) + y2)
  write(sum, c + 3, read(sum, c + 3) + y3)
}
