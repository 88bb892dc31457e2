/** All terms: by topic, by id, and found by a word. */
import { assertNever } from '../../api/problem'
import * as capacity from './capacity'
import * as certainty from './certainty'
import * as composition from './composition'
import * as target from './target'
import type { HelpSource, HelpTerm, HelpTermId } from './term'

export interface HelpTopic {
  readonly title: string
  readonly terms: readonly HelpTerm[]
}

/** In reading order; together every term once. */
export const helpTopics: readonly HelpTopic[] = [
  { title: 'What a layer can pass', terms: [capacity.mmi, capacity.budget, capacity.noise, capacity.spectrum, capacity.breakpoint, capacity.waterLevel] },
  {
    title: 'How layers combine',
    terms: [composition.series, composition.bottleneck, composition.parallel, composition.jointBound, composition.convolution, composition.activation]
  },
  { title: 'How sure the number is', terms: [certainty.status, certainty.certificate, certainty.gaussianity, certainty.covariance, certainty.standardError] },
  { title: 'How much is wanted', terms: [target.targetInterval, target.informationXY, target.eta, target.maximalCorrelation, target.delta] }
]

export const helpTerms: readonly HelpTerm[] = helpTopics.flatMap(topic => topic.terms)

const termsById = new Map(helpTerms.map(term => [term.id, term]))

export function helpTerm(id: HelpTermId): HelpTerm {
  const term = termsById.get(id)
  if (!term) throw new Error(`no help text for ${id}`)
  return term
}

/** A piece of a text; `subscript` pieces stand below the line. */
export interface TextPiece {
  readonly text: string
  readonly subscript: boolean
}

/** `N_0 inputs` in pieces: `N`, subscript `0`, ` inputs`. */
export function subscripts(text: string): readonly TextPiece[] {
  // the group is kept by split, so that every second piece is a subscript
  return text.split(/_([A-Za-z0-9Ñ]+)/).map((piece, index) => ({ text: piece, subscript: index % 2 === 1 })).filter(piece => piece.text !== '')
}

/** The source in words, one sentence for each part: `Foggo & Yu, Lemma 1, eq. (8).` */
export function sourceSentences(source: HelpSource): readonly string[] {
  switch (source.kind) {
    case 'paper': return [paperSentence(source.place)]
    case 'beyond': return [beyondSentence(source.restsOn)]
    case 'both': return [paperSentence(source.place), beyondSentence(source.restsOn)]
    default: return assertNever(source)
  }
}

function paperSentence(place: string): string {
  return `Foggo & Yu, ${place}.`
}

function beyondSentence(restsOn: string): string {
  return `Beyond the paper: ${restsOn}.`
}

/**
 * The topics with the terms that hold every word of the query, a topic without any left out.
 * Case and accents do not matter; Greek letters are found by their names.
 *
 * @returns all topics for an empty query
 */
export function searchTopics(query: string): readonly HelpTopic[] {
  return helpTopics
    .map(topic => ({ ...topic, terms: topic.terms.filter(term => holdsWords(`${nameText(term)} ${term.paragraph}`, query)) }))
    .filter(topic => topic.terms.length > 0)
}

/** What a search means first: a term with the words in its name, else the first that holds them anywhere; null: none. */
export function bestMatch(query: string): HelpTerm | null {
  return helpTerms.find(term => holdsWords(nameText(term), query)) ?? searchTopics(query)[0]?.terms[0] ?? null
}

function nameText({ id, title, symbol }: HelpTerm): string {
  return `${id} ${title} ${symbol ?? ''} ${greekNames(symbol ?? '')}`
}

function holdsWords(text: string, query: string): boolean {
  const plainText = plain(text)
  return plain(query).split(/\s+/).every(word => plainText.includes(word))
}

const greek: Readonly<Record<string, string>> = { Σ: 'sigma', δ: 'delta', η: 'eta', λ: 'lambda', μ: 'mu', ρ: 'rho', σ: 'sigma', φ: 'phi' }

function greekNames(symbol: string): string {
  return [...symbol].flatMap(letter => greek[letter] ?? []).join(' ')
}

function plain(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{Mark}/gu, '').toLowerCase()
}
