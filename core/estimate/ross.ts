/**
 * I(X;Y) of numbers and classes by nearest neighbours: how much denser the row's own class is around it than all rows are.
 *
 * @see B. C. Ross, Mutual information between discrete and continuous data sets, PLoS ONE 9(2), 2014
 */
import { meanAndError, type Estimate } from './information'
import type { LabelledRows } from './labelledRows'

/** Beyond so many columns neighbours are too far to say anything of a density. */
export const mostRossColumns = 5

const neighbours = 3

/**
 * ψ(m) + mean[ψ(k_i) − ψ(n_{y_i}) − ψ(m_i)], m_i the rows within the distance d_i of row i's third neighbour of its own class, k_i
 * those of them of its own class: k_i = 3 without ties. Both are counted up to and with d_i, so ties and discrete values bias neither.
 * Distances are the largest difference in any column (Chebyshev), columns in units of their within-class deviation. A class
 * of n < 4 rows uses n − 1 neighbours.
 *
 * @returns nats, not clipped; the standard error takes the rows' terms as independent, which their neighbourhoods make only nearly true
 */
export function rossInformation(data: LabelledRows): Estimate {
  const { rows, labels } = data
  const digamma = digammaTable(rows)
  const ordered = sortAlongFirst(data)
  const byClass = positionsByClass(ordered, labels, data.classes)
  const terms = new Float64Array(rows)
  for (const members of byClass) {
    members.forEach((position, at) => {
      const radius = neighbourDistance(ordered, members, at, Math.min(neighbours, members.length - 1))
      const { all, own } = countWithin(ordered, labels, position, radius)
      terms[position] = digamma[rows]! + digamma[own]! - digamma[members.length]! - digamma[all]!
    })
  }
  return meanAndError(terms)
}

/** Rows sorted by their first column, so that a search can end where that column alone is too far. */
interface OrderedRows {
  readonly order: number
  /** Row of each position. */
  readonly row: Int32Array
  /** m × order in the order of the positions; differences times `scales` are distances. */
  readonly values: Float64Array
  readonly scales: Float64Array
}

function sortAlongFirst({ rows, order, values, scales }: LabelledRows): OrderedRows {
  const row = Int32Array.from({ length: rows }, (_, index) => index).sort((a, b) => values[a * order]! - values[b * order]! || a - b)
  const sorted = new Float64Array(values.length)
  row.forEach((index, position) => {
    sorted.set(values.subarray(index * order, (index + 1) * order), position * order)
  })
  return { order, row, values: sorted, scales }
}

/** Positions of each class, ascending. */
function positionsByClass({ row }: OrderedRows, labels: Int32Array, classes: number): Int32Array[] {
  return Array.from({ length: classes }, (_, own) => Int32Array.from(row.keys()).filter(position => labels[row[position]!] === own))
}

function distance(ordered: OrderedRows, a: number, b: number): number {
  let most = 0
  for (let column = 0; column < ordered.order; column++) most = Math.max(most, distanceAlong(ordered, column, a, b))
  return most
}

function distanceAlong({ order, values, scales }: OrderedRows, column: number, a: number, b: number): number {
  return Math.abs(values[a * order + column]! - values[b * order + column]!) * scales[column]!
}

/** Distance of the member at `at` from its `count`-th nearest fellow. */
function neighbourDistance(ordered: OrderedRows, members: Int32Array, at: number, count: number): number {
  const position = members[at]!
  const nearest = new Float64Array(count).fill(Infinity)
  let left = at - 1
  let right = at + 1
  const gap = (index: number): number => {
    const other = members[index]
    return other === undefined ? Infinity : distanceAlong(ordered, 0, position, other)
  }
  for (;;) {
    const fromLeft = gap(left)
    const fromRight = gap(right)
    if (Math.min(fromLeft, fromRight) >= nearest[count - 1]!) return nearest[count - 1]!
    const found = distance(ordered, position, members[fromLeft <= fromRight ? left-- : right++]!)
    for (let rank = count - 1; rank >= 0 && found < nearest[rank]!; rank--) {
      if (rank < count - 1) nearest[rank + 1] = nearest[rank]!
      nearest[rank] = found
    }
  }
}

/** How many other rows lie within the radius, and how many of them are of the same class. */
function countWithin(ordered: OrderedRows, labels: Int32Array, position: number, radius: number): { readonly all: number; readonly own: number } {
  const { row } = ordered
  const label = labels[row[position]!]
  let all = 0
  let own = 0
  for (const direction of [-1, 1]) {
    for (let other = position + direction; other >= 0 && other < row.length; other += direction) {
      if (distanceAlong(ordered, 0, position, other) > radius) break
      if (distance(ordered, position, other) > radius) continue
      all++
      if (labels[row[other]!] === label) own++
    }
  }
  return { all, own }
}

/** ψ(n) = −γ + Σ_{j<n} 1/j for n = 1 … last, at index n. */
function digammaTable(last: number): Float64Array {
  const table = new Float64Array(last + 1)
  table[1] = -0.5772156649015329
  for (let n = 1; n < last; n++) table[n + 1] = table[n]! + 1 / n
  return table
}
