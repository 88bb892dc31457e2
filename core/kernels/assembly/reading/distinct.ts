/**
 * How many different texts each column holds, up to a cap. Whole numbers of up to three digits are flags, other texts are hashes
 * of 53 bits, so that tables of threads can be joined as numbers.
 */
import { hashOf } from './hash'
import { giveBack, take } from './pool'

/** As `distinctCap` of core/api/model.ts; also how many whole numbers have up to three digits. */
export const cap: u32 = 1000
const firstSlots: u32 = 32
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
/** Columns that have not reached the cap. */
export let openColumns: u32 = 0

export function useTallies(columns: u32, talliesAt: usize, zerosAt: usize, smallAt: usize, counting: bool): void {
  tallies = talliesAt
  zeros = zerosAt
  small = smallAt
  openColumns = counting ? columns : 0
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

/** Notes any other text. */
export function noteText(column: u32, start: usize, length: u32): void {
  const tally = tallyOf(column)
  if (tally.count == cap) return
  if (tally.slots == 0) open(tally, firstSlots)
  // never zero, which marks a free slot
  if (!insert(tally, <f64>(hashOf(column, start, length) >> 11) + 1)) return
  tally.hashed++
  countOne(tally)
  if (tally.count < cap && tally.hashed * 2 > tally.slots && tally.slots < mostSlots) enlarge(tally)
}

function countOne(tally: Tally): void {
  if (tally.count == cap) return
  tally.count++
  if (tally.count < cap) return
  openColumns--
  if (tally.slots) giveBack(tally.table, <usize>tally.slots << 3)
  tally.slots = 0
}

function open(tally: Tally, slots: u32): void {
  tally.slots = slots
  tally.table = <u32>take(<usize>slots << 3)
}

function insert(tally: Tally, key: f64): bool {
  const last = tally.slots - 1
  let at = <u32>reinterpret<u64>(key) & last
  while (true) {
    const slot = <usize>tally.table + (<usize>at << 3)
    const there = load<f64>(slot)
    if (there == key) return false
    if (there == 0) {
      store<f64>(slot, key)
      return true
    }
    at = (at + 1) & last
  }
}

function enlarge(tally: Tally): void {
  const table = <usize>tally.table
  const slots = tally.slots
  open(tally, slots * 2)
  for (let at = table; at < table + (<usize>slots << 3); at += 8) if (load<f64>(at) != 0) insert(tally, load<f64>(at))
  giveBack(table, <usize>slots << 3)
}
