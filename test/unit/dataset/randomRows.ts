/** Correlated, skewed rows, the same for the same seed. */
export function randomRows(count: number, columns: number, seed: number): number[][] {
  let state = seed >>> 0
  // mulberry32
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return Array.from({ length: count }, () => {
    const common = uniform() ** 2
    return Array.from({ length: columns }, (_, column) => common * (column - 1) + uniform() - uniform() * uniform())
  })
}
