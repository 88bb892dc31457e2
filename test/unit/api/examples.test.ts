import { describe, expect, it } from 'vitest'
import type { ExampleId } from '../../../core/api/bridge'
import { exampleById, examples, type Example } from '../../../core/api/examples'
import { formatNumber } from '../../../core/report/format'
import { mmi } from '../../support/commandLine'

interface Answer {
  readonly mmi: { readonly value: number }
  readonly bottleneck: readonly string[]
  readonly blocks: readonly { readonly label: string | null; readonly mmi: number; readonly active?: number; readonly breakpoints?: readonly number[] }[]
}

/** What the command line says of an example, with some of its words replaced. */
async function evaluated({ id, source, document }: Example, changes: { readonly design?: string; readonly budget?: number; readonly spectrum?: string } = {}): Promise<Answer> {
  const data = source.kind === 'csv' ? ['--data', `app/examples/${id}.csv`, '--label', source.label] : ['--spectrum', changes.spectrum ?? 'exponential:rate=0.1,dim=100']
  const shape = document.shape ? ['--shape', `${document.shape.height}x${document.shape.width}x${document.shape.channels}`] : []
  const { status, out, err } = await mmi('eval', ...data, ...shape, '--design', changes.design ?? document.designs[0]!.notation, '--budget', String(changes.budget ?? document.budget), '--json')
  expect(status, err).toBe(0)
  return JSON.parse(out) as Answer
}

/** The numbers of a sentence; those of names (`conv 4×4`) and of words too. */
const numbersOf = (text: string): readonly string[] => text.match(/\d+(?:\.\d+)?/g) ?? []
const sentencesOf = (id: ExampleId): readonly string[] => [exampleById(id).lookAt, exampleById(id).tryThis]

describe('what an example says', () => {
  it.each(examples)('is one sentence on what to look at and one on what to try: $title', ({ lookAt, tryThis }) => {
    for (const sentence of [lookAt, tryThis]) expect(sentence).toMatch(/^[A-Z][^.]*(?:\.\d[^.]*)*\.$/)
    expect(tryThis).toMatch(/^(Drag|Choose|Select) /)
  })

  it('is true of Iris: both layers tie at its budget, and past the breakpoint the last one is the bottleneck', async () => {
    const iris = exampleById('iris')
    const answer = await evaluated(iris)
    const breakpoint = answer.blocks[0]!.breakpoints!.find(value => value > iris.document.budget)!
    expect(answer.bottleneck).toEqual(['0', '1'])
    expect((await evaluated(iris, { budget: breakpoint * 1.1 })).bottleneck).toEqual(['1'])
    expect(sentencesOf('iris').flatMap(numbersOf)).toEqual([String(iris.document.budget), formatNumber(answer.mmi.value), formatNumber(breakpoint)])
  })

  it('is true of Figure 1: components that are active, and what the power law gives for the same budget', async () => {
    const figure = exampleById('figure-1')
    const answer = await evaluated(figure)
    // as the window chooses the power law: with its own exponent and as many inputs
    const power = await evaluated(figure, { spectrum: 'power:exponent=1,dim=100' })
    expect(sentencesOf('figure-1').flatMap(numbersOf)).toEqual(['500', String(answer.blocks[0]!.active), '100', formatNumber(answer.mmi.value), formatNumber(power.mmi.value)])
    expect(figure.document.budget).toBe(500)
  })

  it('is true of the digits: what the filters and head let through, and that two filters move the bottleneck', async () => {
    const digits = exampleById('digits')
    const [answer, narrowed] = [await evaluated(digits), await evaluated(digits, { design: digits.document.designs[0]!.notation.replace('filters=6', 'filters=2') })]
    expect(answer.bottleneck).toEqual(['head'])
    expect(narrowed.bottleneck).toEqual(['0'])
    expect(sentencesOf('digits').flatMap(numbersOf)).toEqual([
      '4', '4', formatNumber(answer.blocks[0]!.mmi), '10', formatNumber(answer.mmi.value),
      '4', '4', '6', '2', formatNumber(narrowed.blocks[0]!.mmi)
    ])
    expect(digits.document.designs[0]!.notation).toContain('dense(10) #head')
  })
})
