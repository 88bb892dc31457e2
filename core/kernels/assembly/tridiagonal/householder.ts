/** Householder reflectors of one column, and what they do to the columns beside it. Vectors are handled in aligned pairs; what stands before the column in a pair is never used. */
import { negligibleNorm } from '../shared/negligible'
import { laneSum, multiplyAdd, read, write } from '../shared/vector'
import { rowAddress, Reduction } from './reduction'

/** Bytes of the pair that an index is in. */
// @ts-ignore: decorator
@inline function pairOf(index: i32): usize {
  return <usize>(index >> 1) << 4
}

/** Brings row `column` up to date: the reflectors of the panel before it have not been applied to the matrix yet. */
export function applyEarlierReflectors(r: Reduction, column: i32): void {
  const row = rowAddress(r, column)
  const index = <usize>column
  const end = <usize>r.padded << 3
  const from = pairOf(column)
  let q = r.panelFrom
  for (; q + 1 < column; q += 2) {
    const offset = <usize>(q - r.panelFrom) * r.stride
    const v = r.reflectors + offset
    const w = r.companions + offset
    const stride = r.stride
    subtractTwo(row, v, w, stride, read(w, index), read(v, index), read(w + stride, index), read(v + stride, index), from, end)
  }
  if (q < column) {
    const offset = <usize>(q - r.panelFrom) * r.stride
    const v = r.reflectors + offset
    const w = r.companions + offset
    subtractOne(row, v, w, read(w, index), read(v, index), from, end)
  }
}

/** target −= ofV·v + ofW·w */
function subtractOne(target: usize, v: usize, w: usize, ofV: f64, ofW: f64, from: usize, end: usize): void {
  const a = f64x2.splat(-ofV), b = f64x2.splat(-ofW)
  for (let at = from; at < end; at += 16) {
    v128.store(target + at, multiplyAdd(v128.load(w + at), b, multiplyAdd(v128.load(v + at), a, v128.load(target + at))))
  }
}

/** The same of two reflectors, one stride apart: the target passes by once for both. */
function subtractTwo(target: usize, v: usize, w: usize, stride: usize, ofV: f64, ofW: f64, ofNextV: f64, ofNextW: f64, from: usize, end: usize): void {
  const a = f64x2.splat(-ofV), b = f64x2.splat(-ofW), c = f64x2.splat(-ofNextV), d = f64x2.splat(-ofNextW)
  const nextV = v + stride
  const nextW = w + stride
  for (let at = from; at < end; at += 16) {
    const first = multiplyAdd(v128.load(w + at), b, multiplyAdd(v128.load(v + at), a, v128.load(target + at)))
    v128.store(target + at, multiplyAdd(v128.load(nextW + at), d, multiplyAdd(v128.load(nextV + at), c, first)))
  }
}

/**
 * The reflector I − τ·v·vᵀ that takes row `column`, right of the diagonal, to a multiple of its first entry.
 * @param v is filled: v = 1 at column + 1, 0 before
 * @returns τ; 0 when there is nothing to reflect, and then v is all zeros
 */
export function reflect(r: Reduction, column: i32, v: usize): f64 {
  const row = rowAddress(r, column)
  const first: usize = column + 1
  const alpha = read(row, first)
  const rest = sumOfSquares(row, column + 2, r.padded)
  memory.fill(v, 0, <usize>r.padded << 3)
  const norm = Math.sqrt(alpha * alpha + rest)
  const isNegligible = norm < negligibleNorm
  if (rest == 0 || isNegligible) {
    write(r.offDiagonal, column, isNegligible ? 0 : alpha)
    return 0
  }
  const beta = alpha >= 0 ? -norm : norm
  const scale = 1 / (alpha - beta)
  for (let i = first + 1, end = <usize>r.padded; i < end; i++) write(v, i, read(row, i) * scale)
  write(v, first, 1)
  write(r.offDiagonal, column, beta)
  return (beta - alpha) / beta
}

/** Leaves v where the row stood that it has reduced, which nobody reads any more. */
export function keepReflector(r: Reduction, column: i32, v: usize): void {
  const first = <usize>(column + 1) << 3
  memory.copy(rowAddress(r, column) + first, v + first, (<usize>r.padded << 3) - first)
}

function sumOfSquares(vector: usize, from: i32, to: i32): f64 {
  let sum: f64 = 0
  if (from & 1 && from < to) {
    const value = read(vector, from++)
    sum = value * value
  }
  let pairs = f64x2.splat(0)
  for (let at = vector + (<usize>from << 3), end = vector + (<usize>to << 3); at < end; at += 16) {
    const pair = v128.load(at)
    pairs = multiplyAdd(pair, pair, pairs)
  }
  return sum + laneSum(pairs)
}

/**
 * From the partial sums of A·v the companion w of a reflector: with p = τ·(A − Σ earlier (v·wᵀ + w·vᵀ))·v it is p − ½·τ·(pᵀv)·v.
 */
export function companion(r: Reduction, column: i32, v: usize, w: usize, tau: f64): void {
  const from = pairOf(column + 1)
  const end = <usize>r.padded << 3
  gather(r, w, from, end)
  let q = r.panelFrom
  for (; q + 1 < column; q += 2) {
    const offset = <usize>(q - r.panelFrom) * r.stride
    subtractTwoEarlier(r.reflectors + offset, r.companions + offset, r.stride, v, w, from, end)
  }
  if (q < column) {
    const offset = <usize>(q - r.panelFrom) * r.stride
    subtractEarlier(r.reflectors + offset, r.companions + offset, v, w, from, end)
  }
  const factor = f64x2.splat(tau)
  let products = f64x2.splat(0)
  for (let at = from; at < end; at += 16) {
    const p = f64x2.mul(v128.load(w + at), factor)
    v128.store(w + at, p)
    products = multiplyAdd(p, v128.load(v + at), products)
  }
  const minusHalf = f64x2.splat(-0.5 * tau * laneSum(products))
  for (let at = from; at < end; at += 16) v128.store(w + at, multiplyAdd(v128.load(v + at), minusHalf, v128.load(w + at)))
}

function gather(r: Reduction, w: usize, from: usize, end: usize): void {
  memory.copy(w + from, r.sums + from, end - from)
  for (let part = 1; part < r.sumCount; part++) {
    const sum = r.sums + <usize>part * r.stride
    for (let at = from; at < end; at += 16) v128.store(w + at, f64x2.add(v128.load(w + at), v128.load(sum + at)))
  }
}

/** target −= (v·wᵀ + w·vᵀ)·x of one earlier reflector. */
function subtractEarlier(v: usize, w: usize, x: usize, target: usize, from: usize, end: usize): void {
  let vx = f64x2.splat(0), wx = f64x2.splat(0)
  for (let at = from; at < end; at += 16) {
    const pair = v128.load(x + at)
    vx = multiplyAdd(v128.load(v + at), pair, vx)
    wx = multiplyAdd(v128.load(w + at), pair, wx)
  }
  subtractOne(target, v, w, laneSum(wx), laneSum(vx), from, end)
}

/** The same of two, one stride apart. */
function subtractTwoEarlier(v: usize, w: usize, stride: usize, x: usize, target: usize, from: usize, end: usize): void {
  const nextV = v + stride
  const nextW = w + stride
  let vx = f64x2.splat(0), wx = f64x2.splat(0), nextVx = f64x2.splat(0), nextWx = f64x2.splat(0)
  for (let at = from; at < end; at += 16) {
    const pair = v128.load(x + at)
    vx = multiplyAdd(v128.load(v + at), pair, vx)
    wx = multiplyAdd(v128.load(w + at), pair, wx)
    nextVx = multiplyAdd(v128.load(nextV + at), pair, nextVx)
    nextWx = multiplyAdd(v128.load(nextW + at), pair, nextWx)
  }
  subtractTwo(target, v, w, stride, laneSum(wx), laneSum(vx), laneSum(nextWx), laneSum(nextVx), from, end)
}
