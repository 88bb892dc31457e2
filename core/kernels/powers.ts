/** The powers that the scanner multiplies by. */

const leastPower = -342
const greatestPower = 308
const word = (1n << 64n) - 1n

let fives: BigUint64Array | undefined

/** 5^q for q = −342 … 308 in 128 bits, the highest one set: truncated, and rounded up where 5^q is a fraction; two words each, high first. */
export function powersOfFive(): BigUint64Array {
  if (fives) return fives
  fives = new BigUint64Array(2 * (greatestPower - leastPower + 1))
  for (let power = leastPower; power <= greatestPower; power++) {
    const bits = power < 0 ? reciprocal(5n ** BigInt(-power)) : scaled(5n ** BigInt(power))
    fives[2 * (power - leastPower)] = bits >> 64n
    fives[2 * (power - leastPower) + 1] = bits & word
  }
  return fives
}

/** 10^0 … 10^22: the powers of ten that are doubles. */
export function exactPowersOfTen(): Float64Array {
  return Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`))
}

const bitLength = (value: bigint): bigint => BigInt(value.toString(2).length)

function scaled(value: bigint): bigint {
  const length = bitLength(value)
  return length <= 128n ? value << (128n - length) : value >> (length - 128n)
}

function reciprocal(value: bigint): bigint {
  const quotient = (1n << (bitLength(value) + 127n)) / value + 1n
  return quotient >> (bitLength(quotient) - 128n)
}
