/**
 * Eigenvalues of a symmetric tridiagonal matrix by the QL and QR iterations of Pal, Walker and Kahan, which take no square roots
 * of the off-diagonal: they work on its squares.
 * @see Parlett, The Symmetric Eigenvalue Problem, §8.15; LAPACK's dsterf, whose order of steps this follows
 */
import { read, write } from '../shared/vector'

/** Half the distance from 1 to the next number: LAPACK's ε. */
const epsilon: f64 = 1.1102230246251565e-16
const epsilonSquared: f64 = epsilon * epsilon
const iterationsPerValue = 30

/**
 * @param d the diagonal, `order` numbers; becomes the eigenvalues, in no order
 * @param e the off-diagonal, `order` − 1 numbers, none below 1e-150 of the matrix's norm but zeros; destroyed
 * @returns whether it converged
 */
export function rootFreeIteration(order: i32, d: usize, e: usize): bool {
  let turns = order * iterationsPerValue
  let from = 0
  while (from < order) {
    const to = endOfBlock(order, d, e, from)
    for (let i = from; i < to; i++) write(e, i, read(e, i) * read(e, i))
    // begin at the end with the smaller entry: it converges faster, and small eigenvalues keep their digits
    const isDownwards = Math.abs(read(d, to)) >= Math.abs(read(d, from))
    turns = to == from ? turns : isDownwards ? iterateDownwards(d, e, from, to, turns) : iterateUpwards(d, e, from, to, turns)
    if (turns < 0) return false
    from = to + 1
  }
  return true
}

/** The last row of the block that begins at `from`: the next off-diagonal entry is negligible, and is set to zero. */
function endOfBlock(order: i32, d: usize, e: usize, from: i32): i32 {
  for (let m = from; m < order - 1; m++) {
    if (Math.abs(read(e, m)) <= Math.sqrt(Math.abs(read(d, m))) * Math.sqrt(Math.abs(read(d, m + 1))) * epsilon) {
      write(e, m, 0)
      return m
    }
  }
  return order - 1
}

// @ts-ignore: decorator
@inline function isNegligible(squared: f64, one: f64, other: f64): bool {
  return squared <= epsilonSquared * Math.abs(one * other)
}

/** The shift of Wilkinson, from the two entries at the end that converges. */
// @ts-ignore: decorator
@inline function shiftOf(end: f64, next: f64, squared: f64): f64 {
  const root = Math.sqrt(squared)
  const sigma = (next - end) / (2 * root)
  const radius = Math.sqrt(sigma * sigma + 1)
  return end - root / (sigma + (sigma >= 0 ? radius : -radius))
}

/** QL: the eigenvalue at `l` converges first. @returns the turns that are left, below 0 when there are none */
function iterateDownwards(d: usize, e: usize, from: i32, to: i32, turns: i32): i32 {
  let l = from
  while (l <= to) {
    let m = l
    while (m < to && !isNegligible(read(e, m), read(d, m), read(d, m + 1))) m++
    if (m < to) write(e, m, 0)
    if (m == l) {
      l++
    } else if (m == l + 1) {
      solvePair(d, l, l + 1, read(e, l))
      write(e, l, 0)
      l += 2
    } else {
      if (--turns < 0) return -1
      sweepDownwards(d, e, l, m)
    }
  }
  return turns
}

function sweepDownwards(d: usize, e: usize, l: i32, m: i32): void {
  const sigma = shiftOf(read(d, l), read(d, l + 1), read(e, l))
  let c: f64 = 1
  let s: f64 = 0
  let gamma = read(d, m) - sigma
  let p = gamma * gamma
  for (let i = m - 1; i >= l; i--) {
    const squared = read(e, i)
    const radius = p + squared
    if (i != m - 1) write(e, i + 1, s * radius)
    const earlierC = c
    c = p / radius
    // here already, not as γ²/c below: two divisions that do not wait for each other
    const inverse = radius / p
    s = squared / radius
    const earlierGamma = gamma
    const alpha = read(d, i)
    gamma = c * (alpha - sigma) - s * earlierGamma
    write(d, i + 1, earlierGamma + (alpha - gamma))
    p = c != 0 ? gamma * gamma * inverse : earlierC * squared
  }
  write(e, l, s * p)
  write(d, l, sigma + gamma)
}

/** QR: the same from the other end. */
function iterateUpwards(d: usize, e: usize, from: i32, to: i32, turns: i32): i32 {
  let l = to
  while (l >= from) {
    let m = l
    while (m > from && !isNegligible(read(e, m - 1), read(d, m), read(d, m - 1))) m--
    if (m > from) write(e, m - 1, 0)
    if (m == l) {
      l--
    } else if (m == l - 1) {
      solvePair(d, l, l - 1, read(e, l - 1))
      write(e, l - 1, 0)
      l -= 2
    } else {
      if (--turns < 0) return -1
      sweepUpwards(d, e, l, m)
    }
  }
  return turns
}

function sweepUpwards(d: usize, e: usize, l: i32, m: i32): void {
  const sigma = shiftOf(read(d, l), read(d, l - 1), read(e, l - 1))
  let c: f64 = 1
  let s: f64 = 0
  let gamma = read(d, m) - sigma
  let p = gamma * gamma
  for (let i = m; i < l; i++) {
    const squared = read(e, i)
    const radius = p + squared
    if (i != m) write(e, i - 1, s * radius)
    const earlierC = c
    c = p / radius
    // here already, not as γ²/c below: two divisions that do not wait for each other
    const inverse = radius / p
    s = squared / radius
    const earlierGamma = gamma
    const alpha = read(d, i + 1)
    gamma = c * (alpha - sigma) - s * earlierGamma
    write(d, i, earlierGamma + (alpha - gamma))
    p = c != 0 ? gamma * gamma * inverse : earlierC * squared
  }
  write(e, l - 1, s * p)
  write(d, l, sigma + gamma)
}

/** Both eigenvalues of a 2 × 2 matrix, the one of larger modulus first. @see LAPACK's dlae2 */
function solvePair(d: usize, first: i32, second: i32, squared: f64): void {
  const a = read(d, first)
  const c = read(d, second)
  const b = Math.sqrt(squared)
  const sum = a + c
  const root = Math.sqrt((a - c) * (a - c) + 4 * squared)
  if (sum == 0) {
    write(d, first, 0.5 * root)
    write(d, second, -0.5 * root)
    return
  }
  const outer = 0.5 * (sum < 0 ? sum - root : sum + root)
  const isFirstLarger = Math.abs(a) > Math.abs(c)
  const larger = isFirstLarger ? a : c
  const smaller = isFirstLarger ? c : a
  write(d, first, outer)
  write(d, second, (larger / outer) * smaller - (b / outer) * b)
}
