const recently = 10_000
const toleratedDeaths = 3

/**
 * How long to wait before core is started again: not at all before its third death within ten seconds, then one second,
 * doubled with each further one. The waits thin out the recent deaths, so it settles at a try every few seconds.
 *
 * @param deaths times in ms, the latest included
 * @param now in ms
 * @returns ms
 */
export function restartDelay(deaths: readonly number[], now: number): number {
  const recent = deaths.filter(time => now - time <= recently).length
  return recent < toleratedDeaths ? 0 : 1000 * 2 ** (recent - toleratedDeaths)
}
