/**
 * What is kept of the rows: counts, mean, scatter and the two moments that shrinkage needs (theory.md §7). Moments of
 * parts of the data merge into those of the whole, so files, workers and machines can share the work.
 */
import type { Dialect, MissingPolicy } from '../api/model'
import { failure, success, type Problem, type Result } from '../api/problem'
import { byCodePoint, classCap, type ClassMoments } from './classes'
import { recentreNorms } from './recentre'
import { addOuterProduct, multiplyPacked, packedTrace } from './scatter'

export { MomentAccumulator } from './accumulator'
export type { ClassMoments } from './classes'

/** A file that rows came from. */
export interface MomentsSource {
  /** File name without its folder. */
  readonly name: string
  readonly bytes: number
  readonly sha256: string
}

/** Where moments come from; the `provenance` of moments.npz. */
export interface MomentsProvenance {
  readonly sources: readonly MomentsSource[]
  readonly dialect: Dialect | null
  readonly missing: MissingPolicy | null
  readonly missingCodes: readonly string[]
  /** Name of the label column. */
  readonly label: string | null
  readonly seed: number | null
  /** Version of the program that read the rows. */
  readonly version: string | null
}

export interface Moments {
  /** n: rows used. */
  readonly rows: number
  readonly dropped: number
  /** Feature names, N0 of them. */
  readonly columns: readonly string[]
  /** Length N0. */
  readonly mean: Float64Array
  /** Σ(x − mean)(x − mean)ᵀ, upper triangle row by row, N0(N0 + 1)/2 entries. */
  readonly scatter: Float64Array
  /** T = Σ‖y‖²y with y = x − mean, length N0. */
  readonly norm2X: Float64Array
  /** Q = Σ‖y‖⁴. */
  readonly norm4: number
  /** null without a label, or with more than `classCap` classes. */
  readonly classes: ClassMoments | null
  readonly provenance: MomentsProvenance
}

/** Moments of rows about their mean: what merging works on. */
export interface CentredMoments {
  rows: number
  mean: Float64Array
  scatter: Float64Array
  norm2X: Float64Array
  norm4: number
}

/**
 * Moments of the rows of `a` and `b` together, as if read in one pass (Chan, Golub and LeVeque).
 * Classes are kept when both parts have the same label; the sources are those of both.
 *
 * @returns MOMENTS_INVALID when the columns differ
 */
export function mergeMoments(a: Moments, b: Moments): Result<Moments> {
  const problem = columnsDiffer(a, b)
  if (problem) return failure(problem)
  const centred = a.rows === 0 ? b : b.rows === 0 ? a : mergeCentred(a, b)
  return success({
    rows: centred.rows,
    dropped: a.dropped + b.dropped,
    columns: a.columns,
    mean: centred.mean,
    scatter: centred.scatter,
    norm2X: centred.norm2X,
    norm4: centred.norm4,
    classes: mergeClasses(a, b),
    provenance: mergeProvenance(a.provenance, b.provenance)
  })
}

function mergeCentred(a: CentredMoments, b: CentredMoments): CentredMoments {
  const order = a.mean.length
  const rows = a.rows + b.rows
  const difference = b.mean.map((value, index) => value - a.mean[index]!)
  const centreOf = (part: CentredMoments, fraction: number) => {
    const shift = difference.map(value => value * fraction)
    return recentreNorms(part.rows, packedTrace(part.scatter, order), multiplyPacked(part.scatter, order, shift), part.norm2X, part.norm4, shift)
  }
  const fromA = centreOf(a, b.rows / rows)
  const fromB = centreOf(b, -a.rows / rows)
  const scatter = a.scatter.map((value, index) => value + b.scatter[index]!)
  addOuterProduct(scatter, order, difference, (a.rows * b.rows) / rows)
  return {
    rows,
    mean: a.mean.map((value, index) => value + (difference[index]! * b.rows) / rows),
    scatter,
    norm2X: fromA.norm2X.map((value, index) => value + fromB.norm2X[index]!),
    norm4: fromA.norm4 + fromB.norm4
  }
}

function mergeClasses(a: Moments, b: Moments): ClassMoments | null {
  if (a.rows === 0 && !a.classes) return b.classes
  if (b.rows === 0 && !b.classes) return a.classes
  if (!a.classes || !b.classes || a.provenance.label !== b.provenance.label) return null
  const names = [...new Set([...a.classes.names, ...b.classes.names])].sort(byCodePoint)
  if (names.length > classCap) return null
  const order = a.columns.length
  const means = new Float64Array(names.length * order)
  const counts = names.map((name, row) => {
    let count = 0
    for (const part of [a.classes, b.classes]) {
      const from = part?.names.indexOf(name) ?? -1
      if (!part || from < 0) continue
      count += part.counts[from]!
      const weight = part.counts[from]! / count
      for (let column = 0; column < order; column++) {
        const at = row * order + column
        means[at]! += (part.means[from * order + column]! - means[at]!) * weight
      }
    }
    return count
  })
  return { names, counts, means }
}

function mergeProvenance(a: MomentsProvenance, b: MomentsProvenance): MomentsProvenance {
  const same = <T>(left: T, right: T): T | null => (JSON.stringify(left) === JSON.stringify(right) ? left : null)
  return {
    sources: [...a.sources, ...b.sources],
    dialect: same(a.dialect, b.dialect),
    missing: same(a.missing, b.missing),
    missingCodes: [...new Set([...a.missingCodes, ...b.missingCodes])],
    label: same(a.label, b.label),
    seed: same(a.seed, b.seed),
    version: same(a.version, b.version)
  }
}

function columnsDiffer(a: Moments, b: Moments): Problem | null {
  const at = a.columns.findIndex((name, index) => name !== b.columns[index])
  if (at < 0 && a.columns.length === b.columns.length) return null
  const what = at < 0 || a.columns.length !== b.columns.length
    ? `one part has ${a.columns.length} columns, the other ${b.columns.length}`
    : `column ${at} is "${a.columns[at]}" in one part and "${b.columns[at]}" in the other`
  return {
    code: 'MOMENTS_INVALID',
    what,
    meaning: 'moments can only be merged over the same columns in the same order; nothing was merged',
    action: 'choose the same features for every file'
  }
}
