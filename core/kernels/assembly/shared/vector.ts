/** Pairs of float64, and reading and writing one by its index. Addresses are in bytes, indices in numbers. */

/** a·b + c. With relaxed SIMD it rounds once or twice, as the processor has it. */
// @ts-ignore: decorator
@inline export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (isDefined(RELAXED)) return f64x2.relaxed_madd(a, b, c)
  return f64x2.add(c, f64x2.mul(a, b))
}

// @ts-ignore: decorator
@inline export function laneSum(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1)
}

// @ts-ignore: decorator
@inline export function read(vector: usize, index: usize): f64 {
  return load<f64>(vector + (index << 3))
}

// @ts-ignore: decorator
@inline export function write(vector: usize, index: usize, value: f64): void {
  store<f64>(vector + (index << 3), value)
}
