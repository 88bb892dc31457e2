/** The words for results and problems, the same everywhere in the window. */
import type { Status } from '../../core/api/model'
import { assertNever, type Problem } from '../../core/api/problem'

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

/** ` at 1.0.2` behind a block's name: here the block itself is marked. */
const pathHint = / at \d+(?:\.\d+)*(?=: )/

/** A problem as three sentences; `describeProblem` is the one line of the command line. */
export function problemWords(problem: Problem): ProblemWords {
  const place = placeWords(problem)
  const what = problem.what.replace(pathHint, '')
  return { what: sentence(place === '' ? what : `${what} (${place})`), meaning: sentence(problem.meaning), action: sentence(problem.action.replaceAll(commandLineHint, '')) }
}

/** `iris.csv, row 7, column “mass”`, without what the sentence says already. */
function placeWords({ what, place }: Problem): string {
  const { file, row, column } = place ?? {}
  return [
    file !== undefined && !what.includes(file) ? file : '',
    row !== undefined && !new RegExp(`\\b(?:row|line) ${row}\\b`, 'i').test(what) ? `row ${row}` : '',
    // In a design a column is a place in the text, which the sentence names itself.
    typeof column === 'string' && !what.includes(column) ? `column “${column}”` : ''
  ].filter(part => part !== '').join(', ')
}

/** A fragment as a sentence: capital first, full stop last. Texts in quotes, names such as `iris.csv` and symbols such as δ stay as they are. */
export function sentence(fragment: string): string {
  const text = fragment.trim()
  if (text === '') return ''
  const startsWithWord = /^[a-z]+(?=[\s,;]|$)/.test(text)
  const capital = startsWithWord ? text.charAt(0).toUpperCase() + text.slice(1) : text
  return /[.?!]$/.test(capital) ? capital : `${capital}.`
}

/** `one`, `one and two`, `one, two and three`. */
export function listWords(words: readonly string[]): string {
  if (words.length <= 1) return words[0] ?? ''
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`
}
