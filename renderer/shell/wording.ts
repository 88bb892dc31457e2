/** The words for results and problems, the same everywhere in the window. */
import type { Status } from '../../core/api/model'
import { assertNever, describePlace, type Problem } from '../../core/api/problem'

export function statusWord(status: Status): string {
  switch (status) {
    case 'exact': return 'exact'
    case 'upper-bound': return 'upper bound'
    case 'approximation': return 'approximation'
    default: return assertNever(status)
  }
}

export interface ProblemWords {
  readonly what: string
  readonly meaning: string
  readonly action: string
}

/** An option of the command line in brackets means nothing in a window. */
const commandLineHint = /\s*\([^()]*--[^()]*\)/g

/** A problem as three sentences; `describeProblem` is the one line of the command line. */
export function problemWords(problem: Problem): ProblemWords {
  const place = describePlace(problem.place)
  const known = place === '' || problem.what.includes(place) || typeof problem.place?.column === 'number'
  return { what: sentence(known ? problem.what : `${problem.what} (${place})`), meaning: sentence(problem.meaning), action: sentence(problem.action.replaceAll(commandLineHint, '')) }
}

/** A fragment as a sentence: capital first, full stop last. Texts in quotes and names such as `iris.csv` stay as they are. */
export function sentence(fragment: string): string {
  const text = fragment.trim()
  if (text === '') return ''
  const startsWithWord = /^[a-zα-ω]+(?=[\s,;]|$)/.test(text)
  const capital = startsWithWord ? text.charAt(0).toUpperCase() + text.slice(1) : text
  return /[.?!]$/.test(capital) ? capital : `${capital}.`
}

/** `one`, `one and two`, `one, two and three`. */
export function listWords(words: readonly string[]): string {
  if (words.length <= 1) return words[0] ?? ''
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`
}
