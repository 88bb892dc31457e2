/** ASCII white space as JavaScript trims it; whoever is asked about a field trims the rest. */
import { delimiter } from './settings'

export const lineFeed: u32 = 10
export const carriageReturn: u32 = 13
export const space: u32 = 32

/** Whether a byte may stand around a field. */
// @ts-ignore: decorator
@inline export function isBlank(byte: u32): bool {
  return (byte == space || byte - 9 < 5) && byte != lineFeed && byte != carriageReturn && byte != delimiter
}

/** Whether it is cut off a text: delimiters and line breaks inside quotes too. */
// @ts-ignore: decorator
@inline export function isTrimmed(byte: u32): bool {
  return byte == space || byte - 9 < 5
}

/** Whether a field ends before it. */
// @ts-ignore: decorator
@inline export function endsField(byte: u32): bool {
  return byte == delimiter || byte == lineFeed || byte == carriageReturn
}
