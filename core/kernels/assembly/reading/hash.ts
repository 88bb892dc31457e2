/** A hash of a column and the bytes of one of its fields; never zero. */
export function hashOf(column: u32, start: usize, length: u32): u64 {
  // mixed by itself: the fifth byte of a text must not make up for another column
  let hash = mixed(0x9e3779b97f4a7c15 ^ (<u64>column << 32) ^ <u64>length)
  let at = start
  const end = start + length
  for (; at + 8 <= end; at += 8) hash = mixed(hash ^ load<u64>(at))
  if (at < end) hash = mixed(hash ^ (load<u64>(at) & ((<u64>1 << (<u64>(end - at) << 3)) - 1)))
  return hash ? hash : 1
}

/** The finaliser of MurmurHash3. */
// @ts-ignore: decorator
@inline function mixed(value: u64): u64 {
  value ^= value >> 33
  value *= 0xff51afd7ed558ccd
  value ^= value >> 33
  value *= 0xc4ceb9fe1a85ec53
  return value ^ (value >> 33)
}
