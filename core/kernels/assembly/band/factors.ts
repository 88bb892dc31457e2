/**
 * B − shift·I = P·L·U of the band, with partial pivoting, and the solution with it: what inverse iteration takes. In the place of the sums,
 * which nobody needs once the matrix is a band.
 * @see Martin and Wilkinson (1967), Solution of symmetric and unsymmetric band equations and the calculation of eigenvectors of band matrices
 */
import { laneSum, multiplyAdd } from '../shared/vector'
import { Reduction } from '../tridiagonal/reduction'
import { Banded, bandEntry, bandWidth, factorColumns } from './banded'

/** From (i, j) to (i + 1, j): a row holds what is up to bandWidth before its diagonal, and up to twice as much behind it. */
const rowBytes: usize = (<usize>factorColumns - 1) << 3
const reach: i32 = 2 * bandWidth

// @ts-ignore: decorator
@inline function entry(z: Banded, row: i32, column: i32): usize {
  return z.factors + (<usize>(row * (factorColumns - 1) + column + bandWidth) << 3)
}

/** @param least what a smaller pivot is replaced by: a singular matrix is what inverse iteration wants, it only must not divide by zero */
export function factorise(r: Reduction, z: Banded, shift: f64, least: f64): void {
  fill(r, z, shift)
  for (let step = 0; step < r.order; step++) {
    const pivotRow = pivotOf(z, step)
    store<i32>(z.pivots + (<usize>step << 2), pivotRow)
    const own = entry(z, step, step)
    if (pivotRow != step) exchange(own, entry(z, pivotRow, step))
    const pivot = load<f64>(own)
    const safe = Math.abs(pivot) < least ? (pivot < 0 ? -least : least) : pivot
    store<f64>(own, safe)
    eliminate(own, 1 / safe, z.multipliers + (<usize>(step * bandWidth) << 3))
  }
}

function fill(r: Reduction, z: Banded, shift: f64): void {
  memory.fill(z.factors, 0, <usize>(r.order + bandWidth) * (<usize>factorColumns << 3))
  for (let column = 0; column < r.order; column++) {
    store<f64>(entry(z, column, column), load<f64>(bandEntry(z, column, column)) - shift)
    const last = min(column + bandWidth, r.order - 1)
    for (let row = column + 1; row <= last; row++) {
      const value = load<f64>(bandEntry(z, row, column))
      store<f64>(entry(z, row, column), value)
      store<f64>(entry(z, column, row), value)
    }
  }
}

/** Of the rows that reach the column, the one with the largest entry; rows behind the last are zeros. */
function pivotOf(z: Banded, step: i32): i32 {
  let place = entry(z, step, step)
  let most = Math.abs(load<f64>(place))
  let found = step
  for (let row = step + 1; row <= step + bandWidth; row++) {
    place += rowBytes
    const size = Math.abs(load<f64>(place))
    if (size > most) {
      most = size
      found = row
    }
  }
  return found
}

function exchange(row: usize, other: usize): void {
  for (let at: usize = 0; at <= <usize>reach << 3; at += 8) {
    const kept = load<f64>(row + at)
    store<f64>(row + at, load<f64>(other + at))
    store<f64>(other + at, kept)
  }
}

function eliminate(own: usize, inverse: f64, multipliers: usize): void {
  const end = own + 8 + (<usize>reach << 3)
  let row = own
  for (let at: usize = 0; at < <usize>bandWidth << 3; at += 8) {
    row += rowBytes
    const multiplier = load<f64>(row) * inverse
    store<f64>(multipliers + at, multiplier)
    if (multiplier == 0) continue
    const factor = f64x2.splat(-multiplier)
    let to = row + 8
    for (let from = own + 8; from < end; from += 32) {
      v128.store(to, multiplyAdd(v128.load(from), factor, v128.load(to)))
      v128.store(to, multiplyAdd(v128.load(from, 16), factor, v128.load(to, 16)), 16)
      to += 32
    }
  }
}

/** x ← (B − shift·I)⁻¹·x. */
export function solve(r: Reduction, z: Banded): void {
  const x = z.solution
  memory.fill(x + (<usize>r.order << 3), 0, <usize>reach << 3)
  for (let step = 0; step < r.order; step++) {
    const place = x + (<usize>step << 3)
    const pivot = x + (<usize>load<i32>(z.pivots + (<usize>step << 2)) << 3)
    const value = load<f64>(pivot)
    store<f64>(pivot, load<f64>(place))
    store<f64>(place, value)
    const factor = f64x2.splat(-value)
    const multipliers = z.multipliers + (<usize>(step * bandWidth) << 3)
    for (let at: usize = 0; at < <usize>bandWidth << 3; at += 16) {
      v128.store(place + 8 + at, multiplyAdd(v128.load(multipliers + at), factor, v128.load(place + 8 + at)))
    }
  }
  for (let step = r.order - 1; step >= 0; step--) {
    const place = x + (<usize>step << 3)
    const row = entry(z, step, step)
    let first = f64x2.splat(0), second = first
    for (let at: usize = 8; at < 8 + (<usize>reach << 3); at += 32) {
      first = multiplyAdd(v128.load(row + at), v128.load(place + at), first)
      second = multiplyAdd(v128.load(row + at, 16), v128.load(place + at, 16), second)
    }
    store<f64>(place, (load<f64>(place) - laneSum(f64x2.add(first, second))) / load<f64>(row))
  }
}
