/**
 * A chunk of a CSV, which ends with a line break, to rows of float64. Plain numbers are read here, correctly rounded; every other
 * field is asked about, once; rows of another width, and quotes that are not closed or have text behind them, are refused.
 */
import { nearest, overTen, useTables } from './reading/decimalNumber'
import { digitCount, eightBytes, useWholePowers, withDigits } from './reading/digits'
import { leaveText, noteLeftTexts, noteSmall, noteZeros, openNumbers, useTallies } from './reading/distinct'
import { fieldBreaks, fieldEnd, readEnclosed, textEnd, textStart } from './reading/enclosed'
import { classes, finiteNumber, meaningOf, missing, refused, useMemory } from './reading/memory'
import { take, usePool } from './reading/pool'
import { codeCount, columns, decimal, delimiter, fill, groupsUnclear, isCode, label, quote, roles, signed } from './reading/settings'
import { digitsOf, othersOf, wholeOf } from './reading/shortNumber'
import { carriageReturn, endsField, isBlank, isTrimmed, lineFeed, space } from './reading/whiteSpace'

export { noteDistinct } from './reading/distinct'
export { findRecords, foundLines, foundRecords, foundTrailing } from './reading/records'
export { useColumns, useDialect } from './reading/settings'

const noPoint: u32 = 0xffffffff
const noByte: u32 = 256
const minus: u32 = 45
const zero: u32 = 48
const mostDigits: u32 = 19

// why a chunk is refused
const ragged: i32 = 1
const quotes: i32 = 2
const unclear: i32 = 3

// what a column is to the rows
const feature: u8 = 1

// states of a row; from 0 on: its class
const dropped: i32 = -2
const unlabelled: i32 = -1

let table: usize = 0
let stride: usize = 0
let states: usize = 0
/** u32 for each class: its used rows. */
let classRows: usize = 0
/** Rows in the table. */
export let rows: u32 = 0
/** Lines begun in this chunk before the present one. */
export let line: u32 = 0
export let status: i32 = 0
/** Of the rows in the table, those that are used. */
export let used: u32 = 0
/** Missing values that were filled in, in used rows; over all chunks. */
export let replaced: f64 = 0
/** Whether a feature holds something that is no number. */
export let broken: bool = false

export function useAreas(powersOfFive: usize, powersOfTen: usize, wholePowersOfTen: usize, freeLists: usize, pool: usize, meanings: usize, answer: usize): void {
  useTables(powersOfFive, powersOfTen)
  useWholePowers(wholePowersOfTen)
  usePool(freeLists, pool)
  useMemory(meanings, answer)
}

export function useDistinct(tallies: usize, zeros: usize, small: usize, hashes: usize, counting: bool, countingNumbers: bool): void {
  useTallies(columns, tallies, zeros, small, hashes, counting, countingNumbers)
}

export function useTable(tableAt: usize, rowBytes: usize, statesAt: usize, classRowsAt: usize): void {
  table = tableAt
  stride = rowBytes
  states = statesAt
  classRows = classRowsAt
}

export function takeArea(bytes: usize): usize {
  return take(bytes)
}

export function classCount(): u32 {
  return classes
}

export function startChunk(): void {
  line = 0
  breaks = 0
}

/** Empties the table. */
export function startBlock(): void {
  if (leftTexts) noteLeftTexts(rows, stride)
  leftTexts = false
  rows = 0
  used = 0
}

/** Whether a text of this block has yet to be noted. */
let leftTexts: bool = false

// what the row that is being read has shown so far
let rowState: i32 = unlabelled
let rowReplaced: u32 = 0
/** Line breaks in its fields. */
let breaks: u32 = 0
/** Where the field that was asked about ends. */
let stop: usize = 0
/** Whether that field is all of its row, and blank: then it is none. */
let blank: bool = false
let chunkEnd: usize = 0

/**
 * Reads rows until the chunk ends, the table holds `most` rows, or something is refused; then `status` is not 0.
 *
 * @returns where the next row begins
 */
export function scan(from: usize, end: usize, most: u32): usize {
  const width = columns
  const separator = delimiter
  const sign = decimal
  const zeroPair = <u32>zero | (separator << 8)
  const zeroPairs = i16x8.splat(<i16>zeroPair)
  const zeroRuns = codeCount == 0
  const enclosing = quote ? quote : noByte
  chunkEnd = end
  // 1,234 may be a thousand: then numbers with this sign are looked at more closely
  const shortSign = groupsUnclear || sign == separator ? noByte : sign
  let p = from
  while (p < end && rows < most) {
    let c = <u32>load<u8>(p)
    if (c <= space) {
      let q = p
      while (isBlank(c)) c = <u32>load<u8>(++q)
      if (c == lineFeed || c == carriageReturn) {
        p = afterLine(q, c)
        continue
      }
    }
    let column: u32 = 0
    let out = table + <usize>rows * stride
    rowState = unlabelled
    rowReplaced = 0
    while (true) {
      if (zeroRuns && <u32>load<u16>(p) == zeroPair) {
        while (column + 8 < width && label - column >= 8 && i16x8.all_true(i16x8.eq(v128.load(p), zeroPairs))) {
          if (openNumbers) noteZeros(column)
          v128.store(out, f64x2.splat(0))
          v128.store(out, f64x2.splat(0), 16)
          v128.store(out, f64x2.splat(0), 32)
          v128.store(out, f64x2.splat(0), 48)
          column += 8
          out += 64
          p += 16
        }
      }
      const field = p
      c = <u32>load<u8>(p)
      let value: f64 = 0
      let plain = column != label
      if (plain) {
        const bytes = v128.load(p)
        const minuses = <u32>(c == minus)
        let others = othersOf(bytes) ^ minuses
        let length = <u32>ctz(others)
        let point = noPoint
        let next = <u32>load<u8>(p + length)
        if (next == shortSign) {
          point = length
          others &= others - 1
          length = <u32>ctz(others)
          next = <u32>load<u8>(p + length)
        }
        const digits = length - minuses - <u32>(point != noPoint)
        if (digits - 1 < 15 && (next == separator || next == lineFeed || next == carriageReturn)) {
          const number = wholeOf(digitsOf(bytes), point, length)
          value = <f64>number
          if (point != noPoint) value = overTen(value, length - point - 1)
          value = reinterpret<f64>(reinterpret<u64>(value) | (<u64>minuses << 63))
          if (codeCount != 0 && isCode(value)) plain = false
          else {
            if (openNumbers) {
              if (digits == length && digits <= 3 && (digits == 1 || c != zero)) noteSmall(column, <u32>number)
              else {
                leaveText(column, out - table, p, length)
                leftTexts = true
              }
            }
            p += length
            c = next
          }
        } else {
          const enclosed = c == enclosing
          if (enclosed) c = <u32>load<u8>(++p)
          if (c <= space) while (isBlank(c)) c = <u32>load<u8>(++p)
          const start = p
          // no branch: signs come as they like
          const negative = c == minus
          p += <usize>(<u32>negative | <u32>(c == 43))
          c = <u32>load<u8>(p)
          const first = p
          let mantissa: u64 = 0
          let digit = c - zero
          while (digit < 10) {
            mantissa = mantissa * 10 + digit
            c = <u32>load<u8>(++p)
            digit = c - zero
          }
          const whole = <u32>(p - first)
          let digits = whole
          let power: i32 = 0
          let integer = true
          if (c == sign && sign != separator) {
            integer = false
            const point = ++p
            let bytes = eightBytes(p)
            let count = digitCount(bytes)
            while (count == 8) {
              mantissa = withDigits(mantissa, bytes, 8)
              p += 8
              bytes = eightBytes(p)
              count = digitCount(bytes)
            }
            if (count) {
              mantissa = withDigits(mantissa, bytes, count)
              p += count
            }
            c = <u32>load<u8>(p)
            const behind = <u32>(p - point)
            power = -<i32>behind
            digits += behind
            if (groupsUnclear) {
              if (behind == 3 && whole - 1 < 3 && load<u8>(first) != zero) plain = false
              else store<u8>(signed + column, 1)
            }
          }
          if ((c | 32) == 101) {
            integer = false
            c = <u32>load<u8>(++p)
            const below = c == minus
            if (below || c == 43) c = <u32>load<u8>(++p)
            const exponentStart = p
            let exponent: i32 = 0
            digit = c - zero
            while (digit < 10) {
              if (exponent < 100000) exponent = exponent * 10 + <i32>digit
              c = <u32>load<u8>(++p)
              digit = c - zero
            }
            if (p == exponentStart) plain = false
            power += below ? -exponent : exponent
          }
          const numberEnd = p
          if (c <= space) while (isBlank(c)) c = <u32>load<u8>(++p)
          if (enclosed) {
            if (c != enclosing) plain = false
            c = <u32>load<u8>(++p)
            if (c <= space) while (isBlank(c)) c = <u32>load<u8>(++p)
          }
          if (digits == 0 || (c != separator && c != lineFeed && c != carriageReturn)) plain = false
          if (plain && digits > mostDigits && digits - leadingZeros(first, numberEnd) > mostDigits) plain = false
          if (plain) {
            value = nearest(mantissa, power)
            value = reinterpret<f64>(reinterpret<u64>(value) | (<u64>negative << 63))
            if (abs(value) == Infinity || (codeCount != 0 && isCode(value))) plain = false
            else if (openNumbers) {
              if (integer && whole <= 3 && first == start && (whole == 1 || load<u8>(first) != zero)) noteSmall(column, <u32>mantissa)
              else {
                leaveText(column, out - table, start, <u32>(numberEnd - start))
                leftTexts = true
              }
            }
          }
        }
      }
      if (!plain) {
        value = askedField(column, field)
        if (status) return from
        p = stop
        c = <u32>load<u8>(p)
        if (blank) break
      }
      store<f64>(out, value)
      out += 8
      column++
      if (c != separator) break
      p++
      if (column == width) break
    }
    if (column != width || c == separator) {
      if (!blank) {
        status = ragged
        return p
      }
      blank = false
      p = afterLine(p, c)
      continue
    }
    p = afterLine(p, c)
    store<i32>(states + (<usize>rows << 2), rowState)
    rows++
    if (rowState != dropped) {
      used++
      replaced += <f64>rowReplaced
      if (rowState >= 0) {
        const count = classRows + (<usize>rowState << 2)
        store<u32>(count, load<u32>(count) + 1)
      }
    }
  }
  return p
}

/** @param end the byte that ends the line */
// @ts-ignore: decorator
@inline function afterLine(at: usize, end: u32): usize {
  line += 1 + breaks
  breaks = 0
  return end == carriageReturn && load<u8>(at, 1) == lineFeed ? at + 2 : at + 1
}

function leadingZeros(from: usize, end: usize): u32 {
  let count: u32 = 0
  for (let at = from; at < end; at++) {
    const byte = <u32>load<u8>(at)
    if (byte == zero) count++
    else if (byte != decimal) break
  }
  return count
}

/** The value of a field that is no plain number; NaN when it has none. Leaves its end in `stop`. */
function askedField(column: u32, field: usize): f64 {
  let from = field
  let to = field
  if (quote != 0 && <u32>load<u8>(field) == quote) {
    if (!readEnclosed(field, chunkEnd)) return refuse(quotes)
    from = textStart
    to = textEnd
    stop = fieldEnd
    breaks += fieldBreaks
  } else {
    while (!endsField(load<u8>(to))) to++
    stop = to
  }
  while (from < to && isTrimmed(load<u8>(from))) from++
  while (from < to && isTrimmed(load<u8>(to - 1))) to--
  if (from == to && column == 0 && <u32>load<u8>(stop) != delimiter) {
    blank = true
    return NaN
  }
  const meaning = meaningOf(column, from, <u32>(to - from), column == label)
  if (meaning.kind == refused) return refuse(unclear)
  if (column == label) {
    if (meaning.kind == missing) rowState = dropped
    else if (rowState != dropped) rowState = meaning.classIndex
    return meaning.value
  }
  if (load<u8>(roles + column) != feature || meaning.kind == finiteNumber) return meaning.value
  if (meaning.kind != missing) {
    broken = true
    return NaN
  }
  if (fill) {
    rowReplaced++
    return load<f64>(fill + (<usize>column << 3))
  }
  rowState = dropped
  return NaN
}

function refuse(reason: i32): f64 {
  status = reason
  return NaN
}
