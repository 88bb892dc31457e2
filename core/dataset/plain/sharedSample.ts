/** The places of a row sample, filled by several threads at once; which row belongs where is drawn by one. */
import { arrangeRows, sharedRows, type ReservoirDraw, type RowSample } from '../rowSample'

/** Plain data over shared memory. */
export interface SharedSample {
  readonly dimension: number
  readonly rows: Float64Array
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

export function sharedSample(places: number, dimension: number): SharedSample {
  const shared = (bytes: number) => new SharedArrayBuffer(places * bytes)
  return {
    dimension, rows: sharedRows(places, dimension), numbers: new BigInt64Array(shared(8)).fill(empty), classes: new Int32Array(shared(4))
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
