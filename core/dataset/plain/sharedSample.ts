/** The places of a row sample, filled by several threads at once; which row belongs where is drawn by one. */
import { arrangeRows, type DrawnRows, type ReservoirDraw, type RowSample } from '../rowSample'
import { exceptional, type RowExceptions, type StoredNumbers } from '../storedRows'

/** Plain data over shared memory. */
export interface SharedSample {
  readonly dimension: number
  readonly stored: StoredNumbers
  /** As in `StoredRows`. */
  readonly divisor: number
  /** Of int32 rows; null: they have none. */
  readonly exceptions: NotedExceptions | null
  /** Not zero once a value did not fit the rows. */
  readonly misfit: Int32Array
  /** Number of the row that stands in each place; −1: none. */
  readonly numbers: Float64Array
  readonly classes: Int32Array
  /** Of each place, 1 while a thread writes there. */
  readonly locks: Int32Array
}

/** Values that int32 rows cannot hold, in the order in which they came: rows that later ones replaced leave theirs behind. */
export interface NotedExceptions extends RowExceptions {
  /** One number; may be more than there is room for. */
  readonly count: Int32Array
}

/** Which of a chunk's used rows are kept. */
export interface KeptRows {
  /** The first one's number among all used rows. */
  readonly first: number
  /** Those that are kept, counted from the first, and the places of these; null: all, in the places of their numbers. */
  readonly drawn: DrawnRows | null
}

const empty = -1

/** How values are stored: as they are, as small whole numbers, or as int32 over 10^decimals. */
export type RowKind = 'float64' | 'int16' | 'uint8' | { readonly decimals: number }

/** One value in so many may be an exception: `-0.000000`, or a number that is far larger than those of the head. */
const valuesPerException = 64
const fewestExceptions = 64

export function sharedSample(places: number, dimension: number, kind: RowKind): SharedSample {
  const values = places * dimension
  return {
    ...sharedValues(kind, values),
    dimension,
    misfit: new Int32Array(new SharedArrayBuffer(4)),
    numbers: new Float64Array(new SharedArrayBuffer(8 * places)).fill(empty),
    classes: new Int32Array(new SharedArrayBuffer(4 * places)),
    locks: new Int32Array(new SharedArrayBuffer(4 * places))
  }
}

function sharedValues(kind: RowKind, count: number): Pick<SharedSample, 'stored' | 'divisor' | 'exceptions'> {
  const whole = { divisor: 1, exceptions: null }
  switch (kind) {
    case 'float64': return { stored: new Float64Array(new SharedArrayBuffer(8 * count)), ...whole }
    case 'int16': return { stored: new Int16Array(new SharedArrayBuffer(2 * count)), ...whole }
    case 'uint8': return { stored: new Uint8Array(new SharedArrayBuffer(count)), ...whole }
    default: return { stored: new Int32Array(new SharedArrayBuffer(4 * count)), divisor: 10 ** kind.decimals, exceptions: roomForExceptions(count) }
  }
}

/** Memory that is not written is not taken. */
function roomForExceptions(count: number): NotedExceptions {
  const most = Math.max(fewestExceptions, Math.ceil(count / valuesPerException))
  return { count: new Int32Array(new SharedArrayBuffer(4)), places: new Int32Array(new SharedArrayBuffer(4 * most)), values: new Float64Array(new SharedArrayBuffer(8 * most)) }
}

/** Draws the rows of a chunk. @param rows how many it is thought to hold */
export function drawChunk(draw: ReservoirDraw, rows: number): KeptRows {
  const first = draw.seen
  return { first, drawn: draw.takesAll(rows) ? null : draw.nextRows(rows) }
}

/** Notes what int32 rows cannot hold, while its row is being written. @param at its place among all values */
export function noteException({ stored, exceptions, misfit }: SharedSample, at: number, value: number): void {
  const index = exceptions ? Atomics.add(exceptions.count, 0, 1) : Infinity
  if (!exceptions || index >= exceptions.places.length) {
    misfit[0] = 1
    return
  }
  stored[at] = exceptional
  exceptions.places[index] = at
  exceptions.values[index] = value
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
  const { dimension, stored, divisor, numbers, classes } = sample
  const order = Array.from(numbers.keys()).filter(place => numbers[place] !== empty).sort((a, b) => numbers[a]! - numbers[b]!)
  const count = order.length
  const exceptions = finishExceptions(sample, order)
  if (order.every((place, index) => place >= index)) order.forEach((place, index) => { if (place !== index) stored.copyWithin(index * dimension, place * dimension, (place + 1) * dimension) })
  else arrangeRows(stored, dimension, order)
  return {
    count, dimension, seed, complete: used <= count,
    rows: { stored: stored.subarray(0, count * dimension), divisor, exceptions },
    classes: classOf && Int32Array.from(order, place => classOf(classes[place]!))
  }
}

/** Those of rows that have stayed, at the places that `order` will move them to. */
function finishExceptions({ exceptions, stored, dimension, numbers }: SharedSample, order: readonly number[]): RowExceptions | null {
  const noted = exceptions ? Math.min(exceptions.count[0]!, exceptions.places.length) : 0
  if (!exceptions || noted === 0) return null
  const indices = new Int32Array(numbers.length)
  order.forEach((place, index) => { indices[place] = index })
  // of one place the last that was noted, as it stands there
  const last = new Map<number, number>()
  for (let index = 0; index < noted; index++) {
    const at = exceptions.places[index]!
    if (stored[at] === exceptional) last.set(indices[Math.floor(at / dimension)]! * dimension + (at % dimension), exceptions.values[index]!)
  }
  const places = Int32Array.from(last.keys()).sort()
  return { places, values: Float64Array.from(places, place => last.get(place)!) }
}
