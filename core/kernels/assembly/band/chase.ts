/**
 * The second stage: the band becomes tridiagonal. Each sweep takes a column to tridiagonal form and chases what that pushes out of the
 * band to its end; a sweep may follow two steps behind the one before. So sweeps go in groups, and along the band in segments that
 * stay in the caches; a wave is all the segments that have nothing to do with each other.
 *
 * @see Haidar, Ltaief and Dongarra (2011), Parallel reduction to condensed forms for symmetric eigenvalue problems
 *   using aggregated fine-grained and memory-aware kernels; LAPACK's dsytrd_sb2st
 */
import { chasing, perform } from '../tridiagonal/tasks'
import { read, write } from '../shared/vector'
import { reduction } from '../tridiagonal/reduction'
import { banded, bandEntry, bandWidth } from './banded'
import { chasedEntry } from './chaseStep'
import { groups, segmentsOf, sweepsOfGroup } from './sweeps'

/** How many waves there are. */
export function waves(): i32 {
  const r = reduction()
  const count = groups(r)
  return count == 0 ? 0 : 2 * (count - 1) + segmentsOf(r, count - 1)
}

/** Room for bulges beside the band. */
export function openBand(): void {
  const r = reduction()
  const z = banded()
  for (let column = 0; column < r.order; column++) {
    const to = chasedEntry(z, column, column)
    memory.fill(to, 0, <usize>(chasedEntry(z, column + 1, column + 1) - to))
    memory.copy(to, bandEntry(z, column, column), (bandWidth + 1) << 3)
  }
}

export function chaseWave(wave: i32): void {
  const r = reduction()
  const z = banded()
  const last = min(groups(r) - 1, wave >> 1)
  let first = max(0, (wave - segmentsOf(r, 0) + 2) >> 1)
  // groups that are through with the band
  while (first <= last && wave - 2 * first >= segmentsOf(r, first)) first++
  z.wave = wave
  z.group = first
  r.panelFrom = first * sweepsOfGroup
  perform(chasing, last - first + 1)
}

/** What is left of the band. */
export function closeBand(): void {
  const r = reduction()
  const z = banded()
  for (let column = 0; column < r.order; column++) {
    write(r.diagonal, column, read(chasedEntry(z, column, column), 0))
    if (column + 1 < r.order) write(r.offDiagonal, column, read(chasedEntry(z, column + 1, column), 0))
  }
}
