/** A·Bᵀ in float64: panels of 4 rows, products of 4 × 4 whose sums stay in registers. */
import { addTile } from './shared/tile'

/** Numbers of a panel that are multiplied before the next panel's turn: they stay in the first-level cache, those of B in the second. */
const depth: u32 = 256

/**
 * Adds A·Bᵀ.
 *
 * @param left panels of A: four rows each, interleaved number by number
 * @param right panels of B
 * @param inner numbers of a row, at least 1
 * @param out leftCount·4 rows of rightCount·4 float64
 */
export function addProducts(left: usize, leftCount: u32, right: usize, rightCount: u32, inner: u32, out: usize): void {
  const panelBytes = <usize>inner << 5
  const rowBytes = <usize>rightCount << 5
  for (let from: u32 = 0; from < inner; from += depth) {
    const start = <usize>from << 5
    const bytes = <usize>min(depth, inner - from) << 5
    for (let i: u32 = 0; i < leftCount; i++) {
      const a = left + <usize>i * panelBytes + start
      const row = out + <usize>i * 4 * rowBytes
      for (let j: u32 = 0; j < rightCount; j++) addTile(a, right + <usize>j * panelBytes + start, bytes, row + (<usize>j << 5), rowBytes)
    }
  }
}
