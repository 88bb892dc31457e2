/** Where records end: at line breaks outside of quotes. Chunks of whole records are cut by it, before anything is read. */
import { quote } from './settings'
import { carriageReturn, endsField, isBlank, lineFeed } from './whiteSpace'

/** Records that were found. */
export let foundRecords: u32 = 0
/** Line breaks up to the end of the last of them, those in quotes among them. */
export let foundLines: u32 = 0
/** Whether nothing but white space, and at least that, stands between a closing quote and the last byte. */
export let foundTrailing: bool = false

/**
 * Counts the records, blank ones too, that end between two places. Where quotes are malformed what it finds is wrong, but only behind
 * the first such field, which the reading of fields refuses.
 *
 * @param from where a record begins
 * @returns the end of the last record; `from` when there is none
 */
export function findRecords(from: usize, end: usize): usize {
  const feeds = i8x16.splat(<i8>lineFeed)
  const returns = i8x16.splat(<i8>carriageReturn)
  const quotes = i8x16.splat(<i8>quote)
  let others = i8x16.splat(0)
  let count: u32 = 0
  let at = from
  for (; at + 16 <= end; at += 16) {
    const bytes = v128.load(at)
    count += popcnt(i8x16.bitmask(i8x16.eq(bytes, feeds)))
    others = v128.or(others, v128.or(i8x16.eq(bytes, returns), i8x16.eq(bytes, quotes)))
  }
  let simple = !v128.any_true(others)
  for (; at < end; at++) {
    const byte = <u32>load<u8>(at)
    if (byte == lineFeed) count++
    else if (byte == carriageReturn || byte == quote) simple = false
  }
  if (!simple) return findAmongQuotes(from, end)
  foundRecords = count
  foundLines = count
  foundTrailing = false
  if (count == 0) return from
  let last = end
  while (<u32>load<u8>(last - 1) != lineFeed) last--
  return last
}

/** The same for any line breaks and quotes. */
function findAmongQuotes(from: usize, end: usize): usize {
  const feeds = i8x16.splat(<i8>lineFeed)
  const returns = i8x16.splat(<i8>carriageReturn)
  const quotes = i8x16.splat(<i8>quote)
  let last = from
  let lines: u32 = 0
  let quoted = false
  let doubled: usize = 0
  let closed: usize = 0
  foundRecords = 0
  foundLines = 0
  for (let block = from; block < end; block += 16) {
    const bytes = v128.load(block)
    let special = <u32>i8x16.bitmask(v128.or(i8x16.eq(bytes, feeds), v128.or(i8x16.eq(bytes, returns), i8x16.eq(bytes, quotes))))
    if (end - block < 16) special &= (<u32>1 << <u32>(end - block)) - 1
    for (; special; special &= special - 1) {
      const at = block + ctz(special)
      const byte = <u32>load<u8>(at)
      if (byte == lineFeed || byte == carriageReturn) {
        // a return at the very end may be half of a line break
        if (byte == carriageReturn && (at + 1 == end || <u32>load<u8>(at, 1) == lineFeed)) continue
        lines++
        if (quoted) continue
        foundRecords++
        foundLines = lines
        last = at + 1
      } else if (quote == 0 || at == doubled) continue
      else if (!quoted) quoted = at == from || endsField(<u32>load<u8>(at - 1))
      else if (at + 1 < end && <u32>load<u8>(at, 1) == quote) doubled = at + 1
      else {
        quoted = false
        closed = at + 1
      }
    }
  }
  foundTrailing = closed != 0 && closed < end - 1 && isBlankTo(closed, end - 1)
  return last
}

function isBlankTo(from: usize, end: usize): bool {
  for (let at = from; at < end; at++) if (!isBlank(load<u8>(at))) return false
  return true
}
