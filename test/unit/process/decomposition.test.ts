import { describe, expect, it } from 'vitest'
import type { BudgetCurve } from '../../../core/api/model'
import { budgetCurve } from '../../../core/evaluation/curve'
import { decompose, wholeColumns } from '../../../core/evaluation/partition'
import { prepareDesign } from '../../../core/evaluation/prepare'
import { Spectra } from '../../../core/evaluation/spectra'
import type { SufficientComponents } from '../../../core/evaluation/sufficientComponents'
import { eigenvectorSolver } from '../../../core/kernels/eigenvalues'
import { kernelLeadingEigenpairs } from '../../../core/kernels/leadingEigenpairs'
import { kernelVariant } from '../../../core/kernels/load'
import type { InputModel } from '../../../core/evaluation/inputModel'
import { libraryEigenvalueSolver } from '../../../core/linalg/symmetricEigenvalues'
import { createRandom } from '../../../core/linalg/random'
import { decomposeAll, type SearchWithHooks } from '../../../core/process/decomposition'
import { wholeSpectrum } from '../../../core/theory/spectrum'
import { inputModel, must } from '../../support/evaluate'
import { withEigenvalues } from '../../support/symmetricMatrices'

const order = 140
const random = createRandom(6)

/** Six components above white noise. */
function someModel(order: number): InputModel {
  const factor = Array.from({ length: order }, () => Array.from({ length: 6 }, () => random.normal()))
  return inputModel(factor.map((one, i) => factor.map((other, j) => one.reduce((sum, value, k) => sum + value * other[k]!, i === j ? 1 : 0))))
}

const model = someModel(order)
const partitions = [wholeColumns(0, order), wholeColumns(0, 100), { key: 'windows', from: 0, to: 8, windows: [Int32Array.of(0, 1, 2, 3), Int32Array.of(4, 5, 6, 7)] }]

describe('the decomposition of several partitions', () => {
  it('gives each the spectrum that the library gives it, in their order', async () => {
    const found = must(await decomposeAll(model, partitions, {}))
    for (const [index, partition] of partitions.entries()) {
      const expected = must(decompose(model, partition, libraryEigenvalueSolver))
      const [spectrum, ours] = [wholeSpectrum(expected.spectrum), wholeSpectrum(found[index]!.spectrum)]
      expect(found[index]!.window).toEqual(expected.window)
      expect(ours.rank).toBe(spectrum.rank)
      // both solvers promise N·ε·λ₁
      for (const [k, value] of spectrum.eigenvalues.entries()) {
        expect(Math.abs(ours.eigenvalues[k]! - value)).toBeLessThan(2 * order * Number.EPSILON * spectrum.eigenvalues[0]!)
      }
    }
  })

  it('decomposes a partition that is named twice once', async () => {
    const reports: number[] = []
    const found = must(await decomposeAll(model, [partitions[0]!, partitions[2]!, wholeColumns(0, order)], { onProgress: ({ fraction }) => void reports.push(fraction!) }))
    expect(found).toHaveLength(3)
    expect(found[2]).toBe(found[0])
    expect(reports.filter(fraction => fraction === 0)).toHaveLength(1 + 1)
    expect(reports.at(-1)).toBe(1)
  })

  it('tells how far it is, by the work that each partition is', async () => {
    const reports: { readonly fraction: number | null; readonly stage: string }[] = []
    await decomposeAll(model, partitions, { onProgress: report => void reports.push(report) })
    const fractions = reports.map(({ fraction }) => fraction!)
    expect(new Set(reports.map(({ stage }) => stage))).toEqual(new Set(['eigenvalues']))
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b))
    expect([fractions[0], fractions.at(-1)]).toEqual([0, 1])
    // 140³ of 140³ + 100³ + 4³
    expect(fractions.some(fraction => Math.abs(fraction - 0.733) < 0.001)).toBe(true)
  })

  it('answers that it was cancelled, before it begins and half-way', async () => {
    const before = AbortSignal.abort()
    expect(await decomposeAll(model, partitions, { signal: before })).toMatchObject({ ok: false, problem: { code: 'JOB_CANCELLED' } })
    const controller = new AbortController()
    let last = 0
    const outcome = decomposeAll(model, partitions, {
      signal: controller.signal,
      onProgress: ({ fraction }) => {
        last = fraction!
        if (last > 0.2) controller.abort()
      }
    })
    expect(await outcome).toMatchObject({ ok: false, problem: { code: 'JOB_CANCELLED' } })
    expect(last).toBeLessThan(0.7)
  })

  it('finds the eigenvectors that standard errors want of a large whole input on the way, the same as alone', async () => {
    const large = someModel(520)
    const whole = wholeColumns(0, 520)
    const [first, second] = must(await decomposeAll(large, [whole, wholeColumns(0, 510)], {}, { leading: 6 }))
    // of a copy, and more of them: what was found before does not help
    const { vectors } = eigenvectorSolver.leading((large.covariance as { entries: Float64Array }).entries.slice(), 520, 9)
    expect(first!.leading).toEqual(vectors.subarray(0, 6 * 520))
    expect(second!.leading).toBeUndefined()
    expect(must(await decomposeAll(large, [whole], {}))[0]!.leading).toBeUndefined()
    expect(must(await decomposeAll(model, partitions, {}, { leading: 6 }))[0]!.leading).toBeUndefined()
  })
})

describe('the decomposition where the largest eigenvalues suffice', () => {
  const wide = 300
  const whole = wholeColumns(0, wide)
  const falling = (value: (index: number) => number): InputModel => {
    const entries = withEigenvalues(Array.from({ length: wide }, (_, index) => value(index + 1)), 3)
    return { ...inputModel([[1]]), covariance: { kind: 'full', order: wide, entries } }
  }
  // as on a matrix of thousands
  const search: SearchWithHooks = (matrix, size, count, hooks) =>
    kernelLeadingEigenpairs(matrix, size, count, { variant: kernelVariant() ?? 'plain', threads: () => 1 }, 50, hooks)
  const sufficient = new Map([[whole.key, 12]])
  const inverse = falling(index => 1 / index)

  it('finds these, with their eigenvectors, and leaves the rest alone', async () => {
    const [found, windows] = must(await decomposeAll(inverse, [whole, partitions[2]!], {}, { sufficient }, search))
    expect(found!.spectrum).toMatchObject({ extent: 'leading', order: wide })
    expect(found!.spectrum.positive).toHaveLength(12)
    expect(found!.leading).toHaveLength(12 * wide)
    expect(windows!.spectrum.extent).toBe('whole')
    const all = must(decompose(inverse, whole, libraryEigenvalueSolver)).spectrum.positive
    // the search promises 512·ε·λ₁ at least, the library N·ε·λ₁
    for (let k = 0; k < 12; k++) expect(Math.abs(found!.spectrum.positive[k]! - all[k]!)).toBeLessThan((512 + wide) * Number.EPSILON)
  })

  it('gives the same curve with standard errors as all of them do, as far as eigenvalues are the same', async () => {
    const curveOf = async (model: InputModel, known: SufficientComponents): Promise<BudgetCurve> => {
      const prepared = must(prepareDesign('dense(20) -> (dense(4) | dense(8))', { dimension: wide, shape: null }))
      const spectra = new Spectra()
      spectra.add(whole, must(await decomposeAll(model, [whole], {}, { sufficient: known }, search))[0]!)
      return budgetCurve({ ...prepared, model, spectra, budget: 100, noise: 1, errors: { influences: null, rowsReachable: false, saved: null } }, { from: 0.1, to: 1e5, points: 60, scale: 'log' })
    }
    const model: InputModel = { ...falling(index => 2 ** (-index / 5)), estimate: { kept: 1, addition: 0, ledoitWolf: null, derivatives: null } }
    const [leading, all] = [await curveOf(model, new Map([[whole.key, 20]])), await curveOf(model, new Map())]
    // λ₂₀ is a sixteenth of λ₁, so that its relative error is at most 16·(512 + N)·ε ≈ 3e-12, and no value moves faster than log λ
    for (const name of ['mmi', 'standardErrors', 'breakpoints'] as const) {
      expect(leading[name]).toHaveLength(all[name]!.length)
      for (const [at, value] of all[name]!.entries()) expect(Math.abs(leading[name]![at]! - value)).toBeLessThan(1e-10 * Math.max(1, value))
    }
    expect([leading.status, leading.standardErrorBasis]).toEqual([all.status, 'gaussian'])
  })

  it('finds all where a search gives up, to the last bit as without one, and progress still rises to 1', async () => {
    const flat = falling(index => 1 + index / wide)
    const fractions: number[] = []
    const given = must(await decomposeAll(flat, [whole], { onProgress: ({ fraction }) => void fractions.push(fraction!) }, { sufficient }, search))
    expect(given).toEqual(must(await decomposeAll(flat, [whole], {})))
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b))
    expect([fractions[0], fractions.at(-1)]).toEqual([0, 1])
  })

  it('finds all where nobody said that fewer do, and where the matrix is not large', async () => {
    expect(must(await decomposeAll(inverse, [whole], {}, {}, search))[0]!.spectrum.extent).toBe('whole')
    expect(must(await decomposeAll(inverse, [whole], {}, { sufficient }))[0]!.spectrum.extent).toBe('whole')
  })

  it('tells of an eigenvalue that no covariance has, as the decomposition of all does', async () => {
    const negative = falling(index => (index === 40 ? -0.5 : 1 / index))
    const outcome = await decomposeAll(negative, [whole], {}, { sufficient }, search)
    expect(outcome).toMatchObject({ ok: false, problem: { code: 'SPECTRUM_NEGATIVE' } })
  })

  it('knows the rank where zeros are among the largest', async () => {
    const [found] = must(await decomposeAll(falling(index => (index <= 7 ? 1 / index : 0)), [whole], {}, { sufficient }, search))
    expect(wholeSpectrum(found!.spectrum)).toMatchObject({ rank: 7, zeros: wide - 7 })
  })

  it('answers that it was cancelled while it searches', async () => {
    const controller = new AbortController()
    const onProgress = ({ fraction }: { readonly fraction: number | null }): void => { if (fraction! > 0.005) controller.abort() }
    const outcome = await decomposeAll(inverse, [whole], { signal: controller.signal, onProgress }, { sufficient }, search)
    expect(outcome).toMatchObject({ ok: false, problem: { code: 'JOB_CANCELLED' } })
  })
})
