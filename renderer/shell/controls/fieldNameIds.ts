/** The elements that name a field whose label is a term: a `<label>` may hold no button. */
export function fieldNameIds(controlId: string): { readonly word: string; readonly unit: string } {
  return { word: `${controlId}-word`, unit: `${controlId}-unit` }
}

/** For `aria-labelledby`: the label's word, then its unit. */
export function labelledBy(controlId: string, unit: string | undefined): string {
  const ids = fieldNameIds(controlId)
  return unit === undefined ? ids.word : `${ids.word} ${ids.unit}`
}
