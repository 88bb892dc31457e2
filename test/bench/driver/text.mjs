/** Reports in words. */

/** @returns {string} a table of a lane's cases */
export function laneText({ title, cases, notes = [] }) {
  const lines = cases.flatMap(({ name, sides, ratios, ...facts }) => [
    `  ${name}${factsText(facts)}`,
    ...sides.map(side => `    ${side.name.padEnd(34)} ${secondsText(side.median).padStart(10)}${sideText(side)}${side.name in ratios ? `   ours / this ${ratios[side.name].toFixed(2)}` : ''}`)
  ])
  return [`\n${title}`, ...lines, ...notes.map(note => `  ${note}`)].join('\n')
}

const inItsOwnPlace = ['name', 'median', 'seconds']

function sideText(side) {
  return factsText(Object.fromEntries(Object.entries(side).filter(([key]) => !inItsOwnPlace.includes(key))))
}

function factsText(facts) {
  const told = Object.entries(facts).flatMap(([key, value]) => {
    if (typeof value === 'number') return [`${key} ${compact(value)}`]
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return [`${key}: ${Object.entries(value).map(([inner, number]) => `${inner} ${compact(number)}`).join(', ')}`]
    return typeof value === 'string' ? [`${key} ${value}`] : []
  })
  return told.length > 0 ? `   ${told.join('; ')}` : ''
}

const compact = number => (typeof number === 'number' && !Number.isInteger(number) ? String(Number(number.toPrecision(3))) : String(number))

export function secondsText(seconds) {
  if (seconds === null) return '—'
  if (seconds >= 1) return `${seconds.toFixed(2)} s`
  return seconds >= 0.001 ? `${(seconds * 1000).toFixed(1)} ms` : `${(seconds * 1e6).toFixed(0)} µs`
}
