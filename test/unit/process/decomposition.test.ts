import { describe, expect, it } from 'vitest'
import { decompose, wholeColumns } from '../../../core/evaluation/partition'
import { eigenvectorSolver } from '../../../core/kernels/eigenvalues'
import type { InputModel } from '../../../core/evaluation/inputModel'
import { libraryEigenvalueSolver } from '../../../core/linalg/symmetricEigenvalues'
import { createRandom } from '../../../core/linalg/random'
import { decomposeAll } from '../../../core/process/decomposition'
import { wholeSpectrum } from '../../../core/theory/spectrum'
import { inputModel, must } from '../../support/evaluate'

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
