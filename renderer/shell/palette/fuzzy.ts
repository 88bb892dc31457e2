/** Fuzzy search: the letters of a query in their order somewhere in a text, the better the closer they stand and the more words they begin. */

export interface Match {
  /** Higher is better; only comparable for one query. */
  readonly score: number
  /** Indices of the matched letters, for marking. */
  readonly at: readonly number[]
}

const wordStart = 10
const following = 10
const gapCost = 0.2
const lengthCost = 0.02

/**
 * The best way to find a query in a text.
 *
 * @param query empty: everything matches, nothing is marked. Spaces in it need no counterpart
 * @returns null when a letter is missing
 */
export function fuzzyMatch(query: string, text: string): Match | null {
  const wanted = [...query.toLowerCase()].filter(letter => letter.trim() !== '')
  const letters = [...text.toLowerCase()]
  if (wanted.length === 0) return { score: 0, at: [] }
  if (wanted.length > letters.length) return null
  // best[i]: the best match of the letters read so far that ends at text letter i.
  let best: (Match | null)[] = letters.map((letter, index) => (letter === wanted[0] ? { score: worth(text, index) - gapCost * Math.min(index, 20), at: [index] } : null))
  for (const letter of wanted.slice(1)) {
    let reachable: Match | null = null
    const next: (Match | null)[] = []
    for (const [index, candidate] of letters.entries()) {
      const before = best[index - 1] ?? null
      const joined = before && { score: before.score + following, at: before.at }
      const from: Match | null = better(reachable, joined)
      next.push(candidate === letter && from ? { score: from.score + worth(text, index), at: [...from.at, index] } : null)
      reachable = better(reachable && { ...reachable, score: reachable.score - gapCost }, before)
    }
    best = next
  }
  const found = best.reduce(better, null)
  return found && { ...found, score: found.score - lengthCost * letters.length }
}

function better(one: Match | null, other: Match | null): Match | null {
  if (one === null || other === null) return one ?? other
  return other.score > one.score ? other : one
}

function worth(text: string, index: number): number {
  return index === 0 || /[\s:./_-]/.test(text.charAt(index - 1)) ? wordStart : 1
}
