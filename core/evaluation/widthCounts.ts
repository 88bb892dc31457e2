/**
 * Numbers of outputs as the width of one block moves. Behind a dense layer or a group a convolution counts the outputs before it, so
 * a width is felt downstream: as a count that grows by a fraction per unit, and as widths at which a run no longer divides.
 */

/** A count that is `now` at the present width and grows by `over`/`under` per unit of width, a fraction in lowest terms. */
export interface Count {
  readonly now: number
  readonly over: number
  /** ≥ 1; the count is whole where the change of width is a multiple of it. */
  readonly under: number
}

/** A count that no width touches. */
export function fixed(now: number): Count {
  return { now, over: 0, under: 1 }
}

/** The width itself. */
export function moving(now: number): Count {
  return { now, over: 1, under: 1 }
}

export function isFixed(count: Count): boolean {
  return count.over === 0
}

/** The count after a change of width; where it is not whole, as many whole ones as there are. */
export function countAt({ now, over, under }: Count, change: number): number {
  if (over === 0) return now
  return now + (change % under === 0 ? (change / under) * over : Math.floor((change * over) / under))
}

/** The two counts together. */
export function sumOf(one: Count, other: Count): Count {
  if (isFixed(other)) return { ...one, now: one.now + other.now }
  const under = leastCommonMultiple(one.under, other.under)
  return inLowestTerms(one.now + other.now, one.over * (under / one.under) + other.over * (under / other.under), under)
}

/** One count for each of another. @throws Error when both move: the width of a block does not feed back into what the block reads */
export function productOf(one: Count, other: Count): Count {
  if (!isFixed(one) && !isFixed(other)) throw new Error('only one of two factors can move with the width')
  const [still, moved] = isFixed(one) ? [one, other] : [other, one]
  return inLowestTerms(still.now * moved.now, still.now * moved.over, moved.under)
}

/** How many runs of `size` tile the count, which they do at the present width. */
export function runsOf(count: Count, size: number): Count {
  return inLowestTerms(count.now / size, count.over, count.under * size)
}

function inLowestTerms(now: number, over: number, under: number): Count {
  if (over === 0) return fixed(now)
  const divisor = greatestCommonDivisor(over, under)
  return { now, over: over / divisor, under: under / divisor }
}

function greatestCommonDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestCommonDivisor(other, one % other)
}

export function leastCommonMultiple(one: number, other: number): number {
  return (one / greatestCommonDivisor(one, other)) * other
}
