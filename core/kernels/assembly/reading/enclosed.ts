/** Fields in quotes, as papaparse reads them: two quotes in them stand for one, line breaks of any kind for a line feed, and only white space may follow. */
import { giveBack, take } from './pool'
import { quote } from './settings'
import { carriageReturn, endsField, isBlank, lineFeed } from './whiteSpace'

/** Hashes read eight bytes at a time. */
const guardBytes: usize = 8

/** The text of the last such field: in its place, or written down where it is not what stands there. */
export let textStart: usize = 0
export let textEnd: usize = 0
/** Where that field ends. */
export let fieldEnd: usize = 0
/** Line breaks in it. */
export let fieldBreaks: u32 = 0

let area: usize = 0
let areaBytes: usize = 0

/**
 * Reads a field from the quote that opens it on.
 *
 * @param end of the chunk, behind a line break
 * @returns whether it is closed, and ends where it is
 */
export function readEnclosed(field: usize, end: usize): bool {
  let at = field + 1
  let written = false
  fieldBreaks = 0
  while (true) {
    let c = <u32>load<u8>(at)
    while (c != quote && c > carriageReturn) c = <u32>load<u8>(++at)
    if (c == quote) {
      if (<u32>load<u8>(at, 1) != quote) break
      written = true
      at++
    } else if (c == lineFeed) fieldBreaks++
    else if (c == carriageReturn) {
      written = true
      if (<u32>load<u8>(at, 1) != lineFeed) fieldBreaks++
    }
    if (++at >= end) return false
  }
  textStart = field + 1
  textEnd = at
  if (written) writeText()
  let c = <u32>load<u8>(++at)
  while (isBlank(c)) c = <u32>load<u8>(++at)
  fieldEnd = at
  return endsField(c)
}

function writeText(): void {
  const needed = textEnd - textStart + guardBytes
  if (needed > areaBytes) {
    if (areaBytes) giveBack(area, areaBytes)
    area = take(needed)
    areaBytes = needed
  }
  let out = area
  for (let at = textStart; at < textEnd; at++) {
    let byte = <u32>load<u8>(at)
    if (byte == quote) at++
    else if (byte == carriageReturn) {
      byte = lineFeed
      if (<u32>load<u8>(at, 1) == lineFeed) at++
    }
    store<u8>(out++, byte)
  }
  textStart = area
  textEnd = out
}
