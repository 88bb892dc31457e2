import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classifiers, defaultTargetOptions } from '../../../core/api/target'
import { isMeasuredWith, measurementOptions, targetMeasurementSchema, type MeasurementOptions, type PosteriorMeasures, type TargetMeasurement } from '../../../core/api/targetMeasurement'
import type { TargetInput } from '../../../core/estimate/labelledRows'
import { measureTarget } from '../../../core/estimate/measure'
import { referenceFolder } from '../../support/reference'
import { drawRows, readLabelledCsv, targetInput, threeGaussians } from '../../support/targetInput'

const few: MeasurementOptions = { ...measurementOptions(defaultTargetOptions), permutations: 20, refits: 2 }

function measured(input: TargetInput, options: Partial<MeasurementOptions> = {}): TargetMeasurement {
  const result = measureTarget(input, { ...few, ...options })
  if (!result.ok) throw new Error(result.problem.what)
  return result.value
}

function posteriorsOf(input: TargetInput, options: Partial<MeasurementOptions> = {}): PosteriorMeasures {
  const { posteriors } = measured(input, options)
  if (!posteriors) throw new Error('nothing was measured')
  return posteriors
}

const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

interface ReferenceTarget {
  readonly data: string
  readonly informationXY: number
  readonly standardError: number
  readonly maximalCorrelation: number
  readonly plugIn: number
  readonly linear: number
  readonly rows: number
}
const references: readonly ReferenceTarget[] = JSON.parse(readFileSync(resolve(referenceFolder, 'target.json'), 'utf8'))

describe('the numbers of an independent program', () => {
  it.each(references)('$data', reference => {
    const input = readLabelledCsv(resolve(referenceFolder, `${reference.data}.csv`))
    const found = Array.from({ length: 8 }, (_, seed) => posteriorsOf(input, { seed: seed + 1 }))
    // they average eight fold seeds with another shrinkage; its README asks for these tolerances
    expect(Math.abs(average(found.map(({ crossFitted }) => crossFitted.value)) - reference.informationXY)).toBeLessThan(0.01)
    expect(Math.abs(average(found.map(({ maximalCorrelation }) => maximalCorrelation.value)) - reference.maximalCorrelation)).toBeLessThan(0.01)
    expect(Math.abs(average(found.map(({ plugIn }) => plugIn)) - reference.plugIn)).toBeLessThan(0.01)
    expect(Math.abs(found[0]!.linear - reference.linear)).toBeLessThan(1e-4)
    // a standard error moves with the folds by some percents
    expect(average(found.map(({ crossFitted }) => crossFitted.standardError)) / reference.standardError).toBeCloseTo(1, 0)
    expect(measured(input).rows).toBe(reference.rows)
  })
})

describe('a measurement', () => {
  const input = threeGaussians(150, 1)

  it('repeats with its seed, for every classifier, and changes with another', () => {
    for (const classifier of classifiers) {
      expect(measured(input, { classifier })).toEqual(measured(input, { classifier }))
      expect(measured(input, { classifier, seed: 2 }).posteriors).not.toEqual(measured(input, { classifier }).posteriors)
    }
  })

  it('draws folds, permutations and refits apart, so that one option does not change what another draws', () => {
    const base = posteriorsOf(input)
    const more = posteriorsOf(input, { permutations: 99, refits: 5 })
    expect(more.crossFitted).toEqual(base.crossFitted)
    expect(posteriorsOf(input, { permutations: 99 }).bootstrap).toBe(base.bootstrap)
    expect(posteriorsOf(input, { folds: 3 }).bootstrap).toBe(base.bootstrap)
  })

  it('is plain data that a project can keep', () => {
    const found = measured(input)
    expect(targetMeasurementSchema.parse(JSON.parse(JSON.stringify(found)))).toEqual(found)
    expect(isMeasuredWith(found, few)).toBe(true)
    for (const other of [{ seed: 9 }, { classifier: 'qda' }, { folds: 4 }, { permutations: 21 }, { refits: 3 }] as const) expect(isMeasuredWith(found, { ...few, ...other })).toBe(false)
  })

  it('does not depend on the names of the classes, nor for LDA on the scales of the columns', () => {
    const base = posteriorsOf(input)
    const renamed = posteriorsOf({ ...input, labels: input.labels.map(label => 2 - label), classNames: ['z', 'y', 'x'] })
    const scaled = posteriorsOf({ ...input, rows: input.rows.map((value, at) => (at % 2 ? -1e-6 * value : 1e6 * value + 1e7)) })
    for (const other of [renamed, scaled]) {
      // the folds are the same; sums in another order, and ten digits of a column moved by ten times its size
      expect(other.crossFitted.value).toBeCloseTo(base.crossFitted.value, 8)
      expect(other.maximalCorrelation.value).toBeCloseTo(base.maximalCorrelation.value, 8)
      expect(other.plugIn).toBeCloseTo(base.plugIn, 8)
      expect(other.linear).toBeCloseTo(base.linear, 8)
      expect(other.contraction).toBeCloseTo(base.contraction, 6)
      expect(other.bootstrap).toBeCloseTo(base.bootstrap, 8)
      expect(other.pValue).toBe(base.pValue)
    }
  })

  it('finds no signal where there is none, and all of it where a column tells everything', () => {
    const noise = posteriorsOf(drawRows(200, [0.5, 0.5], (_, random) => [random.normal(), random.normal()], 3), { permutations: 99 })
    expect(noise.pValue).toBeGreaterThan(0.05)
    expect(Math.abs(noise.crossFitted.value)).toBeLessThan(0.03)
    const clear = posteriorsOf(drawRows(200, [0.5, 0.5], (own, random) => [30 * own + random.normal()], 4))
    expect(clear.maximalCorrelation.value).toBeCloseTo(1, 6)
    expect(clear.crossFitted.value).toBeCloseTo(Math.log(2), 2)
    expect(clear.contraction).toBeCloseTo(1, 6)
  })

  it('sees with QDA and neighbours what LDA cannot', () => {
    const rings = drawRows(600, [0.5, 0.5], (own, random) => [random.normal() * (own ? 4 : 1), random.normal() * (own ? 4 : 1)], 5)
    const found = Object.fromEntries(classifiers.map(classifier => [classifier, posteriorsOf(rings, { classifier }).crossFitted.value]))
    expect(found.lda).toBeLessThan(0.02)
    expect(found.qda).toBeGreaterThan(0.3)
    expect(found.knn).toBeGreaterThan(0.25)
    expect(found.knn).toBeLessThan(found.qda!)
  })

  it('of a binary feature finds the information of its table', () => {
    // Y = X in nine cases of ten
    const channel = drawRows(2000, [0.5, 0.5], (own, random) => [random.uniform() < 0.9 ? own : 1 - own], 9)
    const truth = Math.LN2 + 0.9 * Math.log(0.9) + 0.1 * Math.log(0.1)
    const byLda = posteriorsOf(channel)
    // the posterior has but two values, so correlating it with the class is right however wrong they are; a standard error is 0.013
    expect(Math.abs(byLda.maximalCorrelation.value - 0.8)).toBeLessThan(0.04)
    expect(Math.abs(byLda.plugIn - byLda.maximalCorrelation.value)).toBeGreaterThan(0.1)
    // log-likelihood ratios of 0.59 and −1.6: a standard error of 0.66/√2000 = 0.015
    expect(Math.abs(byLda.ross!.value - truth)).toBeLessThan(0.045)
    // 40 neighbours know a probability to 0.05, which costs 0.01 nat
    expect(Math.abs(posteriorsOf(channel, { classifier: 'knn' }).crossFitted.value - truth)).toBeLessThan(0.06)
  })

  it('uses at most five folds and no more than the smallest class has rows, unless told', () => {
    const small = targetInput([[1], [2], [3.5], [4], [5], [9], [7], [8.5]], ['a', 'a', 'a', 'a', 'a', 'b', 'b', 'b'])
    expect(posteriorsOf(small).folds).toBe(3)
    expect(posteriorsOf(small, { folds: 2 }).folds).toBe(2)
    expect(posteriorsOf(small, { folds: 100 }).folds).toBe(8)
    expect(posteriorsOf(threeGaussians(90, 2)).folds).toBe(5)
  })

  it('of a sample scales m to the whole file, by the share of rows with a class', () => {
    const labels = Int32Array.from(input.labels, (label, row) => (row % 3 === 0 ? -1 : label))
    const found = measured({ ...input, labels, totalRows: 3000, sampled: true })
    expect([found.rows, found.measuredRows, found.unlabelledRows]).toEqual([2000, 100, 50])
    expect(measured({ ...input, labels }).rows).toBe(100)
  })

  it('uses neighbours for J only with few columns', () => {
    const wide = drawRows(60, [0.5, 0.5], (own, random) => Array.from({ length: 6 }, () => own + random.normal()), 6)
    expect(posteriorsOf(wide).ross).toBeNull()
    expect(posteriorsOf(input).ross!.value).toBeGreaterThan(0.4)
  })
})

describe('what cannot be measured', () => {
  it('is a problem without a label', () => {
    const result = measureTarget(targetInput([[1], [2]], [null, null]), few)
    expect(result.ok ? null : result.problem.code).toBe('TARGET_NEEDS_LABEL')
  })

  it('is a problem with options out of range', () => {
    for (const bad of [{ folds: 1 }, { seed: -1 }, { refits: 1 }, { permutations: 3 }, { seed: 0.5 }]) {
      const result = measureTarget(threeGaussians(30, 1), { ...few, ...bad })
      expect(result.ok ? null : result.problem.code).toBe('TARGET_OPTION_INVALID')
    }
  })

  it('is a measurement without posteriors: one class, too few rows, no column that varies within a class', () => {
    expect(measured(targetInput([[1], [2], [3]], ['a', 'a', 'b']))).toMatchObject({ classes: [{ name: 'a', rows: 2 }], classesLeftOut: [{ name: 'b', rows: 1 }], posteriors: null })
    expect(measured(targetInput([[1], [2], [3]], ['a', 'b', 'c']))).toMatchObject({ classes: [], rows: 0, posteriors: null })
    expect(measured(targetInput([[1, 5], [1, 5], [2, 5], [2, 5]], ['a', 'a', 'b', 'b']))).toMatchObject({ constantColumns: ['x2'], classConstantColumns: ['x1'], posteriors: null })
    expect(measured(targetInput([[], [], [], []], ['a', 'a', 'b', 'b']))).toMatchObject({ features: 0, posteriors: null })
  })

  it('says that a column gives the classes away, and knows that it correlates fully', () => {
    const random = drawRows(40, [0.5, 0.5], (own, source) => [own, source.normal()], 8)
    const found = measured(random)
    expect(found.classConstantColumns).toEqual(['x1'])
    expect(found.posteriors!.linear).toBe(1)
  })

  it('stops when cancelled, between steps', () => {
    const controller = new AbortController()
    const stages: string[] = []
    const result = measureTarget(threeGaussians(60, 1), few, {
      signal: controller.signal,
      onProgress: (_, stage) => {
        stages.push(stage)
        if (stage === 'permutations') controller.abort()
      }
    })
    expect(result.ok ? null : result.problem.code).toBe('JOB_CANCELLED')
    expect(stages.filter(stage => stage === 'permutations')).toHaveLength(1)
    expect(stages).not.toContain('refits')
  })

  it('reports progress that never falls and ends at 1', () => {
    const fractions: number[] = []
    measureTarget(threeGaussians(60, 1), few, { onProgress: fraction => fractions.push(fraction) })
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b))
    expect(fractions[0]).toBe(0)
    expect(fractions.at(-1)).toBe(1)
  })
})

describe('no data make a number that is none', () => {
  const value = fc.oneof(fc.integer({ min: 0, max: 2 }), fc.constantFrom(1e308, -1e308, 5e-324, 1e-160, 1e160, 0.1), fc.double({ min: -1, max: 1, noNaN: true }))
  const shape = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 24 }), fc.constantFrom(...classifiers), fc.constantFrom(null, 2, 7))

  it('whatever the rows, classes and classifier', () => {
    fc.assert(fc.property(shape.chain(([dimension, rows, classifier, folds]) => fc.record({
      rows: fc.array(fc.array(value, { minLength: dimension, maxLength: dimension }), { minLength: rows, maxLength: rows }),
      labels: fc.array(fc.constantFrom('a', 'b', 'b', 'c', null), { minLength: rows, maxLength: rows }),
      options: fc.constant({ classifier, folds })
    })), ({ rows, labels, options }) => {
      const result = measureTarget(targetInput(rows, labels), { ...few, ...options })
      // the schema refuses infinities and NaN, and shares outside [0, 1]
      if (result.ok) expect(targetMeasurementSchema.parse(result.value)).toEqual(result.value)
      else expect(result.problem.code).toBe('TARGET_NEEDS_LABEL')
    }), { numRuns: 400 })
  })
})
