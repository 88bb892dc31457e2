/** How data appear in sentences: quoted, shortened, counted. */

const longestQuote = 40

/** A text from the file as it may stand in a sentence: in double quotes, white space flattened, at most 40 characters. */
export function quoted(text: string): string {
  const flat = text.replaceAll(/[\s\p{Cc}]+/gu, ' ')
  const characters = [...flat.slice(0, 4 * longestQuote)]
  return characters.length > longestQuote ? `"${characters.slice(0, longestQuote).join('')}…"` : `"${flat}"`
}

/** `1 row`, `2 rows`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`
}

/** `a, b and 3 more`: the first `shown` of a list. */
export function listed(items: readonly string[], shown = 5): string {
  const rest = items.length - shown
  return rest > 0 ? `${items.slice(0, shown).join(', ')} and ${rest} more` : items.join(', ')
}

/** V8 copies what is shorter: pointing into the whole would take more memory. */
const shortestSlice = 13

/**
 * A copy of a text that does not keep the chunk alive it was cut from. Fields of a CSV are slices of chunks of half a
 * megabyte; a thousand slices kept, as class names or examples, would keep a thousand chunks.
 */
export function detached(text: string): string {
  if (text.length < shortestSlice) return text
  return Buffer.from(text, 'utf16le').toString('utf16le')
}
