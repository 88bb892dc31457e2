/** The update of what is left of the matrix by a whole panel, A −= Σ(v·wᵀ + w·vᵀ): matrix–matrix work in blocks that stay in the caches. */
import { multiplyAdd } from '../shared/vector'
import { rowAddress, rowStride, Reduction } from './reduction'

/** Blocks of four rows that one part of the work takes: their half of the packed panel fits the first-level cache. */
const blocksOfPart = 16

/** The first block of rows that is still to be updated. */
// @ts-ignore: decorator
@inline function firstBlock(r: Reduction): i32 {
  return (r.panelFrom + r.panelColumns) >> 2
}

export function updateParts(r: Reduction): i32 {
  return ((r.padded >> 2) - firstBlock(r) + blocksOfPart - 1) / blocksOfPart
}

/** Bytes of the packed panel for one block of rows: 4 numbers of each v and each w. */
// @ts-ignore: decorator
@inline function blockBytes(r: Reduction): usize {
  return <usize>r.panelColumns << 6
}

/** Brings v and w of one part's rows into the order in which the update reads them. */
export function packPart(r: Reduction, part: i32): void {
  const from = firstBlock(r) + part * blocksOfPart
  const to = min(from + blocksOfPart, r.padded >> 2)
  const bytes = blockBytes(r)
  for (let block = from; block < to; block++) {
    let left = r.left + <usize>block * bytes
    let right = r.right + <usize>block * bytes
    let v = r.reflectors + (<usize>block << 5)
    let w = r.companions + (<usize>block << 5)
    for (let index = 0; index < r.panelColumns; index++) {
      const v0 = v128.load(v)
      const v1 = v128.load(v, 16)
      const w0 = v128.load(w)
      const w1 = v128.load(w, 16)
      v128.store(left, f64x2.neg(v0))
      v128.store(left, f64x2.neg(v1), 16)
      v128.store(left, f64x2.neg(w0), 32)
      v128.store(left, f64x2.neg(w1), 48)
      v128.store(right, w0)
      v128.store(right, w1, 16)
      v128.store(right, v0, 32)
      v128.store(right, v1, 48)
      left += 64
      right += 64
      v += r.stride
      w += r.stride
    }
  }
}

/** Updates one part's rows from the diagonal on. */
export function updatePart(r: Reduction, part: i32): void {
  const from = firstBlock(r) + part * blocksOfPart
  const blocks = r.padded >> 2
  const to = min(from + blocksOfPart, blocks)
  const bytes = blockBytes(r)
  const steps = r.panelColumns << 1
  // as many blocks of columns at a time as of rows, so that both stay where they are quick to read
  for (let columnsFrom = from; columnsFrom < blocks; columnsFrom += blocksOfPart) {
    const columnsTo = min(columnsFrom + blocksOfPart, blocks)
    for (let block = from; block < to; block++) {
      const left = r.left + <usize>block * bytes
      const rows = rowAddress(r, block << 2)
      const stride = rowStride(r, block)
      for (let column = max(columnsFrom, block); column < columnsTo; column++) {
        addTile(left, r.right + <usize>column * bytes, steps, rows + (<usize>column << 5), stride)
      }
    }
  }
}

/** A tile of 4 × 4 numbers += Σ over the steps of left (4) ⊗ right (4). One step a turn: more, and V8 runs out of registers. */
function addTile(left: usize, right: usize, steps: i32, tile: usize, stride: usize): void {
  let s00 = f64x2.splat(0)
  let s01 = s00
  let s10 = s00
  let s11 = s00
  let s20 = s00
  let s21 = s00
  let s30 = s00
  let s31 = s00
  const end = left + (<usize>steps << 5)
  do {
    const b0 = v128.load(right)
    const b1 = v128.load(right, 16)
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
  addTo(tile, s00, s01)
  addTo(tile + stride, s10, s11)
  addTo(tile + 2 * stride, s20, s21)
  addTo(tile + 3 * stride, s30, s31)
}

// @ts-ignore: decorator
@inline function addTo(place: usize, first: v128, second: v128): void {
  v128.store(place, f64x2.add(v128.load(place), first))
  v128.store(place, f64x2.add(v128.load(place, 16), second), 16)
}
