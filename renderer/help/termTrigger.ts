/** What the word that opens a term is called, and where its explanation goes. */

/** `Explain budget F`: the word itself stays in the name, so that it can be spoken to. A word that is an abbreviation keeps its capitals. */
export function explainName(word: string): string {
  return `Explain ${/^\p{Lu}\p{Ll}/u.test(word) ? word.charAt(0).toLowerCase() + word.slice(1) : word}`
}

/**
 * Beside the whole panel that the word stands in, at the word's height, so that the field or fact explained stays in sight.
 *
 * @returns undefined outside of panels: beside the word
 */
export function besidePanel(word: HTMLElement): { readonly getBoundingClientRect: () => DOMRect; readonly contextElement: HTMLElement } | undefined {
  const panel = word.closest<HTMLElement>('.panel-section')
  return panel ? {
    contextElement: word,
    getBoundingClientRect: () => {
      const { left, width } = panel.getBoundingClientRect()
      const { top, height } = word.getBoundingClientRect()
      return new DOMRect(left, top, width, height)
    }
  } : undefined
}
