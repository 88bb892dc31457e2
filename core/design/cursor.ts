/** A reading head over the tokens of a design, and the sentences for what it did not find. */
import { ProblemError, type Problem, type ProblemCode } from '../api/problem'
import { tokenize, type Sign, type Token } from './tokens'

const longestQuote = 30

/** How a token reads in a sentence: `")"`, `the end of the text`. */
export function quoted(token: Token): string {
  if (token.kind === 'end') return 'the end of the text'
  return JSON.stringify(token.text.length > longestQuote ? `${token.text.slice(0, longestQuote)}…` : token.text)
}

/** A problem at a token; `what` starts with the 1-based column, which `place` repeats for programs. */
export function problemAt(token: Token, code: ProblemCode, what: string, action: string): Problem {
  const column = token.from + 1
  return { code, what: `column ${column}: ${what}`, meaning: 'the text was not read as a design', action, place: { column } }
}

/** Reads tokens one by one. Methods that insist throw `ProblemError`, which `parseDesign` turns into its `Result`. */
export class Cursor {
  readonly #tokens: readonly Token[]
  #index = 0

  constructor(text: string) {
    this.#tokens = tokenize(text)
  }

  get token(): Token {
    return this.ahead(0)
  }

  get ended(): boolean {
    return this.token.kind === 'end'
  }

  /** Offset where the last taken token ended. */
  get taken(): number {
    return this.#tokens[this.#index - 1]?.to ?? 0
  }

  ahead(count: number): Token {
    const token = this.#tokens[Math.min(this.#index + count, this.#tokens.length - 1)]
    if (token === undefined) throw new Error('a text has at least its end token')
    return token
  }

  take(): Token {
    const token = this.token
    this.#index += 1
    return token
  }

  stands(sign: Sign, ahead = 0): boolean {
    const token = this.ahead(ahead)
    return token.kind === 'sign' && token.text === sign
  }

  accept(sign: Sign): boolean {
    const stands = this.stands(sign)
    if (stands) this.take()
    return stands
  }

  expect(sign: Sign, expectation: string): void {
    if (!this.accept(sign)) this.missing(expectation)
  }

  /** @throws ProblemError DESIGN_SYNTAX: `column 14: expected a number of units, found ")"` */
  missing(expectation: string): never {
    const { token } = this
    throw new ProblemError(problemAt(token, 'DESIGN_SYNTAX', `expected ${expectation}, found ${quoted(token)}`, 'correct the text there'))
  }
}
