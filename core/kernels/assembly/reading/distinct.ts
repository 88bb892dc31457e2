/**
 * How many different texts each column holds, up to a cap. Whole numbers of up to three digits are flags, other texts are hashes
 * of 53 bits, so that tables of threads can be joined as numbers.
 */
import { hashOf } from './hash'
import { giveBack, take } from './pool'

/** As `distinctCap` of core/api/model.ts; also how many whole numbers have up to three digits. */
export const cap: u32 = 1000
/** Slots that are searched together: a line of the cache. */
const bucketSlots: u32 = 8
const firstSlots: u32 = 16
const zero: u32 = 48
/** In few steps, because columns that grow together leave every smaller table behind. */
const growth: u32 = 8
/** More than the cap, barely: thousands of columns fill their tables at the same time, and nothing else is as large. */
const mostSlots: u32 = 1024

/** A column's count, and its table of hashes; 16 bytes. */
@unmanaged class Tally {
  count: u32
  hashed: u32
  slots: u32
  table: u32
}

let tallies: usize = 0
/** One byte for each column: whether "0" was seen. Apart, because zeros come in runs. */
let zeros: usize = 0
/** `cap` bytes for each column. */
let small: usize = 0
/** One place for each cell of the table: the hash of its text, when it has yet to be noted. */
let hashes: usize = 0
/** Columns that have not reached the cap. */
let openColumns: u32 = 0
/** The same while numbers are counted, else none. */
export let openNumbers: u32 = 0

export function useTallies(columns: u32, talliesAt: usize, zerosAt: usize, smallAt: usize, hashesAt: usize, counting: bool, countingNumbers: bool): void {
  tallies = talliesAt
  zeros = zerosAt
  small = smallAt
  hashes = hashesAt
  openColumns = counting ? columns : 0
  openNumbers = countingNumbers ? openColumns : 0
}

// @ts-ignore: decorator
@inline function tallyOf(column: u32): Tally {
  return changetype<Tally>(tallies + (<usize>column << 4))
}

/** Notes "0" in a run of eight columns. */
// @ts-ignore: decorator
@inline export function noteZeros(column: u32): void {
  if (load<u64>(zeros + column) != 0x0101010101010101) for (let next = column; next < column + 8; next++) noteSmall(next, 0)
}

/** Notes a whole number below 1000, written as such. */
// @ts-ignore: decorator
@inline export function noteSmall(column: u32, value: u32): void {
  const flag = value == 0 ? zeros + column : small + <usize>column * cap + value
  if (load<u8>(flag)) return
  store<u8>(flag, 1)
  countOne(tallyOf(column))
}

/** Leaves any other text to be noted with the block. @param cell where it stands in the table, in bytes from its first */
// @ts-ignore: decorator
@inline export function leaveText(column: u32, cell: usize, start: usize, length: u32): void {
  if (tallyOf(column).count < cap) store<f64>(hashes + cell, keyOf(column, start, length))
}

/** Notes the texts that a block's cells left, eight columns at a time: in the order of the rows each would be looked up in a table that has left the cache. */
export function noteLeftTexts(rows: u32, stride: usize): void {
  for (let at: usize = 0; at < stride; at += 64) {
    for (let row: u32 = 0, cell = hashes + at; row < rows; row++, cell += stride) {
      for (let lane: usize = 0; lane < 64; lane += 8) {
        const key = load<f64>(cell + lane)
        if (key == 0) continue
        store<f64>(cell + lane, 0)
        noteKey(changetype<Tally>(tallies + ((at + lane) << 1)), key)
      }
    }
  }
}

/** Notes any text at once: white space or quotes around it may have hidden a small number. */
export function noteDistinct(column: u32, start: usize, length: u32): void {
  if (!openColumns) return
  let value: u32 = 0
  let at: u32 = 0
  for (; at < length && at < 3; at++) {
    const digit = <u32>load<u8>(start + at) - zero
    if (digit > 9) break
    value = value * 10 + digit
  }
  const small = length > 0 && at == length && (length == 1 || <u32>load<u8>(start) != zero)
  if (small) noteSmall(column, value)
  else noteKey(tallyOf(column), keyOf(column, start, length))
}

/** Never zero, which marks a free slot. */
// @ts-ignore: decorator
@inline function keyOf(column: u32, start: usize, length: u32): f64 {
  return <f64>(hashOf(column, start, length) >> 11) + 1
}

function noteKey(tally: Tally, key: f64): void {
  if (tally.count == cap) return
  if (tally.slots == 0) open(tally, firstSlots)
  if (!insert(tally, key)) return
  tally.hashed++
  countOne(tally)
  if (tally.count < cap && tally.hashed * 8 > tally.slots * 7 && tally.slots < mostSlots) enlarge(tally)
}

function countOne(tally: Tally): void {
  if (tally.count == cap) return
  tally.count++
  if (tally.count < cap) return
  openColumns--
  if (openNumbers) openNumbers--
  if (tally.slots) giveBack(tally.table, <usize>tally.slots << 3)
  tally.slots = 0
}

function open(tally: Tally, slots: u32): void {
  tally.slots = slots
  tally.table = <u32>take(<usize>slots << 3)
}

/** Buckets are filled from the front, and the next takes what one has no place for. @returns whether the key was not there */
function insert(tally: Tally, key: f64): bool {
  const last = tally.slots / bucketSlots - 1
  let bucket = <u32>reinterpret<u64>(key) & last
  const keys = f64x2.splat(key), none = f64x2.splat(0)
  while (true) {
    const at = <usize>tally.table + (<usize>bucket << 6)
    const a = v128.load(at), b = v128.load(at, 16), c = v128.load(at, 32), d = v128.load(at, 48)
    if (v128.any_true(v128.or(v128.or(f64x2.eq(a, keys), f64x2.eq(b, keys)), v128.or(f64x2.eq(c, keys), f64x2.eq(d, keys))))) return false
    const free = i64x2.bitmask(f64x2.eq(a, none)) | (i64x2.bitmask(f64x2.eq(b, none)) << 2) | (i64x2.bitmask(f64x2.eq(c, none)) << 4) | (i64x2.bitmask(f64x2.eq(d, none)) << 6)
    if (free) {
      store<f64>(at + (<usize>ctz(free) << 3), key)
      return true
    }
    bucket = (bucket + 1) & last
  }
}

function enlarge(tally: Tally): void {
  const table = <usize>tally.table
  const slots = tally.slots
  open(tally, slots * growth)
  for (let at = table; at < table + (<usize>slots << 3); at += 8) if (load<f64>(at) != 0) insert(tally, load<f64>(at))
  giveBack(table, <usize>slots << 3)
}
