import katex from 'katex'
import { describe, expect, it } from 'vitest'
import { helpTermIds } from '../../../core/report/help/term'
import { bestMatch, helpTerm, helpTerms, helpTopics, searchTopics, sourceSentences, subscripts } from '../../../core/report/help/terms'
import { formulaOptions } from '../../../renderer/help/typesetter'

const found = (query: string): readonly string[] => searchTopics(query).flatMap(topic => topic.terms.map(term => term.id))

describe('the terms', () => {
  it('hold every id once, in the order of the topics', () => {
    expect(helpTerms.map(term => term.id)).toEqual([...helpTermIds])
    expect(new Set(helpTopics.map(topic => topic.title)).size).toBe(helpTopics.length)
    for (const id of helpTermIds) expect(helpTerm(id).id).toBe(id)
  })

  it.each(helpTerms.map(term => [term.id, term] as const))('%s has a title, a paragraph, a formula, a source and terms near it', (id, term) => {
    expect(term.title).toMatch(/^\p{Lu}/u)
    for (const text of [term.paragraph, ...(term.loose === null ? [] : [term.loose])]) {
      expect(text).toMatch(/^[\p{Lu}“].*\.$/su)
      expect(text).not.toMatch(/\s{2}|\s[.,;:]|\$|\\/)
    }
    // one paragraph, to be read while one works
    expect(term.paragraph.split(/\s+/).length).toBeGreaterThan(30)
    expect(term.paragraph.split(/\s+/).length).toBeLessThan(100)
    expect(term.symbol === null || term.symbol.length > 0).toBe(true)
    expect(term.related.length).toBeGreaterThan(1)
    expect(term.related).not.toContain(id)
    expect(new Set(term.related).size).toBe(term.related.length)
    for (const other of term.related) expect(helpTermIds).toContain(other)
  })

  it('name places that the paper has: Section 2 or 3, Theorems 1 to 6, Lemmas 1 to 3, equations 1 to 22', () => {
    const largest: Readonly<Record<string, number>> = { Section: 3, Theorem: 6, Theorems: 6, Lemma: 3, 'eq.': 22 }
    for (const { id, source } of helpTerms) {
      if (source.kind === 'beyond') continue
      const places = [...source.place.matchAll(/(Section|Theorems?|Lemma|eq\.) \(?(\d+)\)?(?: and \(?(\d+)\)?)?/g)]
      expect(places.length, id).toBeGreaterThan(0)
      for (const [, kind = '', ...numbers] of places) {
        for (const number of numbers) if (number !== undefined) expect(Number(number), `${id}: ${source.place}`).toBeLessThanOrEqual(largest[kind]!)
      }
    }
  })

  it.each(helpTerms.map(term => [term.id, term.formula] as const))('the formula of %s is typeset without an error or a warning, for the eye and the ear', (_id, formula) => {
    const html = katex.renderToString(formula, formulaOptions)
    expect(html).toContain('<math')
    expect(html).toContain('class="katex-html" aria-hidden="true"')
    expect(html).not.toContain('katex-error')
  })

  it('tell where the paper is loose: all that the specification lists', () => {
    const loose = (id: (typeof helpTermIds)[number]): string => helpTerm(id).loose ?? ''
    expect(loose('breakpoint')).toContain('Nothing jumps')
    expect(loose('parallel')).toContain('independent branch inputs and a budget for every branch')
    expect(loose('budget')).toContain('product of the weights')
    expect(loose('series')).toContain('on the product of all weights')
    expect(loose('convolution')).toContain('only a bound')
    expect(loose('convolution')).toContain('it has N_f·N_0/N_B')
    expect(loose('activation')).toContain('Lemma 2')
    expect(loose('mmi')).toContain('ρ_Ñ ≤ F ≪ σ² Tr(Σ⁻¹)')
  })

  it('say of each source whether it is the paper or beyond it', () => {
    expect(sourceSentences(helpTerm('breakpoint').source)).toEqual(['Foggo & Yu, Lemma 1, eq. (8).'])
    expect(sourceSentences(helpTerm('joint-bound').source)[0]).toMatch(/^Beyond the paper: Theorem 2 .*\.$/)
    expect(sourceSentences(helpTerm('convolution').source)).toHaveLength(2)
  })
})

describe('text with subscripts', () => {
  it('is cut where a subscript begins and ends', () => {
    expect(subscripts('N_f·N_0/N_B, η_KL')).toEqual([
      { text: 'N', subscript: false }, { text: 'f', subscript: true }, { text: '·N', subscript: false }, { text: '0', subscript: true },
      { text: '/N', subscript: false }, { text: 'B', subscript: true }, { text: ', η', subscript: false }, { text: 'KL', subscript: true }
    ])
    expect(subscripts('σ²')).toEqual([{ text: 'σ²', subscript: false }])
  })

  it('leaves no mark of a subscript in any term', () => {
    for (const { title, symbol, paragraph, loose, source } of helpTerms) {
      for (const text of [title, symbol ?? '', paragraph, loose ?? '', ...sourceSentences(source)]) {
        expect(subscripts(text).map(piece => piece.text).join('')).not.toContain('_')
      }
    }
  })
})

describe('the search', () => {
  it('finds all terms for nothing typed, and none for words that stand nowhere', () => {
    expect(found(' ')).toEqual([...helpTermIds])
    expect(found('nonsense')).toEqual([])
    expect(bestMatch('nonsense')).toBeNull()
  })

  it('wants every word, in any order, case and spelling of accents', () => {
    expect(found('Wolf LEDOIT')).toEqual(['covariance', 'standard-error'])
    expect(found('renyi')).toEqual(['maximal-correlation'])
    expect(found('fewer rows')).toContain('covariance')
  })

  it('knows Greek letters by their names', () => {
    expect(found('sigma')).toEqual(expect.arrayContaining(['noise', 'covariance']))
    expect(bestMatch('rho')?.id).toBe('breakpoint')
    expect(bestMatch('eta')?.id).toBe('eta')
  })

  it('means a term by its name before one that only mentions it', () => {
    expect(found('conv')[0]).toBe('breakpoint')
    expect(bestMatch('conv')?.id).toBe('convolution')
    expect(bestMatch('leaky')?.id).toBe('activation')
  })
})
