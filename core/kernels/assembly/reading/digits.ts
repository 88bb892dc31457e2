/** Runs of decimal digits, eight bytes at a time. */

/** 10^0 … 10^8 as u64. */
let powers: usize = 0

export function useWholePowers(wholePowersOfTen: usize): void {
  powers = wholePowersOfTen
}

/** The next eight bytes less '0'. */
// @ts-ignore: decorator
@inline export function eightBytes(at: usize): u64 {
  return load<u64>(at) ^ 0x3030303030303030
}

/** How many of eight bytes less '0' are digits before the first that is none. */
// @ts-ignore: decorator
@inline export function digitCount(bytes: u64): u32 {
  // a carry out of a byte that is no digit only reaches bytes behind it
  return <u32>(ctz(((bytes + 0x7676767676767676) | bytes) & 0x8080808080808080) >> 3)
}

/** value followed by the first `count` digits. @param count at least 1 */
// @ts-ignore: decorator
@inline export function withDigits(value: u64, bytes: u64, count: u32): u64 {
  let digits = bytes << (64 - (<u64>count << 3))
  digits = digits * 10 + (digits >> 8)
  digits = ((digits & 0x000000ff000000ff) * 0x000f424000000064 + ((digits >> 16) & 0x000000ff000000ff) * 0x0000271000000001) >> 32
  return value * load<u64>(powers + (<usize>count << 3)) + <u64><u32>digits
}
