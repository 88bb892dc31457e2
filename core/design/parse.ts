/**
 * Reads the notation of a design (one line of text, but line breaks are welcome):
 *
 *     series := item ( "->" item )*
 *     item   := block | "(" branch ( "|" branch )+ ")" [ "#" label ]
 *     branch := [ "[" a ":" b "]" ] series
 *     block  := name "(" [ argument ( "," argument )* ] ")" [ "#" label ]
 *
 * The grammar is decided by the next token, so the first thing that does not fit is the furthest that could be read.
 */
import { failure, ProblemError, success, type Result } from '../api/problem'
import { readBlock } from './blockNotation'
import { Cursor, problemAt, quoted } from './cursor'
import { isLabel, maximumDepth, sliceProblem } from './parameters'
import type { Branch, Design, Item, Path, Slice } from './types'

/** Offsets in UTF-16 units, from ≤ i < to. */
export interface TextRange {
  readonly from: number
  readonly to: number
}

export interface DesignWithRanges {
  readonly design: Design
  /** Where every item and every branch stands in the text, by its structural path joined with "." (`2.0.1`). */
  readonly ranges: ReadonlyMap<string, TextRange>
}

/**
 * Reads a design. Problems name the 1-based column (in `what` and in `place.column`) and what was expected there.
 *
 * @returns the tree; optional keys that were not given are absent. Fails with DESIGN_EMPTY, DESIGN_SYNTAX, DESIGN_PARAMETER,
 * DESIGN_ACTIVATION_UNKNOWN, DESIGN_BLOCK_UNKNOWN, DESIGN_SLICE or DESIGN_TOO_DEEP
 */
export function parseDesign(text: string): Result<Design> {
  const parsed = parseDesignWithRanges(text)
  return parsed.ok ? success(parsed.value.design) : parsed
}

/** Reads items from a clipboard: the same notation, to be inserted somewhere. */
export function parseSeries(text: string): Result<readonly Item[]> {
  const parsed = parseDesign(text)
  return parsed.ok ? success(parsed.value.items) : parsed
}

/** As `parseDesign`, with the place of every item and branch in the text. */
export function parseDesignWithRanges(text: string): Result<DesignWithRanges> {
  const parser = new Parser(text)
  try {
    return success({ design: parser.design(), ranges: parser.ranges })
  } catch (error) {
    if (error instanceof ProblemError) return failure(error.problem)
    throw error
  }
}

class Parser {
  readonly ranges = new Map<string, TextRange>()
  readonly #cursor: Cursor

  constructor(text: string) {
    this.#cursor = new Cursor(text)
  }

  design(): Design {
    const cursor = this.#cursor
    if (cursor.ended) {
      throw new ProblemError(problemAt(cursor.token, 'DESIGN_EMPTY', 'the design is empty', 'write at least one block, such as dense(64)'))
    }
    const items = this.#series([])
    if (!cursor.ended) cursor.missing('"->" or the end of the text')
    return { items }
  }

  #series(path: Path): readonly Item[] {
    const items: Item[] = []
    do {
      items.push(this.#item([...path, items.length]))
    } while (this.#cursor.accept('->'))
    return items
  }

  #item(path: Path): Item {
    const from = this.#cursor.token.from
    const item = this.#cursor.stands('(') ? this.#group(path) : readBlock(this.#cursor)
    const label = this.#label()
    this.ranges.set(path.join('.'), { from, to: this.#cursor.taken })
    return label === null ? item : { ...item, label }
  }

  #group(path: Path): Item {
    const cursor = this.#cursor
    const opening = cursor.take()
    if (path.length >= 2 * maximumDepth) {
      throw new ProblemError(problemAt(opening, 'DESIGN_TOO_DEEP', `more than ${maximumDepth} groups stand inside each other`, 'remove brackets'))
    }
    const branches: Branch[] = []
    do {
      branches.push(this.#branch([...path, branches.length]))
    } while (cursor.accept('|'))
    if (branches.length < 2) cursor.expect('|', '"->", or "|" and a second branch')
    cursor.expect(')', '"->", "|" or ")"')
    return { kind: 'parallel', branches }
  }

  #branch(path: Path): Branch {
    const from = this.#cursor.token.from
    const slice = this.#slice()
    const items = this.#series(path)
    this.ranges.set(path.join('.'), { from, to: this.#cursor.taken })
    return slice === null ? { items } : { slice, items }
  }

  #slice(): Slice | null {
    const cursor = this.#cursor
    if (!cursor.accept('[')) return null
    const from = this.#columnNumber('the first column of a slice')
    cursor.expect(':', '":"')
    const end = cursor.token
    const slice = { from, to: this.#columnNumber('the end of a slice') }
    const problem = sliceProblem(slice)
    if (problem) throw new ProblemError(problemAt(end, 'DESIGN_SLICE', `expected an end greater than ${from}, found ${quoted(end)}`, problem.action))
    cursor.expect(']', '"]"')
    return slice
  }

  #columnNumber(expectation: string): number {
    const { token } = this.#cursor
    if (token.kind !== 'number') return this.#cursor.missing(expectation)
    if (!Number.isSafeInteger(token.value) || token.value < 0) {
      throw new ProblemError(problemAt(token, 'DESIGN_SLICE', `expected ${expectation}, found ${quoted(token)}`, 'give an integer of at least 0'))
    }
    this.#cursor.take()
    // "-0" names column 0
    return token.value === 0 ? 0 : token.value
  }

  #label(): string | null {
    const cursor = this.#cursor
    if (!cursor.accept('#')) return null
    const { token } = cursor
    if (token.kind !== 'word' || !isLabel(token.text)) return cursor.missing('a label (a letter a–z, then letters, digits, "_" or "-")')
    cursor.take()
    return token.text
  }
}
