/** KaTeX, loaded with its style sheet and fonts when the first formula is wanted: the start pays nothing for it. */
import type { KatexOptions } from 'katex'

/** HTML for the eye and MathML for the ear. A formula that is no LaTeX is a bug, so it throws. */
export const formulaOptions: KatexOptions = { displayMode: true, output: 'htmlAndMathml', throwOnError: true, strict: 'error' }

export type Typesetter = (latex: string, into: HTMLElement) => void

let loading: Promise<Typesetter> | null = null

/** The same promise for everyone; a load that failed is tried again by the next caller. */
export function loadTypesetter(): Promise<Typesetter> {
  loading ??= load().catch((error: unknown) => {
    loading = null
    throw error
  })
  return loading
}

async function load(): Promise<Typesetter> {
  const [{ default: katex }] = await Promise.all([import('katex'), import('katex/dist/katex.min.css')])
  return (latex, into) => katex.render(latex, into, formulaOptions)
}
