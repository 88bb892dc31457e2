/** The update of what is left of the matrix by a whole panel, A −= Σ(v·wᵀ + w·vᵀ): matrix–matrix work in blocks that stay in the caches. */
import { addTile } from '../shared/tile'
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
  // as many blocks of columns at a time as of rows, so that both stay where they are quick to read
  for (let columnsFrom = from; columnsFrom < blocks; columnsFrom += blocksOfPart) {
    const columnsTo = min(columnsFrom + blocksOfPart, blocks)
    for (let block = from; block < to; block++) {
      const left = r.left + <usize>block * bytes
      const rows = rowAddress(r, block << 2)
      const stride = rowStride(r, block)
      for (let column = max(columnsFrom, block); column < columnsTo; column++) {
        addTile(left, r.right + <usize>column * bytes, bytes, rows + (<usize>column << 5), stride)
      }
    }
  }
}
