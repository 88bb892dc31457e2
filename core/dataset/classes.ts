/** What is kept per class of the label. */

/** Per class: K names in code-point order, their counts, and their means K × N0 row by row. */
export interface ClassMoments {
  readonly names: readonly string[]
  readonly counts: readonly number[]
  readonly means: Float64Array
}

/** More distinct labels than this are no classes: their means are not kept. */
export const classCap = 1000

/** Order of class names: by code point, whatever the locale. */
export function byCodePoint(a: string, b: string): number {
  if (a === b) return 0
  let at = 0
  while (a.codePointAt(at) === b.codePointAt(at)) at++
  return (a.codePointAt(at) ?? -1) - (b.codePointAt(at) ?? -1)
}
