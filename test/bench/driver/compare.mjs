/** A report against an earlier one. */
import { secondsText } from './text.mjs'

/** Times of the same code differ by so much from run to run. */
const unremarkable = 0.1

/** @returns {string} what became slower or faster, ours and the ratios, case by case */
export function changesSince(earlier, now) {
  if (earlier.version !== now.version) return `the earlier report has version ${earlier.version}, this one ${now.version}: not compared`
  const lines = []
  for (const [lane, { cases }] of Object.entries(now.lanes)) {
    for (const each of cases) {
      const before = earlier.lanes[lane]?.cases.find(other => other.name === each.name)
      if (before) lines.push(...changesOf(`${lane}, ${each.name}`, before, each))
    }
  }
  const where = earlier.machine.processor === now.machine.processor ? '' : ' (on another machine: only ratios mean something)'
  return [`since ${earlier.when}${where}:`, ...(lines.length > 0 ? lines : ['  nothing changed by more than a tenth'])].join('\n')
}

function changesOf(name, before, now) {
  const time = change(before.sides[0]?.median, now.sides[0]?.median)
  const ratios = Object.entries(now.ratios).flatMap(([peer, ratio]) => {
    const how = change(before.ratios[peer], ratio)
    return how === null ? [] : [`  ${name}: ours / ${peer} ${before.ratios[peer].toFixed(2)} → ${ratio.toFixed(2)} (${how})`]
  })
  return [...(time === null ? [] : [`  ${name}: ours ${secondsText(before.sides[0].median)} → ${secondsText(now.sides[0].median)} (${time})`]), ...ratios]
}

function change(before, now) {
  if (typeof before !== 'number' || typeof now !== 'number' || Math.abs(now / before - 1) <= unremarkable) return null
  return now > before ? 'slower' : 'faster'
}
