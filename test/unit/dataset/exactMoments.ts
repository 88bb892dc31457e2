/** Moments in exact rational arithmetic, rounded once at the end: what no floating-point method can improve on. */

const scale = 2 ** 20

/** @param rows multiples of 2⁻²⁰ below 2³³ in size */
export function exactMoments(rows: readonly (readonly number[])[]): { mean: Float64Array; scatter: Float64Array; norm2X: Float64Array; norm4: number } {
  const count = BigInt(rows.length)
  const order = rows[0]!.length
  const integers = rows.map(row => row.map(value => BigInt(value * scale)))
  const sums = Array.from({ length: order }, (_, column) => integers.reduce((sum, row) => sum + row[column]!, 0n))
  // n·scale·(x − mean), an integer
  const centred = integers.map(row => row.map((value, column) => count * value - sums[column]!))
  const squares = centred.map(row => row.reduce((sum, value) => sum + value * value, 0n))
  const unit = rows.length * scale
  const scatter: number[] = []
  for (let row = 0; row < order; row++) {
    for (let column = row; column < order; column++) scatter.push(ratio(centred.reduce((sum, values) => sum + values[row]! * values[column]!, 0n), unit, 2))
  }
  return {
    mean: Float64Array.from(sums, sum => ratio(sum, unit, 1)),
    scatter: Float64Array.from(scatter),
    norm2X: Float64Array.from({ length: order }, (_, column) => ratio(centred.reduce((sum, values, index) => sum + squares[index]! * values[column]!, 0n), unit, 3)),
    norm4: ratio(squares.reduce((sum, value) => sum + value * value, 0n), unit, 4)
  }
}

/** numerator / unit^power, correctly rounded to far below double precision. */
function ratio(numerator: bigint, unit: number, power: number): number {
  const guard = 2n ** 80n
  return Number((numerator * guard) / BigInt(unit) ** BigInt(power)) / Number(guard)
}
