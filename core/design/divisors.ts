/** Divisors of a dimension, as an error names them. */

/** Beyond this, finding divisors by trial would be felt: 10⁶ trials. */
const largestFactored = 1e12
const mostNamed = 24

/** All divisors of a positive integer, ascending. @param value an integer from 1 to 10¹² */
export function divisorsOf(value: number): readonly number[] {
  const small: number[] = []
  const large: number[] = []
  for (let divisor = 1; divisor * divisor <= value; divisor++) {
    if (value % divisor !== 0) continue
    small.push(divisor)
    if (divisor * divisor !== value) large.push(value / divisor)
  }
  return [...small, ...large.reverse()]
}

/** `1, 2, 4, 8`: all divisors of `value`, or those closest to `wish` when there are many. */
export function divisorsNamed(value: number, wish: number): string {
  if (!(value <= largestFactored)) return '1 and others'
  const divisors = divisorsOf(value)
  if (divisors.length <= mostNamed) return divisors.join(', ')
  const distance = (divisor: number): number => Math.abs(Math.log(divisor / wish))
  const closest = divisors.toSorted((one, other) => distance(one) - distance(other)).slice(0, mostNamed)
  return `${closest.toSorted((one, other) => one - other).join(', ')} and others`
}
