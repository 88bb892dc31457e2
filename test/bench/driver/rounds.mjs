/** Measuring sides in turn, A B A B: what disturbs the machine for a while disturbs them all. */

export function median(values) {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/**
 * One case of a lane.
 * @param {string} name
 * @param {readonly { name: string, run: () => Promise<{ seconds: number, [more: string]: unknown }> }[]} sides ours first
 * @param {number} rounds
 * @returns {Promise<object>} name, sides (each with its seconds, their median, and the medians of the other numbers that it told) and
 *   ratios: per other side the median over the rounds of ours / theirs
 */
export async function inRounds(name, sides, rounds) {
  const told = sides.map(() => [])
  for (let round = 0; round < rounds; round++) {
    for (const [index, side] of sides.entries()) told[index].push(await side.run())
  }
  const seconds = told.map(runs => runs.map(run => run.seconds))
  return {
    name,
    sides: sides.map((side, index) => ({ name: side.name, median: median(seconds[index]), seconds: seconds[index], ...mediansOf(told[index]) })),
    ratios: Object.fromEntries(sides.slice(1).map((side, index) => [side.name, median(seconds[0].map((ours, round) => ours / seconds[index + 1][round]))]))
  }
}

/** Numbers by the median, and one level down; what is not a number is that of the last run. */
function mediansOf(runs) {
  const keys = Object.keys(runs[0] ?? {}).filter(key => key !== 'seconds')
  return Object.fromEntries(keys.map(key => {
    const values = runs.map(run => run[key])
    if (values.every(value => typeof value === 'number')) return [key, median(values)]
    if (values.every(value => value !== null && typeof value === 'object' && !Array.isArray(value))) return [key, mediansOf(values)]
    return [key, values.at(-1)]
  }))
}
