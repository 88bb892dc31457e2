/** What a term of the window is, as data: words, formula and where both come from. Read by the window's help, by reports and by the documentation. */

/** Every term by topic, in reading order. */
export const helpTermIds = [
  'mmi', 'budget', 'noise', 'spectrum', 'breakpoint', 'water-level',
  'series', 'bottleneck', 'parallel', 'joint-bound', 'convolution', 'activation',
  'status', 'certificate', 'gaussianity', 'covariance', 'standard-error',
  'target-interval', 'information-xy', 'eta', 'maximal-correlation', 'delta'
] as const
export type HelpTermId = (typeof helpTermIds)[number]

/**
 * Where a term comes from: a place in the paper's main text, or what a step beyond the paper rests on, or both
 * (the paper for its own case, the rest for the others).
 */
export type HelpSource =
  | { readonly kind: 'paper'; readonly place: string }
  | { readonly kind: 'beyond'; readonly restsOn: string }
  | { readonly kind: 'both'; readonly place: string; readonly restsOn: string }

export interface HelpTerm {
  readonly id: HelpTermId
  /** A noun phrase, capital first. */
  readonly title: string
  /** As plain text, `σ²`, `ρ_k`; null: the term has none. */
  readonly symbol: string | null
  /** One paragraph in plain words. Symbols are plain text; what follows `_` is a subscript, `N_0` (see `subscripts`). */
  readonly paragraph: string
  /** LaTeX for display mode. Set in 13 px it fits 340 px. */
  readonly formula: string
  readonly source: HelpSource
  /** Where the paper says more than it proves, or less than one needs; null: nowhere here. */
  readonly loose: string | null
  readonly related: readonly HelpTermId[]
}
