/** The QR decomposition of a panel, four columns at a time: the rows of a block are its columns, interleaved as they stand. */
import { combine } from '../shared/combine'
import { negligibleNorm } from '../shared/negligible'
import { addTile } from '../shared/tile'
import { multiplyAdd, read, write } from '../shared/vector'
import { Reduction } from '../tridiagonal/reduction'
import { Banded, bandEntry, bandWidth, quarters, reflectorPanel, tileAddress, tileBytes } from './banded'

/** What stands above four columns' first reflector is part of the band, and zero in V. */
export function keepAbove(r: Reduction, z: Banded, quarter: i32): void {
  const first = z.from + bandWidth
  const panel = reflectorPanel(r, z.from, quarter)
  const rows = min(first + (quarter << 2), r.padded)
  for (let row = first; row < rows; row++) keepRow(z, panel, row, z.from + (quarter << 2), 0)
}

/** One row of R into the band, from one of the four columns on. */
function keepRow(z: Banded, panel: usize, row: i32, column: i32, from: i32): void {
  for (let at = from; at < 4; at++) {
    const place = panel + (<usize>row << 5) + (<usize>at << 3)
    store<f64>(bandEntry(z, row, column + at), load<f64>(place))
    store<f64>(place, 0)
  }
}

/** Reflectors of four columns, with T of the four. */
export function reflectQuarter(r: Reduction, z: Banded, quarter: i32): void {
  const panel = reflectorPanel(r, z.from, quarter)
  const end = panel + (<usize>r.padded << 5)
  for (let at = 0; at < 4; at++) {
    const row = z.from + bandWidth + (quarter << 2) + at
    let tau: f64 = 0
    if (row < r.padded) tau = reflectColumn(z, panel, row, z.from + (quarter << 2), at, end)
    write(z.taus, (quarter << 2) + at, tau)
  }
  const first = z.from + bandWidth + (quarter << 2)
  const gram = z.smallTriangle + tileBytes
  memory.fill(gram, 0, tileBytes)
  if (first < r.padded) addTile(panel + (<usize>first << 5), panel + (<usize>first << 5), <usize>(r.padded - first) << 5, gram, 32)
  smallTriangle(z.smallTriangle, gram, z.taus + (<usize>quarter << 5))
}

/** T of four reflectors from their products and factors. */
function smallTriangle(triangle: usize, gram: usize, taus: usize): void {
  memory.fill(triangle, 0, tileBytes)
  for (let column = 0; column < 4; column++) {
    const tau = read(taus, column)
    for (let row = 0; row < column; row++) {
      let sum: f64 = 0
      for (let at = row; at < column; at++) sum += read(triangle, 4 * row + at) * read(gram, 4 * at + column)
      write(triangle, 4 * row + column, -tau * sum)
    }
    write(triangle, 5 * column, tau)
  }
}

/** @returns τ; v is left in place of the column, and what the reflector makes of the others in theirs */
function reflectColumn(z: Banded, panel: usize, row: i32, column: i32, at: i32, end: usize): f64 {
  const top = panel + (<usize>row << 5)
  const own = <usize>at << 3
  let low = f64x2.splat(0), high = f64x2.splat(0)
  for (let place = top + 32; place < end; place += 32) {
    const x = v128.load64_splat(place + own)
    low = multiplyAdd(x, v128.load(place), low)
    high = multiplyAdd(x, v128.load(place, 16), high)
  }
  const products = z.smallTriangle + 2 * tileBytes
  v128.store(products, low)
  v128.store(products, high, 16)
  const rest = read(products, at)
  const alpha = load<f64>(top + own)
  const norm = Math.sqrt(alpha * alpha + rest)
  const isNegligible = norm < negligibleNorm
  if (rest == 0 || isNegligible) {
    if (isNegligible) store<f64>(top + own, 0)
    keepRow(z, panel, row, column, at)
    for (let place = top + own; place < end; place += 32) store<f64>(place, 0)
    return 0
  }
  const beta = alpha >= 0 ? -norm : norm
  const scale = 1 / (alpha - beta)
  const tau = (beta - alpha) / beta
  const factors = products + 32
  const kept = products + 64
  for (let other = 0; other < 4; other++) {
    let factor: f64 = 0
    if (other > at) {
      const first = load<f64>(top + (<usize>other << 3))
      const change = tau * (first + scale * read(products, other))
      store<f64>(top + (<usize>other << 3), first - change)
      factor = -change * scale
    }
    write(factors, other, other == at ? scale : factor)
    store<i64>(kept + (<usize>other << 3), other == at ? 0 : -1)
  }
  store<f64>(top + own, beta)
  keepRow(z, panel, row, column, at)
  store<f64>(top + own, 1)
  const factorLow = v128.load(factors), factorHigh = v128.load(factors, 16)
  const keptLow = v128.load(kept), keptHigh = v128.load(kept, 16)
  for (let place = top + 32; place < end; place += 32) {
    const x = v128.load64_splat(place + own)
    v128.store(place, multiplyAdd(x, factorLow, v128.and(v128.load(place), keptLow)))
    v128.store(place, multiplyAdd(x, factorHigh, v128.and(v128.load(place, 16), keptHigh)), 16)
  }
  return tau
}

/** Applies four reflectors to four later columns of the panel: P −= V·Tᵀ·(VᵀP). */
export function applyQuarterPart(r: Reduction, z: Banded, part: i32): void {
  const first = z.from + bandWidth + (z.quarter << 2)
  if (first >= r.padded) return
  const v = reflectorPanel(r, z.from, z.quarter)
  const target = reflectorPanel(r, z.from, z.quarter + 1 + part)
  const products = z.smallTriangle + <usize>(4 + 2 * part) * tileBytes
  const changes = products + tileBytes
  memory.fill(products, 0, 2 * tileBytes)
  const from = <usize>first << 5
  const to = <usize>r.padded << 5
  addTile(v + from, target + from, to - from, products, 32)
  addTile(z.smallTriangle, products, tileBytes, changes, 32)
  for (let at: usize = 0; at < tileBytes; at += 16) v128.store(changes + at, f64x2.neg(v128.load(changes + at)))
  combine(v, changes, from, to, target)
}

/** What the diagonal block of the panel's rows leaves in the band, up to a row. */
export function keepDiagonal(r: Reduction, z: Banded, columnsTo: i32, rowsTo: i32): void {
  for (let column = z.from; column < columnsTo; column++) {
    for (let row = column; row < rowsTo; row++) {
      const tile = tileAddress(r, column >> 2, row >> 2)
      store<f64>(bandEntry(z, row, column), read(tile, ((row & 3) << 2) + (column & 3)))
    }
  }
}
