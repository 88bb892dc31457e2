import { describe, expect, it } from 'vitest'
import { largestCount } from '../../../core/design/parameters'
import { printDesign } from '../../../core/design/print'
import { budgetCurve } from '../../../core/evaluation/curve'
import { evaluateDesign, type EvaluationInput } from '../../../core/evaluation/evaluate'
import { requiredPartitions, wholeInput } from '../../../core/evaluation/partition'
import { Spectra } from '../../../core/evaluation/spectra'
import { componentsForValues, componentsForWidths, type SufficientComponents } from '../../../core/evaluation/sufficientComponents'
import { widthCurve } from '../../../core/evaluation/widthSweep'
import { prepare } from '../../support/evaluate'
import { imageShape, randomCovariance, randomDesign } from './randomDesign'

const range = { from: 0.01, to: 1000, points: 40, scale: 'log' } as const

/** The same input with no more than so many leading eigenvalues of each partition. */
function reduced(input: EvaluationInput, sufficient: SufficientComponents): EvaluationInput {
  const spectra = new Spectra()
  for (const partition of [wholeInput(input.model.covariance.order), ...requiredPartitions(input.compiled)]) {
    const known = input.spectra.of(partition)
    const count = sufficient.get(partition.key)
    const { positive } = known.spectrum
    const isPart = count !== undefined && count < positive.length
    spectra.add(partition, isPart ? { ...known, spectrum: { extent: 'leading', order: partition.to - partition.from, positive: positive.slice(0, count) } } : known)
  }
  return { ...input, spectra }
}

describe('the components that a design\'s values rest on', () => {
  it('suffice for its curve, bit for bit, for random designs', () => {
    let partial = 0
    for (let seed = 1; seed <= 120; seed++) {
      const input = prepare(printDesign(randomDesign(seed)), { input: randomCovariance(seed), budget: 5, shape: imageShape })
      const known = reduced(input, componentsForValues(input.compiled, input.compiled.dimension))
      if (known.spectra.of(wholeInput(input.compiled.dimension)).spectrum.extent === 'leading') partial++
      expect(budgetCurve(known, range), printDesign(input.design)).toEqual(budgetCurve(input, range))
    }
    expect(partial).toBeGreaterThan(5)
  })

  it('are the width of the widest layer, all branches of a joint bound together, and ten of the whole input at least', () => {
    const counts = (notation: string): object => Object.fromEntries(componentsForValues(prepare(notation, { input: randomCovariance(1), shape: imageShape }).compiled, 100))
    expect(counts('dense(30) -> dense(50)')).toMatchObject({ '0:100': 10 })
    const { compiled } = prepare('dense(30) -> (dense(7) | dense(20) -> dense(8)) -> dense(12)', { input: Array.from({ length: 100 }, (_, index) => 1 / (index + 1)) })
    expect(componentsForValues(compiled, 100).get('0:100')).toBe(30)
    expect(componentsForValues(prepare('(dense(37) | dense(20))', { input: Array.from({ length: 100 }, () => 1) }).compiled, 100).get('0:100')).toBe(57)
  })

  it('do not suffice for rank and zeros: an evaluation is refused', () => {
    const input = prepare('dense(3)', { input: [5, 4, 3, 2, 1, 0.5] })
    const known = reduced(input, new Map([[wholeInput(6).key, 3]]))
    expect(budgetCurve(known, range)).toEqual(budgetCurve(input, range))
    expect(() => evaluateDesign(known)).toThrow('only 3 of 6 eigenvalues are known')
    const fewer = reduced(input, new Map([[wholeInput(6).key, 2]]))
    expect(() => budgetCurve(fewer, range)).toThrow('known for widths up to 2')
  })

  it('are missing again once more is wanted', () => {
    const input = prepare('dense(3)', { input: [5, 4, 3, 2, 1, 0.5] })
    const whole = wholeInput(6)
    const { spectra } = reduced(input, new Map([[whole.key, 3]]))
    expect(spectra.missing([whole], new Map([[whole.key, 3]]))).toEqual([])
    expect(spectra.missing([whole], new Map([[whole.key, 4]]))).toEqual([whole])
    expect(spectra.missing([whole])).toEqual([whole])
    spectra.table(whole, 1)
    spectra.add(whole, input.spectra.of(whole))
    // the narrow table is not kept beside the whole spectrum
    expect(spectra.table(whole, 1).reach).toBe(Infinity)
  })
})

describe('the components that a sweep of widths rests on', () => {
  const spectrum = Array.from({ length: 40 }, (_, index) => 1 / (index + 1))

  it('suffice up to the widest, bit for bit, and no further', () => {
    for (const [notation, path] of [['dense(3) -> dense(12)', [0]], ['(dense(3) | dense(5)) -> dense(9)', [0, 1, 0]], ['dense(4) -> conv(block=2, filters=3)', [0]]] as const) {
      const input = prepare(notation, { input: spectrum })
      const known = reduced(input, componentsForWidths(input, null, path, 16)!)
      expect(known.spectra.of(wholeInput(40)).spectrum.extent).toBe('leading')
      expect(widthCurve(known, path, { from: 1, to: 16, points: 16 })).toEqual(widthCurve(input, path, { from: 1, to: 16, points: 16 }))
    }
  })

  it('are not known where nothing stands, and where the design is not legal at the widest', () => {
    const input = prepare('dense(4) -> conv(block=2, filters=3)', { input: spectrum })
    expect(componentsForWidths(input, null, [5], 8)).toBeNull()
    expect(componentsForWidths(input, null, [0], 9)).toBeNull()
    expect(componentsForWidths(input, null, [0], largestCount + 1)).toBeNull()
  })
})
