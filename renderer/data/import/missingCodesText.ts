/** Codes for missing values as one line of text. */

/** `-999, none` as two codes; a typographic minus is what it looks like. */
export function codesOf(text: string): readonly string[] {
  const codes = text.replaceAll('−', '-').split(',').map(code => code.trim()).filter(code => code !== '')
  return [...new Set(codes)]
}

export function codesText(codes: readonly string[]): string {
  return codes.join(', ')
}
