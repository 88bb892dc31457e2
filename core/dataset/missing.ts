/** Which fields mean "no value". */
import { parseNumber } from './numbers'

const usualCodes = new Set(['', 'na', 'nan', 'null', '?', 'n/a'])
const longestUsualCode = 4

/** The usual texts for a missing value and those the user added. */
export class MissingCodes {
  private readonly texts: ReadonlySet<string>
  private readonly numbers: ReadonlySet<number>

  /** @param codes further texts that mean "missing"; a number among them (`-999`) stands for every way of writing it (`-999.0`) */
  constructor(codes: readonly string[]) {
    this.texts = new Set(codes.map(code => code.trim()))
    this.numbers = new Set([...this.texts].map(code => parseNumber(code, '.')).filter(value => value !== null))
  }

  /** @param text a field without surrounding white space */
  hasText(text: string): boolean {
    if (text.length <= longestUsualCode && !startsLikeNumber(text) && usualCodes.has(text.toLowerCase())) return true
    return this.texts.size > 0 && this.texts.has(text)
  }

  /** The numbers among the codes. */
  get numberCodes(): readonly number[] {
    return [...this.numbers]
  }

  hasNumber(value: number): boolean {
    return this.numbers.size > 0 && this.numbers.has(value)
  }
}

/** Whether the first character is one of `+ , - . /` or a digit: then it is no usual code, and most fields are done. */
function startsLikeNumber(text: string): boolean {
  const code = text.charCodeAt(0)
  return code >= 43 && code <= 57
}
