/** Rows of small whole numbers in one or two bytes each. */

/**
 * Copies `count` float64 as uint8, or as int16 where `wide`. What comes back must be the very same bits, so −0 does not fit.
 *
 * @param to room for eight more than that
 * @returns whether all of them fit
 */
export function narrowRow(from: usize, count: u32, to: usize, wide: bool): bool {
  const offset = i32x4.splat(wide ? 0x8000 : 0)
  const outside = i32x4.splat(wide ? ~0xffff : ~0xff)
  let wrong = i32x4.splat(0)
  let same = i64x2.splat(-1)
  const whole = count & ~7
  for (let index: u32 = 0; index < whole; index += 8) {
    const at = from + (<usize>index << 3)
    const low = firstFour(at), high = firstFour(at + 32)
    same = v128.and(same, v128.and(isSame(at, low), isSame(at + 32, high)))
    wrong = v128.or(wrong, v128.and(v128.or(i32x4.add(low, offset), i32x4.add(high, offset)), outside))
    const words = i16x8.narrow_i32x4_s(low, high)
    if (wide) v128.store(to + (<usize>index << 1), words)
    else v128.store64_lane(to + <usize>index, i8x16.narrow_i16x8_u(words, words), 0)
  }
  let fits = i64x2.all_true(same) && !v128.any_true(wrong)
  for (let index = whole; index < count; index++) {
    const value = load<f64>(from + (<usize>index << 3))
    const number = <i32>value
    if (wide) store<i16>(to + (<usize>index << 1), <i16>number)
    else store<u8>(to + <usize>index, <u8>number)
    const back = wide ? <f64>load<i16>(to + (<usize>index << 1)) : <f64>load<u8>(to + <usize>index)
    if (reinterpret<u64>(back) != reinterpret<u64>(value)) fits = false
  }
  return fits
}

/** Four float64 as int32. */
// @ts-ignore: decorator
@inline function firstFour(at: usize): v128 {
  return v128.shuffle<i32>(i32x4.trunc_sat_f64x2_s_zero(v128.load(at)), i32x4.trunc_sat_f64x2_s_zero(v128.load(at, 16)), 0, 1, 4, 5)
}

// @ts-ignore: decorator
@inline function isSame(at: usize, four: v128): v128 {
  const back = f64x2.convert_low_i32x4_s(four), upper = f64x2.convert_low_i32x4_s(v128.shuffle<i32>(four, four, 2, 3, 2, 3))
  return v128.and(i64x2.eq(back, v128.load(at)), i64x2.eq(upper, v128.load(at, 16)))
}
