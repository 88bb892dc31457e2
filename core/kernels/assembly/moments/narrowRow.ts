/** Rows of small whole numbers in one or two bytes each, and of short decimals in four. */

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

/** Stored of no decimal: `exceptional` in core/dataset/storedRows.ts. */
const exceptional: i32 = i32.MIN_VALUE

/**
 * Copies `count` float64 as int32, each `divisor` times as large. What comes back by division must be the very same bits, so −0 does not fit.
 *
 * @param divisor a power of ten that is exact
 * @returns whether all of them fit
 */
export function narrowDecimals(from: usize, count: u32, to: usize, divisor: f64): bool {
  const by = f64x2.splat(divisor)
  const wrong = i32x4.splat(exceptional)
  let same = i64x2.splat(-1)
  let refused = i32x4.splat(0)
  const whole = count & ~3
  for (let index: u32 = 0; index < whole; index += 4) {
    const at = from + (<usize>index << 3)
    const x0 = v128.load(at), x1 = v128.load(at, 16)
    const low = i32x4.trunc_sat_f64x2_s_zero(f64x2.nearest(f64x2.mul(x0, by)))
    const high = i32x4.trunc_sat_f64x2_s_zero(f64x2.nearest(f64x2.mul(x1, by)))
    same = v128.and(same, i64x2.eq(f64x2.div(f64x2.convert_low_i32x4_s(low), by), x0))
    same = v128.and(same, i64x2.eq(f64x2.div(f64x2.convert_low_i32x4_s(high), by), x1))
    const four = v128.shuffle<i32>(low, high, 0, 1, 4, 5)
    refused = v128.or(refused, i32x4.eq(four, wrong))
    v128.store(to + (<usize>index << 2), four)
  }
  let fits = i64x2.all_true(same) && !v128.any_true(refused)
  for (let index = whole; index < count; index++) {
    const value = load<f64>(from + (<usize>index << 3))
    const number = i32x4.extract_lane(i32x4.trunc_sat_f64x2_s_zero(f64x2.splat(nearest(value * divisor))), 0)
    store<i32>(to + (<usize>index << 2), number)
    if (number == exceptional || reinterpret<u64>(<f64>number / divisor) != reinterpret<u64>(value)) fits = false
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
