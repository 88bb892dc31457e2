import { describe, expect, it } from 'vitest'
import type { Evaluation, ModelOptions } from '../../../core/api/model'
import { projectDocumentSchema, resultsOf, type ProjectDocument } from '../../../core/project/document'
import { savedErrorsFor, withSavedErrors } from '../../../core/project/savedErrors'
import { evaluateDesign } from '../../../core/evaluation/evaluate'
import { prepareMoments, prepareRows, sampled } from '../../support/sampledRows'
import { sampleDocument } from './samples'

const rows = Array.from({ length: 40 }, (_, row) => [Math.sin(row), Math.cos(3 * row) * 2, (row % 7) / 3])
const options: ModelOptions = { covariance: { estimator: { kind: 'sample' }, standardize: false }, shape: null, budget: 5, noise: 1 }
const evaluated = (notation: string): Evaluation => evaluateDesign(prepareRows(sampled(rows), notation))
const run = (notation: string, evaluation = evaluated(notation)) => ({ notation, options, evaluation })
const document: ProjectDocument = {
  ...sampleDocument, covariance: { ...options.covariance }, budget: 5, designs: [{ name: 'A', notation: 'dense(2)' }, { name: 'B', notation: 'dense(1) -> dense(2)' }], activeDesign: 0
}

describe('standard errors in a project', () => {
  const kept = withSavedErrors(document, [run('dense(2)'), run('dense(1) -> dense(2)')], 4)

  it('come back for the same design and options, however they are written', () => {
    const { mmi, blocks, gaussian } = evaluated('dense(1) -> dense(2)')
    expect(savedErrorsFor(resultsOf(kept), 'dense(1)->dense(units=2)', { ...options })).toEqual({ standardError: mmi.standardError, blocks: blocks.map(block => block.standardError), gaussian })
    expect(resultsOf(kept)).toMatchObject({ rowsSeed: 4 })
  })

  it('are valid in a document, as JSON too', () => {
    expect(projectDocumentSchema.parse(JSON.parse(JSON.stringify(kept)))).toEqual(kept)
  })

  it.each([
    ['another design', 'dense(3)', options],
    ['another budget', 'dense(2)', { ...options, budget: 6 }],
    ['another noise', 'dense(2)', { ...options, noise: 2 }],
    ['another shape', 'dense(2)', { ...options, shape: { height: 1, width: 3, channels: 1 } }],
    ['another estimator', 'dense(2)', { ...options, covariance: { estimator: null, standardize: false } }],
    ['a ridge', 'dense(2)', { ...options, covariance: { estimator: { kind: 'ridge', epsilon: 0 }, standardize: false } }],
    ['standardised data', 'dense(2)', { ...options, covariance: { ...options.covariance, standardize: true } }]
  ] as const)('do not come back for %s', (_, notation, other) => {
    expect(savedErrorsFor(resultsOf(kept), notation, other)).toBeNull()
  })

  it('do not come back for other data', () => {
    const moved: ProjectDocument = { ...kept, source: { ...kept.source!, sha256: 'e'.repeat(64) } as ProjectDocument['source'] }
    expect(savedErrorsFor(resultsOf(moved), 'dense(2)', options)).toBeNull()
  })

  it('are replaced by newer ones, and kept where there are none', () => {
    const newer = { ...evaluated('dense(2)'), mmi: { ...evaluated('dense(2)').mmi, standardError: 0.5 } }
    const again = withSavedErrors(kept, [run('dense(2)', newer)], 4)
    expect(resultsOf(again)!.standardErrors).toHaveLength(2)
    expect(savedErrorsFor(resultsOf(again), 'dense(2)', options)!.standardError).toBe(0.5)
    expect(withSavedErrors(kept, [], null)).toEqual(kept)
  })

  it('are not kept when they were not computed from rows', () => {
    const supposed = evaluateDesign(prepareMoments(sampled(rows), 'dense(2)'))
    expect(supposed.mmi.standardErrorBasis).toBe('gaussian')
    expect(withSavedErrors(document, [run('dense(2)', supposed)], null)).toBe(document)
  })

  it('are not kept without a CSV that they could be checked against', () => {
    const loose: ProjectDocument = { ...document, source: { kind: 'moments', name: 'm.npz' } }
    expect(withSavedErrors(loose, [run('dense(2)')], 4)).toBe(loose)
  })
})
