/** The words and signs of a design's notation, each with its place in the text. */

export type Sign = '->' | '(' | ')' | '|' | ',' | '=' | '[' | ']' | ':' | '#'

export type Token = { readonly from: number; readonly to: number } & (
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string; readonly value: number }
  /** A kernel's `2x3`: height × width. */
  | { readonly kind: 'size'; readonly text: string; readonly height: number; readonly width: number }
  | { readonly kind: 'sign'; readonly text: Sign }
  | { readonly kind: 'unknown'; readonly text: string }
  | { readonly kind: 'end'; readonly text: '' }
)

const patterns = {
  space: /\s+/y,
  arrow: /->|→/y,
  sign: /[()|,=[\]:#]/y,
  size: /\d+[xX×]\d+/y,
  number: /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y,
  /** All alphabets, so that an error can name the whole word. A hyphen before ">" belongs to the arrow: `#a->dense(1)`. */
  word: /[\p{L}_](?:[\p{L}\p{M}\p{N}_]|-(?!>))*/uy
} as const

/**
 * Splits a text into tokens; always ends with an `end` token that stands right after the last visible character.
 * Never fails: what is no token becomes `unknown`, and the parser says what it expected there.
 *
 * @returns tokens in order; `from` and `to` are 0-based offsets in UTF-16 units
 */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = []
  let offset = 0
  let end = 0
  while (offset < text.length) {
    const space = match(patterns.space, text, offset)
    if (space !== null) {
      offset += space.length
      continue
    }
    const token = tokenAt(text, offset)
    tokens.push(token)
    offset = end = token.to
  }
  tokens.push({ kind: 'end', text: '', from: end, to: end })
  return tokens
}

function tokenAt(text: string, from: number): Token {
  const arrow = match(patterns.arrow, text, from)
  if (arrow !== null) return { kind: 'sign', text: '->', from, to: from + arrow.length }
  const sign = match(patterns.sign, text, from)
  if (sign !== null) return { kind: 'sign', text: sign as Sign, from, to: from + sign.length }
  const size = match(patterns.size, text, from)
  if (size !== null) {
    const [height = NaN, width = NaN] = size.split(/[xX×]/).map(Number)
    return { kind: 'size', text: size, height, width, from, to: from + size.length }
  }
  const number = match(patterns.number, text, from)
  if (number !== null) return { kind: 'number', text: number, value: Number(number), from, to: from + number.length }
  const word = match(patterns.word, text, from)
  if (word !== null) return { kind: 'word', text: word, from, to: from + word.length }
  const character = String.fromCodePoint(text.codePointAt(from) ?? 0)
  return { kind: 'unknown', text: character, from, to: from + character.length }
}

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? null
}
