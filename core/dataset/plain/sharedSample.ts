/** The places of a row sample, filled by several threads at once; which row belongs where is drawn by one. */
import { arrangeRows, type ReservoirDraw, type RowSample, type RowValues } from '../rowSample'

/** Plain data over shared memory. */
export interface SharedSample {
  readonly dimension: number
  readonly rows: RowValues
  /** Not zero once a value did not fit the rows. */
  readonly misfit: Int32Array
  /** Number of the row that stands in each place; −1: none, −2: it is being written. */
  readonly numbers: BigInt64Array
  readonly classes: Int32Array
}

/** Which of a chunk's used rows are kept: the first one's number among all, and the place of each; null: all, in the places of their numbers. */
export interface KeptRows {
  readonly first: number
  readonly places: Int32Array | null
}

const empty = -1n
const locked = -2n

export type RowKind = 'float64' | 'int16' | 'uint8'

function sharedValues(kind: RowKind, count: number): RowValues {
  switch (kind) {
    case 'float64': return new Float64Array(new SharedArrayBuffer(8 * count))
    case 'int16': return new Int16Array(new SharedArrayBuffer(2 * count))
    case 'uint8': return new Uint8Array(new SharedArrayBuffer(count))
  }
}

export function sharedSample(places: number, dimension: number, kind: RowKind): SharedSample {
  return {
    dimension,
    rows: sharedValues(kind, places * dimension),
    misfit: new Int32Array(new SharedArrayBuffer(4)),
    numbers: new BigInt64Array(new SharedArrayBuffer(8 * places)).fill(empty),
    classes: new Int32Array(new SharedArrayBuffer(4 * places))
  }
}

/** The smallest kind that holds all values from `minimum` to `maximum`. @param whole whether they are whole numbers */
export function kindOfRows(whole: boolean, minimum: number, maximum: number): RowKind {
  if (!whole) return 'float64'
  if (minimum >= 0 && maximum <= 0xff) return 'uint8'
  return minimum >= -0x8000 && maximum <= 0x7fff ? 'int16' : 'float64'
}

/** Copies the features of one row. @param from where the row starts in the table @param features their columns, in order */
export function copyRow({ rows, misfit, dimension }: SharedSample, at: number, table: Float64Array, from: number, features: readonly number[]): void {
  for (let feature = 0; feature < dimension; feature++) {
    const value = table[from + features[feature]!]!
    rows[at + feature] = value
    // −0 is no small whole number: it has to stay what it is
    if (!Object.is(rows[at + feature], value)) misfit[0] = 1
  }
}

/** Draws the rows of a chunk. @param rows how many it is thought to hold */
export function drawChunk(draw: ReservoirDraw, rows: number, capacity: number): KeptRows {
  const first = draw.seen
  const places = Int32Array.from({ length: rows }, () => draw.next())
  return { first, places: first + rows <= capacity ? null : places }
}

/** Puts a row into its place unless a later one stands there. @param write copies its values to where they begin */
export function keepRow(sample: SharedSample, place: number, number: number, classIndex: number, write: (at: number) => void): void {
  const { numbers } = sample
  for (;;) {
    const there = Atomics.load(numbers, place)
    if (there > BigInt(number)) return
    if (there === locked || Atomics.compareExchange(numbers, place, there, locked) !== there) continue
    write(place * sample.dimension)
    sample.classes[place] = classIndex
    Atomics.store(numbers, place, BigInt(number))
    return
  }
}

/**
 * The rows in the order of the file.
 *
 * @param classOf of what a row was given as its class, the index among the moments' class names; null without classes
 * @param used rows of the whole file
 */
export function finishSample(sample: SharedSample, seed: number, used: number, classOf: ((code: number) => number) | null): RowSample {
  const { dimension, rows, numbers, classes } = sample
  const numberOf = Float64Array.from(numbers, Number)
  const order = Array.from(numberOf.keys()).filter(place => numberOf[place]! >= 0).sort((a, b) => numberOf[a]! - numberOf[b]!)
  const count = order.length
  if (order.every((place, index) => place >= index)) order.forEach((place, index) => { if (place !== index) rows.copyWithin(index * dimension, place * dimension, (place + 1) * dimension) })
  else arrangeRows(rows, dimension, order)
  return {
    count, dimension, seed, complete: used <= count,
    rows: rows.subarray(0, count * dimension),
    classes: classOf && Int32Array.from(order, place => classOf(classes[place]!))
  }
}
