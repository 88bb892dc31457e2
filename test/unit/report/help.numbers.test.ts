import { describe, expect, it } from 'vitest'
import { helpTerms, sourceSentences } from '../../../core/report/help/terms'
import { jointBound } from '../../../core/theory/composition'
import { windowCovariance } from '../../../core/theory/convolution'
import { libraryEigenvalueSolver } from '../../../core/linalg/symmetricEigenvalues'
import { maximumInformation, prepareWaterFilling } from '../../../core/theory/waterFilling'
import { circularAutoregression, sharedKernelAscent } from '../../support/sharedKernel'
import { ascendOn, informationByAscent, informationByBisection, informationOfWeights, multiply, normal, onSphere, transpose, uniform, type Rows } from '../../support/slowMethods'

const spectrum = [2, 1, 0.5]
const covariance: Rows = spectrum.map((value, i) => spectrum.map((_, j) => (i === j ? value : 0)))
const table = prepareWaterFilling(Float64Array.from(spectrum), 1)

/** Two layers of 3 units with a budget each, by ascent over both: their rows stand one below the other. */
function twoLayerAscent(firstBudget: number, secondBudget: number): number {
  const random = uniform(5)
  const project = (rows: Rows): Rows => [...onSphere(rows.slice(0, 3), firstBudget), ...onSphere(rows.slice(3), secondBudget)]
  let best = 0
  for (let start = 0; start < 6; start++) {
    const layers = Array.from({ length: 6 }, () => Array.from({ length: 3 }, () => normal(random)))
    best = Math.max(best, ascendOn(layers, project, rows => {
      const [first, second] = [rows.slice(0, 3), rows.slice(3)]
      const { value, gradient } = informationOfWeights(multiply(second, first), covariance, 1)
      return { value, gradient: [...multiply(transpose(second), gradient), ...multiply(gradient, transpose(first))] }
    }))
  }
  return best
}

/** Theorem 3 for runs of two inputs. */
function convolutionFormula(rows: Rows, filters: number, budget: number): number {
  const runs = Array.from({ length: rows.length / 2 }, (_, block) => Int32Array.of(2 * block, 2 * block + 1))
  const window = windowCovariance({ kind: 'full', order: rows.length, entries: Float64Array.from(rows.flat()) }, runs)
  const values = libraryEigenvalueSolver.eigenvalues(window.mean, 2).toSorted((a, b) => b - a)
  return window.windows * maximumInformation(prepareWaterFilling(values, 1), budget, filters)
}

/** ρ_m of a balanced binary label that a share of the inputs decides while the rest tell nothing: ρ_m² = Var(π)/(p_0 p_1). */
function maximalCorrelationOfRareGroup(share: number): number {
  return Math.sqrt((share * 0.25) / 0.25)
}

/** η_KL of the same: D(R_Y‖P_Y)/D(R_X‖P_X) over a grid of all R on the inputs for one label, for the other, and without a say. */
function contractionOfRareGroup(share: number): number {
  const divergence = (r: readonly number[], p: readonly number[]): number => r.reduce((sum, value, index) => sum + (value === 0 ? 0 : value * Math.log(value / p[index]!)), 0)
  const steps = 200
  let largest = 0
  for (let first = 0; first <= steps; first++) {
    for (let second = 0; first + second <= steps; second++) {
      const [one, other] = [first / steps, second / steps]
      const rest = 1 - one - other
      const ofX = divergence([one, other, rest], [share / 2, share / 2, 1 - share])
      // on the grid point nearest to P itself both divergences are rounding
      if (ofX > 1e-6) largest = Math.max(largest, divergence([one + rest / 2, other + rest / 2], [0.5, 0.5]) / ofX)
    }
  }
  return largest
}

const circular = circularAutoregression(0.8, 16)

/** Every number with decimals that a text names, with ways to it. A number of the question itself has none. */
const recomputed: Readonly<Record<string, readonly (() => number)[]>> = {
  '1.443': [() => 1 / Math.LN2],
  '1.2825': [() => twoLayerAscent(3, 2)],
  '1.729': [
    () => maximumInformation(table, 6),
    () => jointBound(table, [{ width: 2, budget: 3 }, { width: 2, budget: 3 }]),
    () => informationByAscent(covariance, 1, 6, 4)
  ],
  '2.315': [() => 2 * maximumInformation(table, 3, 2), () => 2 * informationByBisection(spectrum, 1, 3, 2)],
  '0.8': [],
  '6.104': [() => convolutionFormula(circular, 2, 2)],
  // one start: the optimum is the same from every start (convolution.test.ts tries five)
  '4.566': [() => sharedKernelAscent(circular, 2, 2, 2, 1)],
  '0.100': [() => maximalCorrelationOfRareGroup(0.01)],
  '0.131': [() => contractionOfRareGroup(0.01), () => Math.log(2) / Math.log(200)]
}

describe('numbers in the help texts', () => {
  it('are all recomputed here', () => {
    const texts = helpTerms.flatMap(({ paragraph, loose, source }) => [paragraph, loose ?? '', ...sourceSentences(source)])
    const named = new Set(texts.flatMap(text => text.match(/\d+\.\d+/g) ?? []))
    expect([...named].toSorted()).toEqual(Object.keys(recomputed).toSorted())
  })

  it.each(Object.entries(recomputed).flatMap(([number, ways]) => ways.map(way => [number, way] as const)))('%s is what comes out, to the digits shown', (number, way) => {
    expect(way().toFixed(number.split('.')[1]!.length)).toBe(number)
  })
})
