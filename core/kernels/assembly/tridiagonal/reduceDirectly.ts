/**
 * A symmetric matrix becomes tridiagonal, panel after panel.
 * @see Dongarra, Sorensen and Hammarling (1989), Block reduction of matrices to condensed forms; LAPACK's dsytrd and dlatrd
 */
import { read, write } from '../shared/vector'
import { applyEarlierReflectors, companion, keepReflector, reflect } from './householder'
import { panelWidth, reduction, rowAddress, Reduction } from './reduction'
import { sumsFor } from './symmetricProduct'
import { multiplying, packing, perform, updating } from './tasks'
import { updateParts } from './trailingUpdate'

/** Reduces the panel of columns that begins at `from`. @returns where the next one begins; `order` when the matrix is tridiagonal */
export function reduceColumns(from: i32): i32 {
  const r = reduction()
  const last = r.order - 1
  if (last < 0) return 0
  r.panelFrom = from
  r.panelColumns = min(panelWidth, last - from)
  const next = from + r.panelColumns
  for (let column = from; column < next; column++) reduceColumn(r, column)
  if (next < last) {
    const parts = updateParts(r)
    perform(packing, parts)
    perform(updating, parts)
    return next
  }
  // of the matrix one entry is left
  applyEarlierReflectors(r, last)
  write(r.diagonal, last, read(rowAddress(r, last), last))
  return r.order
}

function reduceColumn(r: Reduction, column: i32): void {
  const offset = <usize>(column - r.panelFrom) * r.stride
  const v = r.reflectors + offset
  const w = r.companions + offset
  applyEarlierReflectors(r, column)
  write(r.diagonal, column, read(rowAddress(r, column), column))
  const tau = reflect(r, column, v)
  write(r.factors, column, tau)
  keepReflector(r, column, v)
  if (tau == 0) {
    memory.fill(w, 0, <usize>r.padded << 3)
    return
  }
  r.column = column + 1
  r.factor = v
  r.sumCount = sumsFor(r.order - column)
  perform(multiplying, r.sumCount)
  companion(r, column, v, w, tau)
}
