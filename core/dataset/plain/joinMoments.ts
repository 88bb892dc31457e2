/** The sums of all parts, about one shift, as moments about the mean. */
import { tileIndex, tileOrder } from '../../kernels/tableMemory'
import type { TableView } from '../../kernels/tableView'
import { dot } from '../../linalg/views'
import { byCodePoint, type ClassMoments } from '../classes'
import type { CentredMoments } from '../moments'
import { multiplyPacked, packedIndex, packedLength, packedTrace } from '../scatter'
import type { PartResult } from './partReader'

export interface SummedPart {
  readonly view: TableView
  readonly result: PartResult
}

/** What the parts have summed, as one: their memories, which are several times as large, need not stay. */
export interface JoinedSums {
  readonly centred: CentredMoments
  readonly classes: JoinedClasses
}

/** @param shift of every feature @param mostClasses more different labels than these are no classes */
export function joinSums(parts: readonly SummedPart[], shift: Float64Array, mostClasses: number): JoinedSums {
  return { centred: joinMoments(parts, shift), classes: joinClasses(parts, shift, mostClasses) }
}

/**
 * Moments about the mean from sums about a shift: with d = mean − shift, S = C − n·ddᵀ, T = T′ − 2Sd − d(tr S + n‖d‖²) and
 * Q = Q′ − 4d·T − 4dᵀSd − 2‖d‖² tr S − n‖d‖⁴.
 *
 * @param shift of every feature
 * @see recentre.ts, the same the other way round
 */
export function joinMoments(parts: readonly SummedPart[], shift: Float64Array): CentredMoments {
  const order = shift.length
  const rows = parts.reduce((sum, { result }) => sum + result.summed, 0)
  const sums = parts.map(({ view }) => view.featureSums)
  const total = (of: (part: (typeof sums)[number]) => Float64Array): Float64Array => shift.map((_, index) => sums.reduce((sum, part) => sum + of(part)[index]!, 0))
  const minima = shift.map((_, index) => Math.min(...sums.map(part => part.minima[index]!)))
  const constant = minima.map((minimum, index) => Number(sums.every(part => part.maxima[index]! <= minimum)))
  // the mean of equal values is that value, whatever their sum rounds to
  const distance = total(part => part.sums).map((sum, index) => (constant[index] ? minima[index]! : sum / rows))
  const scatter = joinScatter(parts, order, distance, rows, constant)
  const trace = packedTrace(scatter, order)
  const scattered = multiplyPacked(scatter, order, distance)
  const inner = (vector: Float64Array): number => dot(distance, 0, vector, 0, order)
  const squared = inner(distance)
  const weight = trace + rows * squared
  const norm2X = total(part => part.weighted).map((value, index) => value - 2 * scattered[index]! - distance[index]! * weight)
  const norm4 = parts.reduce((sum, { result }) => sum + result.norm4, 0)
    - 4 * inner(norm2X) - 4 * inner(scattered) - 2 * squared * trace - rows * squared * squared
  return { rows, mean: distance.map((value, index) => value + shift[index]!), scatter, norm2X, norm4 }
}

/** Tile by tile, as they stand in memory. @param constant columns whose scatter is exactly zero */
function joinScatter(parts: readonly SummedPart[], order: number, distance: Float64Array, rows: number, constant: Float64Array): Float64Array {
  const scatter = new Float64Array(packedLength(order))
  const [first, ...others] = parts.map(({ view }) => view.tiles)
  for (let top = 0; top < order; top += tileOrder) {
    for (let left = top; left < order; left += tileOrder) {
      const tile = tileIndex(top, left, order)
      const right = Math.min(order, left + tileOrder)
      for (let row = top; row < Math.min(order, top + tileOrder); row++) {
        if (constant[row]) continue
        const weight = rows * distance[row]!
        const begin = Math.max(row, left)
        let at = packedIndex(row, begin, order)
        let from = tile + (row - top) * tileOrder + begin - left
        for (let column = begin; column < right; column++, from++, at++) {
          if (constant[column]) continue
          let sum = first![from]!
          for (const tiles of others) sum += tiles[from]!
          scatter[at] = sum - weight * distance[column]!
        }
      }
    }
  }
  return scatter
}

export interface JoinedClasses {
  /** null without a label and with too many. */
  readonly moments: ClassMoments | null
  /** For every part and class in order of appearance, the index among the names. */
  readonly positions: readonly (readonly number[])[]
}

/** Names and used rows of the classes of all parts, sorted by name. */
export function countClasses(parts: readonly SummedPart[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { view, result: { classNames } } of parts) {
    view.classRows(classNames.length).forEach((rows, index) => {
      const name = classNames[index]!
      counts.set(name, (counts.get(name) ?? 0) + rows)
    })
  }
  return new Map([...counts].filter(([, rows]) => rows > 0).sort(([a], [b]) => byCodePoint(a, b)))
}

/** @param most more different labels than these are no classes */
export function joinClasses(parts: readonly SummedPart[], shift: Float64Array, most: number): JoinedClasses {
  const names = [...new Set(parts.flatMap(({ result }) => result.classNames))].sort(byCodePoint)
  if (names.length === 0 || names.length > most) return { moments: null, positions: [] }
  const order = shift.length
  const position = new Map(names.map((name, index) => [name, index]))
  const positions = parts.map(({ result }) => result.classNames.map(name => position.get(name)!))
  const counts = names.map(() => 0)
  const means = new Float64Array(names.length * order)
  parts.forEach(({ view, result }, part) => {
    view.classSums(result.classNames.length).forEach(({ count, sums }, index) => {
      const at = positions[part]![index]!
      counts[at]! += count
      for (let column = 0; column < order; column++) means[at * order + column]! += sums[column]!
    })
  })
  counts.forEach((count, index) => {
    for (let column = 0; column < order; column++) means[index * order + column] = means[index * order + column]! / count + shift[column]!
  })
  return withoutEmpty({ names, counts, means }, positions, order)
}

/** A label whose rows were all dropped is no class. */
function withoutEmpty(all: ClassMoments, positions: readonly (readonly number[])[], order: number): JoinedClasses {
  const kept = all.names.map((_, index) => index).filter(index => all.counts[index]! > 0)
  if (kept.length === all.names.length) return { moments: all, positions }
  if (kept.length === 0) return { moments: null, positions: [] }
  const means = new Float64Array(kept.length * order)
  kept.forEach((from, to) => means.set(all.means.subarray(from * order, (from + 1) * order), to * order))
  const moved = new Map(kept.map((from, to) => [from, to]))
  return {
    moments: { names: kept.map(index => all.names[index]!), counts: kept.map(index => all.counts[index]!), means },
    positions: positions.map(part => part.map(index => moved.get(index) ?? -1))
  }
}
