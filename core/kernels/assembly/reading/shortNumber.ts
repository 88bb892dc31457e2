/** Plain numbers that end within sixteen bytes, without a loop and without a branch that hangs on their digits. */

/** Sixteen bytes less '0', where they are digits; 0 where they are none. */
// @ts-ignore: decorator
@inline export function digitsOf(bytes: v128): v128 {
  const digits = v128.xor(bytes, i8x16.splat(48))
  return v128.and(digits, i8x16.lt_u(digits, i8x16.splat(10)))
}

/** A bit for each of sixteen bytes that is no digit, the first byte's lowest. */
// @ts-ignore: decorator
@inline export function othersOf(bytes: v128): u32 {
  return <u32>i8x16.bitmask(i8x16.ge_u(v128.xor(bytes, i8x16.splat(48)), i8x16.splat(10)))
}

/**
 * The digits before `end` as one number, with the byte at `point` left out.
 *
 * @param digits with 0 in place of a sign @param point where the decimal sign stands; −1 without one @param end at most 15
 */
// @ts-ignore: decorator
@inline export function wholeOf(digits: v128, point: u32, end: u32): i64 {
  // where each byte comes from, so that the last digit is the last byte; before the first digit that is outside, which gives 0
  const places = i8x16.add(i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15), i8x16.splat(<i8>(end - 16)))
  const beforePoint = i8x16.le_s(places, i8x16.splat(<i8>point))
  const aligned = i8x16.swizzle(digits, i8x16.add(places, beforePoint))
  const pairs = i16x8.add(i16x8.mul(v128.and(aligned, i16x8.splat(255)), i16x8.splat(10)), i16x8.shr_u(aligned, 8))
  const fours = i32x4.dot_i16x8_s(pairs, i32x4.splat(100 | (1 << 16)))
  const eights = i32x4.dot_i16x8_s(i16x8.narrow_i32x4_u(fours, fours), i32x4.splat(10000 | (1 << 16)))
  const both = i64x2.extract_lane(eights, 0)
  return (both & 0xffffffff) * 100000000 + <i64>(<u64>both >> 32)
}
