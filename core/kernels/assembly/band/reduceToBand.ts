/**
 * The first stage: a symmetric matrix becomes a band of half-width bandWidth, panel after panel.
 * @see Bischof, Lang and Sun (2000), A framework for symmetric band reduction
 */
import { perform, applyingQuarter, companions, gathering, gramming, middling, tiling, trailing, updatingAhead } from '../tridiagonal/tasks'
import { reduction } from '../tridiagonal/reduction'
import { banded, bandSums, bandWidth, quarters } from './banded'
import { formCorrection, formTriangle, rowParts, squareParts } from './companions'
import { keepAbove, keepDiagonal, reflectQuarter } from './panel'
import { aheadParts } from './trailing'

/** Brings the columns of the panel from `from` on into the band. @returns where the next begins; the order when the matrix is a band */
export function panelToBand(from: i32): i32 {
  const r = reduction()
  const z = banded()
  const blocks = r.padded >> 2
  // of one column more nothing is below the band
  const isLast = r.order - (from + bandWidth) < 2
  if (from == 0) {
    z.isPending = false
    if (r.order > 0) perform(tiling, bandSums)
  }
  r.panelFrom = from
  z.from = from
  z.first = min((from + bandWidth) >> 2, blocks)
  z.rowsFrom = from >> 2
  z.rowsTo = isLast ? blocks : z.first
  if (z.isPending) perform(updatingAhead, aheadParts(r, z))
  if (isLast) {
    keepDiagonal(r, z, r.order, r.order)
    return r.order
  }
  keepDiagonal(r, z, from + bandWidth, from + bandWidth)
  for (let quarter = 0; quarter < quarters; quarter++) {
    keepAbove(r, z, quarter)
    reflectQuarter(r, z, quarter)
    z.quarter = quarter
    perform(applyingQuarter, quarters - 1 - quarter)
  }
  perform(gramming, squareParts)
  formTriangle(z)
  perform(trailing, bandSums)
  perform(gathering, rowParts(r, z))
  perform(middling, squareParts)
  formCorrection(z)
  perform(companions, rowParts(r, z))
  z.isPending = true
  return from + bandWidth
}
