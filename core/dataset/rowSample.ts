/**
 * Rows that are kept beside the moments, for what moments cannot tell (standard errors, Gaussianity, the target interval): all
 * of them while they fit, else a seeded sample in which every row is equally likely.
 */
import { mostSampleBytes, rowsKept } from '../api/readingEstimate'
import { createRandom, type Random } from '../linalg/random'
import { copyRows, float64Rows, sharedRows, type StoredNumbers, type StoredRows } from './storedRows'

export interface RowSample {
  /** k: rows kept. */
  readonly count: number
  /** N0. */
  readonly dimension: number
  /** k × N0, on the raw scale, in the order of the file. @see copyRows, which gives them as numbers */
  readonly rows: StoredRows
  /** Per row an index into the moments' class names, −1 for none; null without classes. */
  readonly classes: Int32Array | null
  /** Of the draw; null when it is not known. */
  readonly seed: number | null
  /** Whether these are all the rows that the moments hold. */
  readonly complete: boolean
}

/** How many rows to keep, and the seed of the draw. */
export interface SampleRequest {
  readonly rows: number
  readonly seed: number
}

export const defaultSample: SampleRequest = { rows: rowsKept, seed: 1 }

/** Rows that may be kept of data with N0 columns: as many as wanted, or as fit into `mostSampleBytes`, never less than two. */
export function sampleCapacity(dimension: number, wanted: number): number {
  return Math.max(2, Math.min(wanted, Math.floor(mostSampleBytes / (Float64Array.BYTES_PER_ELEMENT * dimension))))
}

export interface DrawnRows {
  /** Ascending. */
  readonly rows: Int32Array
  readonly places: Int32Array
}

/** Which rows are kept of those that pass by, and in which place: after t rows each of them is kept with probability min(1, capacity/t). */
export class ReservoirDraw {
  private readonly random: Random
  seen = 0

  constructor(private readonly capacity: number, seed: number) {
    this.random = createRandom(seed)
  }

  /** The place of the next row; −1 when it is not kept. The chance and the place are drawn apart: one number of 32 bits is too coarse for both. */
  next(): number {
    const number = this.seen++
    if (number < this.capacity) return number
    return this.random.uniform() * this.seen < this.capacity ? this.random.integer(this.capacity) : -1
  }

  /** Whether all of the next rows are kept, each in the place of its number: then they are drawn. */
  takesAll(rows: number): boolean {
    if (this.seen + rows > this.capacity) return false
    this.seen += rows
    return true
  }

  /** Of the next rows those that are kept, counted from the first of them, and the places of these. */
  nextRows(count: number): DrawnRows {
    const rows: number[] = []
    const places: number[] = []
    for (let row = 0; row < count; row++) {
      const place = this.next()
      if (place < 0) continue
      rows.push(row)
      places.push(place)
    }
    return { rows: Int32Array.from(rows), places: Int32Array.from(places) }
  }
}

/** Keeps the rows of a draw while they pass by. */
export class RowReservoir {
  private readonly rows: Float64Array
  private readonly classes: Int32Array
  /** Number of the row, in the order of the file, that stands in each place. */
  private readonly numbers: Float64Array
  private readonly draw: ReservoirDraw

  /** @param capacity most rows kept; memory for all of them is taken at once, so no more than the file may have */
  constructor(private readonly dimension: number, private readonly capacity: number, private readonly seed: number) {
    this.rows = sharedRows(capacity, dimension)
    this.classes = new Int32Array(capacity)
    this.numbers = new Float64Array(capacity)
    this.draw = new ReservoirDraw(capacity, seed)
  }

  /** @param row length N0; copied @param classIndex of the row, −1 for none */
  add(row: Float64Array, classIndex: number): void {
    const number = this.draw.seen
    const place = this.draw.next()
    if (place < 0) return
    this.rows.set(row, place * this.dimension)
    this.classes[place] = classIndex
    this.numbers[place] = number
  }

  /**
   * The rows kept, in the order of the file. Call once, at the end.
   *
   * @param classPositions for every class index given to `add` its index among the moments' class names; null without classes
   */
  finish(classPositions: Int32Array | null): RowSample {
    const { dimension, seed } = this
    const count = Math.min(this.draw.seen, this.capacity)
    const order = Array.from({ length: count }, (_, place) => place).sort((a, b) => this.numbers[a]! - this.numbers[b]!)
    const classes = classPositions && Int32Array.from(order, place => classPositions[this.classes[place]!] ?? -1)
    arrangeRows(this.rows, dimension, order)
    return { count, dimension, rows: float64Rows(this.rows.subarray(0, count * dimension)), classes, seed, complete: this.draw.seen <= this.capacity }
  }
}

/** A part of the data with the rows kept of it. */
export interface SampledPart {
  readonly sample: RowSample
  /** n: rows that the part's moments hold. */
  readonly rows: number
  /** Names of the part's classes; null without. */
  readonly classNames: readonly string[] | null
}

/**
 * A sample of two parts together, the rows of `a` before those of `b`; every row of the union is equally likely to be kept. How
 * many come from which part is hypergeometric, so a small sample of one part bounds the sample of both.
 *
 * @param classNames of the merged moments; null without classes
 */
export function mergeSamples(a: SampledPart, b: SampledPart, classNames: readonly string[] | null, request: SampleRequest): RowSample {
  const { dimension } = a.sample
  const random = createRandom(request.seed)
  const all = a.rows + b.rows
  const most = (part: SampledPart): number => (part.sample.complete ? all : part.sample.count)
  const count = Math.min(sampleCapacity(dimension, request.rows), all, most(a), most(b))
  const fromA = hypergeometric(count, a.rows, b.rows, random)
  const rows = sharedRows(count, dimension)
  const classes = classNames && new Int32Array(count)
  copyDrawn(a, fromA, 0)
  copyDrawn(b, count - fromA, fromA)
  return { count, dimension, rows: float64Rows(rows), classes, seed: request.seed, complete: count === all }

  function copyDrawn({ sample, classNames: names }: SampledPart, wanted: number, at: number): void {
    const positions = names?.map(name => classNames?.indexOf(name) ?? -1) ?? []
    for (const place of drawInOrder(sample.count, wanted, random)) {
      copyRows(sample, place, 1, rows, at * dimension)
      if (classes) classes[at] = positions[sample.classes?.[place] ?? -1] ?? -1
      at++
    }
  }
}

/** At most as many rows as are wanted: all of them, or a draw from them. */
export function reducedSample(sample: RowSample, request: SampleRequest): RowSample {
  const { dimension } = sample
  const count = Math.min(sample.count, sampleCapacity(dimension, request.rows))
  if (count === sample.count) return sample
  const rows = sharedRows(count, dimension)
  const places = drawInOrder(sample.count, count, createRandom(request.seed))
  places.forEach((place, at) => copyRows(sample, place, 1, rows, at * dimension))
  const { classes } = sample
  return { count, dimension, rows: float64Rows(rows), classes: classes && Int32Array.from(places, place => classes[place]!), seed: request.seed, complete: false }
}

/** How many of `draws` rows, drawn without replacement, are of the first of two parts. */
function hypergeometric(draws: number, first: number, second: number, random: Random): number {
  let found = 0
  for (let drawn = 0; drawn < draws; drawn++) {
    if (random.uniform() * (first + second - drawn) < first - found) found++
  }
  return found
}

/** `wanted` of the places 0 … count − 1, every choice equally likely, ascending. */
function drawInOrder(count: number, wanted: number, random: Random): readonly number[] {
  const places: number[] = []
  for (let place = 0; place < count; place++) {
    if (random.uniform() * (count - place) < wanted - places.length) places.push(place)
  }
  return places
}

/** Moves row `order[i]` to place i, along the cycles of the permutation: a copy of wide rows would double the memory. */
export function arrangeRows(rows: StoredNumbers, dimension: number, order: readonly number[]): void {
  const done = new Uint8Array(order.length)
  const held = new Float64Array(dimension)
  for (let start = 0; start < order.length; start++) {
    if (done[start] || order[start] === start) continue
    held.set(rows.subarray(start * dimension, (start + 1) * dimension))
    let place = start
    for (; order[place] !== start; place = order[place]!) {
      rows.copyWithin(place * dimension, order[place]! * dimension, (order[place]! + 1) * dimension)
      done[place] = 1
    }
    rows.set(held, place * dimension)
    done[place] = 1
  }
}
