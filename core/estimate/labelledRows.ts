/**
 * Rows with a class, as the estimates need them: classes with fewer than two rows left out, columns that do not vary within the
 * classes left out, and each column in units of its within-class standard deviation.
 */
import { fewestRowsPerClass } from '../theory/targetInterval'

export interface TargetInput {
  /** m × dimension, row by row, finite. */
  readonly rows: Float64Array
  readonly dimension: number
  /** Feature names, `dimension` of them. */
  readonly columns: readonly string[]
  /** Index into `classNames` for each row; −1: no label. */
  readonly labels: Int32Array
  readonly classNames: readonly string[]
  /** Rows of the data that `rows` are, or were sampled from. */
  readonly totalRows: number
  readonly sampled: boolean
}

/** A class and how many rows it has. */
export interface ClassCount {
  readonly name: string
  readonly rows: number
}

/** What was left out, and of which rows and classes the rest consists. */
export interface Selection {
  /** With at least two rows; their index is the class from here on. */
  readonly classes: readonly ClassCount[]
  /** With one row. */
  readonly classesLeftOut: readonly ClassCount[]
  readonly unlabelled: number
  /** Rows of the input that count, ascending, and their classes. */
  readonly rowIndices: Int32Array
  readonly labels: Int32Array
}

export interface LabelledRows {
  /** m. */
  readonly rows: number
  /** d: columns that vary within the classes. */
  readonly order: number
  /** K. */
  readonly classes: number
  /** Length m, 0 … K − 1. */
  readonly labels: Int32Array
  /** p_y: share of each class, length K. */
  readonly shares: Float64Array
  /** m × d: row minus the mean of its class, over the within-class standard deviation (by m − K) of the column. */
  readonly residuals: Float64Array
  /** K × d: class mean minus the first class's, on the same scale. */
  readonly classMeans: Float64Array
  /** m × d: the values themselves over a power of two, so that equal differences stay equal. */
  readonly values: Float64Array
  /** Length d: differences of `values` times these are in within-class standard deviations. */
  readonly scales: Float64Array
}

export interface PreparedRows {
  /** null: no column varies within the classes. */
  readonly data: LabelledRows | null
  /** The same value in every row. */
  readonly constantColumns: readonly string[]
  /** Constant within every class, but not the same in all: such a column gives classes away. */
  readonly classConstantColumns: readonly string[]
}

/** Class means further apart than this many within-class deviations are put there, and scales stop here: squares must stay finite. */
const farthestMean = 1e60
const largestScale = 1e150

/**
 * Chooses the rows that count.
 *
 * @throws RangeError when the parts of the input do not fit together
 */
export function selectRows({ rows, dimension, columns, labels, classNames }: TargetInput): Selection {
  if (columns.length !== dimension || rows.length !== labels.length * dimension) throw new RangeError('rows, columns and labels do not fit together')
  const counts = new Int32Array(classNames.length)
  let labelled = 0
  for (const label of labels) {
    if (label < -1 || label >= classNames.length) throw new RangeError(`label ${label} is no class`)
    if (label < 0) continue
    counts[label]!++
    labelled++
  }
  const counted = classNames.map((name, index) => ({ name, rows: counts[index]!, index })).filter(({ rows: count }) => count > 0)
  const kept = counted.filter(({ rows: count }) => count >= fewestRowsPerClass)
  const renamed = new Int32Array(classNames.length).fill(-1)
  kept.forEach(({ index }, position) => (renamed[index] = position))
  const rowIndices = Int32Array.from(labels.keys()).filter(row => labels[row]! >= 0 && renamed[labels[row]!]! >= 0)
  const named = ({ name, rows: count }: ClassCount): ClassCount => ({ name, rows: count })
  return {
    classes: kept.map(named),
    classesLeftOut: counted.filter(({ rows: count }) => count < fewestRowsPerClass).map(named),
    unlabelled: labels.length - labelled,
    rowIndices,
    labels: rowIndices.map(row => renamed[labels[row]!]!)
  }
}

/**
 * Scales the columns of the rows that count. Values are shifted by the first row of their class before anything is summed, so data
 * with mean ≫ spread keep their digits and a constant column is found exactly.
 *
 * @throws RangeError for a value that is not finite
 */
export function prepareRows(input: TargetInput, selection: Selection): PreparedRows {
  const variation = columnVariation(input, selection)
  const kept = Int32Array.from(variation.keys()).filter(column => variation[column] === 'within')
  const named = (kind: Variation): string[] => input.columns.filter((_, column) => variation[column] === kind)
  const { values, first } = compactValues(input, selection, kept)
  return {
    data: scaleRows(values, first, kept.length, selection),
    constantColumns: named('none'),
    classConstantColumns: named('between')
  }
}

/** Whether a column varies within classes, only between them, or not at all. */
type Variation = 'none' | 'between' | 'within'

function columnVariation({ rows, dimension }: TargetInput, { rowIndices, labels, classes }: Selection): Variation[] {
  const first = firstRows(rowIndices, labels, classes.length)
  const variation = new Array<Variation>(dimension).fill('none')
  rowIndices.forEach((row, at) => {
    const own = first[labels[at]!]! * dimension
    const start = row * dimension
    for (let column = 0; column < dimension; column++) {
      const value = rows[start + column]!
      if (!Number.isFinite(value)) throw new RangeError(`row ${row} has a value that is not finite`)
      if (value !== rows[own + column]!) variation[column] = 'within'
    }
  })
  const reference = (first[0] ?? 0) * dimension
  for (const row of first) {
    for (let column = 0; column < dimension; column++) {
      if (variation[column] === 'none' && rows[row * dimension + column] !== rows[reference + column]) variation[column] = 'between'
    }
  }
  return variation
}

/** The first row of each class, as an index of the input. */
function firstRows(rowIndices: Int32Array, labels: Int32Array, classes: number): Int32Array {
  const first = new Int32Array(classes).fill(-1)
  labels.forEach((label, at) => {
    if (first[label]! < 0) first[label] = rowIndices[at]!
  })
  return first
}

/** The kept columns of the kept rows, each divided by a power of two above it, and where each class's first row stands among them. */
function compactValues(
  { rows, dimension }: TargetInput, { rowIndices, labels, classes }: Selection, kept: Int32Array
): { readonly values: Float64Array; readonly first: Int32Array } {
  const largest = new Float64Array(kept.length)
  for (const row of rowIndices) {
    for (let at = 0; at < kept.length; at++) largest[at] = Math.max(largest[at]!, Math.abs(rows[row * dimension + kept[at]!]!))
  }
  const powers = largest.map(value => 2 ** Math.max(-1022, Math.min(1022, Math.floor(Math.log2(value)))))
  const values = new Float64Array(rowIndices.length * kept.length)
  let to = 0
  for (const row of rowIndices) {
    // + 0 turns −0 into 0: they are the same value, and identical rows are found by their bits
    for (let at = 0; at < kept.length; at++) values[to++] = rows[row * dimension + kept[at]!]! / powers[at]! + 0
  }
  return { values, first: firstRows(Int32Array.from(labels.keys()), labels, classes.length) }
}

function scaleRows(values: Float64Array, first: Int32Array, order: number, { labels, classes }: Selection): LabelledRows | null {
  if (order === 0) return null
  const rows = labels.length
  const means = meansAboutFirst(values, first, order, labels, classes)
  const residuals = new Float64Array(values.length)
  const largest = new Float64Array(order)
  for (let row = 0, at = 0; row < rows; row++) {
    const own = labels[row]! * order
    const origin = first[labels[row]!]! * order
    for (let column = 0; column < order; column++, at++) {
      const residual = values[at]! - values[origin + column]! - means[own + column]!
      residuals[at] = residual
      largest[column] = Math.max(largest[column]!, Math.abs(residual))
    }
  }
  const deviations = deviationsOf(residuals, largest, order, rows - classes.length)
  for (let at = 0; at < residuals.length; at++) residuals[at]! /= deviations[at % order]!
  const classMeans = new Float64Array(means.length)
  for (let at = 0; at < means.length; at++) {
    const column = at % order
    const offset = values[first[Math.floor(at / order)]! * order + column]! - values[first[0]! * order + column]! + (means[at]! - means[column]!)
    classMeans[at] = Math.max(-farthestMean, Math.min(farthestMean, offset / deviations[column]!))
  }
  const shares = Float64Array.from(classes, ({ rows: count }) => count / rows)
  const scales = deviations.map(deviation => Math.min(largestScale, 1 / deviation))
  return { rows, order, classes: classes.length, labels, shares, residuals, classMeans, values, scales }
}

/** K × d: mean of each class minus its first row. */
function meansAboutFirst(values: Float64Array, first: Int32Array, order: number, labels: Int32Array, classes: readonly ClassCount[]): Float64Array {
  const means = new Float64Array(classes.length * order)
  for (let row = 0, at = 0; row < labels.length; row++) {
    const own = labels[row]! * order
    const origin = first[labels[row]!]! * order
    for (let column = 0; column < order; column++, at++) means[own + column]! += values[at]! - values[origin + column]!
  }
  return means.map((sum, at) => sum / classes[Math.floor(at / order)]!.rows)
}

/** √(Σ r²/(m − K)), with the largest taken out of the square so that no square underflows; 1 where rounding leaves no variation. */
function deviationsOf(residuals: Float64Array, largest: Float64Array, order: number, freedom: number): Float64Array {
  const sums = new Float64Array(order)
  for (let at = 0; at < residuals.length; at++) sums[at % order]! += (residuals[at]! / largest[at % order]!) ** 2
  return sums.map((sum, column) => largest[column]! * Math.sqrt(sum / freedom) || 1)
}
