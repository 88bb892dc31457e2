/** From digits and a power of ten to the nearest double (Eisel–Lemire). */

/** 128 bits of 5^q for q = −342 … 308, high word first. */
let fives: usize = 0
/** 10^0 … 10^22, exact doubles. */
let tens: usize = 0

const leastPower = -342
const greatestPower = 308
const greatestExactPower = 22
const greatestExactInteger: u64 = 0x20000000000000

export function useTables(powersOfFive: usize, powersOfTen: usize): void {
  fives = powersOfFive
  tens = powersOfTen
}

/** The double nearest to mantissa · 10^power, ties to even; Infinity beyond the largest. */
// @ts-ignore: decorator
@inline export function nearest(mantissa: u64, power: i32): f64 {
  if (power == 0) return <f64>mantissa
  if (mantissa <= greatestExactInteger) {
    // both operands are exact, so one rounding is all there is
    if (power < 0 && power >= -greatestExactPower) return <f64>mantissa / load<f64>(tens + (<usize>(-power) << 3))
    if (power > 0 && power <= greatestExactPower) return <f64>mantissa * load<f64>(tens + (<usize>power << 3))
  }
  return nearestByProduct(mantissa, power)
}

/** value / 10^power. @param power at most 22 */
// @ts-ignore: decorator
@inline export function overTen(value: f64, power: u32): f64 {
  return value / load<f64>(tens + (<usize>power << 3))
}

let productHigh: u64 = 0
let productLow: u64 = 0

/** The 128-bit product of two words. */
// @ts-ignore: decorator
@inline function multiply(a: u64, b: u64): void {
  const aLow = a & 0xffffffff, aHigh = a >> 32, bLow = b & 0xffffffff, bHigh = b >> 32
  const low = aLow * bLow, lowHigh = aLow * bHigh, highLow = aHigh * bLow
  const middle = (low >> 32) + (lowHigh & 0xffffffff) + (highLow & 0xffffffff)
  productLow = (low & 0xffffffff) | (middle << 32)
  productHigh = aHigh * bHigh + (lowHigh >> 32) + (highLow >> 32) + (middle >> 32)
}

/** @see Lemire (2021), Number parsing at a gigabyte per second; Mushtak and Lemire (2023) on why no fallback is needed */
function nearestByProduct(mantissa: u64, power: i32): f64 {
  if (mantissa == 0 || power < leastPower) return 0
  if (power > greatestPower) return Infinity
  const shift = <i32>clz(mantissa)
  const digits = mantissa << shift
  const five = fives + (<usize>(power - leastPower) << 4)
  multiply(digits, load<u64>(five))
  let high = productHigh
  let low = productLow
  if ((high & 0x1ff) == 0x1ff) {
    multiply(digits, load<u64>(five, 8))
    low += productHigh
    if (productHigh > low) high++
  }
  const upper = <i32>(high >> 63)
  let bits = high >> (upper + 9)
  // ⌊log2 10^power⌋ by a fixed-point product, biased as in a double
  let exponent = ((217706 * power) >> 16) + 63 + upper - shift + 1023
  if (exponent <= 0) {
    if (-exponent + 1 >= 64) return 0
    bits >>= -exponent + 1
    bits += bits & 1
    return reinterpret<f64>(bits >> 1)
  }
  // exactly between two doubles: to the even one
  if (low <= 1 && power >= -4 && power <= 23 && (bits & 3) == 1 && (bits << (upper + 9)) == high) bits &= ~1
  bits += bits & 1
  bits >>= 1
  if (bits >= 0x20000000000000) {
    bits = 0x10000000000000
    exponent++
  }
  if (exponent >= 0x7ff) return Infinity
  return reinterpret<f64>((bits & ~0x10000000000000) | (<u64>exponent << 52))
}
