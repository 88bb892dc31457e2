import { describe, expect, it } from 'vitest'
import type { CovarianceOptions } from '../../../../core/api/model'
import { allRows } from '../../../../core/dataset/storedRows'
import { budgetCurve } from '../../../../core/evaluation/curve'
import { evaluateDesign, type EvaluationInput } from '../../../../core/evaluation/evaluate'
import { computeInfluences, influenceWork } from '../../../../core/evaluation/standardErrors/computeInfluences'
import { Influences } from '../../../../core/evaluation/standardErrors/influences'
import { errorNeeds } from '../../../../core/evaluation/standardErrors/needs'
import { rowScaleOf } from '../../../../core/evaluation/standardErrors/scaledRows'
import { wholeInput } from '../../../../core/evaluation/partition'
import { eigenvectorSolver } from '../../../../core/kernels/eigenvalues'
import type { LeadingEigenvectorSolver } from '../../../../core/linalg/leadingEigenvectors'
import { createRandom } from '../../../../core/linalg/random'
import { prepareMoments, prepareRows, rawSample, sampled, type SampledRows } from '../../../support/sampledRows'
import type { Rows } from '../../../support/slowMethods'

function skewedRows(count: number, order: number, seed = 3): Rows {
  const random = createRandom(seed)
  return Array.from({ length: count }, () => {
    const shared = random.normal()
    return Array.from({ length: order }, (_, column) => 100 + random.normal() * 1.4 ** -column + (shared * shared) / (1 + column))
  })
}

const data = sampled(skewedRows(700, 8))
const standardized: CovarianceOptions = { estimator: { kind: 'sample' }, standardize: true }

/** The spec's formula as it reads, row by row: s = Σ a_i (u_iᵀx)²/λ_i, SE = sd(s)/√n. */
function plainError({ moments, sample }: SampledRows, notation: string, budget: number): number {
  const input = prepareMoments({ moments, sample }, notation, { budget })
  const [block] = evaluateDesign(input).blocks
  if (!block || !('waterLevel' in block)) throw new Error('a dense block has a water level')
  const order = moments.columns.length
  const request = new Influences(sample, rowScaleOf(moments, rawSample), moments.rows).missing(errorNeeds(input.compiled), input.model, input.spectra)!
  const { vectors } = computeInfluences(request).parts[0]!
  const eigenvalues = request.parts[0]!.eigenvalues
  const kept = allRows(sample)
  const s = Array.from({ length: sample.count }, (_, row) => {
    let sum = 0
    for (let i = 0; i < block.active; i++) {
      let along = 0
      for (let j = 0; j < order; j++) along += vectors[i * order + j]! * (kept[row * order + j]! - moments.mean[j]!)
      sum += (0.5 * (1 - 1 / (block.waterLevel! * eigenvalues[i]!)) * along * along) / eigenvalues[i]!
    }
    return sum
  })
  const mean = s.reduce((sum, value) => sum + value, 0) / s.length
  return Math.sqrt(s.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (s.length - 1) / moments.rows)
}

describe('eigenvectors for standard errors', () => {
  const wide = sampled(skewedRows(300, 70))

  /** How many vectors of which order are found at each request. */
  function growing(influences: Influences, notation: string, once = false): { readonly asked: readonly (readonly [number, number])[]; readonly error: number } {
    const input = prepareMoments(wide, notation, { budget: 50 })
    const asked: [number, number][] = []
    const counting: LeadingEigenvectorSolver = {
      name: 'counting',
      leading(matrix, order, count) {
        asked.push([order, count])
        return eigenvectorSolver.leading(matrix, order, count)
      }
    }
    const request = influences.missing(errorNeeds(input.compiled), input.model, input.spectra)
    if (request) influences.add(computeInfluences({ ...request, once }, undefined, counting))
    return { asked, error: evaluateDesign({ ...input, errors: { influences, rowsReachable: true, saved: null } }).mmi.standardError! }
  }

  it('are not looked for where the decomposition has found enough of them', () => {
    const input = prepareMoments(wide, 'dense(5)', { budget: 50 })
    const whole = wholeInput(70)
    const found = input.spectra.of(whole)
    const entries = (input.model.covariance as { entries: Float64Array }).entries
    const fresh = new Influences(wide.sample, rowScaleOf(wide.moments, rawSample), wide.moments.rows)
    input.spectra.add(whole, { ...found, leading: eigenvectorSolver.leading(entries, 70, 12).vectors })
    const none: LeadingEigenvectorSolver = { name: 'none', leading: () => { throw new Error('no eigenvectors were to be looked for') } }
    const request = fresh.missing(errorNeeds(input.compiled), input.model, input.spectra)!
    fresh.add(computeInfluences(request, undefined, none))
    const { error } = growing(new Influences(wide.sample, rowScaleOf(wide.moments, rawSample), wide.moments.rows), 'dense(5)')
    expect(evaluateDesign({ ...input, errors: { influences: fresh, rowsReachable: true, saved: null } }).mmi.standardError).toBe(error)
  })

  it('are only so many as a design can need, and a few more, so that widening it unit by unit finds them there', () => {
    const influences = new Influences(wide.sample, rowScaleOf(wide.moments, rawSample), wide.moments.rows)
    // 5 components, and 10 for the test of Gaussianity
    expect(growing(influences, 'dense(5)').asked).toEqual([[70, 15]])
    expect(growing(influences, 'dense(12)').asked).toEqual([])
    const wider = growing(influences, 'dense(30)')
    expect(wider.asked).toEqual([[70, 46]])
    // the errors are a sum over components, whose vectors two solvers found to 70·ε over a gap
    expect(wider.error).toBeCloseTo(evaluateDesign(prepareRows(wide, 'dense(30)', { budget: 50 })).mmi.standardError!, 9)
    const asksOnce = growing(new Influences(wide.sample, rowScaleOf(wide.moments, rawSample), wide.moments.rows), 'dense(30)', true)
    expect(asksOnce.asked).toEqual([[70, 30]])
    expect(asksOnce.error).toBeCloseTo(wider.error, 9)
  })
})

describe('standard errors from rows', () => {
  it('are those of the formula, for every budget, over all rows and over a part of them', () => {
    const part = sampled(skewedRows(700, 8), 200)
    for (const rows of [data, part]) {
      for (const budget of [0.5, 4, 60]) {
        expect(evaluateDesign(prepareRows(rows, 'dense(5)', { budget })).mmi.standardError).toBeCloseTo(plainError(rows, 'dense(5)', budget), 12)
      }
    }
  })

  it('of a part of the rows are about those of all', () => {
    const all = evaluateDesign(prepareRows(data, 'dense(5)')).mmi.standardError!
    const part = evaluateDesign(prepareRows(sampled(skewedRows(700, 8), 350), 'dense(5)')).mmi.standardError!
    // 350 rows know the spread of heavy-tailed influences to some 10 %
    expect(Math.abs(part / all - 1)).toBeLessThan(0.3)
  })

  it('are zero for an MMI of zero, and stand at every block and group', () => {
    const { blocks, mmi } = evaluateDesign(prepareRows(data, 'dense(8) -> (dense(2) | dense(1) -> dense(3)) -> dense(4)', { budget: 3 }))
    expect(blocks).toHaveLength(7)
    expect(blocks.every(block => block.standardError! > 0)).toBe(true)
    expect(mmi.standardError).toBe(blocks.find(block => block.path === '0')!.standardError)
    const nothing = evaluateDesign(prepareRows(data, '(dense(2) | conv(block=4, filters=1))', { budget: 0 }))
    expect([nothing.mmi.standardError, ...nothing.blocks.map(block => block.standardError)]).toEqual([0, 0, 0, 0])
  })

  it('are those of the bottleneck', () => {
    const { blocks, mmi, bottleneck } = evaluateDesign(prepareRows(data, 'dense(6) -> dense(1) -> dense(4)', { budget: 50 }))
    expect(bottleneck).toEqual(['1'])
    expect(mmi.standardError).toBe(blocks[1]!.standardError)
    expect(mmi.standardError).not.toBe(blocks[0]!.standardError)
  })

  it('along a curve are those of evaluating at every budget, where the bottleneck changes too', () => {
    const input = prepareRows(data, 'conv(block=4, filters=1) -> dense(5)', { covariance: standardized })
    const { budgets, standardErrors, standardErrorBasis } = budgetCurve(input, { from: 0.05, to: 500, points: 25, scale: 'log' })
    expect(standardErrorBasis).toBe('rows')
    const each = [...budgets].map(budget => evaluateDesign({ ...input, budget }))
    expect([...standardErrors!]).toEqual(each.map(({ mmi }) => mmi.standardError))
    expect(new Set(each.map(({ bottleneck }) => bottleneck.join())).size).toBeGreaterThan(1)
  })
})

describe('influences', () => {
  const inputFor = (notation: string, influences: Influences, before: EvaluationInput): EvaluationInput => {
    const input = prepareMoments(data, notation)
    return { ...input, model: before.model, errors: { influences, rowsReachable: true, saved: null } }
  }
  const grow = (influences: Influences, input: EvaluationInput) => {
    const request = influences.missing(errorNeeds(input.compiled), input.model, input.spectra)
    if (request) influences.add(computeInfluences(request))
    return request
  }

  it('grow with the designs, and answer like those that were computed at once', () => {
    const influences = new Influences(data.sample, rowScaleOf(data.moments, rawSample), data.moments.rows)
    const first = prepareMoments(data, 'dense(2)')
    const designs = ['dense(2)', 'dense(1)', '(conv(block=4, filters=1) | dense(1))', 'dense(6)', '(conv(block=4, filters=1) | dense(5))', '(conv(block=4, filters=3) | dense(5))', 'dense(20)']
    const asked = designs.map(notation => {
      const input = inputFor(notation, influences, first)
      const request = grow(influences, input)
      const { mmi } = evaluateDesign({ ...input, budget: 20 })
      // another order of the same sums
      expect(mmi.standardError).toBeCloseTo(evaluateDesign(prepareRows(data, notation, { budget: 20 })).mmi.standardError!, 12)
      return request && { parts: request.parts.map(part => `${part.partition.windows === 'whole' ? 'whole' : 'windows'} ${part.components}`), pairs: request.pairs.length, decomposes: request.parts.some(part => !part.vectors) }
    })
    expect(asked).toEqual([
      { parts: ['whole 2'], pairs: 0, decomposes: true },
      null,
      { parts: ['windows 1', 'whole 2'], pairs: 1, decomposes: true },
      { parts: ['whole 6'], pairs: 0, decomposes: false },
      { parts: ['windows 1', 'whole 6'], pairs: 1, decomposes: false },
      { parts: ['windows 3', 'whole 6'], pairs: 1, decomposes: false },
      { parts: ['whole 8'], pairs: 0, decomposes: false }
    ])
  })

  it('that are not computed yet leave the answer open', () => {
    const influences = new Influences(data.sample, rowScaleOf(data.moments, rawSample), data.moments.rows)
    const input = inputFor('dense(3)', influences, prepareMoments(data, 'dense(3)'))
    expect(evaluateDesign(input)).toMatchObject({ mmi: { standardError: null, standardErrorBasis: null }, standardErrorPending: true, gaussian: null })
    expect(budgetCurve(input, { from: 1, to: 2, points: 2, scale: 'log' })).toMatchObject({ standardErrors: null, standardErrorPending: true })
    grow(influences, input)
    expect(evaluateDesign(input)).toMatchObject({ mmi: { standardErrorBasis: 'rows' }, standardErrorPending: false, gaussian: { passed: false } })
  })

  it('of an earlier run answer until rows do', () => {
    const input = prepareMoments(data, 'dense(3)')
    const saved = { standardError: 0.25, blocks: [0.5], gaussian: { passed: true, pValue: 0.4, components: [] } }
    const without = evaluateDesign({ ...input, errors: { influences: null, rowsReachable: false, saved } })
    expect(without).toMatchObject({ mmi: { standardError: 0.25, standardErrorBasis: 'saved' }, standardErrorPending: false, gaussian: saved.gaussian })
    expect(without.blocks[0]!.standardError).toBe(0.5)
    expect(evaluateDesign({ ...input, errors: { influences: null, rowsReachable: true, saved } })).toMatchObject({ mmi: { standardErrorBasis: 'saved' }, standardErrorPending: true })
    const { influences } = prepareRows(data, 'dense(3)')
    expect(evaluateDesign({ ...input, errors: { influences, rowsReachable: true, saved } }).mmi.standardErrorBasis).toBe('rows')
    // a saved run knows one budget, not a curve
    expect(budgetCurve({ ...input, errors: { influences: null, rowsReachable: false, saved } }, { from: 1, to: 2, points: 2, scale: 'log' }).standardErrorBasis).toBe('gaussian')
  })

  it('tell how much work they are', () => {
    const requestOf = (notation: string, rows: SampledRows) => {
      const input = prepareMoments(rows, notation)
      return new Influences(rows.sample, rowScaleOf(rows.moments, rawSample), rows.moments.rows).missing(errorNeeds(input.compiled), input.model, input.spectra)!
    }
    const small = influenceWork(requestOf('dense(2)', data))
    expect(influenceWork(requestOf('dense(8)', data))).toBeGreaterThan(small)
    expect(influenceWork(requestOf('(dense(2) | conv(block=4, filters=2))', data))).toBeGreaterThan(small)
    expect(influenceWork(requestOf('dense(2)', sampled(skewedRows(1400, 8))))).toBeGreaterThan(1.5 * small)
  })
})
