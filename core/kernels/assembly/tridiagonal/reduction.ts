/** The matrix that is being reduced, and what the reduction needs beside it: one record at a place that every thread knows. */
import { bandedBytes } from '../band/bytes'
import { teamBytes } from '../shared/team'

/**
 * Columns that are reduced before the rest of the matrix is updated by all of them at once: few, since what the leader does alone for
 * each grows with the earlier ones of the panel; a multiple of four, so that panels begin where blocks of rows do.
 */
export const panelWidth = 12

/** Into so many partial sums a product is divided where the matrix is large. The threads share them; their number is fixed, so that rounding is. */
export const mostSums = 4

@unmanaged
export class Reduction {
  /** N. */
  order: i32
  /** N filled up to blocks of four rows; what is beyond N is zero. */
  padded: i32
  /** Bytes from one vector of a panel to the next. */
  stride: usize
  /** Upper triangle, see rowAddress. */
  matrix: usize
  /** Of the tridiagonal matrix: N numbers each, of `offDiagonal` the first N − 1 in use. */
  diagonal: usize
  offDiagonal: usize
  /** τ of each reflector; its v stands in the matrix, in the row that it has reduced. */
  factors: usize
  /** The eigenvalues, and what finding them takes: N numbers each. */
  values: usize
  squares: usize
  /** Householder vectors v of the panel, panelWidth of them. */
  reflectors: usize
  /** Their companions w: the panel changes the matrix by −Σ(v·wᵀ + w·vᵀ). */
  companions: usize
  /** mostSums vectors that add up to A·v. */
  sums: usize
  /** −(v, w) and (w, v) in blocks of four rows, for the update of the rest. */
  left: usize
  right: usize
  /** Where vectors stand that are rotated back, one stride apart. */
  vectors: usize
  /** The panel at work: its first column, its width, and the column that is being reduced. */
  panelFrom: i32
  panelColumns: i32
  column: i32
  /** The vector that the matrix is being multiplied by, and how many sums that makes. */
  factor: usize
  sumCount: i32
  /** How many vectors are rotated back. */
  vectorCount: i32
  /** Of a search for leading eigenvectors, in the place of those: panels of four, mostSums that add up to a product, and a tile of 4 × 4 coefficients for each. */
  panels: usize
  panelSums: usize
  coefficients: usize
  /** How many panels, from the first on, are combined. */
  panelCount: i32
  /** What the threads are sharing out. */
  task: i32
}

// @ts-ignore: decorator
@inline export function team(): usize {
  return __heap_base
}

// @ts-ignore: decorator
@inline export function reduction(): Reduction {
  return changetype<Reduction>(__heap_base + teamBytes)
}

/**
 * Where column 0 of a row would stand. Only the upper triangle is kept: each block of four rows begins at the column of its first
 * row, so rows of a block lie equally far apart, and blocks get shorter downwards.
 */
// @ts-ignore: decorator
@inline export function rowAddress(r: Reduction, row: i32): usize {
  const block: usize = row >> 2
  const length: usize = <usize>r.padded - (block << 2)
  // block·(4·padded) − Σ 16·b over the blocks b before it
  const before = (block * (<usize>r.padded << 2) - ((block * (block - 1)) << 3)) << 3
  return r.matrix + before + (<usize>(row & 3) * length << 3) - (block << 5)
}

/** Bytes from one row to the next within a block of four. */
// @ts-ignore: decorator
@inline export function rowStride(r: Reduction, block: i32): usize {
  return <usize>(r.padded - (block << 2)) << 3
}

/** Makes room for a matrix of this order, all zeros. @returns false when the memory cannot grow so far */
export function layOut(order: i32): bool {
  const r = reduction()
  const padded = (order + 3) & ~3
  const blocks: u64 = padded >> 2
  r.order = order
  r.padded = padded
  // vectors whose distance is a power of two would all fall into the same cache lines
  r.stride = (<usize>padded << 3) + 64
  let next: u64 = (<u64>__heap_base + teamBytes + offsetof<Reduction>() + bandedBytes + 63) & ~63
  const vector = <u64>r.stride
  const packed = blocks * (2 * panelWidth * 32)
  r.diagonal = <usize>next; next += vector
  r.offDiagonal = <usize>next; next += vector
  r.factors = <usize>next; next += vector
  r.values = <usize>next; next += vector
  r.squares = <usize>next; next += vector
  r.reflectors = <usize>next; next += panelWidth * vector
  r.companions = <usize>next; next += panelWidth * vector
  r.sums = <usize>next; next += mostSums * vector
  r.left = <usize>next; next += packed
  r.right = <usize>next; next += packed
  r.matrix = <usize>next; next += (blocks * (blocks + 1) / 2) * 128
  if (!growTo(next)) return false
  r.vectors = <usize>next
  memory.fill(r.diagonal, 0, r.vectors - r.diagonal)
  return true
}

/** Makes room for so many vectors of N behind the matrix, all zeros. @returns false when the memory cannot grow so far */
export function layOutVectors(count: i32): bool {
  const r = reduction()
  if (!growTo(<u64>r.vectors + <u64>count * r.stride)) return false
  memory.fill(r.vectors, 0, <usize>count * r.stride)
  return true
}

/** @returns false when the memory cannot grow so far */
export function growTo(end: u64): bool {
  if (end >= 0xffff_0000) return false
  const missing = <i32>((end + 0xffff) >> 16) - memory.size()
  return missing <= 0 || memory.grow(missing) >= 0
}
