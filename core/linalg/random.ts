/** Seeded random numbers: the same seed gives the same numbers on every machine, so every estimate can be repeated. */

export interface Random {
  /** Uniform in (0, 1), never an end. */
  uniform(): number
  /** Uniform integer, 0 ≤ i < bound ≤ 2³². */
  integer(bound: number): number
  /** Standard normal. */
  normal(): number
  /** A generator of its own, whose numbers do not depend on how many this one gives afterwards. */
  fork(): Random
}

/**
 * Doty-Humphrey's sfc32, which passes PractRand, seeded through splitmix32.
 *
 * @param seed integer, 0 ≤ seed < 2³²
 */
export function createRandom(seed: number): Random {
  let mixed = seed >>> 0
  const nextSeed = (): number => {
    mixed = (mixed + 0x9e3779b9) >>> 0
    let z = mixed
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
    return (z ^ (z >>> 16)) >>> 0
  }
  let a = nextSeed()
  let b = nextSeed()
  let c = nextSeed()
  let counter = 1
  let spare: number | null = null

  const next = (): number => {
    const sum = (a + b + counter++) >>> 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) >>> 0
    c = (((c << 21) | (c >>> 11)) + sum) >>> 0
    return sum
  }
  const uniform = (): number => (next() + 0.5) / 0x1_0000_0000
  for (let warm = 0; warm < 12; warm++) next()

  return {
    uniform,
    integer: bound => Math.floor(uniform() * bound),
    normal() {
      if (spare !== null) {
        const kept = spare
        spare = null
        return kept
      }
      const radius = Math.sqrt(-2 * Math.log(uniform()))
      const angle = 2 * Math.PI * uniform()
      spare = radius * Math.sin(angle)
      return radius * Math.cos(angle)
    },
    fork: () => createRandom(next())
  }
}

/** Fisher–Yates, in place. */
export function shuffle(values: Int32Array, random: Random): void {
  for (let last = values.length - 1; last > 0; last--) {
    const other = random.integer(last + 1)
    const kept = values[last]!
    values[last] = values[other]!
    values[other] = kept
  }
}
