/**
 * Stratified folds for cross-fitting, in which identical rows stay together: a row must not be predicted from its own twin. More
 * identical rows than a fold holds cannot: they are values of a discrete feature, not copies of a record, and are spread like any others.
 */
import { shuffle, type Random } from '../linalg/random'

export interface Folds {
  readonly count: number
  /** Fold of each row, 0 … count − 1. */
  readonly of: Int32Array
  /** Rows that differ from each other. */
  readonly distinct: number
  /** Rows of the largest set of identical rows. */
  readonly largestGroup: number
}

/**
 * Every class is spread as evenly over the folds as identical rows allow: without them, its counts differ by one at most.
 * Sets of more than m/requested identical rows do not count as such.
 *
 * @param values m × order, row by row; rows are identical when their bits are
 * @param labels length m, 0 … classes − 1
 * @param requested number of folds; at most as many as there are rows or sets to part are made
 */
export function stratifiedFolds(values: Float64Array, order: number, labels: Int32Array, classes: number, requested: number, random: Random): Folds {
  const identical = identicalRows(values, order, labels.length)
  const groups = identical.flatMap(group => (group.length > labels.length / requested ? group.map(row => [row]) : [group]))
  const count = Math.max(1, Math.min(requested, groups.length))
  const queue = Int32Array.from(groups.keys())
  shuffle(queue, random)
  // the largest sets first, so that single rows can level what these leave uneven; sorting is stable, so equals stay shuffled
  const ranked = Array.from(queue, index => groups[index]!).sort((a, b) => b.length - a.length)
  const of = new Int32Array(labels.length)
  const shares = new Float64Array(classes)
  for (const label of labels) shares[label]! += 1
  const counts = new Int32Array(count * classes)
  const totals = new Int32Array(count)
  for (const group of ranked) {
    const fold = emptiestFold(group, labels, classes, shares, counts, totals)
    for (const row of group) {
      of[row] = fold
      counts[fold * classes + labels[row]!]!++
    }
    totals[fold]! += group.length
  }
  return { count, of, distinct: identical.length, largestGroup: identical.reduce((most, group) => Math.max(most, group.length), 0) }
}

/** The fold with the smallest share of the group's classes so far; of several, the one with the fewest rows. */
function emptiestFold(group: readonly number[], labels: Int32Array, classes: number, shares: Float64Array, counts: Int32Array, totals: Int32Array): number {
  let best = 0
  let least = Infinity
  for (let fold = 0; fold < totals.length; fold++) {
    let load = 0
    for (const row of group) load += counts[fold * classes + labels[row]!]! / shares[labels[row]!]!
    if (load < least || (load === least && totals[fold]! < totals[best]!)) {
      best = fold
      least = load
    }
  }
  return best
}

/** Sets of identical rows, each ascending, in the order of their first row. */
export function identicalRows(values: Float64Array, order: number, rows: number): number[][] {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length * 2)
  const byHash = new Map<number, number[][]>()
  const groups: number[][] = []
  for (let row = 0; row < rows; row++) {
    const hash = hashOf(words, row * order * 2, order * 2)
    const candidates = byHash.get(hash)
    const found = candidates?.find(group => sameRow(values, order, group[0]!, row))
    if (found) found.push(row)
    else {
      const group = [row]
      groups.push(group)
      if (candidates) candidates.push(group)
      else byHash.set(hash, [group])
    }
  }
  return groups
}

function hashOf(words: Uint32Array, from: number, count: number): number {
  let hash = 0x811c9dc5
  for (let at = from; at < from + count; at++) {
    hash = Math.imul(hash ^ words[at]!, 0x01000193)
    hash ^= hash >>> 15
  }
  return hash
}

function sameRow(values: Float64Array, order: number, a: number, b: number): boolean {
  for (let column = 0; column < order; column++) if (values[a * order + column] !== values[b * order + column]) return false
  return true
}
