/** The places of a row sample, filled by several threads at once; which row belongs where is drawn by one. */
import { arrangeRows, type DrawnRows, type ReservoirDraw, type RowSample, type RowValues } from '../rowSample'

/** Plain data over shared memory. */
export interface SharedSample {
  readonly dimension: number
  readonly rows: RowValues
  /** Not zero once a value did not fit the rows. */
  readonly misfit: Int32Array
  /** Number of the row that stands in each place; −1: none. */
  readonly numbers: Float64Array
  readonly classes: Int32Array
  /** Of each place, 1 while a thread writes there. */
  readonly locks: Int32Array
}

/** Which of a chunk's used rows are kept. */
export interface KeptRows {
  /** The first one's number among all used rows. */
  readonly first: number
  /** Those that are kept, counted from the first, and the places of these; null: all, in the places of their numbers. */
  readonly drawn: DrawnRows | null
}

const empty = -1

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
    numbers: new Float64Array(new SharedArrayBuffer(8 * places)).fill(empty),
    classes: new Int32Array(new SharedArrayBuffer(4 * places)),
    locks: new Int32Array(new SharedArrayBuffer(4 * places))
  }
}

/** The smallest kind that holds all values from `minimum` to `maximum`. @param whole whether they are whole numbers */
export function kindOfRows(whole: boolean, minimum: number, maximum: number): RowKind {
  if (!whole) return 'float64'
  if (minimum >= 0 && maximum <= 0xff) return 'uint8'
  return minimum >= -0x8000 && maximum <= 0x7fff ? 'int16' : 'float64'
}

/** Draws the rows of a chunk. @param rows how many it is thought to hold */
export function drawChunk(draw: ReservoirDraw, rows: number): KeptRows {
  const first = draw.seen
  return { first, drawn: draw.takesAll(rows) ? null : draw.nextRows(rows) }
}

/** Puts a row into its place unless a later one stands there. @param write copies its values to where they begin */
export function keepRow({ numbers, classes, locks, dimension }: SharedSample, place: number, number: number, classIndex: number, write: (at: number) => void): void {
  while (Atomics.compareExchange(locks, place, 0, 1) !== 0);
  if (numbers[place]! < number) {
    write(place * dimension)
    numbers[place] = number
    classes[place] = classIndex
  }
  Atomics.store(locks, place, 0)
}

/**
 * The rows in the order of the file.
 *
 * @param classOf of what a row was given as its class, the index among the moments' class names; null without classes
 * @param used rows of the whole file
 */
export function finishSample(sample: SharedSample, seed: number, used: number, classOf: ((code: number) => number) | null): RowSample {
  const { dimension, rows, numbers, classes } = sample
  const order = Array.from(numbers.keys()).filter(place => numbers[place] !== empty).sort((a, b) => numbers[a]! - numbers[b]!)
  const count = order.length
  if (order.every((place, index) => place >= index)) order.forEach((place, index) => { if (place !== index) rows.copyWithin(index * dimension, place * dimension, (place + 1) * dimension) })
  else arrangeRows(rows, dimension, order)
  return {
    count, dimension, seed, complete: used <= count,
    rows: rows.subarray(0, count * dimension),
    classes: classOf && Int32Array.from(order, place => classOf(classes[place]!))
  }
}
