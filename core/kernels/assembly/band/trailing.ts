/** What a panel does to the rest of the matrix, and the product with the next panel, while a piece of the matrix is in the caches. */
import { addTile } from '../shared/tile'
import { Reduction } from '../tridiagonal/reduction'
import { Banded, bandSums, blockColumnsAtATime, blockRowsAtATime, packedBytes, quarters, reflectorPanel, tileAddress, tileBytes } from './banded'
import { addTransposed, mirror } from './tiles'

export function aheadParts(r: Reduction, z: Banded): i32 {
  return ((r.padded >> 2) - z.rowsFrom + blockColumnsAtATime - 1) / blockColumnsAtATime
}

/** Brings some columns of the rows up to date that make the next panel. */
export function updateAheadPart(r: Reduction, z: Banded, part: i32): void {
  const from = z.rowsFrom + part * blockColumnsAtATime
  updateTiles(r, z, z.rowsFrom, z.rowsTo, from, min(from + blockColumnsAtATime, r.padded >> 2))
}

/** Every bandSums-th strip of rows: A −= V·Wᵀ + W·Vᵀ of the panel before, and then one of the sums that make A·V. */
export function trailingPart(r: Reduction, z: Banded, part: i32): void {
  const blocks = r.padded >> 2
  const sum = z.sums + <usize>part * z.sumBytes
  const before = <usize>z.first << 7
  for (let quarter = 0; quarter < quarters; quarter++) {
    memory.fill(sum + <usize>quarter * z.panelBytes + before, 0, (<usize>r.padded << 5) - before)
  }
  for (let rows = z.first + part * blockRowsAtATime; rows < blocks; rows += bandSums * blockRowsAtATime) {
    const rowsTo = min(rows + blockRowsAtATime, blocks)
    for (let columns = rows; columns < blocks; columns += blockColumnsAtATime) {
      const columnsTo = min(columns + blockColumnsAtATime, blocks)
      if (z.isPending) updateTiles(r, z, rows, rowsTo, columns, columnsTo)
      multiplyTiles(r, z, rows, rowsTo, columns, columnsTo, sum)
      multiplyTransposed(r, z, rows, rowsTo, columns, columnsTo, sum)
    }
  }
}

function updateTiles(r: Reduction, z: Banded, rows: i32, rowsTo: i32, columns: i32, columnsTo: i32): void {
  for (let row = rows; row < rowsTo; row++) {
    const right = z.right + <usize>row * packedBytes
    for (let column = max(row, columns); column < columnsTo; column++) {
      addTile(z.left + <usize>column * packedBytes, right, packedBytes, tileAddress(r, row, column), 32)
    }
    // both halves of a tile on the diagonal are rounded in another order
    if (row >= columns && row < columnsTo) mirror(tileAddress(r, row, row))
  }
}

function multiplyTiles(r: Reduction, z: Banded, rows: i32, rowsTo: i32, columns: i32, columnsTo: i32, sum: usize): void {
  for (let row = rows; row < rowsTo; row++) {
    const from = max(row, columns)
    if (from >= columnsTo) continue
    const left = tileAddress(r, row, from)
    const bytes = <usize>(columnsTo - from) * tileBytes
    for (let quarter = 0; quarter < quarters; quarter++) {
      addTile(left, reflectorPanel(r, z.from, quarter) + (<usize>from << 7), bytes, sum + <usize>quarter * z.panelBytes + (<usize>row << 7), 32)
    }
  }
}

function multiplyTransposed(r: Reduction, z: Banded, rows: i32, rowsTo: i32, columns: i32, columnsTo: i32, sum: usize): void {
  for (let column = columns; column < columnsTo; column++) {
    const to = min(rowsTo, column)
    if (rows >= to) continue
    const tile = tileAddress(r, rows, column)
    const stride = <usize>((r.padded >> 2) - rows - 1) * tileBytes
    for (let quarter = 0; quarter < quarters; quarter++) {
      const right = reflectorPanel(r, z.from, quarter) + (<usize>rows << 7)
      addTransposed(tile, stride, to - rows, right, sum + <usize>quarter * z.panelBytes + (<usize>column << 7))
    }
  }
}
