/** Sums of products as tiles of 8 × 8 float64, row by row; of the tiles, those on and above the diagonal, row by row. */

/** Panels whose products stay in the second-level cache. */
export const panelsPerBlock: u32 = 16

export const tileBytes: usize = 512
/** One row of a tile. */
export const tileRowBytes: usize = 64

/** Where the tiles of a row of tiles begin, as if they began at the first column. */
// @ts-ignore: decorator
@inline export function tileRow(tiles: usize, row: u32, count: u32): usize {
  const r = <isize>row
  return tiles + <usize>((r * <isize>count - ((r * (r + 1)) >> 1)) * <isize>tileBytes)
}
