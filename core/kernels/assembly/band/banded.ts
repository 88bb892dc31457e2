/** A reduction by way of a band: its record, and where things stand. Large matrices only. */
import { teamBytes } from '../shared/team'
import { growTo, Reduction } from '../tridiagonal/reduction'

/** Diagonals below the main one that the first stage leaves: a panel's columns. A multiple of sixteen. */
export const bandWidth: i32 = 16

/** Panels of four columns, interleaved, that make one of bandWidth. */
export const quarters: i32 = bandWidth >> 2

/** Into so many partial sums A·V is divided, whatever the number of threads. */
export const bandSums: i32 = 8

/** Blocks of four rows, and of four columns, that are updated and multiplied while they are in the caches. */
export const blockRowsAtATime: i32 = 16
export const blockColumnsAtATime: i32 = 16

export const tileBytes: usize = 128

/** A bandWidth × bandWidth matrix in tiles of 4 × 4, each row by row, tile rows one after the other. */
export const squareBytes: usize = <usize>(bandWidth * bandWidth) << 3

/** Of the packed companions: two times bandWidth steps of four numbers. */
export const packedBytes: usize = <usize>(2 * bandWidth) << 5

/** Numbers of a row of the band's triangular factors. */
export const factorColumns: i32 = 3 * bandWidth + 1

/** Of the band while it is chased: from (i, j) to (i, j + 1), so that windows of any place have their columns equally far apart. */
export const chasedStride: i32 = 2 * bandWidth + 4
export const columnBytes: usize = <usize>chasedStride << 3

/** Of a reflector of the chase. */
export const vectorBytes: usize = <usize>bandWidth << 3

@unmanaged
export class Banded {
  /** First column of the panel at work. */
  from: i32
  /** First block of rows behind the panel. */
  first: i32
  /** Whether companions of an earlier panel wait to be subtracted. */
  isPending: bool
  /** Blocks of rows [rowsFrom, rowsTo) that are brought up to date before the others. */
  rowsFrom: i32
  rowsTo: i32
  /** Which four columns of the panel have been reflected last. */
  quarter: i32
  /** bandSums matrices of bandWidth columns that add up to A·V, one `sumBytes` apart, in panels of four columns `panelBytes` apart. */
  sums: usize
  panelBytes: usize
  sumBytes: usize
  /** −(v, w) and (w, v) in blocks of four rows. */
  left: usize
  right: usize
  /** T of each panel: I − V·T·Vᵀ is the product of its reflectors. */
  triangles: usize
  /** Squares for small products: VᵀV, VᵀAV, scratch, −½Tᵀ(VᵀAV)T, and T₄ with the tile it makes. */
  gram: usize
  middle: usize
  scratch: usize
  correction: usize
  smallTriangle: usize
  /** τ of each reflector of the panel. */
  taus: usize
  /** The band: column by column, bandWidth + 1 numbers from the diagonal down. */
  band: usize
  /** The band that is chased, with room for bulges: (0, 0) of it. */
  chased: usize
  /** Of each sweep the last reflectors, two by turns, and τ; of each part vectors to work with. */
  reflectors: usize
  sweepTaus: usize
  works: usize
  /** The wave of the chase, and the first group of sweeps that is at work in it. */
  wave: i32
  group: i32
  /** The band less a shift in triangular factors, in the place of the sums: U, of each step the row of its pivot and its multipliers; and the vector to solve for. */
  factors: usize
  pivots: usize
  multipliers: usize
  solution: usize
}

// @ts-ignore: decorator
@inline export function banded(): Banded {
  return changetype<Banded>(__heap_base + teamBytes + offsetof<Reduction>())
}

/**
 * The tile of 4 × 4 of a block of rows and one of columns, column by column; `column` ≥ `row`. Tiles of a block of rows follow each
 * other, so that it is a panel of four columns, transposed.
 */
// @ts-ignore: decorator
@inline export function tileAddress(r: Reduction, row: i32, column: i32): usize {
  const block = <usize>row
  const blocks = <usize>r.padded >> 2
  return r.matrix + (block * blocks - (block * (block - 1) >> 1) + <usize>(column - row)) * tileBytes
}

/** Where row 0 of four columns of V would stand, which are left where the rows stood that they were made of. */
// @ts-ignore: decorator
@inline export function reflectorPanel(r: Reduction, from: i32, quarter: i32): usize {
  const first = (from + bandWidth) >> 2
  return tileAddress(r, (from >> 2) + quarter, first) - <usize>first * tileBytes
}

// @ts-ignore: decorator
@inline export function bandEntry(z: Banded, row: i32, column: i32): usize {
  return z.band + (<usize>(column * (bandWidth + 1) + row - column) << 3)
}

// @ts-ignore: decorator
@inline export function triangleOf(z: Banded, from: i32): usize {
  return z.triangles + <usize>(from / bandWidth) * squareBytes
}

/** Entry of a square in tiles. */
// @ts-ignore: decorator
@inline export function squareEntry(square: usize, row: i32, column: i32): usize {
  return square + <usize>((row >> 2) * quarters + (column >> 2)) * tileBytes + (<usize>(row & 3) << 5) + (<usize>(column & 3) << 3)
}

// @ts-ignore: decorator
@inline export function squareTile(square: usize, row: i32, column: i32): usize {
  return square + <usize>(row * quarters + column) * tileBytes
}

/** Most parts that the chase of one wave has. */
export const mostChasers: i32 = 1024

/** Makes room behind the matrix, O(order · bandWidth). @returns false when the memory cannot grow so far */
export function layOutBand(r: Reduction, z: Banded): bool {
  const columns = <u64>(r.padded + 3 * bandWidth)
  let next: u64 = (<u64>r.vectors + 63) & ~63
  const begin = <usize>next
  z.panelBytes = (<usize>r.padded << 5) + 64
  z.sumBytes = z.panelBytes * quarters + 128
  z.sums = <usize>next
  z.factors = z.sums
  z.multipliers = z.factors + <usize>(r.padded + bandWidth) * (<usize>factorColumns << 3)
  z.solution = z.multipliers + (<usize>(r.padded * bandWidth) << 3)
  z.pivots = z.solution + (<usize>(r.padded + 2 * bandWidth) << 3)
  next += max(<u64>z.sumBytes * bandSums, <u64>(z.pivots - z.sums) + (<u64>r.padded << 2))
  next = (next + 63) & ~63
  z.left = <usize>next; next += <u64>(r.padded >> 2) * packedBytes
  z.right = <usize>next; next += <u64>(r.padded >> 2) * packedBytes
  z.triangles = <usize>next; next += <u64>(r.padded / bandWidth + 1) * squareBytes
  z.gram = <usize>next; next += squareBytes
  z.middle = <usize>next; next += squareBytes
  z.scratch = <usize>next; next += squareBytes
  z.correction = <usize>next; next += squareBytes
  z.smallTriangle = <usize>next; next += 64 * tileBytes
  z.taus = <usize>next; next += <u64>bandWidth << 3
  z.band = <usize>next; next += columns * (bandWidth + 1) << 3
  next = (next + 63) & ~63
  z.chased = <usize>next + 64; next += 64 + (columns * (chasedStride + 1) << 3)
  next = (next + 63) & ~63
  z.reflectors = <usize>next; next += <u64>r.padded * (2 * bandWidth) << 3
  z.sweepTaus = <usize>next; next += <u64>r.padded << 3
  next = (next + 63) & ~63
  z.works = <usize>next; next += <u64>mostChasers * (2 * bandWidth) << 3
  next = (next + 63) & ~63
  if (!growTo(next)) return false
  memory.fill(begin, 0, <usize>next - begin)
  r.vectors = <usize>next
  return true
}
