/** The way back from the band: X ← Q₀·Q₁·…·X for vectors of its coordinates, four to a panel, by the reflectors that stand in the matrix. */
import { combine } from '../shared/combine'
import { addTile } from '../shared/tile'
import { growTo, Reduction } from '../tridiagonal/reduction'
import { Banded, bandWidth, quarters, reflectorPanel, squareTile, tileBytes, triangleOf } from './banded'

/** Panels of one part: with the reflectors of one panel they stay in the second-level cache. */
const panelsOfPart: i32 = 2

const productBytes: usize = <usize>quarters * tileBytes

/** Bytes from one panel of vectors to the next, with room for its products. */
// @ts-ignore: decorator
@inline function vectorPanelBytes(r: Reduction): usize {
  return (<usize>r.padded << 5) + 2 * productBytes + 64
}

// @ts-ignore: decorator
@inline function panels(count: i32): i32 {
  return (count + 3) >> 2
}

/** @returns whether there is room for so many vectors, which are zeros at first */
export function layOutBandVectors(r: Reduction, count: i32): bool {
  const bytes = <u64>panels(count) * <u64>vectorPanelBytes(r)
  if (!growTo(<u64>r.vectors + bytes)) return false
  memory.fill(r.vectors, 0, <usize>bytes)
  return true
}

export function vectorPanel(r: Reduction, index: i32): usize {
  return r.vectors + <usize>index * vectorPanelBytes(r)
}

export function rotationParts(count: i32): i32 {
  return (panels(count) + panelsOfPart - 1) / panelsOfPart
}

export function rotatePart(r: Reduction, z: Banded, part: i32): void {
  const from = part * panelsOfPart
  const to = min(from + panelsOfPart, panels(r.vectorCount))
  const last = r.order - 2 - bandWidth
  if (last < 0) return
  for (let column = last - last % bandWidth; column >= 0; column -= bandWidth) {
    for (let index = from; index < to; index++) rotatePanel(r, z, column, vectorPanel(r, index))
  }
}

/** X −= V·(T·(VᵀX)) */
function rotatePanel(r: Reduction, z: Banded, column: i32, panel: usize): void {
  const begin = <usize>(column + bandWidth) << 5
  const end = <usize>r.padded << 5
  const products = panel + end
  const changes = products + productBytes
  const triangle = triangleOf(z, column)
  memory.fill(products, 0, 2 * productBytes)
  for (let quarter = 0; quarter < quarters; quarter++) {
    addTile(reflectorPanel(r, column, quarter) + begin, panel + begin, end - begin, products + <usize>quarter * tileBytes, 32)
  }
  for (let row = 0; row < quarters; row++) {
    for (let at = row; at < quarters; at++) {
      combine(squareTile(triangle, row, at), products + <usize>at * tileBytes, 0, tileBytes, changes + <usize>row * tileBytes)
    }
  }
  for (let at = changes; at < changes + productBytes; at += 16) v128.store(at, f64x2.neg(v128.load(at)))
  for (let quarter = 0; quarter < quarters; quarter++) {
    combine(reflectorPanel(r, column, quarter), changes + <usize>quarter * tileBytes, begin, end, panel)
  }
}
