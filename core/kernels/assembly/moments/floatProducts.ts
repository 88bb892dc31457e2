/** YᵀY in float64: panels of 4 columns, products of 4 × 4 whose sums stay in registers. */
import { addTile } from '../shared/tile'
import { panelsPerBlock, tileBytes, tileRow, tileRowBytes } from './tiles'

/** Each panel holds its four columns row by row. */
export function packFloatPanels(block: usize, rowBytes: usize, rows: u32, panels: usize): void {
  let out = panels
  for (let at: usize = 0; at < rowBytes; at += 32) {
    let from = block + at
    for (let row: u32 = 0; row < rows; row++) {
      v128.store(out, v128.load(from))
      v128.store(out, v128.load(from, 16), 16)
      out += 32
      from += rowBytes
    }
  }
}

export function addFloatPanels(panels: usize, rows: u32, count: u32, tiles: usize): void {
  const panelBytes = <usize>rows << 5
  for (let from: u32 = 0; from < count; from += panelsPerBlock) {
    const end = min(from + panelsPerBlock, count)
    for (let i: u32 = 0; i < end; i++) {
      const left = panels + <usize>i * panelBytes
      const row = tileRow(tiles, i >> 1, count >> 1) + <usize>(i & 1) * 4 * tileRowBytes
      for (let j = max(i, from); j < end; j++) {
        addTile(left, panels + <usize>j * panelBytes, panelBytes, row + <usize>(j >> 1) * tileBytes + <usize>(j & 1) * 32, tileRowBytes)
      }
    }
  }
}
